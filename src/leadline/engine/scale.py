"""One price: the same futures without a remedy and with it, on two pans of a scale."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from leadline.engine.calendars import dated, evening_of
from leadline.engine.cost import costs
from leadline.engine.futures import Ends, play_ends
from leadline.engine.headline import cost_of_delay, headline
from leadline.engine.joint import held, joint_confidence
from leadline.engine.logic import logic_finishes
from leadline.engine.network import Network, compile_network
from leadline.engine.quantiles import capped, quantile
from leadline.engine.rows import Source
from leadline.program.commitments import commitments
from leadline.program.document import cycle
from leadline.program.edits import Edit, UnknownSubject, apply_all
from leadline.program.finding import Glimpse, Price, PriceLine
from leadline.program.plain import DocumentError
from leadline.program.snapshot import Snapshot

Floats = NDArray[np.float64]

RESAMPLES = 100
"""Times the futures are drawn anew from themselves, to see how much a gain owes to their finite number."""
REACH = 5.0
"""Standard deviations of a rank beyond which no resample looks for a quantile."""
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


class Scale:
    """The program as it stands in one pan, a candidate in the other; the futures of the first are played once."""

    def __init__(self, network: Network, source: Source, level: float, threads: int, compiling: Lock) -> None:
        """`compiling` is held while a candidate is compiled, which is not made for two threads at once; playing is."""
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
            self._measurable(lines, weights, gained),
            joint_confidence(held(before)),
            joint_confidence(held(after)),
            len(weights),
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

    def glimpse(self, candidate: Candidate) -> dict[str, float]:
        """
        Days each milestone would gain at this level if there were always somebody free: at once, before the price is there.

        Raises:
            Unpriceable: an edit does not apply.
        """
        with self._compiling:
            before = self._logic_before
            network = compile_network(self._edited(candidate.edits), self._network.calibration, self._network)
            after = logic_finishes(network, self._source)
        return {
            id: (quantile(capped(before[id]), self._level) or 0.0) - (quantile(capped(after[id]), self._level) or 0.0)
            for id in before
            if id in after
        }

    def first_look(self, candidate: Candidate) -> Glimpse | None:
        """
        The glimpse of what a candidate is judged by: the days of its milestones, weighted as those of its price are.

        None where none of them can be foreseen, or where it stays in the plan. Raises `Unpriceable`.
        """
        days = self.glimpse(candidate)
        weights = {id: weight for id, weight in headline(self._snapshot, candidate.subject) if id in days}
        if not weights:
            return None
        gained = sum(weight * days[id] for id, weight in weights.items()) / sum(weights.values())
        return Glimpse(next(iter(weights)), gained)

    @cached_property
    def _logic_before(self) -> dict[str, Floats]:
        return logic_finishes(self._network, self._source)

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
            if id not in lines and self._goes_on(before, after, id) and self._moves(before, after, id):
                line = self._line(before, after, id)
                if line.measurable:
                    lines[id] = line
        return lines

    def _moves(self, before: Ends, after: Ends, id: str) -> bool:
        """Whether a commitment moves by enough to look closer; raises what its line would."""
        old, new = self._finishes(before, id), self._finishes(after, id)
        return abs(_gain(old, new, self._level, self._name(id))) >= 0.5

    def _goes_on(self, before: Ends, after: Ends, id: str) -> bool:
        """Whether a commitment besides the headline has days to lose or gain. Raises `Unpriceable` where it would lose them all."""
        old = before.finish_of(id)
        if old is None or quantile(old, self._level) is None:
            return False
        if why := after.network.blind.get(id):
            raise Unpriceable(f"With it nobody could foresee {self._name(id)} any more. {why}")
        return after.finish_of(id) is not None

    def _line(self, before: Ends, after: Ends, id: str) -> PriceLine:
        new = self._finishes(after, id)
        if before.finish_of(id) is None:
            raise Unpriceable(self._foreseen_at_last(id, new))
        old = self._finishes(before, id)
        days = _gain(old, new, self._level, self._name(id))
        low, high = _interval(old, new, self._level, days)
        return PriceLine(
            id,
            days,
            low,
            high,
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

    def _foreseen_at_last(self, id: str, finishes: Floats) -> str:
        """What stands in place of days gained, where a milestone has a forecast with it and none without."""
        day, share = quantile(finishes, self._level), f"{self._level * 100:.0f}\u00a0%"
        by = f"{share} of futures reach it by {dated(day, self._snapshot.as_of)}" if day is not None else ""
        now = f"{self._name(id)} has no forecast now, so no days can be counted."
        return f"{now} With it {by or f'fewer than {share} of futures reach it'}."

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
        """Days times cost of delay over all lines, less the remedy's cost and what it makes dearer; None where unknown."""
        if not candidate.edits and not candidate.cost_cents:
            return 0
        # What others gain without anybody having said what a day is worth to them is left out; what they lose may not be.
        counted = [line.money_cents for id, line in lines.items() if id in weights or line.days < 0 or line.money_cents]
        if any(one is None for one in counted):
            return None
        old, new = self._cents_before, costs(after)
        dearer = 0.0
        if old is not None or new is not None:
            dearer = _level_of(new, self._level) - _level_of(old, self._level)
        return round(sum(one or 0 for one in counted) - candidate.cost_cents - dearer)

    def _measurable(self, lines: Mapping[str, PriceLine], weights: Mapping[str, float], net: int | None) -> bool:
        """Whether anything can be claimed. What the days of the headline are worth, and is lost elsewhere, is no small effect."""
        days, low, high = _weighted(lines, weights)
        # Of many commitments one may gain days without the mean of all of them moving by half a day.
        if low <= 0 <= high or (abs(days) < 0.5 and not any(lines[id].measurable for id in weights)):
            return False
        budget, worth = self._snapshot.budget_cents, _worth(lines, weights)
        known = [abs(one) for one in (net, worth) if one is not None]
        return not known or not budget or max(known) >= BUDGET_SHARE * budget


