"""A plan of a program: who does what from when to when, why not earlier, and before when no plan can end. Results only."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True)
class StartReason:
    """
    Why something does not start earlier.

    `kind` is `"at once"` (it starts as soon as anything can), `"release"` (it may not start before), `"before"` (it waits for
    `waits_for`), `"person"` (who does it is still at `waits_for`), `"calendar"` (they do not work before: `away` is the last
    day of that), `"able"` (they can do it from that day on, after a training), `"away"` (one of them is on leave, and they do it together) or `"together"` (`waits_for` must not come much later). `sentence` says the same to people.
    """

    kind: str
    sentence: str
    waits_for: str = ""
    person: str = ""
    link: str = ""
    lag_days: float = 0.0
    away: date | None = None


@dataclass(frozen=True)
class PlannedItem:
    """A work item or milestone in the plan: days are from `Plan.as_of`, dates the days on which it starts and ends."""

    id: str
    start_days: float
    finish_days: float
    start_on: date
    finish_on: date
    people: tuple[str, ...]
    why: StartReason


@dataclass(frozen=True)
class PlanBound:
    """
    No plan can end before `days` (on `on`), whatever is tried.

    `kind` is `"chain"`, with `items` that follow each other, or `"people"`, with `people` who alone can do more work than
    they have time for, or `"search"`, where all plans that would end before were ruled out. Never more than a statement about work: it says who is needed, not how well anybody works.
    """

    days: float
    on: date
    kind: str
    sentence: str
    items: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    work_days: float = 0.0


@dataclass(frozen=True)
class Unavoidable:
    """
    A promised milestone that is late by `days` at the least, whatever anybody does: it cannot be reached before `on`.

    `kind`, `items`, `people` and `work_days` say why, as in `PlanBound`.
    """

    days: float
    on: date
    kind: str
    sentence: str
    items: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    work_days: float = 0.0


@dataclass(frozen=True)
class Proof:
    """
    How far a plan is from the best there can be.

    `best` is whether none is better to the day: none is less late, ends its projects earlier, or ends earlier, in this order.
    `within_days` is by how much a plan could end earlier at the most.
    """

    best: bool
    within_days: float
    sentence: str


@dataclass(frozen=True)
class Contradiction:
    """Promises that cannot all be kept, however people are set to work: leave one out, and the others could be."""

    milestones: tuple[str, ...]
    sentence: str


@dataclass(frozen=True)
class Exceeded:
    """A dependency (its id) whose `at_most_days` the plan exceeds by `days`."""

    dependency: str
    days: float
    sentence: str


@dataclass(frozen=True)
class Unplanned:
    """Work that is in no plan, and why."""

    items: tuple[str, ...]
    sentence: str


@dataclass(frozen=True)
class Plan:
    """
    The best plan found.

    `order` is the published list: who is free takes the first of it that is ready. `late` has, for milestones that are promised,
    the days by which the plan misses the promise, and `unavoidable` how many of them nobody can avoid. `changed_share` is the share of items
    that have other people than in the plan before; None where there was none. `schedules` is how many plans were tried, `proof` how good the
    plan is. `exceeded` are upper limits of waits that it does not keep.
    """

    as_of: date
    seed: int
    schedules: int
    end_days: float
    end_on: date
    items: Mapping[str, PlannedItem] = field(default_factory=dict)
    order: tuple[str, ...] = ()
    bound: PlanBound | None = None
    late: Mapping[str, float] = field(default_factory=dict)
    contradictions: tuple[Contradiction, ...] = ()
    unplanned: tuple[Unplanned, ...] = ()
    changed_share: float | None = None
    unavoidable: Mapping[str, Unavoidable] = field(default_factory=dict)
    proof: Proof | None = None
    exceeded: tuple[Exceeded, ...] = ()
