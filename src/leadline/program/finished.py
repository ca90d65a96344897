"""What finished work took, and which teams it may be told apart by."""

from collections.abc import Iterable
from datetime import date, timedelta

from leadline.program.snapshot import Snapshot
from leadline.program.work import WorkItem

LEAST_PEOPLE = 3
"""A team of fewer is not told apart: it would be a figure about a person."""


Spans = Iterable[tuple[date, date]]
"""From which day to which day, the last one not counted."""


def days_put_in(item: WorkItem, until: date, blocked: Spans = ()) -> float | None:
    """
    Working days that went into an item until a day: by a time sheet, or else from Monday to Friday since it was started.

    Both days are worked on; half a day at least, on a weekend too. Days on which it was `blocked` are none of work. None where
    nothing tells, or it began after that day.
    """
    if item.spent_days is not None:
        return item.spent_days or None
    if item.started_on is None or item.started_on > until:
        return None
    ends = until + timedelta(days=1)
    own = ((max(first, item.started_on), min(last, ends)) for first, last in blocked)
    return max(_weekdays(item.started_on, ends) - sum(_weekdays(first, last) for first, last in own), 0.5)


def _weekdays(first: date, last: date) -> float:
    """From Monday to Friday, the last day not counted."""
    weeks, rest = divmod(max((last - first).days, 0), 7)
    return 5.0 * weeks + sum((first.weekday() + n) % 7 < 5 for n in range(rest))


SETTLED_DAYS = 14
"""Days after which a milestone whose work is all done counts as reached where nobody has said so: work may still be added."""


def reached_on(snapshot: Snapshot) -> dict[str, date | None]:
    """
    When each milestone was reached; None while it is not.

    By its own day where one is on record. A tracker often keeps none: then by the last of its own work, once all of it has been
    over for two weeks and some of it was done.
    """
    last: dict[str, date] = {}
    unsettled = set()
    for item in snapshot.work:
        if item.state == "done" and item.done_on and item.done_on <= snapshot.as_of:
            last[item.milestone] = max(last.get(item.milestone, item.done_on), item.done_on)
        elif item.state != "dropped":
            unsettled.add(item.milestone)
    return {
        one.id: one.done_on or (_settled(last.get(one.id), snapshot.as_of) if one.id not in unsettled else None)
        for one in snapshot.milestones
    }


def _settled(last: date | None, today: date) -> date | None:
    return last if last and (today - last).days >= SETTLED_DAYS else None


def all_over(snapshot: Snapshot) -> frozenset[str]:
    """The milestones that have work of their own, none of it open: there is nothing left to foresee of them."""
    own = {one.milestone for one in snapshot.work if one.milestone}
    return frozenset(own - {one.milestone for one in snapshot.work if one.state in ("todo", "doing")})


def told_apart(snapshot: Snapshot) -> frozenset[str]:
    """The teams of three people or more, and those of which no person is known."""
    people: dict[str, set[str]] = {}
    for one in snapshot.people:
        people.setdefault(one.team, set()).add(one.id)
    for item in snapshot.work:
        if item.team and item.assignee:
            people.setdefault(item.team, set()).add(item.assignee)
    sizes = {one.id: max(one.size or 0, len(people.get(one.id, ()))) for one in snapshot.teams}
    return frozenset(id for id, size in sizes.items() if size >= LEAST_PEOPLE or not size)
