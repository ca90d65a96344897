"""Playbook 5: two pieces of work that follow each other overlap."""

from leadline.playbook.plan import deciding, fresh_id, name_of, open_work, people_of, scaled, subject_of
from leadline.program.case import Case
from leadline.program.edits import Add, Change, Edit
from leadline.program.finding import Remedy
from leadline.program.work import Dependency

SHORTEST_DAYS = 4.0
CALENDAR_DAYS = 7 / 5
OVERLAP = 0.5
REWORK_PROBABILITY, REWORK_SHARE = 0.2, 0.2
"""One in five overlaps costs a fifth of the second piece again. Source: SCIENCE.md §4, judgement."""


def fast_track(case: Case, subject: str) -> list[Remedy]:
    """
    The second piece starts when the first is half done, and ends no sooner than the first; rework is a new risk.

    Precondition: both decide the milestone, the second has not been started, different people do them, and the first
    has at least four days of effort. Whether an overlap is acceptable is for both doers to say.
    """
    milestone = subject_of(case, subject, "milestone")
    items = deciding(case, milestone.id) if milestone else []
    ids = {one.id: place for place, one in enumerate(items)}
    pairs = [one for one in case.snapshot.dependencies if one.kind == "FS" and one.before in ids and one.after in ids]
    fitting = [one for one in pairs if _may_overlap(case, one)]
    best = min(fitting, key=lambda one: (ids[one.before] + ids[one.after], one.id), default=None)
    return [_overlap(case, best)] if best else []


def _may_overlap(case: Case, one: Dependency) -> bool:
    items = open_work(case.snapshot)
    before, after = items[one.before], items[one.after]
    same = before.assignee and before.assignee == after.assignee
    long_enough = before.estimate is not None and before.estimate.middle >= SHORTEST_DAYS
    return after.state == "todo" and not same and long_enough and after.estimate is not None


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
    return Remedy(says, edits, people_of(before.assignee, after.assignee))
