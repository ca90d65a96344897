"""What somebody says, and what similar work took: a range widened as far as ranges have to be (FORECAST.md §6)."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import log, sqrt
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from leadline.engine.forecast.levels import LEVELS

Floats = NDArray[np.float64]

TOO_NARROW = 2.0
"""By how much a stated range is widened until a team's own claims tell: ranges held as P95 did so 75 to 78 times of 100."""

SAID_WEIGHS, MOST_HISTORY, FEWEST_CLAIMS = 5.0, 50, 20
_NORMAL = NormalDist()
_P20, _P90 = _NORMAL.inv_cdf(0.2) - 1e-9, _NORMAL.inv_cdf(0.9)
_SCORES = np.array([_NORMAL.inv_cdf(share) for share in LEVELS])


@dataclass(frozen=True)
class Claims:
    """How a team's ranges turned out: by what to widen them, and how far off their middle is, as a logarithm. Never a person's."""

    widen: float = TOO_NARROW
    bias: float = 0.0
    count: int = 0

    @property
    def told(self) -> bool:
        """Whether there are enough of them to go by."""
        return self.count >= FEWEST_CLAIMS


def learned(ranges: Sequence[tuple[float, float, float]], actuals: Sequence[float]) -> Claims:
    """
    What a team's resolved ranges teach; nothing before there are twenty.

    In units of its own stated spread each actual is off by so much: their mean is the bias, their spread the widening. Both are
    drawn to what is assumed without them.

    Args:
        ranges: low, likely and high, as stated.
        actuals: what each took.
    """
    pairs = [(one, took) for one, took in zip(ranges, actuals, strict=True) if took > 0 and 0 < one[0] < one[2]]
    if len(pairs) < FEWEST_CLAIMS:
        return Claims(count=len(pairs))
    off = np.array([log(took / likely) for (_, likely, _), took in pairs])
    stated = np.array([_spread(low, high) for (low, _, high), _ in pairs])
    count = len(pairs)
    share = count / (count + FEWEST_CLAIMS)
    bias = share * float(np.median(off))
    widen = float(np.sqrt(np.mean(((off - np.median(off)) / stated) ** 2)))
    return Claims(share * max(widen, 1.0) + (1 - share) * TOO_NARROW, bias, count)


def blend(
    low: float,
    likely: float,
    high: float,
    claims: Claims,
    *,
    history_sd: float,
    similar: float,
    least: float,
    narrowest: float = 0.0,
    said_weighs: float = SAID_WEIGHS,
    scores: Floats = _SCORES,
) -> Floats:
    """
    The quantiles of what work takes of which somebody said a range.

    The middle stays the expert's, moved by the team's bias; the spread is that of the claim and of similar work, each by
    how much stands behind it.

    Args:
        low: stated, read as P10.
        likely: stated, read as P50.
        high: stated, read as P90.
        claims: how ranges of the team turned out.
        history_sd: log-sd of actual over estimate of similar finished work.
        similar: how many such items there are; at most fifty count.
        least: the ratio below which work of the pool ends only one time in five: nothing is foreseen below it before P20.
        narrowest: log-sd below which a widened range is not read.
        said_weighs: finished items that the range counts for.
        scores: standard normal values of the shares at which to read it; those of `LEVELS`.

    Raises:
        ValueError: the range is not 0 < low <= likely <= high.
    """
    if not 0 < low <= likely <= high:
        raise ValueError("A range goes from a best case above zero over a likely one to a worst case.")
    counted = min(similar, MOST_HISTORY)
    stated = max(_spread(low, high) * claims.widen, narrowest)
    sd = sqrt((said_weighs * stated**2 + counted * history_sd**2) / (said_weighs + counted))
    found = likely * np.exp(claims.bias + sd * scores)
    # Optimism about the best case is the one kind that history always contradicts.
    early = np.maximum(found, np.minimum(likely * least, likely))
    return np.asarray(np.where(scores >= _P20, early, np.minimum(found, early)), dtype=np.float64)


def _spread(low: float, high: float) -> float:
    return log(high / low) / (2 * _P90)
