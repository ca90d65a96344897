"""What a remedy is worth: the same futures without it and with it, side by side."""

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from functools import cached_property
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from leadline.engine.calendars import evening_of
from leadline.engine.calibrate import Calibration, calibrate
from leadline.engine.cost import costs
from leadline.engine.futures import Ends, affordable, play_ends
from leadline.engine.headline import cost_of_delay, headline
from leadline.engine.joint import held, joint_confidence
from leadline.engine.network import Network, compile_network
from leadline.engine.quantiles import quantile
from leadline.engine.rows import Source
from leadline.program.commitments import commitments
from leadline.program.document import cycle
from leadline.program.edits import Edit, UnknownSubject, apply_all
from leadline.program.finding import Price, PriceLine
from leadline.program.plain import DocumentError
from leadline.program.snapshot import Snapshot

Floats = NDArray[np.float64]
Progress = Callable[[float], None]

BATCHES = 20
"""Batches of futures from which the noise of the arithmetic is estimated."""
T_10_TO_90 = 1.328
"""The 90 % quantile of Student's t with 19 degrees of freedom."""
FIRST_PASS = 400
"""Ends in which everything is tried; what shows an effect there is priced with all of them."""
BUDGET_SHARE = 0.001
"""Less money than this share of the budget is no measurable effect (DESIGN.md, idea 1)."""


class Unpriceable(ValueError):
    """A remedy cannot be priced; the message says why."""


@dataclass(frozen=True)
class Candidate:
    """Something to be priced: what it is about (`noun:id`), the edits it makes, and what it costs in cents besides."""

    subject: str
    edits: tuple[Edit, ...] = field(default=(), hash=False)
    cost_cents: int = 0


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

    All are tried in `FIRST_PASS` futures; those that move a date there are priced again with all. Prices do not add:
    for several together see `price_set`.
    """
    scales = _Scales(snapshot, calibration or calibrate(snapshot), seed, futures, level)
    prices: list[Price | str] = []
    with ThreadPoolExecutor(max(threads, 1)) as pool:
        for found in pool.map(scales.weigh, candidates):
            prices.append(found)
            if progress:
                progress(len(prices) / len(candidates))
    return prices


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
    subjects = {one.subject for one in candidates}
    both = Candidate(
        subjects.pop() if len(subjects) == 1 else "program:",
        tuple(edit for one in candidates for edit in one.edits),
        sum(one.cost_cents for one in candidates),
    )
    return _Scales(snapshot, calibration or calibrate(snapshot), seed, futures, level, threads).fine.price(both)


def moves(price: Price) -> bool:
    """Whether a rough price shows enough to be worth a finer one."""
    return price.measurable or any(abs(line.days) >= 0.25 for line in price.lines)


class _Scales:
    """The program on two scales: one with few futures, on which everything is tried, and one with all of them."""

    def __init__(
        self, snapshot: Snapshot, calibration: Calibration, seed: int, futures: int, level: float, threads: int = 1
    ) -> None:
        network = compile_network(snapshot, calibration)
        count = affordable(futures, network)
        # Compiling is not made for two threads at once; playing, which takes the time, is.
        compiling = Lock()
        self.fine = _Scale(network, Source(seed, count, snapshot.id), level, threads, compiling)
        few = Source(seed, min(count, FIRST_PASS), snapshot.id)
        self.rough = _Scale(network, few, level, threads, compiling) if few.futures < count else self.fine

    def weigh(self, candidate: Candidate) -> Price | str:
        """The price of a candidate, or the sentence why it has none."""
        try:
            found = self.rough.price(candidate)
            if self.rough is self.fine:
                return found
            return self.fine.price(candidate) if moves(found) else self.fine.with_usual_odds(found)
        except Unpriceable as why:
            return str(why)


class _Scale:
    """The program as it stands in one pan, a candidate in the other; the futures of the first are played once."""

    def __init__(self, network: Network, source: Source, level: float, threads: int, compiling: Lock) -> None:
        self._snapshot, self._network, self._source = network.snapshot, network, source
        self._level, self._threads, self._compiling = level, threads, compiling

    @cached_property
    def _before(self) -> Ends:
        return play_ends(self._network, self._source, threads=self._threads)

    @cached_property
    def _cents_before(self) -> Floats | None:
        return costs(self._before)

    def price(self, candidate: Candidate) -> Price:
        """The price of a candidate. Raises `Unpriceable`."""
        with self._compiling:
            before = self._before
        weights = self._weights(before, candidate.subject)
        after = self._play(self._edited(candidate.edits)) if candidate.edits else before
        lines = self._lines(before, after, weights)
        days, low, high = _weighted(lines, weights)
        gained = self._money(before, after, candidate, lines, weights)
        return Price(
            tuple(lines.values()),
            days,
            low,
            high,
            gained,
            candidate.cost_cents,
            self._measurable(days, low, high, gained),
            joint_confidence(held(before)),
            joint_confidence(held(after)),
        )

    def with_usual_odds(self, rough: Price) -> Price:
        """A price from fewer futures with the odds of all of them before, and its difference added to those."""
        with self._compiling:
            before = self._before
        lines = []
        for line in rough.lines:
            finishes = before.finish_of(line.commitment)
            odds = None if finishes is None else _odds(before, line.commitment, finishes)
            lines.append(replace(line, odds_before=odds, odds_after=_moved(odds, line.odds_before, line.odds_after)))
        joint = joint_confidence(held(before))
        return replace(
            rough,
            lines=tuple(lines),
            joint_before=joint,
            joint_after=_moved(joint, rough.joint_before, rough.joint_after),
        )

    def _weights(self, before: Ends, subject: str) -> dict[str, float]:
        """The headline, of those milestones that can be foreseen; of all where none can, for the sake of the reason."""
        weights = dict(headline(self._snapshot, subject))
        seen = {id: weight for id, weight in weights.items() if before.finish_of(id) is not None}
        total = sum(seen.values())
        return {id: weight / total for id, weight in seen.items()} if total else weights

    def _play(self, snapshot: Snapshot) -> Ends:
        with self._compiling:
            network = compile_network(snapshot, self._network.calibration, self._network)
        return play_ends(network, self._source, threads=self._threads)

    def _edited(self, edits: Sequence[Edit]) -> Snapshot:
        try:
            after = apply_all(self._snapshot, edits)
        except (UnknownSubject, DocumentError, ValueError, TypeError) as why:
            raise Unpriceable(str(why)) from why
        if circle := cycle(after):
            raise Unpriceable(f"It would make work wait for itself: {' → '.join(circle)}.")
        return after

    def _lines(self, before: Ends, after: Ends, weights: Mapping[str, float]) -> dict[str, PriceLine]:
        """One line for each headline milestone, and for each other commitment that moves measurably."""
        if not weights:
            raise Unpriceable("No milestone of this program is open, so there is no date to gain days for.")
        lines = {id: self._line(before, after, id) for id in weights}
        for id in commitments(self._snapshot):
            if id not in lines and before.finish_of(id) is not None and after.finish_of(id) is not None:
                try:
                    line = self._line(before, after, id)
                except Unpriceable:
                    continue
                if line.measurable:
                    lines[id] = line
        return lines

    def _line(self, before: Ends, after: Ends, id: str) -> PriceLine:
        old, new = self._finishes(before, id), self._finishes(after, id)
        days = _gain(old, new, self._level, self._name(id))
        noise = _noise(old, new, self._level)
        return PriceLine(
            id,
            days,
            days - noise,
            days + noise,
            self._level,
            _cents(days, self._rate(id)),
            _odds(before, id, old),
            _odds(after, id, new),
        )

    def _finishes(self, futures: Ends, id: str) -> Floats:
        finishes = futures.finish_of(id)
        if finishes is not None:
            return finishes
        why = futures.network.blind.get(id) or "It is not in the plan any more."
        raise Unpriceable(f"{self._name(id)} has no forecast. {why}")

    def _name(self, id: str) -> str:
        milestone = self._snapshot.find("milestone", id)
        return (milestone.name if milestone else "") or id

    def _rate(self, id: str) -> int | None:
        milestone = self._snapshot.find("milestone", id)
        return cost_of_delay(self._snapshot, milestone) if milestone else None

    def _money(
        self,
        before: Ends,
        after: Ends,
        candidate: Candidate,
        lines: Mapping[str, PriceLine],
        weights: Mapping[str, float],
    ) -> int | None:
        """Days gained times cost of delay, less the remedy's cost and what it makes dearer; None where unknown."""
        if not candidate.edits and not candidate.cost_cents:
            return 0
        gains = [lines[id].money_cents for id in weights]
        if any(one is None for one in gains):
            return None
        old, new = self._cents_before, costs(after)
        dearer = 0.0
        if old is not None or new is not None:
            dearer = _level_of(new, self._level) - _level_of(old, self._level)
        return round(sum(one or 0 for one in gains) - candidate.cost_cents - dearer)

    def _measurable(self, days: float, low: float, high: float, cents: int | None) -> bool:
        if abs(days) < 0.5 or low <= 0 <= high:
            return False
        budget = self._snapshot.budget_cents
        return cents is None or not budget or abs(cents) >= BUDGET_SHARE * budget


