"""Draws of what work takes, compiled: one pass over the futures of an item."""

import numpy as np
from numpy.typing import NDArray

from leadline.engine.draws import GOLDEN, POINTS
from leadline.engine.kernels import kernel, types

Floats = NDArray[np.float64]

PARETO = 1.5
"""Tail of the efforts that run away, and of what is beyond all that a table knows."""

_LAST_CELL = (POINTS - 2) / (POINTS - 1)
_FLOATS = types.float64[::1]


@kernel(types.float64(types.uint64, types.uint64), inlined=True, allocates=False)
def uniform(stream: int, future: int) -> float:
    """The draw of a stream in a future, strictly between 0 and 1; the same as `draws.uniforms`."""
    bits = np.uint64(stream + (future + np.uint64(1)) * GOLDEN)
    bits = (bits ^ (bits >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    bits = (bits ^ (bits >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    bits = bits ^ (bits >> np.uint64(31))
    return float((np.float64(bits >> np.uint64(11)) + 0.5) * 2.0**-53)


@kernel(types.float64(_FLOATS, types.float64), inlined=True, allocates=False)
def quantile_of(table: Floats, share: float) -> float:
    """The quantile of a table at a share from 0 to 1; the same as `draws.look_up`."""
    place = share * (POINTS - 1)
    cell = min(int(place), POINTS - 2)
    return float(table[cell] + (place - cell) * (table[cell + 1] - table[cell]))


@kernel(types.float64(_FLOATS, types.float64), inlined=True, allocates=False)
def share_of(table: Floats, value: float) -> float:
    """The share of a table's distribution at or below a value; the same as `draws.share_below`."""
    low, high = 0, POINTS
    while low < high:
        middle = (low + high) >> 1
        if table[middle] <= value:
            low = middle + 1
        else:
            high = middle
    if low in (0, POINTS):
        return 0.0 if low == 0 else 1.0
    step = table[low] - table[low - 1]
    return float((low - 1 + (value - table[low - 1]) / step) / (POINTS - 1))


@kernel(types.float64(_FLOATS, *(types.float64,) * 3), inlined=True, allocates=False)
def left_of(table: Floats, times: float, spent: float, own: float) -> float:
    """
    Working days that are left of an item, at a share of all the ways it may go on.

    Args:
        table: quantiles of the whole effort.
        times: what it is multiplied by.
        spent: working days that have gone into it; the effort is one of those that are longer.
        own: the share, from 0 to 1.
    """
    if spent == 0.0:
        return float(max(times * quantile_of(table, own), 0.0))
    gone = share_of(table, spent / times)
    if gone > _LAST_CELL:
        # Beyond all that the table knows: what has taken long goes on as long again, not until this evening.
        return spent * float((1.0 - own * (1.0 - 1.0 / 1024)) ** (-1.0 / PARETO) - 1.0)
    return float(max(times * quantile_of(table, min(gone + own * (1.0 - gone), 1.0)) - spent, 0.0))


@kernel(
    types.void(_FLOATS, types.uint64, types.uint64, _FLOATS, *(types.float64,) * 3, _FLOATS),
    allocates=False,
)
def draw(
    table: Floats,
    stream: int,
    heavy_stream: int,
    common: Floats,
    heavy_share: float,
    heavy_cap: float,
    spent: float,
    out: Floats,
) -> None:
    """
    Working days that are left of an item in every future.

    Args:
        table: quantiles of the whole effort.
        stream: its draws.
        heavy_stream: the draws of whether it runs away.
        common: (futures,) what it is multiplied by together with other work; or of length 1, the same in all.
        heavy_share: how often it runs away.
        heavy_cap: how many times over it may then be.
        spent: working days that have gone into it; the effort is drawn from those that are longer.
        out: written: (futures,).
    """
    for future in range(len(out)):
        own = uniform(stream, np.uint64(future))
        times = common[future] if len(common) > 1 else common[0]
        if heavy_share > 0.0:
            rest = (1.0 - uniform(heavy_stream, np.uint64(future))) / heavy_share
            if rest < 1.0:
                times *= min(rest ** (-1.0 / PARETO), heavy_cap)
        out[future] = left_of(table, times, spent, own)
