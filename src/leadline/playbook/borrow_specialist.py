"""Playbook 23: somebody of another team, who can do it, comes for as long as it takes."""

from collections.abc import Iterator

from leadline.playbook.gaps import gaps
from leadline.playbook.hands import called, holders
from leadline.playbook.milestones import owners_of
from leadline.playbook.plan import decides_often, open_work, people_of
from leadline.playbook.solution import solution
from leadline.program.case import Case
from leadline.program.edits import Change
from leadline.program.finding import Remedy
from leadline.program.work import WorkItem

LONGEST_DAYS = 30.0
"""Working days for which somebody can be borrowed; longer gaps are trained or hired for. Judgement."""


@solution(number=23, about=("work", "milestone"))
def borrow_specialist(case: Case, subject: str) -> Iterator[Remedy]:
    """
    ## What it does
    Somebody of another team of the program does the work, and goes back.
    ## When it applies
    Nobody of its own team has declared the skill it asks for, at its level; somebody of another team has, and does no work
    that often decides a promise; and it takes at most six weeks. The lender and the lending projects' owners agree.
    ## How it is tried
    The work is assigned to them; what they leave lying waits in the same simulation.
    ## Source
    SCIENCE.md §4, 23. Another program's people are not asked for: their own program is not in this simulation.
    """
    for item in gaps(case, subject):
        busy = {one.assignee for one in open_work(case.snapshot).values() if decides_often(case, one)}
        able = [one for one in holders(case.snapshot, item.skill, item.skill_level) if one.id not in busy]
        if able and item.estimate and item.estimate.middle <= LONGEST_DAYS:
            who, name, team = able[0], item.name or item.id, case.snapshot.find("team", able[0].team)
            of_team = f" of {team.name or team.id}" if team else ""
            says = f"Borrow {called(who)}{of_team} for {name}."
            agree = people_of(who.id, *_lenders(case, who.id), *owners_of(case.snapshot, item))
            yield Remedy(says, (Change("work", item.id, {"assignee": who.id}),), agree)
            return


def _lenders(case: Case, person: str) -> list[str]:
    """The owners of the projects somebody works for now."""
    own: list[WorkItem] = [one for one in open_work(case.snapshot).values() if one.assignee == person]
    projects = sorted({one.project for one in own if one.project})
    return [getattr(case.snapshot.find("project", one), "owner", "") for one in projects]
