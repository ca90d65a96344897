"""How a forecast from history ended, by the facts as they stand: it came on a day, what it was about was dropped, or it is open."""

from collections.abc import Iterable, Sequence
from datetime import date

import numpy as np

from leadline.engine.forecast.history import History, ended
from leadline.program.snapshot import Snapshot
from leadline.program.work import WorkItem

REACHED, DROPPED, OPEN = "reached", "dropped", ""

End = tuple[str, date | None]
"""`REACHED` with the day it came, or `DROPPED` or `OPEN` without one."""


class Truth:
    """
    What is known on the day of a snapshot.

    Args:
        snapshot: the facts.
        history: of the same snapshot.
    """

    def __init__(self, snapshot: Snapshot, history: History) -> None:
        self._ends: dict[str, End] = {}
        for one in snapshot.work:
            day = ended(one, snapshot.as_of, history.changes)
            self._ends[one.id] = _end(one, day)
        # What was tidied away did not come: nobody knows when it would have.
        for place in np.flatnonzero(history.cleaned).tolist():
            self._ends[history.work[place].id] = (DROPPED, None)
        self._done = history.done_on

    def of(self, question: str, subject: str, about: Sequence[str], count: int | None, made_on: date) -> End:
        """
        The end of a forecast of an item, of a scope (its items in `about`) or of a pace (its items in `count`).

        What is no longer in the record was dropped.
        """
        if question == "item":
            return self._ends.get(subject, (DROPPED, None))
        return self._scope(about) if question == "scope" else self._pace(count or 0, made_on)

    def _scope(self, about: Iterable[str]) -> End:
        """A scope is reached with the last of its items; what was dropped of it is no longer asked for."""
        ends = [self._ends.get(id, (DROPPED, None)) for id in about]
        left = [end for end in ends if end[0] != DROPPED]
        if not left:
            return DROPPED, None
        days = [day for _, day in left if day]
        return (REACHED, max(days)) if len(days) == len(left) else (OPEN, None)

    def _pace(self, count: int, made_on: date) -> End:
        """Counted from the day it was said on: the pace it came from had ended the day before."""
        place = int(np.searchsorted(self._done, made_on.toordinal())) + count - 1
        if count < 1 or place >= len(self._done):
            return OPEN, None
        return REACHED, date.fromordinal(int(self._done[place]))


def _end(one: WorkItem, day: date | None) -> End:
    """How an item ended; what is said to be done and nobody knows when is set aside like what was dropped."""
    if one.state == "dropped" or (one.state == "done" and one.done_on is None):
        return DROPPED, None
    return (REACHED, day) if day else (OPEN, None)
