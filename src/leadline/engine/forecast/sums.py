"""The total effort of several tasks: their own ratios, drawn one by one, and one factor that they all have in common."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from leadline.engine.forecast.levels import at, weighted
from leadline.engine.forecast.ratios import Ratios, Task

Floats = NDArray[np.float64]

COMMON, COMMON_WEIGHS, MOST_COMMON = 0.2, 10.0, 1.0
"""The log-sd of the common factor until own totals tell it (FORECAST.md §3 E), how many totals it counts for, and its limit."""

FUTURES = 1_000


def total(
    tasks: Sequence[Task], ratios: Ratios, today: float, *, common: float, seed: int, futures: int = FUTURES
) -> Floats:
    """
    The quantiles of what tasks take together, at `LEVELS`.

    Args:
        tasks: at least one.
        ratios: what estimates of their size turned into.
        today: the day it is said.
        common: log-sd of the factor they share; 0: none.
        seed: of the futures.
        futures: how many.
    """
    chance = np.random.default_rng(seed)
    sums = np.zeros(futures)
    for task in tasks:
        sums += ratios.actual(task, today, chance.random(futures))
    return weighted(sums * np.exp(common * chance.standard_normal(futures)))


def common_factor(alone: Sequence[Floats], totals: Sequence[float]) -> float:
    """
    The log-sd of the common factor, from totals that are known and what was foreseen of them without one.

    What their logarithms were off by, in squares, beyond what their own spread explains; drawn to what was measured
    elsewhere.

    Args:
        alone: quantiles at `LEVELS` of each total, drawn with no common factor.
        totals: what each turned out to be.
    """
    excess = [_excess(one, took) for one, took in zip(alone, totals, strict=True) if took > 0]
    own = max(float(np.mean(excess)), 0.0) if excess else 0.0
    count = len(excess)
    return min(float(np.sqrt((count * own + COMMON_WEIGHS * COMMON**2) / (count + COMMON_WEIGHS))), MOST_COMMON)


def _excess(alone: Floats, took: float) -> float:
    low, middle, high = (float(np.log(at(alone, share))) for share in (0.16, 0.5, 0.84))
    return (float(np.log(took)) - middle) ** 2 - ((high - low) / 2) ** 2
