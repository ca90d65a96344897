"""What sets the dates: how often each item is on the chain that decides, and what moves a milestone most."""

from collections.abc import Iterable, Iterator

import numpy as np
from numpy.typing import NDArray

from leadline.engine.dispatch.arrays import MILESTONE
from leadline.engine.dispatch.play import trace
from leadline.engine.futures import Futures
from leadline.engine.order import FS
from leadline.engine.quantiles import capped, quantile
from leadline.engine.rows import Row
from leadline.program.outlook import Driver

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

SHOWN = 6
"""Drivers kept for each milestone."""
TRIED = 30
"""Items looked at for each milestone: those most often on its chain."""


def on_chain(futures: Futures, nodes: Iterable[int]) -> Floats:
    """
    The share of futures in which each node is on the chain that sets the last of some nodes' finishes.

    The chain is walked back from that finish over whatever released each start: the finish it waited for, or the item
    whose end freed the person. Futures in which the end never comes count for nobody.
    """
    counts = np.zeros(len(futures.network.ids), dtype=np.int64)
    trace(futures.driver, last_of(futures, nodes), counts, 0, futures.count)
    return counts / futures.count


def last_of(futures: Futures, nodes: Iterable[int]) -> Ints:
    """Which of some nodes finishes last in each future; -1 where one of them never does, or there is none."""
    chosen = np.array(list(nodes), dtype=np.int64)
    if not len(chosen):
        return np.full(futures.count, -1)
    finishes = futures.finish[chosen]
    last = chosen[finishes.argmax(axis=0)]
    return np.where(np.isfinite(finishes.max(axis=0)), last, -1).astype(np.int64)


def merge_days(futures: Futures, milestone: int) -> float:
    """How much later the P50 of a milestone is than that of the latest thing it waits for; 0 where it waits for none."""
    network = futures.network
    middles = [
        (quantile(capped(futures.finish[one.before].astype(np.float64)), 0.5) or 0.0) + one.lag
        for one in network.edges
        if one.after == milestone and one.kind == FS
    ]
    own = quantile(capped(futures.finish[milestone].astype(np.float64)), 0.5) or 0.0
    return max(own - max(middles), 0.0) if middles else 0.0


def drivers(futures: Futures, milestone: int, shares: Floats) -> tuple[Driver, ...]:
    """
    What moves a milestone's P80 most, by how far it lies between the futures in which a thing goes well and those in
    which it goes badly.

    Args:
        futures: as played.
        milestone: its node.
        shares: of `on_chain` for this milestone.
    """
    finishes = capped(futures.finish[milestone])
    usual = quantile(finishes, 0.8) or 0.0
    found = []
    for subject, share, values in _candidates(futures, milestone, shares):
        low, high = _shift(finishes, values, usual)
        if share > 0 or high - low >= 0.5:
            found.append(Driver(subject, share, low, high))
    found.sort(key=lambda one: (-(one.high_days - one.low_days), -one.decides, one.subject))
    return tuple(found[:SHOWN])


def _candidates(futures: Futures, milestone: int, shares: Floats) -> Iterator[tuple[str, float, Floats]]:
    network = futures.network
    often = [
        node for node in np.argsort(-shares, kind="stable")[:TRIED].tolist() if shares[node] > 0 and node != milestone
    ]
    for node in often:
        if network.kinds[node] != MILESTONE:
            yield f"work:{network.ids[node]}", float(shares[node]), futures.drawn(node)
    hits: dict[str, tuple[Row, list[int]]] = {}
    for node in (milestone, *often):
        for subject, row in (*network.waits[node], *network.delays[node]):
            if subject and not subject.startswith("work:"):
                hits.setdefault(subject, (row, []))[1].append(node)
    for subject, (row, nodes) in hits.items():
        values = futures.source.row(row)
        acts = values > 0
        share = max(float(shares[node]) for node in nodes) * float(acts.mean())
        yield subject, share, values


def _shift(finishes: Floats, values: Floats, usual: float) -> tuple[float, float]:
    """How far P80 lies from the usual one in the futures of the lowest and of the highest tenth of some values."""
    values = capped(values)
    low, high = np.quantile(values, [0.1, 0.9])
    well, badly = values <= low, values >= high
    if low == high and values.min() == values.max():
        return 0.0, 0.0
    if low == high:
        # A risk that seldom happens: the highest tenth are the futures in which it does.
        badly = values > low if (values > low).any() else badly
        well = values <= low if (values > low).any() else values < high
    return (quantile(finishes[well], 0.8) or 0.0) - usual, (quantile(finishes[badly], 0.8) or 0.0) - usual
