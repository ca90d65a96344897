"""
When the next so many items will be done, from how many were done each week: the throughput forecast, made honest.

Dividing by the recent pace gives a date; how such dates turned out before, in this history and in others, gives its
odds (conformal prediction on ratios; FORECAST.md §3 A). Windows that are not over yet count as longer than seen: to leave them
out would keep the quick ones only.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from leadline.engine.forecast.levels import LEVELS
from leadline.engine.forecast.survival import censored

Floats = NDArray[np.float64]

HORIZONS = (4, 12, 26)
"""Weeks of recent work whose windows are kept; a forecast uses those nearest to its own length."""

RECENT, SPAN, HALF_LIFE, EVERY = 12, 26, 4.0, 4
"""Weeks that say how much is asked for; weeks a history needs; the half-life of its pace; weeks from window to window."""

BULK = 3.0
"""A week counts for at most so many medians of the last year's weeks with work: a clean-up is no pace."""

OWN_HALF_LIFE, POOL_HALF_LIFE = 52.0, 104.0
"""Weeks after which a window counts half, of the same history and of others."""

POOL, POOL_AT_LEAST, FEWEST_POOLED = 12.0, 3.0, 30
"""Own windows that the pool counts for, falling by one for each one of its own, to so many; and how small a pool is none."""

VAGUE, VAGUE_AT_LEAST, VAGUE_FADES = 4.0, 1.5, 4.0
"""The same for a wide guess that keeps the tails open, falling by one for every so many."""

_SCORES = np.array([NormalDist().inv_cdf(share) for share in LEVELS])
_WIDE, _NO_POOL = 0.1 + 1.3 * _SCORES, 0.6 * _SCORES
CALM, WILDEST = 0.25, 1.2


class TooShort(ValueError):
    """A history from which no pace can be told; the message says why."""


@dataclass(frozen=True)
class Completions:
    """What was done: `days` (ordinals, rising) and how many had been done by the end of each."""

    days: NDArray[np.int64]
    total: Floats

    @classmethod
    def of(cls, done: Mapping[int, float]) -> "Completions":
        """From a day to the number of items done on it; days on which nothing was done may be there or not."""
        known = sorted(day for day, count in done.items() if count > 0)
        return cls(np.array(known, dtype=np.int64), np.cumsum([float(done[day]) for day in known]))

    def weekly(self, today: int) -> Floats:
        """Items done in each whole week before a day, the last one ending with it."""
        if not len(self.days) or self.days[0] >= today:
            return np.zeros(0)
        weeks = (today - int(self.days[0])) // 7
        edges = today - 7 * np.arange(weeks, -1, -1)
        return np.diff(self._by(edges))

    def weeks_for(self, count: float, today: int) -> float:
        """Weeks from a day until so many more were done; infinite where they never were."""
        place = int(np.searchsorted(self.total, self._by(np.array([today]))[0] + count))
        return (int(self.days[place]) - today + 1) / 7 if place < len(self.days) else np.inf

    def _by(self, days: NDArray[np.int64]) -> Floats:
        """How many had been done before each day."""
        place = np.searchsorted(self.days, days)
        return np.where(place > 0, self.total[place - 1], 0.0) if len(self.total) else np.zeros(len(days))


@dataclass(frozen=True)
class Pace:
    """How fast and how evenly items were done lately: items a week, and the log-sd of its four-week sums over a year."""

    items: float
    wild: float

    @classmethod
    def of(cls, weekly: Floats) -> "Pace":
        """Raises `TooShort` where nothing was done in the last year."""
        year = weekly[-52:]
        busy = year[year > 0]
        if len(weekly) < RECENT or not len(busy):
            raise TooShort(
                f"A pace needs {RECENT} weeks of history with something done in the last year. Forecast it by ranges until then."
            )
        calm = np.minimum(weekly, BULK * float(np.median(busy)))
        weights = 0.5 ** (np.arange(len(calm), 0, -1) / HALF_LIFE)
        # A twentieth of an item a week where nothing was done for months: late, and not never.
        pace = max(float((calm * weights).sum() / weights.sum()), 0.05)
        months = year[len(year) % 4 :].reshape(-1, 4).sum(axis=1)
        return cls(pace, float(np.std(np.log(months + 0.5 * max(months.mean(), 0.5)))))

    @property
    def spread(self) -> float:
        """By what log-ratios of histories as wild as this one are divided before they are compared."""
        return CALM + min(self.wild, WILDEST)


