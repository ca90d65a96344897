"""Before when no plan can end, whatever is tried, and what sets that day."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from leadline.engine.schedule.people.arrays import Arrays, Compiled, backwards
from leadline.engine.schedule.people.heads import earliest, latest
from leadline.engine.schedule.people.layout import Floats, Ints
from leadline.engine.schedule.people.shares import too_much

STEPS = 16
"""How often the stretch between a day that is too early and one that may do is halved."""

CUTS = 10
"""How many beginnings and ends of windows are tried."""


@dataclass(frozen=True)
class Bound:
    """
    No plan ends before `days` (from `as_of`).

    `kind` is `"chain"`: `items` (places in the problem) follow each other; or `"people"`: what only `people` (places of
    workers) can do takes `work` of their working days between the days `window`, which is more than they have; `needs` are the places in
    `Compiled.needs` of what it takes. It is `"search"` where all plans that would end before were ruled out.
    """

    days: float
    kind: str
    items: tuple[int, ...] = ()
    people: tuple[int, ...] = ()
    needs: tuple[int, ...] = ()
    work: float = 0.0
    window: tuple[float, float] = (0.0, 0.0)


@dataclass(frozen=True)
class Conflict:
    """Why a set of ends cannot be kept: an item (its number) that has to end before it can, or a window (see `Bound`)."""

    item: int = -1
    first: int = 0
    last: int = 0
    pools: tuple[int, ...] = ()
    people: tuple[int, ...] = ()
    work: int = 0


def lower_bound(compiled: Compiled, upper_days: float) -> Bound:
    """
    The best bound on the end of all.

    Args:
        compiled: the problem.
        upper_days: the end of a plan that is known, days from `as_of`.
    """
    arrays = compiled.arrays
    if not len(arrays.work):
        return Bound(0.0, "chain")
    beats = arrays.lines.beats
    start, finish, by = earliest(arrays)
    longest = int(finish.max())
    high = max(round(upper_days * beats), longest)
    days = high // beats + 2
    back = backwards(arrays, days)
    low, why = longest - 1, Conflict()
    while high - low > max(beats // 500, 1):
        middle = (low + high) // 2
        ends = np.full(len(start), middle, dtype=np.int64)
        found = contradiction(arrays, back, start, finish, ends, days)
        if found is None:
            high = middle
        else:
            low, why = middle, found
    if not why.people:
        low = max(low + 1, longest)
    return bound_of(compiled, low, why, int(np.argmax(finish)), by)


def bound_of(compiled: Compiled, time: int, why: Conflict, item: int, by: Ints) -> Bound:
    """The bound that a time (beats) is for an item: by who is too few, else by the chain of items `by` before it."""
    beats = compiled.arrays.lines.beats
    if not why.people:
        return Bound(time / beats, "chain", _chain(compiled, item, by))
    window = (why.first / beats, why.last / beats)
    return Bound((time + 1) / beats, "people", (), why.people, why.pools, why.work / beats, window)


def contradiction(
    arrays: Arrays,
    back: Arrays,
    start: Ints,
    finish: Ints,
    ends: Ints,
    days: int,
    among: NDArray[np.bool_] | None = None,
) -> Conflict | None:
    """
    Why no plan can have all items done by `ends`; None where this does not show that.

    Args:
        arrays: the problem.
        back: the same backwards from the end of day `days`.
        start: of each item at the earliest.
        finish: the same.
        ends: beats by which each has to be done, up to the end of day `days`.
        days: see `back`.
        among: the items whose work is counted; None: all.
    """
    due = latest(back, ends, days)
    broken = np.flatnonzero(finish > due)
    if len(broken):
        return Conflict(int(broken[0]))
    return _crowded(arrays, start, due, np.ones(len(start), dtype=np.bool_) if among is None else among)


def _crowded(arrays: Arrays, start: Ints, due: Ints, among: NDArray[np.bool_]) -> Conflict | None:
    """The first window found in which more work has to be done than people have time for."""
    item = np.repeat(np.arange(len(start)), np.diff(arrays.need_first))
    own = np.where((arrays.fixed[item] > 0) | ~among[item], 0, arrays.work[item]) * arrays.need_count
    if not own.any():
        return None
    counted = own > 0
    for first in _cuts(start[item][counted], own[counted]):
        inside = counted & (start[item] >= first)
        for last in reversed(_cuts(due[item][inside], own[inside])):
            chosen = inside & (due[item] <= last)
            work = np.bincount(arrays.need_pool[chosen], weights=own[chosen], minlength=len(arrays.pool_first) - 1)
            time = _time_between(arrays, first, last)
            left, pools, people = too_much(arrays.pool_first, arrays.pool_people, work.astype(np.int64), time)
            if left:
                total = int(work[pools].sum())
                return Conflict(-1, first, last, tuple(map(int, pools)), tuple(map(int, people)), total)
    return None


def _cuts(times: Ints, work: NDArray[Any]) -> list[int]:
    """Some of the times, the first and the last among them, so that about as much work is between each two."""
    if not len(times):
        return []
    order = np.argsort(times, kind="stable")
    done = np.cumsum(work[order])
    at = np.searchsorted(done, np.linspace(0, done[-1], CUTS))
    return sorted(
        {int(times[order[min(place, len(order) - 1)]]) for place in at} | {int(times.min()), int(times.max())}
    )


def _time_between(arrays: Arrays, first: int, last: int) -> Ints:
    """Beats of work each person has between two times, rounded up."""
    rows = _worked(arrays, last) - _worked(arrays, first)
    return np.asarray(np.ceil(rows - 1e-6), dtype=np.int64)[arrays.person_row]


def _worked(arrays: Arrays, time: int) -> Floats:
    lines = arrays.lines
    day, inside = divmod(time, lines.beats)
    last = lines.worked.shape[1] - 1
    if day >= last:
        return np.asarray(lines.worked[:, last] + ((day - last) + inside / lines.beats) * lines.pace)
    today = lines.worked[:, day + 1] - lines.worked[:, day].astype(np.float64)
    return np.asarray(lines.worked[:, day] + today * (inside / lines.beats))


def _chain(compiled: Compiled, item: int, by: Ints) -> tuple[int, ...]:
    chain = []
    while item >= 0:
        chain.append(compiled.places[item])
        item = int(by[item])
    return tuple(reversed(chain))


def must_ends(arrays: Arrays, chosen: Iterable[int], far: int) -> Ints:
    """The ends that some items must keep, in beats; all others by `far`."""
    ends = np.full(len(arrays.work), far, dtype=np.int64)
    for item in chosen:
        ends[item] = arrays.due[item]
    return ends
