"""Playbook 22: whoever does the work that decides a date does only that until it is done."""

from collections.abc import Iterator
from datetime import date, timedelta
from math import ceil

from leadline.playbook.plan import decides_often, feeding, focus, name_of, open_work, people_of, working_day_from
from leadline.playbook.solution import solution
from leadline.program.case import Case
from leadline.program.edits import Change, Edit, Retire
from leadline.program.finding import Remedy
from leadline.program.people import Allocation
from leadline.program.work import WorkItem

SOON_DAYS = 14.0
"""Calendar days within which the work begins in half of the futures: dedicating somebody earlier only idles them."""


@solution(number=22, about=("work", "milestone"))
def dedicate_person(case: Case, subject: str) -> Iterator[Remedy]:
    """
    ## What it does
    Whoever does the work leaves what they do for other projects until it is done.
    ## When it applies
    The work has an estimate, often decides a date that it feeds, is in progress or about to begin, and the same person has open work in another project
    that it does not need. That person, and both projects' owners, agree.
    ## How it is tried
    It goes before their work for other projects; what is in progress there rests until the P50 of its finish, and their
    allocations there end; one of this project gets what they leave. The other projects slip in the same simulation.
    ## Source
    SCIENCE.md §4, 22. What is lost by switching is taken off while somebody has open work for several projects, also where
    it rests; so what is saved of it in the meantime is not in the price. Number 9 gives work away and saves it.
    """
    for item in focus(case, subject):
        found = case.outlook.items.get(item.id) if case.outlook else None
        if not found or not item.assignee or not item.project or not item.estimate or not decides_often(case, item):
            continue
        if item.id not in feeding(case.snapshot, found.milestone):
            continue
        others = _elsewhere(case, item)
        if not others or (item.state == "todo" and found.start_p50 > SOON_DAYS):
            continue
        until = working_day_from(case.snapshot, case.snapshot.as_of + timedelta(days=ceil(found.finish_p50)))
        first = max(one.priority for one in others) + 1
        edits: list[Edit] = [Change("work", item.id, {"priority": first})] if item.priority < first else []
        edits += [
            Change("work", one.id, {"not_before": until.isoformat()})
            for one in others if one.state == "doing" and (not one.not_before or one.not_before < until)
        ]  # fmt: skip
        claims = _claims(case, item)
        left = [one for one in claims if one.project != item.project]
        edits += [_ended(one, case.snapshot.as_of) for one in left]
        edits += [
            Change("allocation", one.id, {"share": round(one.share + sum(freed.share for freed in left), 2)})
            for one in claims[:1] if left and one.project == item.project
        ]  # fmt: skip
        if edits:
            yield _dedicated(case, item, others, edits)
            return


def _elsewhere(case: Case, item: WorkItem) -> list[WorkItem]:
    """Open work of the same person for other projects, which the item does not need."""
    needed = feeding(case.snapshot, item.id)
    return [
        one for one in open_work(case.snapshot).values()
        if one.assignee == item.assignee and one.project and one.project != item.project and one.id not in needed
    ]  # fmt: skip


def _ended(claim: Allocation, today: date) -> Edit:
    """The claim without today and what comes after."""
    if claim.first is not None and claim.first >= today:
        return Retire("allocation", claim.id)
    return Change("allocation", claim.id, {"last": (today - timedelta(days=1)).isoformat()})


def _claims(case: Case, item: WorkItem) -> list[Allocation]:
    """What projects have claimed of the person from today on, the item's own first."""
    today = case.snapshot.as_of
    running = [
        one for one in case.snapshot.allocations
        if one.person == item.assignee
        and (one.first is None or one.first <= today) and (one.last is None or one.last > today)
    ]  # fmt: skip
    return sorted(running, key=lambda one: (one.project != item.project, one.id))


def _dedicated(case: Case, item: WorkItem, others: list[WorkItem], edits: list[Edit]) -> Remedy:
    snapshot, projects = case.snapshot, sorted({one.project for one in others})
    left = " and ".join(name_of(snapshot, "project", one) for one in projects[:3])
    owners = [getattr(snapshot.find("project", one), "owner", "") for one in (item.project, *projects)]
    who, name = name_of(snapshot, "person", item.assignee), item.name or item.id
    says = f"Ask {who} to leave {left} until {name} is done."
    return Remedy(says, tuple(edits), people_of(item.assignee, *owners))
