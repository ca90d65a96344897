"""What comes first come, first served, as a plan: where it is better than all that were made, it is the plan."""

import numpy as np

from leadline.engine.schedule.people.arrays import Arrays, Compiled
from leadline.engine.schedule.people.layout import Floats, Ints, Small
from leadline.engine.schedule.people.score import PARTS, score
from leadline.engine.schedule.people.state import room

ROUNDING = 1e-4
"""A share of a score that says nothing: times of the simulation are rounded otherwise than those of plans."""


def served(compiled: Compiled) -> tuple[Ints, Ints, Small] | None:
    """
    Start and finish of each item (beats) and who does it, first come, first served.

    None where that is not known, where something never comes to an end, or where somebody does what a plan does not give them:
    what is in progress stays with those for whom it was planned.
    """
    known, arrays = compiled.problem.first_come, compiled.arrays
    if known is None:
        return None
    start, finish = (
        np.array([one[place] for place in compiled.places], dtype=np.float64) for one in (known.starts, known.finishes)
    )
    if not np.isfinite(finish).all():
        return None
    who = [person for place in compiled.places for person in known.people[place]]
    counts = np.array([len(known.people[place]) for place in compiled.places])
    if (counts != np.diff(arrays.slot_first)).any() or not _all_can(compiled, who):
        return None
    return _beats(start, arrays), _beats(finish, arrays), np.array(who, dtype=np.int32)


def _all_can(compiled: Compiled, who: list[int]) -> bool:
    """Whether everybody is in the pool of their place, as themselves or as any part of them."""
    arrays, ids = compiled.arrays, [one.id for one in compiled.problem.workers]
    pool = np.repeat(np.arange(len(arrays.pool_first) - 1), np.diff(arrays.pool_first)).tolist()
    able = {(n, ids[one]) for n, one in zip(pool, arrays.pool_people.tolist(), strict=True)}
    wanted = np.repeat(arrays.need_pool, arrays.need_count).tolist()
    return all((n, ids[one]) in able for n, one in zip(wanted, who, strict=True))


def scored(arrays: Arrays, start: Ints, finish: Ints, who: Small) -> Floats:
    """The score of a plan, see `score`."""
    state, parts = room(arrays), np.zeros(PARTS)
    state.start[:], state.finish[:], state.who[:] = start, finish, who
    score(arrays, state, parts, np.zeros(max(len(arrays.project_weight), 1), dtype=np.int64))
    return parts


def plainly_better(ours: Floats, theirs: Floats) -> bool:
    """Whether a score is better than another by more than rounding."""
    for one, other in zip(ours.tolist(), theirs.tolist(), strict=True):
        if abs(one - other) > ROUNDING * max(1.0, abs(other)):
            return bool(one < other)
    return False


def _beats(days: Floats, arrays: Arrays) -> Ints:
    return np.rint(days * arrays.lines.beats).astype(np.int64)
