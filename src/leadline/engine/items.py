"""When each work item runs, how much room it has, and how often it decides a date."""

from collections.abc import Iterator, Mapping

import numpy as np
from numpy.typing import NDArray

from leadline.engine.dispatch.arrays import MILESTONE, WAITED_FOR
from leadline.engine.futures import Futures
from leadline.engine.kernels import kernel
from leadline.engine.order import FS, SF, SS
from leadline.engine.quantiles import capped
from leadline.program.outlook import ItemOutlook

Floats = NDArray[np.float64]
Singles = NDArray[np.float32]
Ints = NDArray[np.int64]
Small = NDArray[np.int32]
Bools = NDArray[np.bool_]

BLOCK = 256
"""Items whose quantiles are taken at once."""


def item_outlooks(futures: Futures, criticality: Floats, decides: Mapping[str, Floats]) -> dict[str, ItemOutlook]:
    """
    The outlook of every work item that can be simulated, by id.

    Args:
        futures: as played.
        criticality: share on the chain of the program's end, by node.
        decides: the same for each promised milestone.
    """
    network = futures.network
    feeds = {item.id: item.milestone for item in network.snapshot.work}
    latest, end_sd = latest_starts(futures), float(np.std(capped(futures.end)))
    found = {}
    for nodes in _blocks(np.flatnonzero(network.kinds != MILESTONE)):
        starts = np.quantile(capped(futures.start[nodes]), 0.5, axis=1)
        finishes = np.quantile(capped(futures.finish[nodes]), [0.5, 0.8, 0.95], axis=1).T.tolist()
        rooms = _p20(latest[nodes])
        efforts = np.array([futures.effort(node) for node in nodes.tolist()])
        effort_p50, spread = np.quantile(efforts, 0.5, axis=1), np.std(efforts, axis=1)
        for at, node in enumerate(nodes.tolist()):
            id = network.ids[node]
            most = max(decides, key=lambda one: decides[one][node], default="")
            share = float(decides[most][node]) if most else 0.0
            p50, p80, p95 = finishes[at]
            found[id] = ItemOutlook(
                id,
                float(starts[at]),
                p50,
                p80,
                p95,
                criticality=float(criticality[node]),
                decides=share,
                milestone=most if share > 0 else feeds[id],
                effort_p50=float(effort_p50[at]),
                sensitivity=float(criticality[node] * spread[at] / end_sd) if end_sd else 0.0,
                latest_start_p20=rooms[at],
            )
    return found


def _blocks(nodes: Ints) -> Iterator[Ints]:
    """The nodes, so many at a time that what is copied of them stays small."""
    yield from (nodes[first : first + BLOCK] for first in range(0, len(nodes), BLOCK))


def _p20(latest: Floats) -> list[float | None]:
    """P20 of each row's finite values; None where it has none."""
    finite = np.isfinite(latest)
    whole = finite.all(axis=1)
    found: list[float | None] = [None] * len(latest)
    for at, value in zip(np.flatnonzero(whole).tolist(), _quantiles(latest[whole], 0.2), strict=True):
        found[at] = value
    for at in np.flatnonzero(finite.any(axis=1) & ~whole).tolist():
        found[at] = float(np.quantile(latest[at][finite[at]], 0.2))
    return found


def _quantiles(rows: Floats, share: float) -> list[float]:
    return [float(one) for one in np.quantile(rows, share, axis=1)] if len(rows) else []


def latest_starts(futures: Futures) -> Floats:
    """
    The latest start of each node in each future before anything else moves; infinite where nothing waits for it.

    That is its start and its free float: the time to the first thing that waits for its finish. None is left where it
    held up somebody whom other work then had to wait for.
    """
    edges = futures.network.edges
    room = np.full(futures.start.shape, np.inf)
    _room(
        futures.start,
        futures.finish,
        futures.driver,
        np.array([one.before for one in edges], np.int32),
        np.array([one.after for one in edges], np.int32),
        np.array([one.lag for one in edges], np.float32),
        np.array([one.kind not in (SS, SF) for one in edges], np.bool_),
        np.array([one.kind in (FS, SS) for one in edges], np.bool_),
        room,
    )
    return np.asarray(futures.start + room, dtype=np.float64)


@kernel(
    "void(float32[:,::1], float32[:,::1], int32[:,::1], int32[::1], int32[::1], float32[::1], boolean[::1], boolean[::1],"
    "float64[:,::1])",
    allocates=False,
)
def _room(
    start: Singles,
    finish: Singles,
    driver: Small,
    before: Small,
    after: Small,
    lag: Singles,
    from_finish: Bools,
    to_start: Bools,
    room: Floats,
) -> None:
    """Write the free float of each node in each future, (nodes, futures); `room` comes full of infinity."""
    for edge in range(len(before)):
        one, other = before[edge], after[edge]
        for future in range(room.shape[1]):
            mine = finish[one, future] if from_finish[edge] else start[one, future]
            theirs = start[other, future] if to_start[edge] else finish[other, future]
            gap = theirs - lag[edge] - mine
            if not np.isnan(gap):
                room[one, future] = min(room[one, future], max(gap, np.float32(0.0)))
    for node in range(driver.shape[0]):
        for future in range(driver.shape[1]):
            by = driver[node, future]
            by = WAITED_FOR - by if by <= WAITED_FOR else by
            if by >= 0:
                room[by, future] = 0.0
