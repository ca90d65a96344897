"""Playbook 5: two pieces of work that follow each other overlap."""

from collections.abc import Iterator, Sequence

from leadline.playbook.milestones import doers_of
from leadline.playbook.plan import (
    focus,
    fresh_id,
    has_waited,
    name_of,
    open_work,
    people_of,
    same_hands,
    scaled,
    subject_of,
)
from leadline.playbook.solution import solution
from leadline.program.case import Case
from leadline.program.edits import Add, Change, Edit
from leadline.program.finding import Remedy
from leadline.program.work import Dependency

SHORTEST_DAYS = 4.0
CALENDAR_DAYS = 7 / 5
OVERLAP = 0.5
REWORK_PROBABILITY, REWORK_SHARE = 0.2, 0.2
"""One in five overlaps costs a fifth of the second piece again. Source: SCIENCE.md §4, judgement."""


@solution(number=5, about=("milestone", "work", "dependency"))
def fast_track(case: Case, subject: str) -> Iterator[Remedy]:
    """
    ## What it does
    The second piece starts when the first is half done, and ends no sooner than the first; rework is a new risk.
    ## When it applies
    The second follows the first (for a milestone: both decide it) and has not been started, would begin earlier without it,
    different people do them, and the first has at least four days of effort. Whether an overlap is acceptable is for both doers to say.
    ## How it is tried
    The dependency becomes one of their starts, with half of the first as its lag, and one of their ends; with a chance of
    20 % a fifth of the second piece is done again.
    ## Source
    SCIENCE.md §4, 5; chance and share of the rework are judgement.
    """
    fitting = [one for one in _pairs(case, subject) if _may_overlap(case, one)]
    if fitting:
        yield _overlap(case, fitting[0])


def _pairs(case: Case, subject: str) -> Sequence[Dependency]:
    """The dependencies between open work that a subject is about, those that decide most first."""
    if one := subject_of(case, subject, "dependency"):
        near = [one]
    else:
        ids = {one.id: place for place, one in enumerate(focus(case, subject))}
        one_item = subject.startswith("work:")
        near = [one for one in case.snapshot.dependencies if one.after in ids and (one_item or one.before in ids)]
        near.sort(key=lambda one: (ids.get(one.before, 0) + ids[one.after], one.id))
    items = open_work(case.snapshot)
    return [one for one in near if one.kind == "FS" and one.before in items and one.after in items]


def _may_overlap(case: Case, one: Dependency) -> bool:
    items = open_work(case.snapshot)
    before, after = items[one.before], items[one.after]
    long_enough = before.estimate is not None and before.estimate.middle >= SHORTEST_DAYS
    able = after.state == "todo" and after.estimate is not None and not same_hands(case, one)
    return able and long_enough and has_waited(case, one)


def _overlap(case: Case, one: Dependency) -> Remedy:
    snapshot, items = case.snapshot, open_work(case.snapshot)
    before, after = items[one.before], items[one.after]
    assert before.estimate and after.estimate  # noqa: S101, PT018 - asked by the caller; for the type checker
    first, second = name_of(snapshot, "work", before.id), name_of(snapshot, "work", after.id)
    lag = round(before.estimate.middle * OVERLAP * CALENDAR_DAYS, 1)
    ends = fresh_id(snapshot, "dependency", f"{one.id}-ends")
    rework = {
        "id": fresh_id(snapshot, "risk", f"{one.id}-rework"),
        "event": f"What {first} still changes has to be done again in {second}",
        "probability": REWORK_PROBABILITY,
        "delay": scaled(after.estimate, REWORK_SHARE * CALENDAR_DAYS),
        "work": [after.id],
        "raised_on": snapshot.as_of.isoformat(),
    }
    edits: tuple[Edit, ...] = (
        Change("dependency", one.id, {"kind": "SS", "lag_days": lag}),
        Add("dependency", {"id": ends, "before": before.id, "after": after.id, "kind": "FF"}),
        Add("risk", rework),
    )
    says = f"Start {second} when {first} is half done; one time in five some of it is done twice."
    return Remedy(says, edits, people_of(*doers_of(snapshot, before), *doers_of(snapshot, after)))
