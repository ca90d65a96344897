"""What waits for what, as rules need to know it: no durations, no arithmetic of dates."""

from collections.abc import Iterable

from leadline.program.snapshot import Snapshot
from leadline.program.work import Milestone, WorkItem

OPEN = ("todo", "doing")


def open_work(snapshot: Snapshot) -> list[WorkItem]:
    """Work that is still to be done, in the order of its ids."""
    return [one for one in snapshot.work if one.state in OPEN]


def is_open(snapshot: Snapshot, id: str) -> bool:
    """True for a work item or milestone that is there and neither done nor dropped."""
    one = snapshot.find("work|milestone", id)
    return one is not None and (one.done_on is None if isinstance(one, Milestone) else one.state in OPEN)


def waiting_behind(snapshot: Snapshot, ids: Iterable[str]) -> list[str]:
    """Open work items and milestones that cannot be reached before those given are, near ones first."""
    after: dict[str, list[str]] = {}
    for one in snapshot.dependencies:
        after.setdefault(one.before, []).append(one.after)
    for item in snapshot.work:
        if item.milestone:
            after.setdefault(item.id, []).append(item.milestone)
    ahead, found = list(ids), dict.fromkeys(ids)
    given = set(found)
    for id in ahead:
        fresh = [one for one in after.get(id, ()) if one not in found and is_open(snapshot, one)]
        found.update(dict.fromkeys(fresh))
        ahead += fresh
    return [one for one in found if one not in given]


def milestones_behind(snapshot: Snapshot, ids: Iterable[str]) -> list[str]:
    """The open milestones among those given and what waits behind them."""
    given = list(ids)
    known = {one.id for one in snapshot.milestones if one.done_on is None}
    return [one for one in [*given, *waiting_behind(snapshot, given)] if one in known]


def effort_days(items: Iterable[WorkItem]) -> float:
    """Working days of effort of work items, each at the middle of its estimate; items without one count nothing."""
    return sum(one.estimate.middle for one in items if one.estimate)


def team_of(snapshot: Snapshot, id: str) -> str:
    """The team of a work item, or that of its assignee, or that of the project it or the milestone belongs to."""
    one = snapshot.find("work|milestone", id)
    if one is None:
        return ""
    person = snapshot.find("person", getattr(one, "assignee", ""))
    project = snapshot.find("project", one.project)
    return getattr(one, "team", "") or (person.team if person else "") or (project.team if project else "")
