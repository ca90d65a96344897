"""
What a program's own history says on a day: of each open item, of what is open of a milestone, and of the next so many items.

One way of asking for both: a round asks it today, a replay asks it of each past day (`replay.py`). Beside each forecast stands the
day that a team would say without one, so that it can be told later what the forecast was worth.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from hashlib import sha256

import numpy as np
from numpy.typing import NDArray

from leadline.engine.draws import hash64
from leadline.engine.forecast.cleanups import cleaned_up
from leadline.engine.forecast.levels import KEPT, at
from leadline.engine.forecast.pace import RECENT, SPAN, Completions, Pace, TooShort, Windows, asked, weeks_until
from leadline.engine.forecast.remaining import Durations, Remaining
from leadline.engine.forecast.scope import COMMON, days_until
from leadline.program.revisions import Revisions
from leadline.program.snapshot import Snapshot
from leadline.program.work import WorkItem

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

OVER = ("done", "dropped")

FEWEST = 20
"""Finished items without which nothing is said from a history."""

MOST_ITEMS, MOST_SCOPES = 40, 40
"""Items and milestones that are asked about on a day, the same by chance: more are no more evidence, and fill the ledger."""

HORIZON, SMALLEST_SCOPE, SCOPE_FUTURES = 12, 5, 200
PACE = "as much as in twelve weeks"


@dataclass(frozen=True)
class Foreseen:
    """
    What is said of one thing on a day.

    Args:
        question: `item`, `scope` or `pace`.
        subject: the work, the milestone, or `PACE`.
        made_on: the day it is said.
        days: from that day at `KEPT` shares; None from where on it never comes.
        about: of a scope, the ids of the work that was open: what is added later is not in it.
        count: of a pace, how many items.
        naive: days that a team would say without it, from its pace or from what items took; None where it has none.
    """

    question: str
    subject: str
    made_on: date
    days: tuple[int | None, ...]
    about: tuple[str, ...] = ()
    count: int | None = None
    naive: int | None = None


@dataclass(frozen=True)
class History:
    """
    What a program has done, up to the day it is read.

    Args:
        until: day number of that day.
        work: what has a day on which it was begun, and one on which it was over where it is.
        created: day numbers, one a piece of work.
        resolved: the same, of the day it was done or dropped; NaN where it is open.
        dropped: what was given up.
        changes: what was dated of it: to which milestone it belonged on a day, and when it was opened again.
    """

    until: int
    work: Sequence[WorkItem]
    created: Floats
    resolved: Floats
    dropped: Flags
    changes: Revisions = field(default_factory=lambda: Revisions((), date.min))

    @classmethod
    def of(cls, snapshot: Snapshot) -> "History":
        """The history of a program; what is over and has no day in the record is left out."""
        work = [one for one in snapshot.work if _dated(one, snapshot.as_of)]
        created = np.array([begun(one).toordinal() for one in work], dtype=np.float64)
        changes = Revisions(snapshot.revisions, snapshot.as_of)
        resolved = np.array([_ended(one, snapshot.as_of, changes) for one in work], dtype=np.float64)
        dropped = np.array([one.state == "dropped" for one in work], dtype=np.bool_)
        return cls(snapshot.as_of.toordinal(), work, created, resolved, dropped, changes)

    @cached_property
    def cleaned(self) -> Flags:
        """What was closed in a clean-up: no work that was done, and nothing to learn how long work takes from."""
        return cleaned_up(self.created, np.where(self.dropped, np.nan, self.resolved))

    @cached_property
    def undone(self) -> Flags:
        """What is over and was not done: given up, or tidied away."""
        return self.dropped | self.cleaned

    @cached_property
    def done_on(self) -> NDArray[np.int64]:
        """The day of everything that was done, in order, without clean-ups."""
        return np.sort(self.resolved[np.isfinite(self.resolved) & ~self.undone].astype(np.int64))

    @cached_property
    def done(self) -> Completions:
        """How many were done on each day."""
        days, counts = np.unique(self.done_on, return_counts=True)
        return Completions.of(dict(zip(days.tolist(), counts.astype(np.float64).tolist(), strict=True)))

    @cached_property
    def windows(self) -> Windows:
        """How dates from the pace turned out; those made after a day, or not over by then, tell nothing on it."""
        return Windows.of(self.done, HORIZON, self.until)

    @cached_property
    def digest(self) -> str:
        """One name for one history: the same work with the same days gives the same."""
        found = sha256("\n".join(f"{one.id}\t{one.milestone}" for one in self.work).encode())
        for part in (self.created, self.resolved):
            found.update(part.tobytes())
        for one in self.work if self.changes.told else ():
            for name in ("milestone", "state"):
                for own in self.changes.of(one.id, name):
                    found.update(f"\n{own.subject}\t{name}\t{own.changed_on}\t{own.was}\t{own.became}".encode())
        return found.hexdigest()

    def open_on(self, day: int) -> list[int]:
        """The places of what was open on a day: what had been closed by then and was opened again later was not."""
        known = np.flatnonzero((self.created <= day) & ~(self.resolved <= day)).tolist()
        return [place for place in known if not any(first <= day < last for first, last in self._closed.get(place, ()))]

    @cached_property
    def _closed(self) -> dict[int, list[tuple[int, int]]]:
        subjects = self.changes.subjects("state")
        places = [place for place, one in enumerate(self.work) if one.id in subjects]
        spans = {place: self.changes.closed(self.work[place].id) for place in places}
        return {place: [(first.toordinal(), last.toordinal()) for first, last in own] for place, own in spans.items()}

    def milestone_on(self, place: int, day: int) -> str:
        """To which milestone something belonged on a day; where nothing is dated, to the one it belongs to now."""
        one = self.work[place]
        return self.changes.on(one.id, "milestone", _date(day), one.milestone)

    def finished(self, day: int) -> int:
        """How many had been done by a day."""
        return int(np.searchsorted(self.done_on, day, side="right"))


def foresee(history: History, day: int) -> list[Foreseen]:
    """
    What the history says on a day, with what was known on it; nothing before twenty things were done.

    Args:
        history: read on that day or later.
        day: day number.
    """
    if history.finished(day) < FEWEST:
        return []
    created, resolved = history.created, history.resolved
    known = Durations.as_of(float(day), created, resolved, history.undone)
    # Until it was given up or tidied away it was open; what it would have taken nobody knows.
    remaining = Remaining(replace(known, dropped=np.zeros_like(known.dropped)), float(day))
    still = history.open_on(day)
    return [
        *_items(history, day, still, remaining),
        *_scopes(history, day, still, remaining),
        *_pace(history, day),
    ]


def _items(history: History, day: int, still: Sequence[int], remaining: Remaining) -> Iterator[Foreseen]:
    work, created = history.work, history.created
    over = (history.resolved <= day) & ~history.undone
    usual = float((history.resolved[over] - created[over]).mean())
    chosen = sorted(still, key=lambda place: hash64(work[place].id))[:MOST_ITEMS]
    ages = day - created[chosen]
    for place, age, left in zip(chosen, ages, remaining.days(ages), strict=True):
        yield Foreseen("item", work[place].id, _date(day), _kept(left), naive=_whole(max(usual - float(age), 0.0)))


def _scopes(history: History, day: int, still: Sequence[int], remaining: Remaining) -> Iterator[Foreseen]:
    """When all that is open of a milestone will be done, of those with some."""
    by_milestone: dict[str, list[int]] = {}
    for place in still:
        by_milestone.setdefault(history.milestone_on(place, day), []).append(place)
    large = [one for one, places in by_milestone.items() if one and len(places) >= SMALLEST_SCOPE]
    weekly = _lately(history, day)
    for milestone in sorted(sorted(large, key=hash64)[:MOST_SCOPES]):
        places = by_milestone[milestone]
        left = remaining.days(day - history.created[places])
        days = days_until(left, 1.0, common=COMMON, seed=hash64(f"{milestone} {day}"), futures=SCOPE_FUTURES)
        about = tuple(history.work[place].id for place in places)
        naive = _whole(len(places) / weekly * 7) if weekly else None
        yield Foreseen("scope", milestone, _date(day), _kept(days), about, naive=naive)


def _pace(history: History, day: int) -> Iterator[Foreseen]:
    weekly = history.done.weekly(day)
    count, lately = asked(weekly, HORIZON), _lately(history, day)
    if len(weekly) < SPAN or not count:
        return
    try:
        weeks = weeks_until(count, Pace.of(weekly), day, HORIZON, history.windows)
    except TooShort:
        return
    yield Foreseen("pace", PACE, _date(day), _kept(weeks * 7), count=count, naive=_whole(count / lately * 7))


def _lately(history: History, day: int) -> float:
    """Items done a week in the last twelve, or in as many as there are."""
    weekly = history.done.weekly(day)[-RECENT:]
    return float(weekly.mean()) if len(weekly) else 0.0


def _kept(left: Floats) -> tuple[int | None, ...]:
    days = [float(at(left, share)) for share in KEPT]
    return tuple(_whole(one) if np.isfinite(one) else None for one in days)


def _whole(days: float) -> int:
    """Part of a day is a day."""
    return round(days + 0.499)


def _date(day: int) -> date:
    return date.fromordinal(day)


def _dated(one: WorkItem, today: date) -> bool:
    over = one.state in OVER
    return begun(one) <= today and (not over or (one.done_on is not None and one.done_on <= today))


def begun(one: WorkItem) -> date:
    """The day it was created or started, whichever was first; the last day there is where neither is known."""
    known = [day for day in (one.created_on, one.started_on) if day]
    return min(known) if known else date.max


def ended(one: WorkItem, today: date, changes: Revisions | None = None) -> date | None:
    """
    The day it was done or dropped, not before it was begun; None where it is open, or over on a day to come.

    What was opened again is open, whatever day it was closed on before: where `changes` say so, until it was closed again.
    """
    if one.state not in OVER or one.done_on is None or one.done_on > today:
        return None
    last = max((last for _, last in changes.closed(one.id)), default=one.done_on) if changes else one.done_on
    # A tracker may keep the first day it was done: what was opened again after that ended with the last time it was closed.
    done = _closed_again(one, last, changes) if changes and last > one.done_on else one.done_on
    day = max(done, begun(one)) if one.created_on or one.started_on else done
    return day if day <= today else None


def _closed_again(one: WorkItem, opened: date, changes: Revisions) -> date:
    """The day it was closed after it was opened again; the day it was opened where nothing tells, the earliest it can be."""
    own = changes.of(one.id, "state")
    return next(
        (each.changed_on for each in own if each.became in OVER and each.changed_on and each.changed_on >= opened),
        opened,
    )


def _ended(one: WorkItem, today: date, changes: Revisions) -> float:
    day = ended(one, today, changes)
    return float(day.toordinal()) if day else float("nan")
