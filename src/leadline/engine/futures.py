"""All futures of a network: the uncertain rows drawn, every future played."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from leadline.engine.dispatch import CALENDAR, PEOPLE, play
from leadline.engine.network import Network
from leadline.engine.rows import Efforts, Row, Source

Floats = NDArray[np.float64]
Singles = NDArray[np.float32]
Small = NDArray[np.int32]


CELLS, FEWEST = 10_000_000, 500
"""Nodes times futures that are held at once (some 400 MB); larger programs get fewer futures, but at least so many."""


@dataclass(frozen=True)
class Futures:
    """
    What happens in every future; all arrays have the shape (nodes, futures).

    `start` and `finish` in days from `as_of`, infinite where it never comes; `driver` what set the time, see
    `dispatch.WAITED_FOR`; `worker` the person by their place in `network.people` (-1: nobody in particular).
    """

    network: Network
    source: Source
    start: Singles
    finish: Singles
    driver: Small
    worker: Small
    efforts: Efforts

    @property
    def count(self) -> int:
        """How many."""
        return self.source.futures

    def effort(self, node: int) -> Floats:
        """Working days a node takes in each future; 0 for milestones and for what arrives on a day."""
        return self.efforts.of(node) if self.network.kinds[node] in (PEOPLE, CALENDAR) else np.zeros(self.count)

    def drawn(self, node: int) -> Floats:
        """The same, but the day for what arrives on a day."""
        return self.efforts.of(node)

    def finish_of(self, id: str) -> Floats | None:
        """The finishes of a work item or milestone; None where it is not simulated."""
        node = self.network.place.get(id)
        return None if node is None else self.finish[node].astype(np.float64)


def affordable(futures: int, network: Network) -> int:
    """The number of futures a program of that size can have, at most those asked for."""
    return min(futures, max(CELLS // max(len(network.ids), 1), FEWEST))


def play_all(network: Network, source: Source, *, threads: int = 1, without: str = "") -> Futures:
    """
    Play every future of a source.

    Args:
        network: the compiled program.
        source: the draws; the same source on another network gives the same futures of it.
        threads: blocks of futures played at once. The answer does not depend on it.
        without: a subject (`risk:…`, `roadblock:…`, `decision:…`) that is taken to delay nothing.
    """
    count, nodes = source.futures, len(network.ids)
    efforts = source.efforts(network.lengths)
    wait_row, wait = _rows([_chosen(rows, without) for rows in network.waits], source, np.maximum)
    delay_row, delay = _rows([_chosen(rows, without) for rows in network.delays], source, np.add)
    start, finish = np.empty((nodes, count), np.float32), np.empty((nodes, count), np.float32)
    driver, worker = np.empty((nodes, count), np.int32), np.empty((nodes, count), np.int32)

    def block(first: int, last: int) -> None:
        play(
            network.plan, efforts, wait_row, wait, delay_row, delay,
            first, last, start, finish, driver, worker,
        )  # fmt: skip

    edges = np.linspace(0, count, max(threads, 1) + 1).astype(int).tolist()
    if threads > 1:
        with ThreadPoolExecutor(threads) as pool:
            list(pool.map(block, edges[:-1], edges[1:]))
    else:
        block(0, count)
    return Futures(network, source, start, finish, driver, worker, efforts)


def _chosen(rows: Sequence[tuple[str, Row]], without: str) -> list[Row]:
    return [row for subject, row in rows if not without or subject != without]


def _rows(rows: Sequence[Sequence[Row]], source: Source, joined: np.ufunc) -> tuple[Small, Floats]:
    """One array row for each node that has any, and where it is (-1: none)."""
    place = np.full(len(rows), -1, dtype=np.int32)
    values: list[Floats] = []
    for node, own in enumerate(rows):
        if own:
            place[node] = len(values)
            values.append(joined.reduce([source.row(row) for row in own]))
    return place, np.array(values, dtype=np.float64).reshape(len(values), source.futures)
