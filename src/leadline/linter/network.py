"""What waits for what, as rules need to know it: no durations, no arithmetic of dates."""

from collections.abc import Iterable

from leadline.program.snapshot import Snapshot
from leadline.program.work import Milestone, WorkItem

OPEN = ("todo", "doing")

Thing = WorkItem | Milestone


def open_work(snapshot: Snapshot) -> list[WorkItem]:
    """Work that is still to be done, in the order of its ids."""
    return [one for one in snapshot.work if one.state in OPEN]


def things(snapshot: Snapshot) -> dict[str, Thing]:
    """Every work item and milestone by its id; build it once where many are looked up."""
    return {one.id: one for one in snapshot.work} | {one.id: one for one in snapshot.milestones}


def is_open(one: Thing | None) -> bool:
    """True for a work item or milestone that is there and neither done nor dropped."""
    return one is not None and (one.done_on is None if isinstance(one, Milestone) else one.state in OPEN)


class Waiting:
    """What waits for what; made once, asked often."""

    def __init__(self, snapshot: Snapshot) -> None:
        """Remembers the followers of everything."""
        self._known = things(snapshot)
        self._after: dict[str, list[str]] = {}
        for one in snapshot.dependencies:
            self._after.setdefault(one.before, []).append(one.after)
        for item in snapshot.work:
            if item.milestone:
                self._after.setdefault(item.id, []).append(item.milestone)

    def behind(self, ids: Iterable[str]) -> list[str]:
        """Open work items and milestones that cannot be reached before those given are, near ones first."""
        ahead = list(ids)
        given, found = set(ahead), dict.fromkeys(ahead)
        for id in ahead:
            fresh = [one for one in self._after.get(id, ()) if one not in found and is_open(self._known.get(one))]
            found.update(dict.fromkeys(fresh))
            ahead += fresh
        return [one for one in found if one not in given]

    def milestones(self, ids: Iterable[str]) -> list[str]:
        """The open milestones among those given and what waits behind them."""
        given = list(ids)
        found = ((id, self._known.get(id)) for id in [*given, *self.behind(given)])
        return [id for id, one in found if isinstance(one, Milestone) and is_open(one)]


def effort_days(items: Iterable[WorkItem]) -> float:
    """Working days of all who do some work, each item at the middle of its estimate; items without one count nothing."""
    return sum(one.estimate.middle * max(one.hands, 1) for one in items if one.estimate)


class Teams:
    """Which team a work item or milestone belongs to; made once for many."""

    def __init__(self, snapshot: Snapshot) -> None:
        """Remembers the teams of people and projects."""
        self._of_person = {one.id: one.team for one in snapshot.people}
        self._of_project = {one.id: one.team for one in snapshot.projects}

    def of(self, one: Thing) -> str:
        """Its own team, or that of its assignee, or that of its project; empty where nobody has said."""
        if isinstance(one, WorkItem):
            return one.team or self._of_person.get(one.assignee, "") or self._of_project.get(one.project, "")
        return self._of_project.get(one.project, "")


def by_project(items: Iterable[WorkItem]) -> dict[str, list[WorkItem]]:
    """Work items by the project they belong to; those of no project under the empty id."""
    found: dict[str, list[WorkItem]] = {}
    for one in items:
        found.setdefault(one.project, []).append(one)
    return found
