"""
What would have been said, day after day of a history, by the same methods and with what was known then.

A program that connects a history has a record before its first own forecast (FORECAST.md §6). What is replayed is no promise: it is
made anew in every round from the facts as they stand, and never mixed with what was published.
"""

from collections.abc import Iterator, Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray

from leadline.engine.draws import hash64
from leadline.engine.forecast.levels import KEPT, at
from leadline.engine.forecast.pace import SPAN, Completions, Pace, TooShort, Windows, asked, weeks_until
from leadline.engine.forecast.remaining import Durations, Remaining
from leadline.engine.forecast.scope import COMMON, days_until
from leadline.engine.forecast.track import Said
from leadline.program.snapshot import Snapshot
from leadline.program.work import WorkItem

Floats = NDArray[np.float64]

FEWEST, EVERY, MOST_ORIGINS, MOST_ITEMS = 20, 28, 26, 40
"""Finished items a replay needs on a day; days between two; how many days, the last ones; items of each, the same by chance."""

HORIZON, SMALLEST_SCOPE, SCOPE_FUTURES = 12, 5, 200
PACE = "as much as in twelve weeks"


def replay(snapshot: Snapshot) -> list[Said]:
    """Forecasts of open items, of what was open of each milestone, and of the next so many items, oldest first."""
    own = [one for one in snapshot.work if one.created_on or one.started_on]
    # What was dropped has no day in the record: nobody knows since when it was not worked on.
    work = [one for one in own if one.state != "dropped" and _begun(one) <= snapshot.as_of]
    created = np.array([_begun(one).toordinal() for one in work], dtype=np.float64)
    resolved = np.array([_ended(one, snapshot.as_of) for one in work], dtype=np.float64)
    if np.isfinite(resolved).sum() < FEWEST:
        return []
    today = snapshot.as_of.toordinal()
    first = int(np.nanmin(resolved))
    days = range(today - EVERY, first, -EVERY)[:MOST_ORIGINS]
    done = Completions.of(_per_day(resolved))
    windows = Windows.of(done, HORIZON, today)
    return [one for day in reversed(days) for one in _on(day, work, created, resolved, done, windows)]


def _on(
    day: int, work: Sequence[WorkItem], created: Floats, resolved: Floats, done: Completions, windows: Windows
) -> Iterator[Said]:
    if (resolved <= day).sum() < FEWEST:
        return
    remaining = Remaining(
        Durations.as_of(float(day), created, resolved, np.zeros(len(created), dtype=np.bool_)), float(day)
    )
    still = [int(place) for place in np.flatnonzero((created <= day) & ~(resolved <= day))]
    chosen = sorted(still, key=lambda place: hash64(work[place].id))[:MOST_ITEMS]
    for place, left in zip(chosen, remaining.days(day - created[chosen]), strict=True):
        yield _said("item", work[place].id, day, left, resolved[place])
    yield from _scopes(day, work, still, remaining, created, resolved)
    yield from _pace(day, done, windows)


def _scopes(
    day: int,
    work: Sequence[WorkItem],
    still: Sequence[int],
    remaining: Remaining,
    created: Floats,
    resolved: Floats,
) -> Iterator[Said]:
    """When all that was open of a milestone would be done, of those with some."""
    by_milestone: dict[str, list[int]] = {}
    for place in still:
        by_milestone.setdefault(work[place].milestone, []).append(place)
    for milestone, places in sorted(by_milestone.items()):
        if milestone and len(places) >= SMALLEST_SCOPE:
            left = remaining.days(day - created[places])
            days = days_until(left, 1.0, common=COMMON, seed=hash64(f"{milestone} {day}"), futures=SCOPE_FUTURES)
            ends = resolved[places]
            yield _said("scope", milestone, day, days, float(ends.max()) if np.isfinite(ends).all() else np.nan)


def _pace(day: int, done: Completions, windows: Windows) -> Iterator[Said]:
    weekly = done.weekly(day)
    count = asked(weekly, HORIZON)
    if len(weekly) < SPAN or not count:
        return
    try:
        weeks = weeks_until(count, Pace.of(weekly), day, HORIZON, windows)
    except TooShort:
        return
    took = done.weeks_for(count, day)
    yield _said("pace", PACE, day, weeks * 7, day + took * 7 - 1 if np.isfinite(took) else np.nan)


def _said(question: str, subject: str, day: int, left: Floats, ended: float) -> Said:
    made = date.fromordinal(day)
    days = [float(at(left, share)) for share in KEPT]
    on = date.fromordinal(int(ended)) if np.isfinite(ended) else None
    return Said(question, subject, made, [round(one + 0.499) if np.isfinite(one) else None for one in days], on)


def _begun(one: WorkItem) -> date:
    """The day it was created; where that is not known or comes after, the day it was started."""
    known = [day for day in (one.created_on, one.started_on) if day]
    return min(known) if known else date.max


def _ended(one: WorkItem, today: date) -> float:
    """The day it was done, as a number; NaN where it is open, or done on a day to come."""
    if one.done_on is None or one.done_on > today:
        return float("nan")
    return float(max(one.done_on, _begun(one)).toordinal())


def _per_day(resolved: Floats) -> dict[int, float]:
    days, counts = np.unique(resolved[np.isfinite(resolved)].astype(np.int64), return_counts=True)
    return dict(zip(days.tolist(), counts.astype(np.float64).tolist(), strict=True))
