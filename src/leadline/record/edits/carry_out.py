"""Carrying out an edit: the one way a fact of the plan changes after it was heard."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import cast

from django.db import transaction

from leadline.program import edits
from leadline.record.edits import add, change, retire
from leadline.record.models.program import Program
from leadline.record.snapshots import load_snapshot, touch

INTENT_LIVES = timedelta(days=60)


def carry_out(program: Program, edit: edits.Edit, at: datetime, today: date, *, limited: bool = True) -> edits.Edit:
    """
    Change the plan by one edit and return the edit that takes it back.

    Afterwards `load_snapshot` gives what `program.edits.apply` gives of the snapshot before. A fact that a tracker owns is not
    altered: an intent is laid over it. `limited`: not where a change is taken back, since what was there before may come back.

    Raises:
        UnknownSubject: the edit is about something that is not there, or adds something that is.
        DocumentError: a value does not fit its field, or lies beyond its limit.
    """
    with transaction.atomic():
        before = load_snapshot(program, today)
        if limited:
            edits.check_limits(before, edit)
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


def carry_out_all(
    program: Program, wanted: Sequence[edits.Edit], at: datetime, today: date, *, limited: bool = True
) -> list[edits.Edit]:
    """
    Change the plan by several edits in their order, and return for each the edit that takes it back.

    Changes of many things of one noun, such as a published plan, are carried out together: the plan is read once, not once
    an edit. Raises like `carry_out`, and then nothing has changed.
    """
    if not _of_one_kind(wanted):
        with transaction.atomic():
            return [carry_out(program, edit, at, today, limited=limited) for edit in wanted]
    changes = cast(Sequence[edits.Change], wanted)
    with transaction.atomic():
        before = load_snapshot(program, today)
        for edit in changes if limited else ():
            edits.check_limits(before, edit)
        backs = edits.inverses(before, changes)
        change.carry_out_all(program, changes, at, today + INTENT_LIVES)
        touch(program)
    return list(backs)


def _of_one_kind(wanted: Sequence[edits.Edit]) -> bool:
    """Whether these are changes of different things of one noun: then their order does not matter."""
    changed = {(one.noun, one.id) for one in wanted if isinstance(one, edits.Change) and one.noun != "program"}
    return len(wanted) > 1 and len(changed) == len(wanted) and len({noun for noun, _ in changed}) == 1
