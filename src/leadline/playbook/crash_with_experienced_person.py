"""Playbook 6: a second person who can do it takes half of the work that decides a date."""

from leadline.playbook.plan import deciding, fresh_id, people_of, scaled, subject_of
from leadline.program.case import Case
from leadline.program.edits import Add, Change, Edit
from leadline.program.finding import Remedy
from leadline.program.people import Person
from leadline.program.snapshot import Snapshot
from leadline.program.work import WorkItem

TOP = 5
SHORTEST_DAYS = 4.0
EXPERIENCED = 3
SHARE = 1 / 1.7
"""What each of two people has to do of the whole. Source: SCIENCE.md §4, duration / (1 + 0.7 k), with one helper."""
BUSY = 0.2


def crash_with_experienced_person(case: Case, subject: str) -> list[Remedy]:
    """
    The work is split in two, and somebody with the skill takes the second part; together they do a fifth more.

    Precondition: one of the five items that decide the milestone most has not been started, takes four days or more,
    names a skill, and somebody else has declared it at level 3 or more and is assigned no work that often decides a
    promise.
    """
    milestone = subject_of(case, subject, "milestone")
    for item in deciding(case, milestone.id)[:TOP] if milestone else ():
        if item.state != "todo" or not item.skill or not item.estimate or item.estimate.middle < SHORTEST_DAYS:
            continue
        if helper := _helper(case, item):
            return [_split(case.snapshot, item, helper)]
    return []


def _helper(case: Case, item: WorkItem) -> Person | None:
    """Whoever declared the skill and is there, first by name. Nothing else about a person is looked at."""
    decides = case.outlook.items if case.outlook else {}
    taken = {one.assignee for one in case.snapshot.work if one.id in decides and decides[one.id].decides >= BUSY}
    level = max(EXPERIENCED, item.skill_level)
    able = [
        one for one in case.snapshot.people
        if one.id != item.assignee and one.id not in taken and not one.outside and one.capacity > 0
        and any(own.name == item.skill and own.level >= level for own in one.skills)
    ]  # fmt: skip
    return min(able, key=lambda one: (one.name, one.id), default=None)


def _split(snapshot: Snapshot, item: WorkItem, helper: Person) -> Remedy:
    assert item.estimate  # noqa: S101 - asked by the caller; this is for the type checker
    name, part = item.name or item.id, fresh_id(snapshot, "work|milestone", f"{item.id}-second-half")
    half = scaled(item.estimate, SHARE)
    new = {"id": part, "name": f"{name}, second half", "assignee": helper.id, "estimate": half, "skill": item.skill}
    if item.not_before:
        new["not_before"] = item.not_before.isoformat()
    new |= {field: own for field in ("project", "milestone", "kind") if (own := getattr(item, field))}
    edits: list[Edit] = [
        Change("work", item.id, {"estimate": half}),
        Add("work", {**new, "skill_level": item.skill_level, "priority": item.priority}),
    ]
    for one in snapshot.dependencies:
        if item.id in (one.before, one.after):
            ends = {
                "before": part if one.before == item.id else one.before,
                "after": part if one.after == item.id else one.after,
            }
            link = {"id": fresh_id(snapshot, "dependency", f"{one.id}-second-half"), **ends, "kind": one.kind}
            edits.append(Add("dependency", {**link, "lag_days": one.lag_days}))
    says = f"Split {name} and ask {helper.name or helper.id} to take the second half."
    return Remedy(says, tuple(edits), people_of(helper.id, item.assignee))
