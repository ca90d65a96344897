"""When a named set of open items will be done, all of it or a share: each by its age, and one factor for all of them."""

from collections.abc import Sequence
from math import ceil

import numpy as np
from numpy.typing import NDArray

from leadline.engine.forecast.levels import LEVELS, at, weighted

Floats = NDArray[np.float64]

COMMON, COMMON_WEIGHS, MOST_COMMON = 0.35, 5.0, 1.2
"""The log-sd of the common factor until own scopes tell it (FORECAST.md §3 A2, §6), how many scopes it counts for, and its limit."""

FUTURES = 500


def days_until(left: Floats, share: float, *, common: float, seed: int, futures: int = FUTURES) -> Floats:
    """
    The quantiles of the days until a share of a set is done, at `LEVELS`; infinite where that is never.

    Args:
        left: the quantiles of what is left for each item, at `LEVELS`: shape (items, levels).
        share: of the items, above 0; 1 for all of them.
        common: log-sd of the factor on all of them.
        seed: of the futures.
        futures: how many.

    Raises:
        ValueError: there are no items, or no share of them.
    """
    items = len(left)
    if not items or not 0 < share <= 1:
        raise ValueError("A scope needs items, and a share of them above none and up to all.")
    chance = np.random.default_rng(seed)
    rank = ceil(share * items - 1e-9) - 1
    found = np.empty(futures)
    factors = np.exp(common * chance.standard_normal(futures))
    for future in range(futures):
        # A draw for each item from its own quantiles, between neighbours by chance.
        drawn = left[
            np.arange(items), np.minimum((chance.random(items) * len(LEVELS)).astype(np.int64), len(LEVELS) - 1)
        ]
        found[future] = np.partition(drawn, rank)[rank] * factors[future]
    return weighted(found)


def common_factor(alone: Sequence[Floats], took: Sequence[float], weight: float = 1.0) -> float:
    """
    The log-sd of the factor that items of one scope have in common, from scopes that are over.

    Args:
        alone: quantiles at `LEVELS` of each, drawn with no common factor.
        took: days each took.
        weight: of one scope as evidence: below 1 where they overlap.
    """
    off = [_excess(one, days) for one, days in zip(alone, took, strict=True) if np.isfinite(at(one, 0.84)) and days > 0]
    own, count = max(float(np.mean(off)), 0.0) if off else 0.0, len(off) * weight
    return min(float(np.sqrt((count * own + COMMON_WEIGHS * COMMON**2) / (count + COMMON_WEIGHS))), MOST_COMMON)


def _excess(alone: Floats, took: float) -> float:
    low, middle, high = (float(np.log(max(float(at(alone, share)), 0.5))) for share in (0.16, 0.5, 0.84))
    return (float(np.log(took)) - middle) ** 2 - ((high - low) / 2) ** 2