def _gain(old: Floats, new: Floats, level: float, name: str) -> float:
    before, after = quantile(old, level), quantile(new, level)
    if before is None or after is None:
        never = max(float(np.mean(~np.isfinite(old))), float(np.mean(~np.isfinite(new))))
        raise Unpriceable(
            f"{name} is never reached in {never:.0%} of futures, so it has no P{level * 100:.0f} to gain days on."
        )
    return before - after


def _noise(old: Floats, new: Floats, level: float) -> float:
    """
    Half the width of the interval of a gain: from its 10th to its 90th percentile, by the spread over batches of
    futures.

    The futures are the same before and after, so this is the noise of their finite number only.
    """
    gains = []
    for first in range(BATCHES):
        before, after = quantile(old[first::BATCHES], level), quantile(new[first::BATCHES], level)
        if before is not None and after is not None:
            gains.append(before - after)
    return T_10_TO_90 * float(np.std(gains, ddof=1)) / len(gains) ** 0.5 if len(gains) > 1 else 0.0


def _weighted(lines: Mapping[str, PriceLine], weights: Mapping[str, float]) -> tuple[float, float, float]:
    """Days, low and high of the headline: the lines of its milestones, weighted."""
    days = sum(weight * lines[id].days for id, weight in weights.items())
    low = sum(weight * lines[id].low for id, weight in weights.items())
    high = sum(weight * lines[id].high for id, weight in weights.items())
    return days, low, high


def _odds(futures: Ends, id: str, finishes: Floats) -> float | None:
    """The odds of the commitment as it stands in these futures: an edit may have moved it."""
    snapshot = futures.network.snapshot
    promise = commitments(snapshot).get(id)
    return float(np.mean(finishes <= evening_of(promise.due, snapshot.as_of))) if promise and promise.due else None


def _moved(usual: float | None, before: float | None, after: float | None) -> float | None:
    if usual is None or before is None or after is None:
        return after
    return min(max(usual + (after - before), 0.0), 1.0)


def _cents(days: float, rate: int | None) -> int | None:
    return None if rate is None else round(days * rate)


def _level_of(cents: Floats | None, level: float) -> float:
    return 0.0 if cents is None else float(np.quantile(cents, level))
