"""The most that any action against a roadblock can win: it is gone today."""

from collections.abc import Iterator

from leadline.playbook.plan import people_of, standing
from leadline.playbook.solution import solution
from leadline.program.case import Case
from leadline.program.edits import Change
from leadline.program.finding import Remedy


@solution(number=0, about=("roadblock",))
def resolve_today(case: Case, subject: str) -> Iterator[Remedy]:
    """
    ## What it does
    The roadblock is resolved today, at the cost recorded for it. Its price is what anybody may spend on it, money and
    favours together.
    ## When it applies
    The roadblock still stands.
    ## How it is tried
    The roadblock is resolved on the day of the snapshot.
    ## Source
    A yardstick of our own, not one of the 42 of SCIENCE.md §4.
    """
    if one := standing(case, subject):
        edit = Change("roadblock", one.id, {"resolved_on": case.snapshot.as_of.isoformat()})
        says = "Clear it today, whatever else waits."
        yield Remedy(says, (edit,), people_of(one.unblocker), one.cost_to_resolve_cents)
