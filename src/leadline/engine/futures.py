"""All futures of a network: the uncertain rows drawn, every future played."""

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from leadline.engine.dispatch.arrays import CALENDAR, PEOPLE, Plan
from leadline.engine.dispatch.play import Holds, Played, play, to_be_played
from leadline.engine.network import Network
from leadline.engine.rows import Efforts, Row, Source

Floats = NDArray[np.float64]
Singles = NDArray[np.float32]
Small = NDArray[np.int32]
Bools = NDArray[np.bool_]
Counts = Callable[[str], bool]


CELLS, FEWEST = 10_000_000, 500
"""Nodes times futures that are held at once (some 400 MB); larger programs get fewer futures, but at least so many."""


@dataclass(frozen=True)
class Ends:
    """
    How every future ends: when milestones are reached, and what it costs.

    `played` has the rows of the nodes kept, `row_of` the row of each of their ids.
    """

    network: Network
    source: Source
    played: Played
    row_of: Mapping[str, int]

    @property
    def count(self) -> int:
        """How many futures."""
        return self.source.futures

    @property
    def spend(self) -> Floats:
        """Cents that people's days cost in each future."""
        return self.played.spend

    @property
    def end(self) -> Floats:
        """Days until the last thing is done that is ever done; 0 where nothing is open."""
        return self.played.end

    def finish_of(self, id: str) -> Floats | None:
        """The finishes of a node in days from `as_of`, infinite where it never comes; None where it was not kept."""
        row = self.row_of.get(id)
        return None if row is None else self.played.finish[row].astype(np.float64)


@dataclass(frozen=True)
class Futures(Ends):
    """All that happens in every future, of all nodes: row n is node n."""

    efforts: Efforts

    @property
    def start(self) -> Singles:
        """(nodes, futures) days from `as_of`, infinite where it never comes to that."""
        return self.played.start

    @property
    def finish(self) -> Singles:
        """The same of the finishes."""
        return self.played.finish

    @property
    def driver(self) -> Small:
        """(nodes, futures) what set the time, see `dispatch.WAITED_FOR`."""
        return self.played.driver

    @property
    def worker(self) -> Small:
        """(nodes, futures) the person by their place in `network.people`; -1: nobody in particular."""
        return self.played.worker

    def effort(self, node: int) -> Floats:
        """Working days a node takes in each future; 0 for milestones and for what arrives on a day."""
        return self.drawn(node) if self.network.kinds[node] in (PEOPLE, CALENDAR) else np.zeros(self.count)

    def drawn(self, node: int) -> Floats:
        """The same, but the day for what arrives on a day."""
        return self.efforts.of(node)


