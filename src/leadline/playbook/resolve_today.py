"""The most that any action against a roadblock can win: it is gone today."""

from leadline.playbook.plan import people_of, subject_of
from leadline.program.case import Case
from leadline.program.edits import Change
from leadline.program.finding import Remedy


def resolve_today(case: Case, subject: str) -> list[Remedy]:
    """
    The roadblock is resolved on the day of the snapshot, at the cost recorded for it.

    Precondition: it still stands. Its price is what anybody may spend on it, money and favours together.
    """
    one = subject_of(case, subject, "roadblock")
    if one is None or one.resolved_on:
        return []
    edit = Change("roadblock", one.id, {"resolved_on": case.snapshot.as_of.isoformat()})
    return [
        Remedy("Clear it today, whatever else waits.", (edit,), people_of(one.unblocker), one.cost_to_resolve_cents)
    ]
