"""A forecast as a row of quantiles: at which shares it is kept, and how one is read off a weighted sample."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

LEVELS: Floats = np.arange(1, 100) / 100.0
"""The shares at which a forecast is computed and scored: 1 % … 99 %."""

KEPT = (0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95)
"""The shares at which the ledger keeps one (FORECAST.md §6)."""


def at(forecast: Floats, share: float) -> Floats:
    """
    The quantile at a share of one forecast or of many, straight lines between `LEVELS`.

    Args:
        forecast: quantiles at `LEVELS`, along the last axis.
        share: from 0.01 to 0.99.
    """
    place = (share - LEVELS[0]) / (LEVELS[1] - LEVELS[0])
    low = int(np.clip(np.floor(place + 1e-9), 0, len(LEVELS) - 2))
    left, right = forecast[..., low], forecast[..., low + 1]
    with np.errstate(invalid="ignore"):
        between = left + (place - low) * (right - left)
    return np.asarray(np.where(abs(place - low) < 1e-9, left, between), dtype=np.float64)


def weighted(values: Floats, weights: Floats | None = None, shares: Floats = LEVELS) -> Floats:
    """
    The quantiles of a weighted sample: the smallest value that at least a share of the weight does not exceed.

    Args:
        values: at least one; infinite for what never comes.
        weights: of each, not negative, not all zero; equal ones without.
        shares: at which to read it, from 0 to 1.
    """
    order = np.argsort(values, kind="stable")
    ranked = values[order]
    heavy = np.cumsum(np.ones(len(values)) if weights is None else weights[order])
    places = np.searchsorted(heavy, shares * heavy[-1] * (1 - 1e-12), side="left")
    return np.asarray(ranked[np.minimum(places, len(ranked) - 1)], dtype=np.float64)
