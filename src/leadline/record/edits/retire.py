"""A fact leaves the plan: Leadline's own row is retired, a tracker's is hidden by an intent."""

from datetime import date, datetime

from leadline.program.edits import Retire
from leadline.record.edits.intents import lay_over
from leadline.record.models.program import Program
from leadline.record.tables import tables


def carry_out(program: Program, edit: Retire, at: datetime, expires_on: date) -> None:
    """Take the fact out of the plan; its row stays for history and undo."""
    row = tables()[edit.noun].objects.get(program=program, key=edit.id, retired_at=None)
    if row.heard_from:
        lay_over(program, edit.noun, edit.id, "", True, False, at, expires_on)
        return
    row.retired_at = at
    row.save(update_fields=["retired_at"])
