"""What is to be planned when the work is done by named people: items, who can do them, and what holds them up."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from leadline.engine.order import FS

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Worker:
    """
    Somebody who does one thing at a time.

    Args:
        id: who.
        shares: what they work on each day from `as_of` on, as shares of a full day; beyond the last one their mean.
        skills: the level of each skill they have.
        cost: what a day of theirs costs; breaks ties between people who would be done at the same moment.
    """

    id: str
    shares: Floats
    skills: Mapping[str, int] = field(default_factory=dict)
    cost: float = 0.0


@dataclass(frozen=True)
class Need:
    """
    How many people an item needs who have a skill at a level; `""` is no skill in particular.

    `among` restricts the choice to some workers (their places); None is everybody. `windows` has for each of them the days
    (the second excluded) between which they can begin it; empty: always. Somebody may stand there several times, for days that
    do not overlap.
    """

    skill: str = ""
    level: int = 1
    count: int = 1
    among: tuple[int, ...] | None = None
    windows: tuple[tuple[float, float], ...] = ()


@dataclass(frozen=True)
class Item:
    """
    Something to be done without a break: by people, on a calendar, or just lasting.

    Everybody on an item starts no earlier than it, and does nothing else until their part is done. The item is done when
    the last of them is.

    Args:
        id: which.
        work: working days that each of its people puts in (on `calendar`, working days there); calendar days if `fixed`.
        needs: who is needed; empty for what nobody in particular does.
        fixed: it lasts a fixed stretch of calendar time, and holds its people for it.
        calendar: the place in `Problem.calendars` on which work of nobody in particular is done; -1: around the clock.
        release: days from `as_of` before which it cannot start.
        floor: days from `as_of` before which it cannot be finished.
        due: the day it is due by, days from `as_of`; None where nothing is promised.
        weight: what a day after `due` costs.
        must: the due day is not to be moved.
        project: what it is a part of; see `Problem.weights`.
        going: it is in progress, so it comes before all that is not.
        staff: the workers (places) who do it, where that is settled; in the order of its needs.
        together: its people stay until the last of them is done with their part, instead of each until their own is; and
            none of them is on leave for more than a week when the first begins.
    """

    id: str
    work: float
    needs: tuple[Need, ...] = ()
    fixed: bool = False
    calendar: int = -1
    release: float = 0.0
    floor: float = 0.0
    due: float | None = None
    weight: float = 1.0
    must: bool = False
    project: str = ""
    going: bool = False
    staff: tuple[int, ...] = ()
    together: bool = False


@dataclass(frozen=True)
class Lag:
    """
    `after` comes at least `least` and at most `most` calendar days after `before` (places of items), ends as in `kind`.

    A `before` of -1 is the moment from which on is planned; it has a `most` only.
    """

    before: int
    after: int
    kind: int = FS
    least: float | None = 0.0
    most: float | None = None


@dataclass(frozen=True)
class LastPlan:
    """The plan people know: for each item its start, days from today's `as_of` (NaN: it had none), and its workers (places)."""

    starts: Sequence[float]
    people: Sequence[tuple[int, ...]]


@dataclass(frozen=True)
class FirstCome:
    """
    What comes of the items first come, first served, in the order of their list: of each its start and its end, days from
    `as_of` (infinite: it never comes to that), and its workers (places).
    """

    starts: Sequence[float]
    finishes: Sequence[float]
    people: Sequence[tuple[int, ...]]


@dataclass(frozen=True)
class Problem:
    """
    All that a plan is made from. `weights` is what a day costs by which a project ends later; `endless` are items (places)
    known to come to no end, which are not planned; no plan is worse than `first_come`, where that is known.
    """

    items: Sequence[Item]
    workers: Sequence[Worker] = ()
    calendars: Sequence[Floats] = ()
    lags: Sequence[Lag] = ()
    weights: Mapping[str, float] = field(default_factory=dict)
    before: LastPlan | None = None
    endless: frozenset[int] = frozenset()
    first_come: FirstCome | None = None


@dataclass(frozen=True)
class Unplannable:
    """Why some items (places) cannot be planned: `kind` is `"nobody"`, `"absent"`, `"circle"`, `"idle"`, `"endless"` or `"behind"`."""

    kind: str
    items: tuple[int, ...]
    need: Need | None = None
