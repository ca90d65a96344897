"""Playbook 19: a decision that holds work up is taken by its default."""

from leadline.playbook.plan import people_of, subject_of
from leadline.program.case import Case
from leadline.program.decisions import Decision
from leadline.program.edits import Change, Edit, read_edit
from leadline.program.finding import Remedy


def decide_by_default(case: Case, subject: str) -> list[Remedy]:
    """
    The default is chosen today, with what it changes in the plan.

    Precondition: the decision (or one that holds up the same work as the roadblock) is open, can be taken back, touches
    neither safety, law nor people, and has a default that meets every must.
    """
    if one := subject_of(case, subject, "decision"):
        found = [one]
    elif block := subject_of(case, subject, "roadblock"):
        found = [one for one in case.snapshot.decisions if set(one.work) & set(block.work)]
    else:
        return []
    return [_default(case, one) for one in found if _may_default(one)][:1]


def _may_default(one: Decision) -> bool:
    fitting = any(option.name == one.default and option.meets_musts for option in one.options)
    return one.decided_on is None and one.door == "two-way" and not one.touches and fitting


def _default(case: Case, one: Decision) -> Remedy:
    option = next(option for option in one.options if option.name == one.default)
    decided = {"decided_on": case.snapshot.as_of.isoformat(), "chosen": one.default, "rationale": "Taken by default."}
    edits: tuple[Edit, ...] = (Change("decision", one.id, decided), *map(read_edit, option.edits))
    says = f"Decide “{one.question or one.id}” by its default, “{one.default}”, today."
    return Remedy(says, edits, people_of(one.approver), option.cost_cents)
