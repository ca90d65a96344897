"""From what people say to how long it takes: quantile tables for estimates, ranges, releases and late deliveries."""

from dataclasses import dataclass
from math import log
from statistics import NormalDist, mean

from leadline.engine.draws import constant, lognormal
from leadline.engine.past_work import PastWork
from leadline.engine.priors import shipped
from leadline.engine.releases import Releases
from leadline.program.outlook import LEVELS_OF_HISTORY
from leadline.program.ranges import Range
from leadline.program.snapshot import Snapshot
from leadline.program.work import WorkItem

Table = tuple[float, ...]

_P10_TO_P90 = 2 * NormalDist().inv_cdf(0.9)


@dataclass(frozen=True)
class Calibration:
    """
    How estimates are read.

    `widen` is what the log-width of a stated range is multiplied by, `*_sd` the log-sd of a factor shared by all work
    of a program, team, supplier or technology, `heavy_share` how often an effort is multiplied by a Pareto(1.5) value
    (capped at `heavy_cap`). `past_work` is what the program's finished work tells, `releases` what became of its targets: without
    them the shipped ratios stand. `exact` takes every word literally. There is no factor for a person anywhere.
    """

    label: str = LEVELS_OF_HISTORY[0]
    exact: bool = False
    widen: float = 2.0
    program_sd: float = 0.15
    team_sd: float = 0.2
    supplier_sd: float = 0.2
    technology_sd: float = 0.2
    heavy_share: float = 0.03
    heavy_cap: float = 20.0
    decision_mean_days: float = 14.0
    roadblock_log_sd: float = 0.8
    past_work: PastWork | None = None
    releases: Releases | None = None

    @property
    def release_label(self) -> str:
        """On what odds of work rest that travels on a release train."""
        return self.releases.label if self.releases else self.label

    def effort(self, item: WorkItem, team: str) -> Table | None:
        """The quantile table of an item's whole effort in working days; None when nothing says it."""
        if self.past_work and self.past_work.level and not self.exact:
            if item.estimate:
                return self.past_work.estimated(item.estimate, item.kind, team)
            return self.past_work.unestimated(item.kind, team)
        return self.spread(item.estimate) if item.estimate else None

    def spread(self, said: Range) -> Table:
        """
        The quantile table of a number or range somebody said.

        A range is read as P10, (P50,) P90, its middle kept as the median, its width doubled: stated ranges are too
        narrow. Never narrower than what was measured between P20 and P80. A single number gets the measured ratios.
        """
        middle = said.middle or said.high / 2
        if self.exact or said.high == 0:
            return constant(middle)
        if said.is_point:
            return tuple(middle * ratio for ratio in shipped().effort_ratio)
        # A range from zero has no logarithm; a fiftieth of its end is as good as nothing.
        low = max(said.low, said.high / 50)
        return lognormal(middle, max(self.widen * log(said.high / low) / _P10_TO_P90, shipped().log_spread))

    def kept_share(self, item: WorkItem, team: str) -> float:
        """How often work like this makes the release it aims at."""
        if self.exact:
            return 1.0
        if self.releases:
            return self.releases.share(item, team)
        known = shipped().release_kept
        return known.get(item.release_class, mean(known.values()))


def exactly() -> Calibration:
    """Every estimate at its word: no spread, no factors, no tail. Risks still happen as likely as said."""
    return Calibration(
        label="estimates at their word", exact=True,
        program_sd=0.0, team_sd=0.0, supplier_sd=0.0, technology_sd=0.0, heavy_share=0.0,
    )  # fmt: skip


def calibrate(snapshot: Snapshot) -> Calibration:
    """What the program's own history tells, drawn to the shipped ratios as far as it is short."""
    past_work = PastWork(snapshot)
    return Calibration(past_work.label, past_work=past_work, releases=Releases(snapshot))
