"""Whom the program's end waits for: which group of people the chain that sets it finds busy, and how often."""

import numpy as np
from numpy.typing import NDArray

from leadline.engine.dispatch import WAITED_FOR
from leadline.engine.futures import Futures
from leadline.engine.kernels import kernel
from leadline.program.outlook import PoolOutlook

Ints = NDArray[np.int64]
Small = NDArray[np.int32]


def bottlenecks(played: Futures, ends: Ints) -> tuple[PoolOutlook, ...]:
    """
    The groups that the chain behind some ends waits for, oftenest first.

    A chain that is walked back from an end comes past starts that had to wait until somebody was free. What counts is the
    team and skill that were asked for. A single person is never named: work that is assigned counts for their team.

    Args:
        played: all of the futures.
        ends: the node to walk back from in each future, or -1.
    """
    network = played.network
    team_of = {one.id: one.team for one in network.snapshot.people}
    asked = {
        item.id: (team_of.get(item.assignee, "") if item.assignee else network.roster.team_of(item), item.skill)
        for item in network.snapshot.work
    }
    groups = sorted({asked[id] for id in network.ids if id in asked and asked[id][0]})
    of_node = np.array([groups.index(asked[id]) if asked.get(id) in groups else -1 for id in network.ids], np.int32)
    counts, seen = np.zeros(len(groups), np.int64), np.full(len(groups), -1, np.int64)
    _count(played.driver, ends.astype(np.int64), of_node, seen, counts)
    found = [PoolOutlook(*group, float(count) / played.count) for group, count in zip(groups, counts, strict=True)]
    return tuple(sorted((one for one in found if one.decides > 0), key=lambda one: (-one.decides, one.team, one.skill)))


@kernel("void(int32[:,::1], int64[::1], int32[::1], int64[::1], int64[::1])", allocates=False)
def _count(driver: Small, ends: Ints, of_node: Small, seen: Ints, counts: Ints) -> None:
    """Count each group once in every future in which the chain waited for one of its people."""
    for future in range(len(ends)):
        node, steps = ends[future], 0
        while node >= 0 and steps <= len(of_node):
            by = driver[node, future]
            if by <= WAITED_FOR:
                group = of_node[node]
                if group >= 0 and seen[group] != future:
                    seen[group] = future
                    counts[group] += 1
                by = WAITED_FOR - by
            node = by
            steps += 1
