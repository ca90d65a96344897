"""Carrying out an edit: the one way a fact of the plan changes after it was heard."""

from datetime import date, datetime, timedelta

from django.db import transaction

from leadline.program import edits
from leadline.record.edits import add, change, retire
from leadline.record.models.program import Program
from leadline.record.snapshots import load_snapshot, touch

INTENT_LIVES = timedelta(days=60)


def carry_out(program: Program, edit: edits.Edit, at: datetime, today: date) -> edits.Edit:
    """
    Change the plan by one edit and return the edit that takes it back.

    Afterwards `load_snapshot` gives what `program.edits.apply` gives of the snapshot before. A fact that a tracker owns is not
    altered: an intent is laid over it.

    Raises:
        UnknownSubject: the edit is about something that is not there, or adds something that is.
        DocumentError: a value does not fit its field.
    """
    with transaction.atomic():
        before = load_snapshot(program, today)
        edits.apply(before, edit)
        back = edits.inverse(before, edit)
        match edit:
            case edits.Add():
                add.carry_out(program, edit, at)
            case edits.Change():
                change.carry_out(program, edit, at, today + INTENT_LIVES)
            case edits.Retire():
                retire.carry_out(program, edit, at, today + INTENT_LIVES)
        touch(program)
    return back