def affordable(futures: int, network: Network) -> int:
    """The number of futures a program of that size can have, at most those asked for."""
    return min(futures, max(CELLS // max(len(network.ids), 1), FEWEST))


def play_all(network: Network, source: Source, *, threads: int = 1) -> Futures:
    """
    Play every future of a source and keep all of it.

    Args:
        network: the compiled program.
        source: the draws; the same source on another network gives the same futures of it.
        threads: blocks of futures played at once. The answer does not depend on it.
    """
    efforts = source.efforts(network.lengths)
    played = to_be_played(np.arange(len(network.ids), dtype=np.int32), source.futures, all_of_it=True)
    _play(network.plan, efforts, held_up(network, source, lambda _: True), source.futures, played, threads)
    return Futures(network, source, played, network.place, efforts)


def first_of(futures: Futures, count: int) -> Futures:
    """The first so many of some futures, as if no others had been played: their draws do not depend on how many there are."""
    source = Source(futures.source.seed, count, futures.source.program)
    few = Played(*(one if name == "kept" else _first(one, count) for name, one in futures.played._asdict().items()))
    return Futures(futures.network, source, few, futures.row_of, source.efforts(futures.network.lengths))


def play_ends(network: Network, source: Source, *, threads: int = 1, counts: Counts = lambda _: True) -> Ends:
    """
    Play every future and keep what a price is made of: the milestones and the cost. Less memory, and a little faster.

    Args:
        network: the compiled program.
        source: the draws.
        threads: blocks of futures played at once.
        counts: which subjects (`risk:…`, `roadblock:…`, `decision:…`) hold anything up; all of them where nothing is said.
    """
    milestones = network.milestones
    played = to_be_played(np.array(list(milestones.values()), dtype=np.int32), source.futures, all_of_it=False)
    holds = held_up(network, source, counts)
    _play(network.plan, source.efforts(network.lengths), holds, source.futures, played, threads)
    return Ends(network, source, played, {id: row for row, id in enumerate(milestones)})


def play_again(
    ends: Ends, network: Network, where: Bools, *, threads: int = 1, counts: Counts = lambda _: True
) -> Ends:
    """
    The same ends where something is otherwise in some of the futures only: those are played, the others taken as they are.

    Args:
        ends: the futures as they have been played.
        network: the program as it is there, with the nodes of the one before.
        where: (futures,) in which of them anything differs.
        threads: blocks of futures played at once.
        counts: which subjects hold anything up, as in `play_ends`.
    """
    milestones, chosen = network.milestones, np.flatnonzero(where)
    efforts, holds = ends.source.efforts(network.lengths), held_up(network, ends.source, counts)
    few = to_be_played(np.array(list(milestones.values()), dtype=np.int32), len(chosen), all_of_it=False)
    _play(
        network.plan,
        efforts._replace(base=_columns(efforts.base, chosen), patch=_columns(efforts.patch, chosen)),
        holds._replace(wait=_columns(holds.wait, chosen), delay=_columns(holds.delay, chosen)),
        len(chosen),
        few,
        threads,
    )
    finish = ends.played.finish[[ends.row_of[id] for id in milestones]]
    spend, end = ends.spend.copy(), ends.end.copy()
    finish[:, chosen], spend[chosen], end[chosen] = few.finish, few.spend, few.end
    played = few._replace(finish=finish, spend=spend, end=end)
    return Ends(network, ends.source, played, {id: row for row, id in enumerate(milestones)})


def _first(values: NDArray[Any], count: int) -> NDArray[Any]:
    return np.ascontiguousarray(values[..., :count])


def _columns(values: Floats, chosen: NDArray[np.int64]) -> Floats:
    return np.ascontiguousarray(values[:, chosen])


def _play(plan: Plan, efforts: Efforts, holds: Holds, futures: int, played: Played, threads: int) -> None:
    cuts = np.linspace(0, futures, max(threads, 1) + 1).astype(int).tolist()
    if threads == 1:
        play(plan, efforts, holds, 0, futures, played)
        return
    with ThreadPoolExecutor(threads) as pool:
        for done in [pool.submit(play, plan, efforts, holds, *cut, played) for cut in pairwise(cuts)]:
            done.result()


def is_logic(subject: str) -> bool:
    """Whether what a subject holds up belongs to the network itself: no roadblock, no open decision, no risk."""
    return not subject.startswith(("roadblock:", "decision:", "risk:"))


def held_up(network: Network, source: Source, counts: Counts) -> Holds:
    """What holds nodes up in each future, of the subjects that count."""
    return Holds(
        *_rows([[row for subject, row in rows if counts(subject)] for rows in network.waits], source, np.maximum),
        *_rows([[row for subject, row in rows if counts(subject)] for rows in network.delays], source, np.add),
    )


def _rows(rows: Sequence[Sequence[Row]], source: Source, joined: np.ufunc) -> tuple[Small, Floats]:
    """One array row for each node that has any, and where it is (-1: none)."""
    place = np.full(len(rows), -1, dtype=np.int32)
    values: list[Floats] = []
    for node, own in enumerate(rows):
        if own:
            place[node] = len(values)
            values.append(joined.reduce([source.row(row) for row in own]))
    return place, np.array(values, dtype=np.float64).reshape(len(values), source.futures)
