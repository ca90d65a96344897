"""The unique numbers that the things of a program have in a schedule file."""

import re
from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from leadline.program.snapshot import Snapshot

_MOST = 2**31 - 1


class Numbers:
    """
    A number for each row, resource and calendar. `t7` is 7 again, as it was in the file it came from; others follow.

    `due` has the date that stands for each milestone: the commitment, else the target.
    """

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        rows = [("project", one.id) for one in snapshot.projects]
        rows += [("work", one.id) for one in snapshot.work] + [("milestone", one.id) for one in snapshot.milestones]
        self._tasks = _numbered(rows, "t")
        self._resources = _numbered(
            [*(("person", one.id) for one in snapshot.people), *(("team", one.id) for one in snapshot.teams)], "r"
        )
        self._calendars = _numbered((("calendar", one.id) for one in snapshot.calendars), "c")
        self.standard = max(self._calendars.values(), default=0) + 1
        self.due = _due(snapshot)

    def task(self, id: str, noun: str) -> int:
        """The number of a project, work item or milestone."""
        return self._tasks[noun, id]

    def resource(self, id: str, noun: str) -> int | None:
        """The number of a person or team; None for one that is not there."""
        return self._resources.get((noun, id))

    def calendar(self, id: str) -> int | None:
        """The number of a calendar; None for one that is not there."""
        return self._calendars.get(("calendar", id))

    @property
    def program_calendar(self) -> int:
        """The number of the program's calendar, or of the ordinary week that is written where it has none."""
        return self.calendar(self._snapshot.calendar) or self.standard

    def own_calendar(self, resource: int) -> int:
        """The number of the calendar that a resource has for itself."""
        return self.standard + resource

    def links_into(self) -> dict[str, list[tuple[int, str, float]]]:
        """For each work item and milestone what it waits for: number, kind and lag. What feeds a milestone is waited for."""
        found: dict[str, list[tuple[int, str, float]]] = defaultdict(list)
        ends = {id: number for (noun, id), number in self._tasks.items() if noun != "project"}
        for one in self._snapshot.dependencies:
            if one.before in ends and one.after in ends:
                found[one.after].append((ends[one.before], one.kind, one.lag_days))
        for work in self._snapshot.work:
            link = (ends[work.id], "FS", 0.0)
            if work.milestone in ends and link not in found[work.milestone]:
                found[work.milestone].append(link)
        return found


def _numbered(things: Iterable[tuple[str, str]], letter: str) -> dict[tuple[str, str], int]:
    form = re.compile(rf"{letter}([1-9]\d{{0,8}})")
    made: dict[tuple[str, str], int] = {}
    taken: set[int] = set()
    waiting = []
    for key in things:
        found = form.fullmatch(key[1])
        if found and int(found[1]) not in taken:
            made[key] = int(found[1])
            taken.add(made[key])
        else:
            waiting.append(key)
    following = max(taken, default=0)
    for number, key in enumerate(waiting, following + 1):
        made[key] = number
    return made


def _due(snapshot: Snapshot) -> dict[str, date]:
    stands = [one for one in snapshot.promises if one.milestone and one.due and one.state in ("agreed", "proposed")]
    stands.sort(key=lambda one: (one.kind == "commitment", one.state == "agreed", str(one.set_on or ""), one.id))
    return {one.milestone: one.due for one in stands if one.due}
