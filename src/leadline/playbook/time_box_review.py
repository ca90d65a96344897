"""Playbook 21: a review that waits gets a day, and a second pair of eyes."""

from collections.abc import Iterator, Sequence

from leadline.playbook.plan import after_working_days, name_of, open_work, people_of, standing, working_days_since
from leadline.playbook.solution import solution
from leadline.playbook.words import REVIEW, speaks_of
from leadline.program.case import Case
from leadline.program.communication import Ask
from leadline.program.edits import Change, Edit
from leadline.program.finding import Remedy
from leadline.program.risks import Roadblock

REVIEW_DAYS = 2
"""Working days in which one of two reviewers answers. Judgement."""
PATIENCE = 1
"""Working days that a review may wait. Source: SCIENCE.md §4, 21."""


@solution(number=21, about=("work", "roadblock"))
def time_box_review(case: Case, subject: str) -> Iterator[Remedy]:
    """
    ## What it does
    The review is due in two working days, and somebody else may give it as well.
    ## When it applies
    A review of the work was asked for more than a working day ago and nobody answered, or a roadblock that is about a review
    has stood for longer than that; and no earlier day is agreed.
    ## How it is tried
    A roadblock that is about the review ends on that day. Where only an ask is recorded nothing waits for it in the
    simulation, so there is no price.
    ## Source
    SCIENCE.md §4, 21 (queue service rate); two working days are judgement.
    """
    snapshot = case.snapshot
    block = standing(case, subject)
    ids = set(block.work) if block else {subject.removeprefix("work:")} & open_work(snapshot).keys()
    day = after_working_days(snapshot, snapshot.as_of, REVIEW_DAYS)
    blocks = [one for one in snapshot.roadblocks if _waits_for_review(case, one, ids) and (not block or one == block)]
    blocks = [
        one for one in blocks if one.expected or not one.agreed_until or not snapshot.as_of <= one.agreed_until <= day
    ]
    asks = [one for one in _asked(case, ids) if not one.due or not snapshot.as_of <= one.due <= day]
    if not blocks and (block or not asks):
        return
    edits: list[Edit] = [
        Change("roadblock", one.id, {"expected": None, "agreed_until": day.isoformat()}) for one in blocks
    ]
    edits += [Change("ask", one.id, {"due": day.isoformat()}) for one in asks]
    who = people_of(*(one.owed_by for one in asks), *(one.unblocker for one in blocks))
    named = " and ".join(name_of(snapshot, "person", id) for id in who) or "the reviewers"
    yield Remedy(
        f"Ask {named} for the review by {day}, from whoever of two reviewers is free first.", tuple(edits), who
    )


def _waits_for_review(case: Case, one: Roadblock, ids: set[str]) -> bool:
    about = one.resolved_on is None and bool(ids & set(one.work)) and speaks_of(REVIEW, one.name, one.waiting_for)
    return about and one.since is not None and working_days_since(case.snapshot, one.since) > PATIENCE


def _asked(case: Case, ids: set[str]) -> Sequence[Ask]:
    return [
        one for one in case.snapshot.asks
        if one.kind == "review" and one.work in ids and not one.answered_on and not one.withdrawn_on
        and one.asked_on and working_days_since(case.snapshot, one.asked_on) > PATIENCE
    ]  # fmt: skip