@dataclass(frozen=True)
class Windows:
    """
    How dates from the pace would have turned out: made on which day, said how many weeks, took how many (infinite: not known
    to have ended), and the spread of the pace they came from.
    """

    made: Floats
    said: Floats
    took: Floats
    spread: Floats

    @classmethod
    def of(cls, done: Completions, horizon: int, until: int) -> "Windows":
        """Those of a history up to a day, one every four weeks, each for as much as was done in `horizon` recent weeks."""
        rows = []
        first = int(done.days[0]) + 7 * SPAN if len(done.days) else until
        for made in range(first, until, 7 * EVERY):
            weekly = done.weekly(made)
            count = asked(weekly, horizon)
            if count:
                pace = Pace.of(weekly)
                rows.append((made, count / pace.items, done.weeks_for(count, made), pace.spread))
        return cls(*np.array(rows, dtype=np.float64).reshape(-1, 4).T)

    @classmethod
    def together(cls, several: Iterable["Windows"]) -> "Windows":
        """Those of several histories as one pool."""
        known = [(one.made, one.said, one.took, one.spread) for one in several]
        return cls(*(np.concatenate([np.zeros(0), *column]) for column in zip(*known, strict=True))) if known else NONE


NONE = Windows(*(np.zeros(0) for _ in range(4)))


def asked(weekly: Floats, horizon: int) -> int:
    """As many items as were done in so many recent weeks; 0 where nothing was done lately."""
    lately = float(weekly[-RECENT:].mean()) if len(weekly) else 0.0
    return max(1, round(horizon * lately)) if lately > 0 else 0


def nearest(count: float, weekly: Floats) -> int:
    """The horizon whose windows are as long as a forecast of so many items."""
    weeks = count / max(float(weekly[-RECENT:].mean()) if len(weekly) else 0.0, 0.05)
    return min(HORIZONS, key=lambda one: abs(np.log(one / max(weeks, 0.1))))


def weeks_until(count: float, pace: Pace, today: int, horizon: int, own: Windows, pool: Windows = NONE) -> Floats:
    """
    The quantiles of the weeks until so many more items are done, at `LEVELS`.

    Args:
        count: items.
        pace: of the history, now.
        today: the day it is said; windows made later are left out, and those not over by then count as longer than seen.
        horizon: of the windows, see `nearest`.
        own: windows of this history.
        pool: windows of other histories.
    """
    ages = [(today - one.made) / 7 for one in (own, pool)]
    evidence = float((ages[0] > horizon).sum()) * EVERY / horizon
    mine = np.where(ages[0] > 0, 0.5 ** (ages[0] / OWN_HALF_LIFE) * EVERY / horizon, 0.0)
    theirs = np.where(ages[1] > 0, 0.5 ** (ages[1] / POOL_HALF_LIFE), 0.0)
    pooled, vague = max(POOL - evidence, POOL_AT_LEAST), max(VAGUE - evidence / VAGUE_FADES, VAGUE_AT_LEAST)
    if (theirs > 0).sum() >= FEWEST_POOLED:
        theirs, stand_in = theirs / theirs.sum() * pooled, 0.0
    else:
        theirs, stand_in = theirs * 0, pooled
    ratios, over = zip(
        *(_ratios(one, age, pace.spread) for one, age in zip((own, pool), ages, strict=True)), strict=True
    )
    values = np.concatenate([*ratios, _NO_POOL, _WIDE])
    certain = np.ones(len(LEVELS), dtype=np.bool_)
    weights = [mine, theirs, *(np.full(len(LEVELS), one / len(LEVELS)) for one in (stand_in, vague))]
    logs = censored(values, np.concatenate([*over, certain, certain]), np.concatenate(weights))
    # Nothing is said beyond e⁵ of what the pace says: that is centuries.
    return np.asarray(np.exp(np.minimum(logs, 5.0)) * count / pace.items, dtype=np.float64)


def _ratios(one: Windows, age: Floats, spread: float) -> tuple[Floats, NDArray[np.bool_]]:
    """The log-ratios of windows as seen at their age, in the spread of another pace, and which of them were over."""
    over = one.took <= age
    took = np.where(over, one.took, np.maximum(age, 1 / 7))
    return np.log(took / one.said) / one.spread * spread, over
