"""
Why forecasts moved between two days: the change taken apart into causes that add up to it.

Each cause is let happen by itself, one after the other, and the forecast computed after each: the steps add up to the whole. What
a cause seems to do depends on what has happened before it (more people matter more when there is more work), so it is done twice,
in one order and in the opposite one, and the mean is taken: of two causes that only matter together each gets half. With two
causes this is the Shapley value (Shapley 1953); with more it is the mean of two of its orders.
"""

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from math import isfinite, nan

from leadline.engine.calibrate import Calibration, calibrate
from leadline.engine.futures import affordable, play_ends
from leadline.engine.network import compile_network
from leadline.engine.quantiles import quantile
from leadline.engine.rows import Source
from leadline.program.mixed import CAUSES, mixed
from leadline.program.snapshot import Snapshot

CELLS, FEWEST = 60_000_000, 500
"""Nodes times futures that all steps together may play (a few seconds); larger programs get fewer futures, but so many."""


def why_moved(
    before: Snapshot,
    now: Snapshot,
    milestones: Sequence[str],
    *,
    seed: int,
    futures: int = 10_000,
    level: float = 0.8,
    threads: int = 1,
    read: Callable[[Snapshot], Calibration] = calibrate,
) -> dict[str, Mapping[str, float]]:
    """
    For each milestone the calendar days that each cause moved it, later above 0; without causes that did not happen.

    Args:
        before: the program as it was.
        now: the program as it is.
        milestones: which, by id. Those that cannot be foreseen on either day, or between, are left out.
        seed: the futures; the same in all steps, so that luck moves nothing.
        futures: how many; large programs get fewer.
        level: the share of futures by which days are measured.
        threads: blocks of futures played at once.
        read: how the estimates of a program are read.

    Returns:
        By milestone, days by cause (`program.mixed.CAUSES`); they add up to the change of the milestone's quantile, as dates.
    """
    happened = [one for one in CAUSES if mixed(before, now, {one}) != before]
    plays = 2 * max(len(happened), 1)
    steps = _Steps(before, now, Source(seed, _affordable(futures, plays, before, now), now.id), threads, read)
    there, back = (steps.days(order, milestones, level) for order in (happened, happened[::-1]))
    return {id: _mean(happened, there[id], back[id]) for id in milestones if _told(there[id]) or _told(back[id])}


def _affordable(futures: int, plays: int, *snapshots: Snapshot) -> int:
    nodes = max(len(one.work) + len(one.milestones) for one in snapshots)
    return min(futures, max(CELLS // (max(nodes, 1) * plays), FEWEST))


class _Steps:
    """The forecasts of mixtures, each computed once."""

    def __init__(
        self, before: Snapshot, now: Snapshot, source: Source, threads: int, read: Callable[[Snapshot], Calibration]
    ) -> None:
        self.before, self.now, self.source, self.threads, self.read = before, now, source, threads, read
        self._known: dict[frozenset[str], dict[str, float]] = {}

    def days(self, order: Sequence[str], milestones: Sequence[str], level: float) -> dict[str, dict[str, float]]:
        """For each milestone the days that each cause moves it when they happen in this order."""
        taken = [frozenset(order[:count]) for count in range(len(order) + 1)]
        dates = [self._dates(one, level) for one in taken]
        return {
            id: {cause: to.get(id, nan) - at.get(id, nan) for cause, (at, to) in zip(order, pairwise(dates), strict=True)}
            for id in milestones
        }  # fmt: skip

    def _dates(self, taken: frozenset[str], level: float) -> dict[str, float]:
        """When each milestone is reached by that share of futures, in days from the earlier day."""
        if taken not in self._known:
            snapshot = mixed(self.before, self.now, taken)
            network = compile_network(snapshot, self.read(snapshot))
            source = Source(self.source.seed, affordable(self.source.futures, network), self.source.program)
            ends = play_ends(network, source, threads=self.threads)
            since = (snapshot.as_of - self.before.as_of).days
            finishes = {id: ends.finish_of(id) for id in network.milestones}
            self._known[taken] = {
                id: since + days
                for id, own in finishes.items()
                if own is not None and (days := quantile(own, level)) is not None and isfinite(days)
            }
        return self._known[taken]


def _told(days: Mapping[str, float]) -> bool:
    return all(isfinite(one) for one in days.values())


def _mean(causes: Sequence[str], *ways: Mapping[str, float]) -> dict[str, float]:
    """The mean over the orders in which the milestone was foreseen all the way."""
    whole = [one for one in ways if _told(one)]
    return {cause: sum(one[cause] for one in whole) / len(whole) for cause in causes}
