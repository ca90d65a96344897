"""How late something is at the least, whatever anybody does: by what it waits for, and by who can do that."""

import numpy as np

from leadline.engine.schedule.people.arrays import Arrays, Compiled, backwards
from leadline.engine.schedule.people.bounds import Bound, Conflict, bound_of, contradiction, must_ends
from leadline.engine.schedule.people.heads import earliest, latest
from leadline.engine.schedule.people.layout import Ints
from leadline.engine.schedule.people.timelines import NEVER

MOST_ASKED, WORK_ASKED = 20, 40_000
"""
So many late items at the most have their people looked at, those that cost most first, and so many items are looked at for them
together, which is a tenth of a second or two; of the others only what they wait for.
"""

SHARE_OF_A_DAY = 50
"""A bound is known to this part of a day."""


def soonest(compiled: Compiled, finish: Ints) -> dict[int, Bound]:
    """
    Before when no plan can have each late item done.

    Args:
        compiled: the problem.
        finish: of each item in a plan that is known, in beats.

    Returns:
        A bound for each item (its number) that the plan has done after its due day. None of them is above the plan.
    """
    arrays = compiled.arrays
    late = sorted(
        np.flatnonzero((arrays.due < NEVER) & (finish > arrays.due)).tolist(),
        key=lambda n: (-float(arrays.weight[n]) * float(finish[n] - arrays.due[n]), n),
    )
    if not late:
        return {}
    head, done, by = earliest(arrays)
    days = int(finish.max()) // arrays.lines.beats + 2
    back = backwards(arrays, days)
    free = latest(back, must_ends(arrays, (), days * arrays.lines.beats), days)
    asked = min(MOST_ASKED, WORK_ASKED // len(finish))
    found = {}
    for place, item in enumerate(late):
        low, why = int(done[item]), Conflict()
        if place < asked:
            low, why = _by_people(arrays, back, (head, done), item, int(finish[item]), free, days)
        found[item] = bound_of(compiled, low, why, item, by)
    return found


def _by_people(
    arrays: Arrays, back: Arrays, heads: tuple[Ints, Ints], item: int, upper: int, free: Ints, days: int
) -> tuple[int, Conflict]:
    """The last time by which an item cannot be done yet, and why; see `contradiction`."""
    far = days * arrays.lines.beats
    low, high, why = int(heads[1][item]), upper, Conflict()
    while high - low > arrays.lines.beats // SHARE_OF_A_DAY:
        middle = (low + high) // 2
        ends = must_ends(arrays, (), far)
        ends[item] = middle
        among = latest(back, ends, days) < free
        found = contradiction(arrays, back, *heads, ends, days, among)
        if found is None:
            high = middle
        else:
            low, why = middle, found
    return low, why
