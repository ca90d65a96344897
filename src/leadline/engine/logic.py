"""
The network without people: when everything would run if nobody ever had to wait for anybody.

One pass over the nodes, thousands of futures side by side. The lowest rung of the ladder, and the instant preview of a
what-if: it costs little more than the draws.
"""

import numpy as np
from numpy.typing import NDArray

from leadline.engine.calendars import TICKS
from leadline.engine.dispatch.arrays import ARRIVAL, CALENDAR, PEOPLE
from leadline.engine.futures import held_up, is_logic
from leadline.engine.kernels import kernel, types
from leadline.engine.network import Network
from leadline.engine.order import FS, SF, SS, sorted_nodes
from leadline.engine.rows import Source

Floats = NDArray[np.float64]
Small = NDArray[np.int32]

USUAL_PACE = 5 / 7
"""Working days in a calendar day of somebody who works from Monday to Friday."""

SIDE_BY_SIDE = 256
"""Futures that are worked on together: their finishes of a thousand nodes stay in the processor's cache."""

_I4, _F8, _F8S = types.int32[::1], types.float64[::1], types.float64[:, ::1]


@kernel(
    types.void(
        _I4, _I4, _I4, _I4, _I4, _F8, _F8, _F8S, _F8S, _I4, _I4, _F8S, types.int64, types.int64, _F8S, _F8S, _I4, _F8S
    ),
    allocates=False,
)  # fmt: skip
def _pass(
    order: Small,
    kinds: Small,
    first: Small,
    before: Small,
    edge_kind: Small,
    lag: Floats,
    floor: Floats,
    base: Floats,
    patch: Floats,
    drawn: Small,
    wait_row: Small,
    wait: Floats,
    begin: int,
    count: int,
    start: Floats,
    finish: Floats,
    kept_row: Small,
    kept: Floats,
) -> None:
    """See `logic_finishes`. `start` and `finish` are memory of (nodes, `SIDE_BY_SIDE`); `kept` is (rows, futures)."""
    for place in range(len(order)):
        node = order[place]
        row, held = drawn[node], wait_row[node]
        for one in range(count):
            start[node, one] = max(wait[held, begin + one], 0.0) if held >= 0 else 0.0
        for edge in range(first[node], first[node + 1]):
            if edge_kind[edge] == FS:
                for one in range(count):
                    start[node, one] = max(start[node, one], finish[before[edge], one] + lag[edge])
            elif edge_kind[edge] == SS:
                for one in range(count):
                    start[node, one] = max(start[node, one], start[before[edge], one] + lag[edge])
        if kinds[node] in (PEOPLE, CALENDAR):
            for one in range(count):
                effort = base[row, begin + one] if row >= 0 else patch[-1 - row, begin + one]
                finish[node, one] = max(start[node, one] + effort / USUAL_PACE, floor[node])
        elif kinds[node] == ARRIVAL:
            for one in range(count):
                day = base[row, begin + one] if row >= 0 else patch[-1 - row, begin + one]
                finish[node, one] = max(start[node, one], day)
        else:
            for one in range(count):
                finish[node, one] = start[node, one]
        for edge in range(first[node], first[node + 1]):
            if edge_kind[edge] == SF:
                for one in range(count):
                    finish[node, one] = max(finish[node, one], start[before[edge], one] + lag[edge])
            elif edge_kind[edge] != FS and edge_kind[edge] != SS:
                for one in range(count):
                    finish[node, one] = max(finish[node, one], finish[before[edge], one] + lag[edge])
        if kept_row[node] >= 0:
            for one in range(count):
                kept[kept_row[node], begin + one] = finish[node, one]


def logic_finishes(network: Network, source: Source) -> dict[str, Floats]:
    """
    When each milestone would be reached if there were always somebody free, one value a future, by id.

    Everybody works five days a week and nobody is ever away; roadblocks, open decisions and risks hold nothing up. What
    depends on what, outside deliveries and fixed days count. So no future of the whole program is earlier than this one by
    more than calendars and leads make of it.

    Args:
        network: the compiled program.
        source: the draws; the same as for the whole program, so the two can be compared future by future.
    """
    nodes, milestones = len(network.ids), network.milestones
    into = sorted(network.edges, key=lambda one: one.after)
    kept_row = np.full(nodes, -1, dtype=np.int32)
    kept_row[list(milestones.values())] = np.arange(len(milestones))
    kept = np.zeros((len(milestones), source.futures))
    holds = held_up(network, source, is_logic)
    start, finish = np.zeros((2, nodes, SIDE_BY_SIDE))
    arrays = (
        np.array(sorted_nodes(nodes, network.edges), dtype=np.int32),
        np.ascontiguousarray(network.kinds),
        np.searchsorted(np.array([one.after for one in into], dtype=np.int64), np.arange(nodes + 1)).astype(np.int32),
        np.array([one.before for one in into], dtype=np.int32),
        np.array([one.kind for one in into], dtype=np.int32),
        np.array([one.lag for one in into], dtype=np.float64),
        network.plan.nodes["finish_floor"] / TICKS,
        *source.efforts(network.lengths),
        *holds[:2],
    )
    for begin in range(0, source.futures, SIDE_BY_SIDE):
        count = min(SIDE_BY_SIDE, source.futures - begin)
        _pass(*arrays, begin, count, start, finish, kept_row, kept)
    return {id: kept[row] for row, id in enumerate(milestones)}
