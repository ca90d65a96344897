"""Chance without state: the draw of a thing in a future is a hash of its name, the seed and the future's number."""

from hashlib import blake2b
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

POINTS = 129
"""Points of a quantile table: the value at 0/128, 1/128 … 128/128."""

EDGE = 1 / 1024
"""
Where a table ends: its first and last point are the quantiles at this share from 0 and 1. Nothing is drawn beyond.
"""

GOLDEN = np.uint64(0x9E3779B97F4A7C15)
"""What the future's number is multiplied by before it is mixed: 2⁶⁴ over the golden ratio."""

_NORMAL_EDGE = 1 / 8192
_NORMAL_GRID = np.linspace(0.0, 1.0, 4097)
_NORMAL = np.array([NormalDist().inv_cdf(min(max(p, _NORMAL_EDGE), 1 - _NORMAL_EDGE)) for p in _NORMAL_GRID])


def shares_of_points() -> list[float]:
    """The share each point of a table stands for, its ends drawn in to `EDGE`."""
    return [min(max(point / (POINTS - 1), EDGE), 1 - EDGE) for point in range(POINTS)]


NORMAL_SCORES: Floats = np.array([NormalDist().inv_cdf(share) for share in shares_of_points()])
"""Standard normal values at the points of a table."""


def hash64(text: str) -> int:
    """A stable number for a name, the same on every machine and start."""
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "big")


def uniforms(key: str, seed: int, first: int, count: int) -> Floats:
    """
    A number strictly between 0 and 1 for each of `count` futures from `first` on.

    It depends on the key, the seed and the future's number only: whatever else is in the program, and however many
    futures are asked for, the draw stays the same.
    """
    futures = np.arange(first + 1, first + count + 1, dtype=np.uint64)
    bits = _mixed(stream(key, seed) + futures * GOLDEN)
    return np.asarray(((bits >> np.uint64(11)).astype(np.float64) + 0.5) * 2.0**-53, dtype=np.float64)


def stream(key: str, seed: int) -> np.uint64:
    """Where the draws of a name begin: a number that depends on the name and the seed."""
    mixed = _mixed(np.array([hash64(key)], dtype=np.uint64) ^ _mixed(np.array([seed % 2**64], dtype=np.uint64)))
    return np.uint64(mixed[0])


def _mixed(bits: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """The finalizer of splitmix64: every input bit changes every output bit with even odds."""
    bits = (bits ^ (bits >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    bits = (bits ^ (bits >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return bits ^ (bits >> np.uint64(31))


def normals(uniform: Floats) -> Floats:
    """Standard normal values for uniform ones, within about ±3.7."""
    return np.asarray(np.interp(uniform, _NORMAL_GRID, _NORMAL), dtype=np.float64)


def normal_share(value: Floats | float) -> Floats:
    """The share of a standard normal below a value: the inverse of `normals`."""
    return np.asarray(np.interp(value, _NORMAL, _NORMAL_GRID), dtype=np.float64)


def look_up(table: Floats, uniform: Floats) -> Floats:
    """The quantiles of a table at shares from 0 to 1, straight lines between its points."""
    place = uniform * (POINTS - 1)
    cell = np.minimum(place.astype(np.int64), POINTS - 2)
    return np.asarray(table[cell] + (place - cell) * (table[cell + 1] - table[cell]), dtype=np.float64)


def share_below(table: Floats, value: Floats) -> Floats:
    """The share of a table's distribution at or below a value."""
    # Flat stretches are atoms: the right end of one counts, since all of it is at or below the value.
    right = np.searchsorted(table, value, side="right")
    left = np.clip(right - 1, 0, POINTS - 2)
    step = table[left + 1] - table[left]
    inside = np.where(step > 0, (value - table[left]) / np.where(step > 0, step, 1.0), 0.0)
    share = (left + np.clip(inside, 0.0, 1.0)) / (POINTS - 1)
    return np.where(right == 0, 0.0, np.where(right >= POINTS, 1.0, share))


def lognormal(median: float, sd: float) -> tuple[float, ...]:
    """The quantile table of a lognormal; `sd` is that of the logarithm. A median of 0 gives all zeros."""
    return tuple((median * np.exp(sd * NORMAL_SCORES)).tolist())


def constant(value: float) -> tuple[float, ...]:
    """The quantile table of a value that is certain."""
    return (float(value),) * POINTS
