"""From what people say to how long it takes: quantile tables for estimates, ranges, releases and late deliveries."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from math import log
from statistics import NormalDist, mean, median, stdev

from leadline.engine.draws import constant, lognormal
from leadline.engine.priors import shipped
from leadline.program.ranges import Range
from leadline.program.snapshot import Snapshot
from leadline.program.work import WorkItem

Table = tuple[float, ...]

NO_OWN_HISTORY = "no own history"
CLASS_MINIMUM = 5
"""Finished items of a type and team from which their durations stand in for a missing estimate."""
SHRINK = 15
"""How many targets the shipped share of a class counts for beside own ones (FORECAST.md §3 C)."""
_P10_TO_P90 = 2 * NormalDist().inv_cdf(0.9)


@dataclass(frozen=True)
class Calibration:
    """
    How estimates are read.

    `widen` is what the log-width of a stated range is multiplied by, `*_sd` the log-sd of a factor shared by all work
    of a program, team, supplier or technology, `heavy_share` how often an effort is multiplied by a Pareto(1.5) value
    (capped at `heavy_cap`). `classes` has median and log-sd of finished work by (type, team); `own_kept` the kept and
    all release targets by (class, team). `exact` takes every word literally. There is no factor for a person anywhere.
    """

    label: str = NO_OWN_HISTORY
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
    classes: Mapping[tuple[str, str], tuple[float, float]] = field(default_factory=dict)
    own_kept: Mapping[tuple[str, str], tuple[int, int]] = field(default_factory=dict)

    def effort(self, item: WorkItem, team: str) -> Table | None:
        """The quantile table of an item's whole effort in working days; None when nothing says it."""
        if item.estimate:
            return self.spread(item.estimate)
        if found := self.classes.get((item.kind, team)):
            return constant(found[0]) if self.exact else lognormal(*found)
        return None

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

    def kept_share(self, release_class: str, team: str) -> float:
        """How often work of a class makes the release it aims at: the shipped share, drawn towards own outcomes."""
        if self.exact:
            return 1.0
        known = shipped().release_kept
        prior = known.get(release_class, mean(known.values()))
        kept, targets = self.own_kept.get((release_class, team), (0, 0))
        return (kept + SHRINK * prior) / (targets + SHRINK)


def exactly() -> Calibration:
    """Every estimate at its word: no spread, no factors, no tail. Risks still happen as likely as said."""
    return Calibration(
        label="estimates at their word", exact=True,
        program_sd=0.0, team_sd=0.0, supplier_sd=0.0, technology_sd=0.0, heavy_share=0.0,
    )  # fmt: skip


def calibrate(snapshot: Snapshot) -> Calibration:
    """Shipped ratios; for work without an estimate what finished work of its kind took."""
    durations: dict[tuple[str, str], list[float]] = {}
    targets: dict[tuple[str, str], list[bool]] = {}
    teams = {project.id: project.team for project in snapshot.projects}
    for item in snapshot.work:
        if item.state != "done" or not item.done_on:
            continue
        team = item.team or teams.get(item.project, "")
        if item.started_on and item.started_on <= item.done_on:
            durations.setdefault((item.kind, team), []).append(_weekdays(item.started_on, item.done_on))
        if item.release_class and item.release_on:
            targets.setdefault((item.release_class, team), []).append(item.done_on <= item.release_on)
    return Calibration(
        classes={key: _summary(own) for key, own in durations.items() if len(own) >= CLASS_MINIMUM},
        own_kept={key: (sum(own), len(own)) for key, own in targets.items()},
    )


def _summary(durations: list[float]) -> tuple[float, float]:
    return median(durations), max(stdev(map(log, durations)), shipped().log_spread)


def _weekdays(first: date, last: date) -> float:
    """Days from Monday to Friday between two dates, both included; half a day at least."""
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return max(0.5, float(sum(day.weekday() < 5 for day in days)))
