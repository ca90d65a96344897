"""Durations of which some are not over yet: the Kaplan–Meier estimate with weights, and given an age."""

import numpy as np
from numpy.typing import NDArray

from leadline.engine.forecast.levels import LEVELS

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


def censored(values: Floats, over: Flags, weights: Floats, shares: Floats = LEVELS) -> Floats:
    """
    The quantiles of durations, some of which are only known to be longer than seen.

    Kaplan and Meier 1958, with weights: at each value the weight that ended there leaves those still at risk. What has
    the same value and is not over counts as at risk there.

    Args:
        values: at least one.
        over: whether it ended at that value; else it was still going on.
        weights: of each, not negative.
        shares: at which to read the quantiles.

    Returns:
        The quantiles; infinite where so large a share is never seen to end.
    """
    order = np.lexsort((~over, values))
    ranked, ended, heavy = values[order], over[order], weights[order]
    at_risk = np.cumsum(heavy[::-1])[::-1]
    with np.errstate(divide="ignore", invalid="ignore"):
        stay = np.where(ended & (heavy > 0), 1 - heavy / at_risk, 1.0)
    gone = 1 - np.cumprod(np.maximum(stay, 0.0))
    places = np.searchsorted(gone, shares - 1e-12)
    return np.asarray(np.where(places < len(ranked), ranked[np.minimum(places, len(ranked) - 1)], np.inf), dtype=float)
