"""A new fact is Leadline's own, whoever asked for it."""

from datetime import datetime

from leadline.program.edits import Add
from leadline.program.plain import read_noun
from leadline.record.edits.intents import withdraw
from leadline.record.models.program import Program
from leadline.record.tables import tables, to_columns


def carry_out(program: Program, edit: Add, at: datetime) -> None:
    """Write the row, or bring a retired one back with these values."""
    value = read_noun(edit.noun, edit.value)
    table = tables()[edit.noun]
    row = table.objects.filter(program=program, key=value.id).first()
    if row is not None and row.retired_at is None:
        # The row is there but an intent hides it: adding it back is taking that intent back.
        withdraw(program, edit.noun, value.id, "")
        return
    columns = to_columns(edit.noun, value)
    table.objects.update_or_create(program=program, key=value.id, defaults={**columns, "retired_at": None})
