"""Which work keeps the people that what decides a date waits for: hand-offs worth fixing."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from leadline.engine.dispatch.arrays import WAITED_FOR
from leadline.engine.futures import Futures
from leadline.engine.kernels import kernel
from leadline.program.outlook import Handoff

Ints = NDArray[np.int64]
Small = NDArray[np.int32]

SELDOM = 0.05
"""A hand-off that decides in fewer futures than this is not worth a word."""
MOST = 50


def handoffs(played: Futures, ends: Iterable[int]) -> tuple[Handoff, ...]:
    """
    The pairs of work in which the second waits for whoever does the first, and an end for the second; oftenest first.

    The chain behind each end is walked back in every future, over finishes and over people who got free. Which person it is
    does not matter and is not told: what can be changed is the order of the two.

    Args:
        played: all of the futures.
        ends: nodes to walk back from. A pair counts with the end that it decides oftenest.
    """
    ids = played.network.ids
    often: dict[int, int] = {}
    for end in ends:
        found = np.zeros(_chain(played.driver, end, np.zeros(0, np.int64)), np.int64)
        _chain(played.driver, end, found)
        for pair, count in zip(*np.unique(found, return_counts=True), strict=True):
            often[int(pair)] = max(often.get(int(pair), 0), int(count))
    pairs = [
        Handoff(ids[pair // len(ids)], ids[pair % len(ids)], count / played.count) for pair, count in often.items()
    ]
    known = [one for one in pairs if one.share >= SELDOM]
    return tuple(sorted(known, key=lambda one: (-one.share, one.before, one.after))[:MOST])


@kernel("int64(int32[:,::1], int64, int64[::1])", allocates=False)
def _chain(driver: Small, end: int, found: Ints) -> int:
    """Write each pair (first · nodes + second) of the chains behind an end into `found`, as far as it goes; how many."""
    nodes, pairs = driver.shape[0], 0
    for future in range(driver.shape[1]):
        node, steps = end, 0
        while node >= 0 and steps <= nodes:
            by = driver[node, future]
            if by <= WAITED_FOR:
                by = WAITED_FOR - by
                if pairs < len(found):
                    found[pairs] = by * nodes + node
                pairs += 1
            node = by
            steps += 1
    return pairs
