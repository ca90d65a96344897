"""
What an estimate turns into: the ratios of actual to estimated effort of finished work of about that size, and of its kind.

Small things overrun by more than large ones, and many end at exactly what was said (FORECAST.md §3 D, E): so the ratios
themselves are kept, those of like size count most, and no curve is fitted. There is no factor for a person; a team counts only
where the caller names one, and a team that is fewer than three people must not be named.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from leadline.engine.forecast.levels import LEVELS

Floats = NDArray[np.float64]
Names = NDArray[np.str_]

ALIKE = 0.4
"""How far apart the logarithms of two estimates may be to count as of like size: one standard deviation of a bell."""

HALF_LIFE = 730.0
"""Days after which a finished item counts half."""

SHRINK = 30.0
"""Items of a kind or team that count for as much as all others together."""

POOL, MOST = 15.0, 20_000
"""Items that the pool counts for; the newest so many are kept, which is plenty, and as fast for a million."""

ANY_SIZE = 1e-4


@dataclass(frozen=True)
class Task:
    """What is known of work before it is done: its estimate, in whatever unit, its kind and its team; empty: not known."""

    estimate: float
    kind: str = ""
    team: str = ""


class Ratios:
    """
    A history of estimates and what became of them.

    Args:
        tasks: finished ones.
        actuals: what each took, in the unit of its estimate. Where either is not above zero it is left out.
        ended: day numbers.
        pool: quantiles at `LEVELS` of the ratio elsewhere, for the time when there is little of one's own.
    """

    def __init__(self, tasks: Sequence[Task], actuals: Sequence[float], ended: Sequence[float], pool: Floats) -> None:
        known = [
            (one.estimate, actual, day, one.kind, one.team)
            for one, actual, day in zip(tasks, actuals, ended, strict=True)
            if 0 < one.estimate < np.inf and 0 < actual < np.inf
        ]
        known = sorted(known, key=lambda row: row[2])[-MOST:]
        said, took, days = (np.array([row[column] for row in known], dtype=np.float64) for column in range(3))
        kinds, teams = (np.array([row[column] for row in known], dtype=np.str_) for column in (3, 4))
        logs = np.log(took / said) if len(known) else np.zeros(0)
        order = np.argsort(logs, kind="stable")
        self._sizes, self._ended = np.log(said[order]), days[order]
        self._kinds, self._teams = kinds[order], teams[order]
        # Merged once: each question then only weighs what stands in order already.
        whole = np.concatenate([logs[order], np.log(pool)])
        self._merged = np.argsort(whole, kind="stable")
        self._values, self._pooled = whole[self._merged], len(pool)

    def __len__(self) -> int:
        return len(self._ended)

    def actual(self, task: Task, today: float, shares: Floats = LEVELS) -> Floats:
        """The quantiles of what a task will take, at shares from 0 to 1, in the unit of its estimate."""
        own = self._weights(task, today)
        # Of one's own as many as are of like size and not too old; the pool is as good as fifteen of them.
        count = float(own.sum())
        pool = np.full(self._pooled, POOL / max(count, 1e-9) / self._pooled)
        heavy = np.cumsum(np.concatenate([self._towards(own, task), pool])[self._merged])
        places = np.searchsorted(heavy, shares * heavy[-1] * (1 - 1e-12))
        found = np.exp(self._values[np.minimum(places, len(heavy) - 1)]) * task.estimate
        return np.asarray(found, dtype=np.float64)

    def alike(self, task: Task, today: float) -> float:
        """How many finished items of like size there are, older ones counted in part."""
        return float(self._weights(task, today).sum())

    def _weights(self, task: Task, today: float) -> Floats:
        """What each finished item counts for by its size and its age; none that ended later than today."""
        like = np.exp(-0.5 * ((self._sizes - np.log(task.estimate)) / ALIKE) ** 2) + ANY_SIZE
        age = today - self._ended
        return np.where(age >= 0, like * 0.5 ** (np.maximum(age, 0.0) / HALF_LIFE), 0.0)

    def _towards(self, own: Floats, task: Task) -> Floats:
        """The weights, in sum 1, drawn to those of the same kind and to those of the same team, as far as there are some."""
        total = own.sum()
        if total <= 0:
            return own
        mixed = own / total
        for names, name in ((self._kinds, task.kind), (self._teams, task.team)):
            same = np.where(names == name, own, 0.0) if name else own * 0
            count = float(same.sum())
            if count > 0:
                mixed = mixed * (SHRINK / (count + SHRINK)) + same / (count + SHRINK)
        return np.asarray(mixed, dtype=np.float64)
