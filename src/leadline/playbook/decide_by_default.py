"""Playbook 19: a decision that holds work up is taken by its default."""

from collections.abc import Iterable

from leadline.playbook.plan import people_of, standing, subject_of
from leadline.playbook.solution import solution
from leadline.program.case import Case
from leadline.program.decisions import Decision
from leadline.program.edits import Change, Edit, UnknownSubject, apply_all, read_edit
from leadline.program.finding import Remedy
from leadline.program.plain import DocumentError


@solution(number=19, about=("decision", "roadblock"))
def decide_by_default(case: Case, subject: str) -> Iterable[Remedy]:
    """
    ## What it does
    The default is chosen today, with what it changes in the plan.
    ## When it applies
    The decision (or one that holds up the same work as the roadblock) is open, can be taken back, touches neither safety,
    law nor people, and has a default that meets every must and still fits the plan.
    ## How it is tried
    The decision holds nothing up any more, and the edits of its default are in the plan.
    ## Source
    SCIENCE.md §4, 19.
    """
    if one := subject_of(case, subject, "decision"):
        found = [one]
    elif block := standing(case, subject):
        found = [one for one in case.snapshot.decisions if set(one.work) & set(block.work)]
    else:
        return []
    ways = (_default(case, one) for one in found if _may_default(one))
    return [way for way in ways if way][:1]


def _may_default(one: Decision) -> bool:
    fitting = any(option.name == one.default and option.meets_musts for option in one.options)
    return one.decided_on is None and one.door == "two-way" and not one.touches and fitting


def _default(case: Case, one: Decision) -> Remedy | None:
    """None where what the default would change is no longer there, or cannot be read."""
    option = next(option for option in one.options if option.name == one.default)
    decided = {"decided_on": case.snapshot.as_of.isoformat(), "chosen": one.default, "rationale": "Taken by default."}
    try:
        edits: tuple[Edit, ...] = (Change("decision", one.id, decided), *map(read_edit, option.edits))
        apply_all(case.snapshot, edits)
    except (DocumentError, UnknownSubject):
        return None
    says = f"Decide “{one.question or one.id}” by its default, “{one.default}”, today."
    return Remedy(says, edits, people_of(one.approver), option.cost_cents)
