"""
People whose time is divided among projects, as several workers who never have more than one person's time together.

A claim that begins or ends in the middle of work moves time from one worker to the other. When that is can only be said of a
plan, so there are two: one in which each project has what it has claimed and the rest too, more than there is, and one in
which the rest is lent, for whole days, to the work of the first that reaches beyond its claim.
"""

from collections.abc import Sequence
from math import ceil, floor, inf, isinf
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from leadline.engine.portions import Window
from leadline.engine.schedule.people.arrays import Arrays, Compiled
from leadline.engine.schedule.people.layout import Floats, Ints, Small
from leadline.engine.staffing import Crew, Staff

Span = tuple[int, float, float]
"""A worker, and the days between which they can begin something."""


class Loan(NamedTuple):
    """Days (the second excluded) on which the part of somebody that a project has claimed has the rest of their time too."""

    part: int
    first: int
    last: int


def is_divided(crew: Crew) -> bool:
    """Whether somebody's time is divided otherwise on one day than on another."""
    return any(windows != ((0.0, inf),) for windows in crew.claimed.values())


def worker_shares(
    crew: Crew, own: Sequence[Floats], loans: Sequence[Loan] | None, largest: bool = False
) -> list[Floats]:
    """
    What each of `crew.people` works on each day; of a part, only on days on which it is claimed or lent to.

    Args:
        crew: the people.
        own: of each what they work when all that nobody has claimed is theirs.
        loans: what is lent; None: everything to everybody.
        largest: then also the rest to a project that has claimed less.
    """
    shares = list(own)
    if loans is None:
        # Work of a project is done in its claim or in the rest, so never in more than the larger of them.
        return [np.maximum(one, shares[crew.whole[n]]) if largest else one for n, one in enumerate(shares)]
    held: dict[int, NDArray[np.bool_]] = {}
    for part, windows in crew.claimed.items():
        held[part] = np.zeros(len(shares[part]), dtype=bool)
        for first, last in windows:
            held[part][int(first) : None if isinf(last) else int(last)] = True
        shares[part] = np.where(held[part], shares[part], 0.0)
    for part, first, last in loans:
        whole = crew.whole[part]
        shares[part], shares[whole] = shares[part].copy(), shares[whole].copy()
        days = first + np.flatnonzero(~held[part][first:last])
        shares[part][days] += shares[whole][days]
        shares[whole][days] = 0.0
    return shares


def spans(crew: Crew, staff: Staff, loans: Sequence[Loan] | None) -> list[Span]:
    """Who can do an item and between which days they can begin it."""
    every = list(zip(staff.people, staff.since, staff.until, strict=True))
    if loans is None:
        parts = {n for n, *_ in every if n in crew.claimed}
        since = {crew.whole[n]: min(own for one, own, _ in every if crew.whole[one] == crew.whole[n]) for n in parts}
        kept = [span for span in every if crew.whole[span[0]] not in since]
        return kept + [(n, since[crew.whole[n]], inf) for n in sorted(parts)]
    begun = {(one.part, float(one.last)): float(one.first) for one in loans if one.part in staff.people}
    # Who begins it as the part that is begun to does not begin it as themselves too.
    given = {(crew.whole[part], last): first for (part, last), first in begun.items()}
    return [(n, begun.get((n, since), since), given.get((n, until), until)) for n, since, until in every]


def loans_of(crew: Crew, compiled: Compiled, start: Ints, finish: Ints, who: Small) -> list[Loan]:
    """What work that reaches beyond its claims needs of the rest of people's time, one after the other; times in beats."""
    arrays, wanted = compiled.arrays, []
    for item in range(len(arrays.work)):
        begins, ends = start[item] / arrays.lines.beats, finish[item] / arrays.lines.beats
        for worker in who[arrays.slot_first[item] : arrays.slot_first[item + 1]].tolist():
            part = _part(crew, arrays, item, worker)
            wanted += [Loan(part, *gap) for gap in _beyond(crew.claimed.get(part, ()), begins, ends)]
    granted: list[Loan] = []
    until: dict[int, int] = {}
    for part, first, last in sorted(set(wanted), key=lambda one: (one.first, one)):
        begin = max(first, until.get(crew.whole[part], 0))
        until[crew.whole[part]] = begin + last - first
        granted.append(Loan(part, begin, begin + last - first))
    return granted


def _part(crew: Crew, arrays: Arrays, item: int, worker: int) -> int:
    """The part of somebody that an item's project has claimed; else themselves."""
    for need in range(arrays.need_first[item], arrays.need_first[item + 1]):
        pool = arrays.need_pool[need]
        for part in arrays.pool_people[arrays.pool_first[pool] : arrays.pool_first[pool + 1]].tolist():
            if part in crew.claimed and crew.whole[part] == worker:
                return int(part)
    return worker


def _beyond(windows: Sequence[Window], start: float, finish: float) -> list[tuple[int, int]]:
    """The days of something that lie outside the windows it begins, ends or goes on in; none where it is in none of them."""
    own = [(first, last) for first, last in windows if first < finish and start < last]
    if not own:
        return []
    edges = [float(floor(start)), *(edge for window in own for edge in window), float(ceil(finish))]
    return [(int(a), int(b)) for a, b in zip(edges[::2], edges[1::2], strict=True) if a < b]