def _gain(old: Floats, new: Floats, level: float, name: str) -> float:
    before, after = quantile(old, level), quantile(new, level)
    if before is None or after is None:
        never = max(float(np.mean(~np.isfinite(old))), float(np.mean(~np.isfinite(new))))
        raise Unpriceable(
            f"{name} is never reached in {never:.0%} of futures, so it has no P{level * 100:.0f} to gain days on."
        )
    return before - after


def _interval(old: Floats, new: Floats, level: float, days: float) -> tuple[float, float]:
    """
    Between which gains eight in ten lie when the same futures are drawn anew from themselves: the noise of their finite
    number, and nothing else.

    A bootstrap of the pairs (Efron 1979). Quantiles of dates jump over weekends, so that their spread over small batches tells
    nothing of the whole.
    """
    if np.array_equal(old, new):
        return days, days
    gains = _resampled(old, level) - _resampled(new, level)
    gains = gains[np.isfinite(gains)]
    if len(gains) < RESAMPLES // 2:
        return -np.inf, np.inf
    low, high = np.quantile(gains, (0.1, 0.9))
    return min(float(low), days), max(float(high), days)


def _resampled(finishes: Floats, level: float) -> Floats:
    """The quantile in each resample; infinite where it is never reached."""
    count = len(finishes)
    order = np.argsort(finishes)
    # Only the upper end is counted, from below anything a resample could have as its quantile.
    start = max(int(level * count - REACH * (count * level * (1 - level)) ** 0.5) - 1, 0)
    upper = _draws(count)[:, order[start:]]
    below = count - upper.sum(axis=1, dtype=np.int64)
    passed = below[:, None] + np.cumsum(upper, axis=1, dtype=np.int64) >= level * (count - 1) + 1
    places = np.where(passed.any(axis=1), passed.argmax(axis=1), upper.shape[1] - 1)
    with np.errstate(invalid="ignore"):
        return np.asarray(finishes[order[start + places]], dtype=np.float64)


@lru_cache(maxsize=8)
def _draws(count: int) -> NDArray[np.int16]:
    """How often each future is in each resample: the same for every price, as the futures are."""
    chance = np.random.default_rng(count)
    rows = [np.bincount(chance.integers(0, count, count), minlength=count) for _ in range(RESAMPLES)]
    return np.array(rows, dtype=np.int16)


def _weighted(lines: Mapping[str, PriceLine], weights: Mapping[str, float]) -> tuple[float, float, float]:
    """Days, low and high of the headline: the lines of its milestones, weighted."""
    days = sum(weight * lines[id].days for id, weight in weights.items())
    low = sum(weight * lines[id].low for id, weight in weights.items())
    high = sum(weight * lines[id].high for id, weight in weights.items())
    return days, low, high


def _worth(lines: Mapping[str, PriceLine], weights: Mapping[str, float]) -> int | None:
    """What the days of the headline are worth in cents; None where one of them has no cost of delay."""
    cents = [lines[id].money_cents for id in weights]
    known = [one for one in cents if one is not None]
    return sum(known) if len(known) == len(cents) else None


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
