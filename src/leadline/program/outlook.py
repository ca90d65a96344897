"""What the simulation says about a program: distributions, odds and what decides them. Results only, no arithmetic."""

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import accumulate
from math import ceil

from leadline.program.limits import days_later

LEVELS_OF_HISTORY = ("no own history", "little own history", "some own history", "own history")
"""How much a program has to go by, in words that begin a label: the first two leave forecasts wide (FORECAST.md §6)."""


def goes_by_little(label: str) -> bool:
    """Whether a label says that there is no history, or next to none."""
    return label.startswith(LEVELS_OF_HISTORY[:2])


@dataclass(frozen=True)
class MilestoneOutlook:
    """
    When a milestone is reached, over all futures.

    `days` are the days (counted from `as_of`, rising) on which at least one future reaches it, `counts` how many do; counts may
    sum to less than `futures`: in the rest it is never reached. `blind` says why there is no forecast at all, and then the
    rest is empty. `label` says on what the odds rest (`"no own history"`). `ladder` has what it would be if only part of what delays it
    counted; `merge_days` is how much later its P50 is than that of the latest thing it waits for: when several must all come,
    the last of them is late oftener than each.
    """

    id: str
    as_of: date
    futures: int = 0
    days: tuple[int, ...] = ()
    counts: tuple[int, ...] = ()
    p50_days: float | None = None
    p80_days: float | None = None
    blind: str = ""
    label: str = ""
    drivers: tuple["Driver", ...] = ()
    ladder: tuple["Rung", ...] = ()
    merge_days: float = 0.0

    @property
    def goes_by_little(self) -> bool:
        """Whether it rests on no history of the program's own, or next to none."""
        return goes_by_little(self.label)

    def odds_of(self, due: date) -> float | None:
        """Share of futures that reach it on or before a day; None when blind."""
        if self.blind:
            return None
        upto = bisect_right(self.days, (due - self.as_of).days)
        return sum(self.counts[:upto]) / self.futures

    def date_at(self, share: float) -> date | None:
        """The first day by which at least that share of futures has reached it; None when blind or never that sure."""
        if self.blind:
            return None
        need = max(1, ceil(share * self.futures - 1e-9))
        for day, reached in zip(self.days, accumulate(self.counts), strict=True):
            if reached >= need:
                return days_later(self.as_of, day)
        return None

    def why_no_date(self, share: float) -> str:
        """Why there is no day by which that share of futures has reached it; empty where there is one."""
        if self.blind or self.date_at(share):
            return self.blind
        reached = sum(self.counts)
        how_often = (
            f"{reached:,} of {self.futures:,} futures only: in the others" if reached else "none of the futures:"
        )
        return (
            f"It is reached in {how_often} something it waits for never comes, or only centuries from now. "
            "Check the dates, lags and estimates on its way."
        )


@dataclass(frozen=True)
class Driver:
    """
    What moves a milestone's date: the days its P80 would come earlier and later when this goes well (its lowest tenth)
    or badly (its highest tenth), and the share of futures in which it is on the chain that sets the date.
    """

    subject: str
    decides: float
    low_days: float
    high_days: float


@dataclass(frozen=True)
class Rung:
    """
    P50 and P80 of a milestone, in days from `as_of`, when only part of what delays it counts.

    `name` is what has been added to the rungs before: `logic`, `people`, `risks`, `calendars`.
    """

    name: str
    p50_days: float
    p80_days: float


@dataclass(frozen=True)
class PoolOutlook:
    """
    In what share of futures the chain that sets the program's end waits for people of a team (with a skill, where one is
    asked for) to get free. Of groups that can do the same work, never of one person.
    """

    team: str
    skill: str
    decides: float


@dataclass(frozen=True)
class Handoff:
    """
    In what share of futures a promised date waits for `after`, and `after` for somebody who is still at `before`.

    Says nothing about the person: what can be changed is which of the two goes first.
    """

    before: str
    after: str
    share: float


