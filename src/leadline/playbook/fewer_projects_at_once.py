"""Playbook 9: what is in somebody's hands at once is limited, by giving what they have for one project to who is in it anyway."""

from collections.abc import Iterator
from datetime import date

from leadline.playbook.hands import called, is_there, level_of
from leadline.playbook.plan import decides_often, feeding, focus, name_of, open_work, people_of
from leadline.playbook.solution import solution
from leadline.program.case import Case
from leadline.program.edits import Change
from leadline.program.finding import Remedy
from leadline.program.people import Person
from leadline.program.work import WorkItem


@solution(number=9, about=("work", "milestone"))
def fewer_projects_at_once(case: Case, subject: str) -> Iterator[Remedy]:
    """
    ## What it does
    Whoever does the work gives what they have for one other project to a colleague who works for that project already.
    ## When it applies
    The program records what is lost by switching between projects; the work often decides a date; the same person has work
    in another project, none of it in progress and none of it needed for this; and one colleague who has open work there is
    of the same team, or has declared the skills it asks for. Both, and that project's owner, agree.
    ## How it is tried
    That work is assigned to the colleague. The simulation takes the recorded share off everybody's time for each project
    beyond the first, so one project fewer gives time back; the colleague's longer queue is played in the same futures.
    ## Source
    SCIENCE.md §4, 9: a limit of what is in progress at once. Everybody does one thing at a time in the simulation already,
    so what a limit saves there is the switching.
    """
    if not case.snapshot.switching_share:
        return
    for item in focus(case, subject):
        if not item.assignee or not item.project or not decides_often(case, item):
            continue
        if found := _to_give(case, item):
            yield _given(case, item, *found)
            return


def _to_give(case: Case, item: WorkItem) -> tuple[list[WorkItem], Person] | None:
    """The least that can be given whole, and who takes it."""
    needed = feeding(case.snapshot, item.id)
    others: dict[str, list[WorkItem]] = {}
    for one in open_work(case.snapshot).values():
        if one.assignee == item.assignee and one.project not in ("", item.project):
            others.setdefault(one.project, []).append(one)
    for _, items in sorted(others.items(), key=lambda pair: (_days(pair[1]), pair[0])):
        movable = all(one.state == "todo" and one.id not in needed for one in items)
        if movable and (taker := _taker(case, items)):
            return items, taker
    return None


def _days(items: list[WorkItem]) -> float:
    return sum(one.estimate.middle for one in items if one.estimate)


def _taker(case: Case, items: list[WorkItem]) -> Person | None:
    """A colleague who is in that project anyway and can do all of it, by name."""
    snapshot, project, giver = case.snapshot, items[0].project, items[0].assignee
    there = {one.assignee for one in open_work(snapshot).values() if one.project == project and one.assignee != giver}
    team = getattr(snapshot.find("person", giver), "team", "")
    able = [
        one for one in snapshot.people
        if one.id in there and is_there(one) and all(_can(one, work, team, snapshot.as_of) for work in items)
    ]  # fmt: skip
    return min(able, key=lambda one: (one.name, one.id), default=None)


def _can(person: Person, item: WorkItem, team: str, on: date) -> bool:
    if item.skill:
        return level_of(person, item.skill, on) >= max(item.skill_level, 1)
    return bool(team) and person.team == team


def _given(case: Case, item: WorkItem, items: list[WorkItem], taker: Person) -> Remedy:
    snapshot, project = case.snapshot, items[0].project
    who, name = name_of(snapshot, "person", item.assignee), item.name or item.id
    says = f"Ask {called(taker)} to take what {who} has for {name_of(snapshot, 'project', project)}, so that {name} shares {who} with one project fewer."
    owner = getattr(snapshot.find("project", project), "owner", "")
    edits = tuple(Change("work", one.id, {"assignee": taker.id}) for one in items)
    return Remedy(says, edits, people_of(taker.id, item.assignee, owner))
