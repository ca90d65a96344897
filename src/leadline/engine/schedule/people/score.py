"""What makes one plan better than another."""

from leadline.engine.kernels import kernel
from leadline.engine.order import FS, SS
from leadline.engine.schedule.people.arrays import ARRAYS, Arrays
from leadline.engine.schedule.people.layout import F8S, FLAG, I8S, NOTHING, Floats, Ints
from leadline.engine.schedule.people.state import STATE, State
from leadline.engine.schedule.people.timelines import NEVER

BROKEN, TARDY, ENDS, LENGTH, CHANGED = 0, 1, 2, 3, 4
"""
The parts of a score, the first weighs most: days by which what must hold is broken, weighted days late, weighted ends of
projects, the end of all, and how many items have other people than in the plan people know.
"""

PARTS = 5
HAIR = 1e-9


@kernel(NOTHING(ARRAYS, STATE, F8S, I8S), allocates=False)
def score(arrays: Arrays, state: State, parts: Floats, ends: Ints) -> None:
    """
    Score a plan.

    Args:
        arrays: the problem.
        state: the plan.
        parts: where the score goes, in days and weighted days; the smaller the better.
        ends: room for the ends of projects.
    """
    day, items = float(arrays.lines.beats), len(arrays.work)
    for part in range(len(parts)):
        parts[part] = 0.0
    for project in range(len(ends)):
        ends[project] = 0
    length = 0
    for item in range(items):
        finish = state.finish[item]
        length = max(length, finish)
        late = finish - arrays.due[item]
        if late > 0 and arrays.due[item] < NEVER:
            if arrays.must[item]:
                parts[BROKEN] += late / day
            parts[TARDY] += arrays.weight[item] * late / day
        if arrays.project[item] >= 0:
            ends[arrays.project[item]] = max(ends[arrays.project[item]], finish)
        for slot in range(arrays.slot_first[item], arrays.slot_first[item + 1]):
            if arrays.last_who[slot] >= 0 and arrays.last_who[slot] != state.who[slot]:
                kept = False
                for other in range(arrays.slot_first[item], arrays.slot_first[item + 1]):
                    kept = kept or state.who[other] == arrays.last_who[slot]
                if not kept:
                    parts[CHANGED] += 1
                    break
    for project in range(len(arrays.project_weight)):
        parts[ENDS] += arrays.project_weight[project] * ends[project] / day
    parts[LENGTH] = length / day
    for one in range(len(arrays.most_lag)):
        before, after, kind = arrays.most_before[one], arrays.most_after[one], arrays.most_kind[one]
        first = 0
        if before >= 0:
            first = state.start[before] if kind in (1, 3) else state.finish[before]
        then = state.start[after] if kind in (FS, SS) else state.finish[after]
        parts[BROKEN] += max(then - first - arrays.most_lag[one], 0) / day


@kernel(FLAG(F8S, F8S), inlined=True, allocates=False)
def beats(ours: Floats, theirs: Floats) -> bool:
    """Whether a score is better than another: the first part in which they differ says so."""
    for part in range(len(ours)):
        if abs(ours[part] - theirs[part]) > HAIR * max(1.0, abs(theirs[part])):
            return bool(ours[part] < theirs[part])
    return False
