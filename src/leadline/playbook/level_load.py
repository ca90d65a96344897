"""Playbook 35: work that waits for its turn goes to somebody who is free for it and can do it."""

from collections.abc import Iterator

from leadline.playbook.hands import called, holders
from leadline.playbook.plan import focus, open_work, people_of
from leadline.playbook.solution import solution
from leadline.program.case import Case
from leadline.program.edits import Change
from leadline.program.finding import Remedy
from leadline.program.people import Person
from leadline.program.work import WorkItem

TOP = 5


@solution(number=35, about=("work", "milestone"))
def level_load(case: Case, subject: str) -> Iterator[Remedy]:
    """
    ## What it does
    Work that would wait behind other work of the same hands is given to somebody who has declared the skill and is free.
    ## When it applies
    The work (for a milestone: one of the five pieces that decide it most) has not been started and names a skill; whoever it
    is assigned to has other open work as well; and a colleague has declared the skill at its level and would, with it, have
    no more assigned than is assigned to those hands now. Both are asked.
    ## How it is tried
    It is assigned to the colleague; both queues are played in the same simulation.
    ## Source
    SCIENCE.md §4, 35. Only declared skills and assigned work are looked at, and no figure about a person is shown or kept.
    """
    for item in focus(case, subject)[:TOP]:
        if item.state != "todo" or not item.assignee or not item.skill:
            continue
        if found := _free(case, item):
            says = f"Ask {called(found)} to take {item.name or item.id}, so that it need not wait for its turn."
            edit = Change("work", item.id, {"assignee": found.id})
            yield Remedy(says, (edit,), people_of(found.id, item.assignee))
            return


def _free(case: Case, item: WorkItem) -> Person | None:
    """A colleague with the skill whose assigned work leaves room for it: of the same team first, then by name."""
    queue = _assigned_days(case, item.assignee)
    own = item.estimate.middle if item.estimate else 0.0
    if queue <= own:
        return None
    doer = case.snapshot.find("person", item.assignee)
    able = [
        one for one in holders(case.snapshot, item.skill, item.skill_level)
        if one.id != item.assignee and _assigned_days(case, one.id) + own <= queue - own
    ]  # fmt: skip
    return min(able, key=lambda one: (doer is None or one.team != doer.team, one.name, one.id), default=None)


def _assigned_days(case: Case, person: str) -> float:
    return sum(
        one.estimate.middle for one in open_work(case.snapshot).values() if one.assignee == person and one.estimate
    )
