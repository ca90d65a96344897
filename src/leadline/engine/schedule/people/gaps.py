"""
The free time of people: gaps in what they do, in beats of their own work.

What a person does is kept in their own working time, in which a piece of work has one length whenever it is done. A gap
is then a number, and calendars are only looked at for two moments of an item: where it begins and where it ends.
"""

from leadline.engine.kernels import kernel
from leadline.engine.schedule.people.arrays import ARRAYS, Arrays
from leadline.engine.schedule.people.layout import I4S, I8, I8S, NOTHING, Ints, Small, both
from leadline.engine.schedule.people.state import STATE, State
from leadline.engine.schedule.people.timelines import done_at, goes_on_at, worked_at


@kernel(I8(I8S, I8S, I4S, I8, I8, I8), inlined=True, allocates=False, inner=True)
def gap(begins: Ints, ends: Ints, prev: Small, slot: int, begin: int, length: int) -> int:
    """
    The first beat of somebody's own work from `begin` on with so many free ones after it.

    Args:
        begins: of each place for a person, see `State`.
        ends: the same.
        prev: the place before each.
        slot: the last place they have.
        begin: beat of their own work.
        length: beats of work.
    """
    if slot < 0 or ends[slot] <= begin:
        return begin
    best = int(ends[slot])
    while slot >= 0 and ends[slot] > begin:
        before = prev[slot]
        low = begin if before < 0 or ends[before] <= begin else int(ends[before])
        if begins[slot] - low >= length:
            best = low
        slot = before
    return best


@kernel(I8(I8S, I8S, I4S, I8, I8, I8), inlined=True, allocates=False, inner=True)
def in_the_way(begins: Ints, ends: Ints, prev: Small, slot: int, begin: int, end: int) -> int:
    """Where the last of what somebody does between two beats of their own work ends; -1 where they are free."""
    while slot >= 0 and begins[slot] >= end:
        slot = prev[slot]
    return int(ends[slot]) if slot >= 0 and ends[slot] > begin else -1


@kernel(both(4)(ARRAYS, STATE, I8, I8, I8), inlined=True, allocates=False, inner=True)
def fitted(arrays: Arrays, state: State, item: int, person: int, ready: int) -> tuple[int, int, int, int]:
    """Where somebody can do an item from a time on: first and last beat of their own work, start and finish."""
    row, lines, work = arrays.person_row[person], arrays.lines, arrays.work[item]
    begin = worked_at(lines, row, ready)
    if not arrays.fixed[item]:
        begin = gap(state.begin, state.end, state.prev, state.tail[person], begin, work)
        return begin, begin + work, max(ready, goes_on_at(lines, row, begin)), done_at(lines, row, begin + work)
    start = max(ready, goes_on_at(lines, row, begin))
    while True:
        begin, end = worked_at(lines, row, start), worked_at(lines, row, start + work)
        busy = in_the_way(state.begin, state.end, state.prev, state.tail[person], begin, end)
        if busy < 0:
            return begin, end, start, start + work
        start = max(start + 1, goes_on_at(lines, row, busy))


@kernel(NOTHING(STATE, I8, I8, I8, I8), inlined=True, allocates=False, inner=True)
def take(state: State, slot: int, person: int, begin: int, end: int) -> None:
    """Write a piece of work into what somebody does."""
    state.who[slot], state.begin[slot], state.end[slot] = person, begin, end
    if begin >= end:
        return
    after, before = -1, state.tail[person]
    while before >= 0 and state.begin[before] >= end:
        after, before = before, state.prev[before]
    state.prev[slot] = before
    if after < 0:
        state.tail[person] = slot
    else:
        state.prev[after] = slot
