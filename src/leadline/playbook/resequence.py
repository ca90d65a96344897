"""Playbook 4: what a milestone or a piece of work waits for goes before other work of the same people."""

from collections.abc import Iterator

from leadline.playbook.plan import feeding, focus, name_of, open_work, people_of
from leadline.playbook.solution import solution
from leadline.program.case import Case
from leadline.program.edits import Change, Edit
from leadline.program.finding import Remedy
from leadline.program.work import WorkItem


@solution(number=4, about=("milestone", "work"))
def resequence(case: Case, subject: str) -> Iterator[Remedy]:
    """
    ## What it does
    The open work that feeds the milestone, or the work and what it waits for, goes before all other work.
    ## When it applies
    Whoever does its deciding work also has open work that it does not need, and begins with that in half of the futures.
    ## How it is tried
    It gets a higher priority than any other open work; the simulation hands people the work of highest priority first.
    ## Source
    SCIENCE.md §4, 4.
    """
    items, snapshot, decisive = open_work(case.snapshot), case.snapshot, focus(case, subject)
    noun, _, id = subject.partition(":")
    needed = feeding(snapshot, id) if decisive else set()
    hands = {hand for one in decisive for hand in (one.assignee, one.team) if hand}
    others = [one for one in items.values() if one.id not in needed and hands & {one.assignee, one.team}]
    first = max((one.priority for one in others), default=0) + 1
    edits: list[Edit] = [Change("work", id, {"priority": first}) for id in sorted(needed) if items[id].priority < first]
    late = [items[id] for id in needed if items[id].state == "todo"]
    if not edits or not any(_goes_before(case, other, one) for other in others for one in late):
        return
    name = name_of(snapshot, noun, id)
    goes = f"the work for {name}" if noun == "milestone" else name
    owners = {getattr(snapshot.find("project", one.project), "owner", "") for one in others}
    own = getattr(snapshot.find(noun, id), "owner", "")
    says = f"Let {goes} go first, before other work of the same people."
    yield Remedy(says, tuple(edits), people_of(own, *sorted(owners)))


def _goes_before(case: Case, other: WorkItem, one: WorkItem) -> bool:
    """True where the same hands begin with the other, by P50; where it was not simulated, it may be so."""
    if not {other.assignee, other.team} & {one.assignee, one.team} - {""} or other.state != "todo":
        return False
    seen = case.outlook.items if case.outlook else {}
    return other.id not in seen or one.id not in seen or seen[other.id].start_p50 < seen[one.id].start_p50
