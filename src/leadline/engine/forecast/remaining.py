"""
How long items that are open now will still take, from how long others took: given their age, and with those still open.

Percentiles of finished items forget those that are not finished, and age: their “P85” held 35 to 54 times of 100 (FORECAST.md
§3 B). Here work that is still open counts as at risk, what was dropped ends another way, and a lognormal drawn through the same
curve stands in where few have come so far.
"""

from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from leadline.engine.draws import normal_share
from leadline.engine.forecast.levels import LEVELS

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

HALF_LIFE = 180.0
"""Days after which what was created counts half."""

FEW = 12.0
"""Ends beyond an age that weigh as much as the lognormal."""

TYPICAL, SPREAD, TYPICAL_WEIGHS = 14.0, 1.3, 5.0
"""Median days and log-sd of an item where nothing is known, and for how many ends they count. Judgement: weeks, and wide."""

LONGEST = 3653.0
"""Days beyond which nothing is foreseen: ten years."""

_GRID = np.concatenate([np.arange(0.0, 60.0), np.geomspace(60.0, LONGEST, 181)])
_NORMAL = NormalDist()


@dataclass(frozen=True)
class Durations:
    """How long items took: age in days when they ended or were last seen open, whether done, whether dropped, and when made."""

    days: Floats
    done: Flags
    dropped: Flags
    created: Floats

    @classmethod
    def as_of(cls, today: float, created: Floats, resolved: Floats, dropped: Flags) -> "Durations":
        """
        As they stood on a day: what ended later is still open, what was created later is not there.

        Args:
            today: day number.
            created: day numbers.
            resolved: day numbers; NaN where it has not ended. What ended before it was created took no time.
            dropped: whether that end was not “done”.
        """
        there = created <= today
        made, ended = created[there], np.where(resolved[there] <= today, resolved[there], np.nan)
        over = np.isfinite(ended)
        days = np.maximum(np.where(over, ended, today) - made, 0.0)
        return cls(days, over & ~dropped[there], over & dropped[there], made)


class Remaining:
    """
    What is left for an item of an age.

    Args:
        known: how long others took, or have been open.
        today: day number.
    """

    def __init__(self, known: Durations, today: float) -> None:
        order = np.argsort(known.days, kind="stable")
        days, done, dropped = known.days[order], known.done[order], known.dropped[order]
        # By when it was created: at each age that weighs what happened at that age lately, and what could have, alike.
        heavy = 0.5 ** (np.maximum(today - known.created[order], 0.0) / HALF_LIFE)
        # All that end on one day are at risk on it.
        first = np.searchsorted(days, days, side="left")
        at_risk = np.maximum(np.cumsum(heavy[::-1])[::-1][first], 1e-300) if len(days) else heavy
        points, starts = np.unique(days, return_index=True)
        risk = at_risk[starts] if len(days) else at_risk
        ends, goes = (
            np.add.reduceat(np.where(one, heavy, 0.0), starts) if len(days) else heavy for one in (done, dropped)
        )
        stay = np.cumprod(np.maximum(1 - (ends + goes) / risk, 0.0)) if len(days) else heavy
        before = np.concatenate([[1.0], stay[:-1]])[: len(points)]
        self._points, self._open, self._done = points, stay, np.cumsum(before * ends / risk) if len(days) else heavy
        # What still ended beyond each age, as a number of items and not of weights.
        self._beyond = np.sort(days[done])
        self._typical = _through(points, self._done, len(self._beyond))

    def days(self, ages: Floats, shares: Floats = LEVELS) -> Floats:
        """
        The quantiles of the days left for open items, at shares from 0 to 1: shape (items, shares).

        Infinite where so large a share is never done, or not within ten years.
        """
        unique, place = np.unique(ages, return_inverse=True)
        rows = np.array([self._quantiles(float(age), shares) for age in unique]).reshape(-1, len(shares))
        return np.asarray(rows[place], dtype=np.float64)

    def _quantiles(self, age: float, shares: Floats) -> Floats:
        share = self._by(age, _GRID)
        places = np.searchsorted(share, shares - 1e-12)
        inside = np.minimum(places, len(_GRID) - 1)
        before = np.maximum(inside - 1, 0)
        rise = share[inside] - share[before]
        part = np.where(rise > 0, (shares - share[before]) / np.where(rise > 0, rise, 1.0), 1.0)
        found = _GRID[before] + np.clip(part, 0.0, 1.0) * (_GRID[inside] - _GRID[before])
        return np.where(places < len(_GRID), found, np.inf)

    def _by(self, age: float, left: Floats) -> Floats:
        """The share of items of an age that are done within so many more days: what was seen, and the curve through it."""
        count = float(len(self._beyond) - np.searchsorted(self._beyond, age, side="right"))
        trust = count / (count + FEW)
        still = _at(self._points, self._open, age, 1.0)
        seen = np.zeros(len(left))
        if still > 1e-12 and count:
            done = _at_all(self._points, self._done, age + left)
            seen = np.minimum((done - _at(self._points, self._done, age, 0.0)) / still, 1.0)
        middle, sd = self._typical
        young = normal_share((np.log(np.maximum(age, 0.5)) - middle) / sd)
        later = normal_share((np.log(np.maximum(age + left, 0.5)) - middle) / sd)
        curve = (later - young) / np.maximum(1 - young, 1e-4)
        return np.maximum.accumulate(trust * seen + (1 - trust) * np.clip(curve, 0.0, 1.0))


def _through(points: Floats, done: Floats, ends: int) -> tuple[float, float]:
    """Median (as a logarithm) and log-sd of a lognormal through the seen curve, drawn to what is typical while little is seen."""
    use = (done > 0.03) & (done < 0.97) & (points > 0)
    if use.sum() < 3:
        return float(np.log(TYPICAL)), SPREAD
    scores = np.array([_NORMAL.inv_cdf(share) for share in done[use]])
    logs = np.log(np.maximum(points[use], 0.5))
    # Each step of the curve counts for the share that ends there, or a long thin tail would outweigh the bulk.
    weigh = np.diff(np.concatenate([[0.0], done[use]]))
    weigh = weigh / weigh.sum()
    mid, height = float((weigh * scores).sum()), float((weigh * logs).sum())
    lean = float((weigh * (scores - mid) ** 2).sum())
    sd = float((weigh * (scores - mid) * (logs - height)).sum()) / lean if lean > 1e-9 else SPREAD
    share = ends / (ends + TYPICAL_WEIGHS)
    median = share * (height - sd * mid) + (1 - share) * float(np.log(TYPICAL))
    return median, max(share * sd + (1 - share) * SPREAD, 0.3)


def _at(points: Floats, curve: Floats, age: float, start: float) -> float:
    place = int(np.searchsorted(points, age, side="right"))
    return float(curve[place - 1]) if place else start


def _at_all(points: Floats, curve: Floats, ages: Floats) -> Floats:
    places = np.searchsorted(points, ages, side="right")
    return np.where(places > 0, curve[np.maximum(places - 1, 0)], 0.0)
