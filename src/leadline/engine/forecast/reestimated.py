"""
When a date comes true that is estimated anew every so often: from how much of the time left others really took.

What is left takes longer than what is said to be left, all the way to the end; a date that is close or has passed is no
better (FORECAST.md §3 F). Dates of projects that are still open count as later than seen.
"""

from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from leadline.engine.forecast.levels import LEVELS
from leadline.engine.forecast.survival import censored

Floats = NDArray[np.float64]

CLOSE = 14.0
"""Days: what is said to be closer than that, or overdue, is taken to be that far away."""

ALIKE, LIKE_PROGRESS = 0.7, 0.25
"""How far apart the logarithms of two times left, and two shares of progress, may be to count as alike."""

PRIOR_WEIGHS, PRIOR = 3.0, 0.4 + 0.6 * np.array([NormalDist().inv_cdf(share) for share in LEVELS])
"""For how many projects a wide guess counts: half as long again, give or take. Judgement, in place of a history."""


@dataclass(frozen=True)
class Estimates:
    """
    Re-estimates: of which project, made on which day, how many days were said to be left, how far along it was (0 to 1), and
    how many were left; infinite where it is not known to have ended.
    """

    project: NDArray[np.str_]
    made: Floats
    said: Floats
    progress: Floats
    took: Floats


def days_left(said: float, progress: float, today: float, history: Estimates, project: str = "") -> Floats:
    """
    The quantiles of the days that are left, at `LEVELS`.

    Args:
        said: days said to be left; below two weeks it counts as two weeks.
        progress: share of the whole time that is over.
        today: day number; estimates made later are left out, and what ended later had not ended yet.
        history: re-estimates of other projects, and of this one.
        project: which of them this one is: what it said itself a while ago counts as well, as longer than seen.
    """
    left = max(said, CLOSE)
    age = today - history.made
    there = (age > 0) & ((history.project != project) | (history.took > age))
    over = history.took[there] <= age[there]
    took = np.maximum(np.where(over, history.took[there], age[there]), 1.0)
    ratios = np.log(took / np.maximum(history.said[there], CLOSE))
    far = np.log(np.maximum(history.said[there], CLOSE) / left) / ALIKE
    like = np.exp(-0.5 * (far**2 + ((history.progress[there] - progress) / LIKE_PROGRESS) ** 2))
    weights = _by_project(history.project[there], like)
    values = np.concatenate([ratios, PRIOR])
    ended = np.concatenate([over, np.ones(len(PRIOR), dtype=np.bool_)])
    found = censored(values, ended, np.concatenate([weights, np.full(len(PRIOR), PRIOR_WEIGHS / len(PRIOR))]))
    return np.asarray(np.exp(np.minimum(found, 5.0)) * left, dtype=np.float64)


def _by_project(names: NDArray[np.str_], like: Floats) -> Floats:
    """Weights that sum to at most one a project: somebody who estimates daily knows no more than who does so weekly."""
    if not len(names):
        return like
    _, place = np.unique(names, return_inverse=True)
    return np.asarray(like / np.maximum(np.bincount(place, like), 1.0)[place], dtype=np.float64)
