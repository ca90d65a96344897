"""Playbook 6: a second person who can do it takes half of the work that decides a date."""

from collections.abc import Iterator

from leadline.playbook.hands import called, holders
from leadline.playbook.milestones import doers_of
from leadline.playbook.pieces import is_there, links_like, piece
from leadline.playbook.plan import decides_often, focus, people_of, scaled
from leadline.playbook.solution import solution
from leadline.program.case import Case
from leadline.program.edits import Change, Edit
from leadline.program.finding import Remedy
from leadline.program.people import Person
from leadline.program.snapshot import Snapshot
from leadline.program.work import WorkItem

TOP = 5
SHORTEST_DAYS = 4.0
EXPERIENCED = 3
SHARE = 1 / 1.7
"""What each of two people has to do of the whole. Source: SCIENCE.md §4, duration / (1 + 0.7 k), with one helper."""
SECOND = "second-half"


@solution(number=6, about=("milestone", "work"))
def crash_with_experienced_person(case: Case, subject: str) -> Iterator[Remedy]:
    """
    ## What it does
    The work is split in two, and somebody with the skill takes the second part; together they do a fifth more.
    ## When it applies
    It is one of the five items that decide the milestone most, or decides a date often. It has not been started, takes four
    days or more and names a skill, and somebody else has declared that skill at level 3 or more and is assigned no work
    that often decides a promise.
    ## How it is tried
    Two pieces of 1/1.7 of the estimate each, with the same dependencies, one for each person.
    ## Source
    SCIENCE.md §4, 6 (duration / (1 + 0.7 k) with k helpers). What the helper leaves lying waits in the same simulation.
    """
    for item in focus(case, subject)[:TOP]:
        if item.state != "todo" or not item.skill or not item.estimate or item.estimate.middle < SHORTEST_DAYS:
            continue
        if is_there(case.snapshot, item, SECOND) or (subject.startswith("work:") and not decides_often(case, item)):
            continue
        if helper := _helper(case, item):
            yield _split(case.snapshot, item, helper)
            return


def _helper(case: Case, item: WorkItem) -> Person | None:
    """Whoever declared the skill and is there, first by name. Nothing else about a person is looked at."""
    decides = case.outlook.items if case.outlook else {}
    taken = {one.assignee for one in case.snapshot.work if one.id in decides and decides_often(case, one)}
    able = holders(case.snapshot, item.skill, max(EXPERIENCED, item.skill_level))
    return next((one for one in able if one.id != item.assignee and one.id not in taken), None)


def _split(snapshot: Snapshot, item: WorkItem, helper: Person) -> Remedy:
    assert item.estimate  # noqa: S101 - asked by the caller; this is for the type checker
    name, half = item.name or item.id, scaled(item.estimate, SHARE)
    more = {"assignee": helper.id, "skill": item.skill, "skill_level": item.skill_level, "priority": item.priority}
    if item.not_before:
        more["not_before"] = item.not_before.isoformat()
    part = piece(snapshot, item, SECOND, f"{name}, second half", half, **more)
    edits: list[Edit] = [Change("work", item.id, {"estimate": half}), part]
    edits += links_like(snapshot, item, part.value["id"], SECOND)
    says = f"Split {name} and ask {called(helper)} to take the second half."
    return Remedy(says, tuple(edits), people_of(helper.id, *doers_of(snapshot, item)))
