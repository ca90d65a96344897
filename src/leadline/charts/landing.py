"""The days on which futures land, counted: quantiles and the hill they make."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil

from leadline.charts.axis import shifted


@dataclass(frozen=True)
class Landing:
    """
    Days with the number of futures that land on them, rising by day.

    `futures` counts those that never land as well; 0 means that all do.
    """

    days: tuple[date, ...] = ()
    counts: tuple[float, ...] = ()
    futures: float = 0

    def at(self, share: float) -> date | None:
        """The first day by which at least that share of all futures has landed; None where it never is."""
        need, landed = share * max(self.futures, sum(self.counts)) - 1e-9, 0.0
        for day, count in zip(self.days, self.counts, strict=True):
            landed += count
            if landed >= need and landed > 0:
                return day
        return None

    def hill(self, columns: int = 60) -> list[tuple[date, float]]:
        """How densely they land, as heights from 0 to 1 over days evenly apart, beginning and ending on the ground."""
        if not self.days or max(self.counts) <= 0:
            return []
        first, last = self.days[0].toordinal(), self.days[-1].toordinal()
        wide = max(ceil((last - first + 1) / columns), 1)
        bins = [0.0] * ((last - first) // wide + 3)
        for day, count in zip(self.days, self.counts, strict=True):
            bins[(day.toordinal() - first) // wide + 1] += count
        soft = _softened(bins)
        top = max(soft)
        return [(shifted(self.days[0], round((at - 0.5) * wide)), share / top) for at, share in enumerate(soft)]


def _softened(bins: Sequence[float]) -> list[float]:
    """Each bin with half of its neighbours, so that weekends do not comb the hill. The ends stay on the ground."""
    inner = [(bins[at - 1] + 2 * bins[at] + bins[at + 1]) / 4 for at in range(1, len(bins) - 1)]
    return [0.0, *inner, 0.0]
