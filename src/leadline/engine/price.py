"""What remedies are worth: each by itself, several together, and which few do most together."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Lock

from leadline.engine.calibrate import Calibration, calibrate
from leadline.engine.futures import affordable
from leadline.engine.network import compile_network
from leadline.engine.rows import Source
from leadline.engine.scale import Candidate, Scale, Unpriceable
from leadline.program.finding import Price
from leadline.program.snapshot import Snapshot

__all__ = ["Candidate", "Scales", "Unpriceable", "price", "price_set", "together"]

Progress = Callable[[float], None]

FIRST_PASS, FEWEST, ROUGH_CELLS = 400, 100, 200_000
"""
Futures in which everything is tried first; fewer in large programs, by items times futures, but at least so many. What shows
an effect there is priced with all of them.
"""

FINE_CELLS, FINE_AT_LEAST = 30_000_000, 10
"""
Items times futures that are spent on finer prices, and how many candidates get one however large the program is: those that
move a date most. The others keep the price of the first pass, whose interval is wider.
"""


def price(
    snapshot: Snapshot,
    candidates: Sequence[Candidate],
    *,
    seed: int,
    futures: int = 10_000,
    calibration: Calibration | None = None,
    level: float = 0.8,
    threads: int = 1,
    progress: Progress | None = None,
) -> list[Price | str]:
    """
    The price of each candidate by itself, in their order; a sentence where there is none, and why.

    All are tried in a few futures; those that move a date there are priced again with all. Prices do not add:
    for several together see `price_set`.
    """
    return Scales(snapshot, seed=seed, futures=futures, calibration=calibration, level=level).weigh_all(
        candidates, threads, progress
    )


def price_set(
    snapshot: Snapshot,
    candidates: Sequence[Candidate],
    *,
    seed: int,
    futures: int = 10_000,
    calibration: Calibration | None = None,
    level: float = 0.8,
    threads: int = 1,
) -> Price:
    """
    The price of several candidates carried out together, in their order: their edits simulated as one, their costs
    added.

    The headline is that of the first one's subject where they agree, else that of the whole program.

    Raises:
        Unpriceable: an edit does not apply, or the headline has no forecast.
    """
    scales = Scales(snapshot, seed=seed, futures=futures, calibration=calibration, level=level, threads=threads)
    return scales.fine.price(together(candidates))


def together(candidates: Sequence[Candidate]) -> Candidate:
    """Several candidates as one: their edits one after the other, their costs added; of one subject, or of the program."""
    subjects = {one.subject for one in candidates}
    return Candidate(
        subjects.pop() if len(subjects) == 1 else "program:",
        tuple(edit for one in candidates for edit in one.edits),
        sum(one.cost_cents for one in candidates),
    )


def moves(price: Price) -> bool:
    """Whether a rough price shows enough to be worth a finer one."""
    return price.measurable or any(abs(line.days) >= 0.25 for line in price.lines)


class Scales:
    """
    A program on two scales: one with few futures, on which everything is tried, and one with all of them.

    Made once, they price one candidate after the other without compiling or playing the program again.

    Args:
        snapshot: the program.
        seed: the futures.
        futures: how many; very large programs get fewer.
        calibration: how estimates are read.
        level: at which share of futures days are gained.
        threads: blocks of futures played at once.

    Attributes:
        few: in how many futures everything is tried first.
        most_refined: how many candidates get a price in all futures, at most.
    """

    def __init__(
        self,
        snapshot: Snapshot,
        *,
        seed: int,
        futures: int = 10_000,
        calibration: Calibration | None = None,
        level: float = 0.8,
        threads: int = 1,
    ) -> None:
        network = compile_network(snapshot, calibration or calibrate(snapshot))
        count, nodes, compiling = affordable(futures, network), max(len(network.ids), 1), Lock()
        self.fine = Scale(network, Source(seed, count, snapshot.id), level, threads, compiling)
        few = Source(seed, min(count, max(min(FIRST_PASS, ROUGH_CELLS // nodes), FEWEST)), snapshot.id)
        self._rough = Scale(network, few, level, threads, compiling) if few.futures < count else self.fine
        self.few = few.futures
        self.most_refined = max(FINE_CELLS // (count * nodes), FINE_AT_LEAST)

    def weigh_all(
        self, candidates: Sequence[Candidate], threads: int = 1, progress: Progress | None = None
    ) -> list[Price | str]:
        """The price of each candidate by itself, in their order, or the sentence why it has none; several at once."""
        passes = 1 if self._rough is self.fine else 2
        prices = self.try_all(candidates, threads, lambda share: _tell(progress, share / passes))
        with ThreadPoolExecutor(max(threads, 1)) as pool:
            if passes == 1:
                return prices
            finer = self._worth_refining(prices)
            refined = pool.map(lambda n: _or_why(self.fine, candidates[n]), finer)
            for done, (number, found) in enumerate(zip(finer, refined, strict=True)):
                prices[number] = found
                _tell(progress, (1 + (done + 1) / len(finer)) / 2)
        left = set(range(len(prices))) - set(finer)
        for number in left:
            if isinstance(found := prices[number], Price):
                prices[number] = self.fine.with_usual_odds(found)
        return prices

    def try_all(
        self, candidates: Sequence[Candidate], threads: int = 1, progress: Progress | None = None
    ) -> list[Price | str]:
        """The same in few futures only: enough to see what is worth a closer look."""
        prices: list[Price | str] = []
        with ThreadPoolExecutor(max(threads, 1)) as pool:
            for found in pool.map(lambda one: _or_why(self._rough, one), candidates):
                prices.append(found)
                _tell(progress, len(prices) / len(candidates))
        return prices

    def _worth_refining(self, prices: Sequence[Price | str]) -> list[int]:
        """The candidates that move a date, those that move it most first, as many as can be afforded."""
        moving = [n for n, found in enumerate(prices) if isinstance(found, Price) and moves(found)]
        moving.sort(key=lambda n: -_largest(prices[n]))
        return moving[: self.most_refined]


def _or_why(scale: Scale, candidate: Candidate) -> Price | str:
    try:
        return scale.price(candidate)
    except Unpriceable as why:
        return str(why)


def _largest(price: Price | str) -> float:
    return max((abs(line.days) for line in price.lines), default=0.0) if isinstance(price, Price) else 0.0


def _tell(progress: Progress | None, share: float) -> None:
    if progress:
        progress(share)
