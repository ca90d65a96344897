"""A plan, window after window made better by CP-SAT: around what is broken, late, or last of all."""

from collections.abc import Callable

import numpy as np

from leadline.engine.schedule.chance import below, chance
from leadline.engine.schedule.people.arrays import Arrays, Compiled
from leadline.engine.schedule.people.exact import improved
from leadline.engine.schedule.people.search import Found
from leadline.engine.schedule.people.spans import too_far_apart
from leadline.engine.schedule.people.timelines import NEVER

WINDOW = 30
"""Items in a window: with so many, CP-SAT is done within seconds also where calendars make time uneven."""


def refined(
    compiled: Compiled,
    found: Found,
    *,
    seed: int,
    windows: int,
    stop: Callable[[], bool] | None = None,
    work: float | None = None,
) -> Found:
    """
    The plan after so many windows; each starts from the best so far.

    Args:
        compiled: the problem.
        found: a plan of it.
        seed: of the choice of windows, and of CP-SAT's luck.
        windows: how many to try.
        stop: asked often; once it says True, the best so far is given.
        work: about seconds of one core for each window, counted without a clock.
    """
    luck = chance(seed, 0)
    for turn in range(windows):
        if stop and stop():
            break
        troubles = _troubles(compiled.arrays, found)
        around = troubles[below(luck, len(troubles))] if troubles else int(np.argmax(found.finish))
        chosen = _beside(compiled.arrays, found, around)
        better = improved(compiled, found, chosen, seed=seed + turn, stop=stop, work=work).found
        found = better or found
    return found


def _troubles(arrays: Arrays, found: Found) -> list[int]:
    """Items that come too early for a longest lag; where there are none, those that are late."""
    far = too_far_apart(arrays, found.start, found.finish)
    befores, afters = arrays.most_before[far].tolist(), arrays.most_after[far].tolist()
    broken = [before if before >= 0 else after for before, after in zip(befores, afters, strict=True)]
    return broken or [int(n) for n in np.flatnonzero((arrays.due < NEVER) & (found.finish > arrays.due))]


def _beside(arrays: Arrays, found: Found, around: int) -> list[int]:
    """An item and those nearest to it in time, what shares its people or links with it first."""
    people = set(found.who[arrays.slot_first[around] : arrays.slot_first[around + 1]].tolist())
    linked = set(arrays.pred_of[arrays.pred_first[around] : arrays.pred_first[around + 1]].tolist())
    linked |= set(arrays.succ_of[arrays.succ_first[around] : arrays.succ_first[around + 1]].tolist())
    far = np.abs(found.start - found.start[around]).astype(np.float64)
    for item in range(len(far)):
        own = found.who[arrays.slot_first[item] : arrays.slot_first[item + 1]].tolist()
        if item in linked or people.intersection(own):
            far[item] /= 4
    far[around] = -1
    return [int(n) for n in np.argsort(far, kind="stable")[:WINDOW]]