@dataclass(frozen=True)
class ItemOutlook:
    """
    Start and finish of a work item in days from `as_of`, and how often it decides something.

    `criticality` is the share of futures in which it is on the chain that sets the program's end; `decides` the highest such
    share over the milestones that carry a promise. `latest_start_p20` is P20 of the latest start before anything else moves.
    `sensitivity` is the schedule sensitivity index: criticality times the spread of its effort over the spread of the
    program's end (Vanhoucke).
    """

    id: str
    start_p50: float
    finish_p50: float
    finish_p80: float
    finish_p95: float
    criticality: float = 0.0
    decides: float = 0.0
    milestone: str = ""
    effort_p50: float = 0.0
    latest_start_p20: float | None = None
    sensitivity: float = 0.0


@dataclass(frozen=True)
class CostOutlook:
    """Cost at completion in cents: 101 quantiles (0 % to 100 %). Never an expected cost: it may have no stable mean."""

    quantiles: tuple[int, ...]

    def at(self, share: float) -> int:
        """The quantile nearest to a share."""
        return self.quantiles[round(share * 100)]


@dataclass(frozen=True)
class RiskOutlook:
    """What a risk costs in days at P80 of the milestone it hits hardest, and in money at P80: with it against without it."""

    id: str
    milestone: str
    days: float
    cents: int
    mitigated_days: float | None = None


@dataclass(frozen=True)
class OptionOutlook:
    """One option of a decision, tried in the simulation: mean days and P80 days gained for the headline, mean value in cents."""

    name: str
    days: float
    cents: int | None


@dataclass(frozen=True)
class DecisionOutlook:
    """
    A decision's options compared on the same futures.

    `worth_knowing` is the expected value of perfect information, in days (and in cents where a cost of delay is known): what
    it could gain to know the future before choosing. `latest_on` is the day by which it must be taken so that, in 80 % of
    futures, nothing waits for it; `days_per_day` is what the headline loses for each day it is taken later after that.
    """

    id: str
    milestone: str
    options: tuple[OptionOutlook, ...] = ()
    worth_knowing_days: float | None = None
    worth_knowing_cents: int | None = None
    latest_on: date | None = None
    days_per_day: float = 0.0


@dataclass(frozen=True)
class TeamLoad:
    """How busy a team is, week by week from `as_of`, as a share of its capacity: P50 over futures. Never of one person."""

    team: str
    weeks: tuple[float, ...]


@dataclass(frozen=True)
class Outlook:
    """
    All that one simulation says.

    `joint` is the share of futures in which every commitment holds; `joint_with_cost` the same and within budget. `holds` has,
    for each commitment (by milestone), base64 of one bit a future. `joint_points` are (day, cents) pairs of the program's end for the picture; `burnup`
    has, for days from `as_of`, the P10, P25, P50, P75, P90 of the share of the remaining effort that is done; `spending`, by week, P20, P50 and P80 of the cents spent by then.
    """

    as_of: date
    seed: int
    futures: int
    engine: str
    milestones: Mapping[str, MilestoneOutlook] = field(default_factory=dict)
    items: Mapping[str, ItemOutlook] = field(default_factory=dict)
    end: MilestoneOutlook | None = None
    cost: CostOutlook | None = None
    joint: float | None = None
    joint_with_cost: float | None = None
    holds: Mapping[str, str] = field(default_factory=dict)
    risks: Mapping[str, RiskOutlook] = field(default_factory=dict)
    decisions: Mapping[str, DecisionOutlook] = field(default_factory=dict)
    load: tuple[TeamLoad, ...] = ()
    joint_points: tuple[tuple[int, int], ...] = ()
    burnup: tuple[tuple[int, float, float, float, float, float], ...] = ()
    spending: tuple[tuple[int, int, int, int], ...] = ()
    pools: tuple[PoolOutlook, ...] = ()
    handoffs: tuple[Handoff, ...] = ()
    unstaffed: Mapping[str, str] = field(default_factory=dict)

    @property
    def label(self) -> str:
        """On what the odds rest, by its first milestone; empty where nothing has odds."""
        return next((one.label for one in self.milestones.values() if one.label and not one.blind), "")
