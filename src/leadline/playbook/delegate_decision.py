"""Playbook 20: a decision that can be taken back goes to the one who prepared it."""

from collections.abc import Iterator
from datetime import date

from leadline.playbook.plan import after_working_days, name_of, people_of, standing, subject_of
from leadline.playbook.solution import solution
from leadline.program.case import Case
from leadline.program.decisions import Decision
from leadline.program.edits import Change
from leadline.program.finding import Remedy

ANSWER_DAYS = 3
"""Working days in which somebody who has prepared a question answers it. Judgement."""


@solution(number=20, about=("decision", "roadblock"))
def delegate_decision(case: Case, subject: str) -> Iterator[Remedy]:
    """
    ## What it does
    Whoever drives the decision also takes it, within three working days.
    ## When it applies
    The decision (or one that holds up the same work as the roadblock) is open and can be taken back, touches neither safety,
    law nor people, has a driver who is not its approver, is not parked, and is not due within three working days anyway.
    ## How it is tried
    The driver is the approver, and the decision holds its work up until that day.
    ## Source
    SCIENCE.md §4, 20 (P50 of the lower level); three working days are judgement.
    """
    snapshot, block = case.snapshot, standing(case, subject)
    own = subject_of(case, subject, "decision")
    found = [own] if own else [one for one in snapshot.decisions if block and set(one.work) & set(block.work)]
    day = after_working_days(snapshot, snapshot.as_of, ANSWER_DAYS)
    one = next((one for one in found if _may_go_down(case, one) and not _due_before(case, one, day)), None)
    if one is None:
        return
    who, question = name_of(snapshot, "person", one.driver), one.question or one.id
    edit = Change("decision", one.id, {"approver": one.driver, "needed_by": day.isoformat()})
    says = f"Let {who} decide “{question}” by {day}; it can be taken back."
    yield Remedy(says, (edit,), people_of(one.approver, one.driver))


def _may_go_down(case: Case, one: Decision) -> bool:
    parked = one.parked_until is not None and one.parked_until >= case.snapshot.as_of
    lower = bool(one.driver) and one.driver != one.approver
    return one.decided_on is None and one.door == "two-way" and not one.touches and lower and not parked


def _due_before(case: Case, one: Decision, day: date) -> bool:
    return one.needed_by is not None and case.snapshot.as_of <= one.needed_by <= day
