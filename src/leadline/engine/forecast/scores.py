"""How true forecasts were: coverage, CRPS, PIT and sharpness of quantiles; log loss, Brier score, AUC and ECE of odds."""

from math import ceil, exp, floor, lgamma, log

import numpy as np
from numpy.typing import NDArray

from leadline.engine.forecast.levels import LEVELS, at

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

NEARLY = 1e-6
"""Odds are kept so far from 0 and 1 before their logarithm is taken."""


def coverage(forecasts: Floats, happened: Floats, share: float) -> float:
    """The share of outcomes at or before a quantile. What never came (infinite) is held by a forecast of never, and by no day."""
    return float(np.mean(happened <= at(forecasts, share)))


def crps(forecasts: Floats, happened: Floats) -> Floats:
    """
    The continuous ranked probability score of each forecast: twice its mean pinball loss over `LEVELS`. Lower is better.

    Gneiting and Raftery 2007, section 4.2: the score is the integral of the pinball loss over all shares, doubled.

    Args:
        forecasts: of shape (forecasts, levels), finite; a point forecast has the same value at all of them.
        happened: of shape (forecasts,), finite: cap both where outcomes are cut off.
    """
    return np.asarray(2 * pinball(forecasts, happened, LEVELS).mean(axis=1), dtype=np.float64)


def pinball(forecasts: Floats, happened: Floats, shares: Floats) -> Floats:
    """The pinball loss of each forecast at each share: what one would pay whose costs of early and late stand as the share says."""
    over = happened[:, None] - forecasts
    return np.asarray(np.maximum(shares * over, (shares - 1) * over), dtype=np.float64)


def pit(forecast: Floats, happened: float) -> float:
    """
    The share of one forecast before what happened, 0 to 1: even over many where forecasts are true.

    The middle between the neighbouring levels, or of all levels that have the very value that happened.
    """
    below, up_to = np.searchsorted(forecast, happened, "left"), np.searchsorted(forecast, happened, "right")
    return float(below + up_to + 1) / (2 * (len(LEVELS) + 1))


def sharpness(forecasts: Floats, low: float = 0.05, high: float = 0.95) -> Floats:
    """How wide each forecast is between two shares."""
    return np.asarray(at(forecasts, high) - at(forecasts, low), dtype=np.float64)


def log_loss(odds: Floats, kept: Flags) -> float:
    """The mean of minus the logarithm of the odds given to what happened."""
    safe = np.clip(odds, NEARLY, 1 - NEARLY)
    return float(-np.mean(np.where(kept, np.log(safe), np.log(1 - safe))))


def brier(odds: Floats, kept: Flags) -> float:
    """The mean squared distance between odds and what happened."""
    return float(np.mean((odds - kept) ** 2))


def auc(odds: Floats, kept: Flags) -> float:
    """The share of pairs, one kept and one not, in which the kept one had better odds; ties count half. NaN without pairs."""
    pairs = int(kept.sum()) * int((~kept).sum())
    if not pairs:
        return float("nan")
    _, place, sizes = np.unique(odds, return_inverse=True, return_counts=True)
    middle = np.cumsum(sizes) - (sizes - 1) / 2
    ranks = middle[place]
    return float((ranks[kept].sum() - kept.sum() * (kept.sum() + 1) / 2) / pairs)


def ece(odds: Floats, kept: Flags, bins: int = 10) -> float:
    """Expected calibration error: over bins of odds, how far their mean is from the share kept, weighted by size."""
    bin_of = np.minimum((odds * bins).astype(int), bins - 1)
    return float(
        sum(abs(odds[bin_of == one].sum() - kept[bin_of == one].sum()) for one in range(bins)) / max(len(odds), 1)
    )


def binomial_band(count: int, share: float, level: float = 0.9) -> tuple[float, float]:
    """
    Between which shares kept most programs would be whose forecasts at this share are true, of so many resolved.

    Exact: the smallest band between equal tails, so at least `level` of them are in it.
    """
    if count == 0:
        return 0.0, 1.0
    tail, below, low, high = (1 - level) / 2, 0.0, 0, count
    found_low = False
    for kept in range(count + 1):
        chance = _binomial(count, kept, share)
        if not found_low and below + chance > tail:
            low, found_low = kept, True
        below += chance
        if below >= 1 - tail:
            high = kept
            break
    return low / count, high / count


def _binomial(count: int, kept: int, share: float) -> float:
    if share in (0.0, 1.0):
        return float(kept == (count if share else 0))
    ways = lgamma(count + 1) - lgamma(kept + 1) - lgamma(count - kept + 1)
    return exp(ways + kept * log(share) + (count - kept) * log(1 - share))


def percentile_band(shares: Floats) -> tuple[float, float, float]:
    """The 10th, 50th and 90th percentile of coverages of several projects, straight lines between neighbours."""
    ranked = np.sort(shares)
    return tuple(_between(ranked, one) for one in (0.1, 0.5, 0.9))  # type: ignore[return-value]


def _between(ranked: Floats, share: float) -> float:
    place = share * (len(ranked) - 1)
    low, high = floor(place), ceil(place)
    return float(ranked[low] + (place - low) * (ranked[high] - ranked[low]))
