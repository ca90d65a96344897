"""Serial schedule generation: items are taken by a list of keys, each put where it is done earliest, into gaps too."""

from leadline.engine.kernels import kernel, woven
from leadline.engine.order import FS, SS
from leadline.engine.schedule.people.arrays import ARRAYS, Arrays
from leadline.engine.schedule.people.crew import several_people
from leadline.engine.schedule.people.gaps import gap, take
from leadline.engine.schedule.people.layout import F8S, I4S, I8, NOTHING, Floats, Small
from leadline.engine.schedule.people.ripe import pop, push, told
from leadline.engine.schedule.people.state import STATE, State
from leadline.engine.schedule.people.timelines import NEVER, done_at, goes_on_at, worked_at


@kernel(I8(ARRAYS, STATE, I4S, I8, I8, I8), inlined=True, allocates=False, inner=True)
def _one_person(arrays: Arrays, state: State, liked: Small, patience: int, item: int, ready: int) -> int:
    """Give an item to whoever is done first, on ties to who is most easily spared; returns when it is done."""
    need, slot = arrays.need_first[item], arrays.slot_first[item]
    pool, wish = arrays.need_pool[need], liked[slot]
    known = -1
    for one in range(arrays.pred_first[item], arrays.pred_first[item + 1]):
        before = arrays.pred_of[one]
        if arrays.slot_first[before] < arrays.slot_first[before + 1]:
            known = state.who[arrays.slot_first[before]]
    lines, work = arrays.lines, arrays.work[item]
    best, begin, least, opening = -1, 0, NEVER, ready
    windowed = arrays.windowed > 0
    # Where nobody can begin it any more, somebody does: what is left over is said, and nothing falls out of the plan.
    while best < 0:
        for place in range(arrays.pool_first[pool], arrays.pool_first[pool + 1]):
            person = arrays.pool_people[place]
            row = arrays.person_row[person]
            opens = max(ready, arrays.pool_since[place]) if windowed else ready
            own_begin = gap(state.begin, state.end, state.prev, state.tail[person], worked_at(lines, row, opens), work)
            if windowed and max(opens, goes_on_at(lines, row, own_begin)) >= arrays.pool_until[place]:
                continue
            done = done_at(lines, row, own_begin + work) - patience * (person == wish)
            if done < least or (
                done == least
                and best != wish
                and (person == wish or (person == known and arrays.tier[person] == arrays.tier[best]))
            ):
                best, begin, least, opening = person, own_begin, done, opens
        windowed = False
    take(state, slot, best, begin, begin + work)
    state.start[item] = max(opening, goes_on_at(lines, arrays.person_row[best], begin))
    return int(least + patience * (best == wish))


@woven
def _place(arrays: Arrays, state: State, liked: Small, patience: int, base: int, item: int) -> None:
    """Put one item where it is done earliest."""
    ready = max(base, arrays.release[item], state.raised[item])
    for one in range(arrays.pred_first[item], arrays.pred_first[item + 1]):
        before, kind = arrays.pred_of[one], arrays.pred_kind[one]
        if kind == FS:
            ready = max(ready, state.finish[before] + arrays.pred_lag[one])
        elif kind == SS:
            ready = max(ready, state.start[before] + arrays.pred_lag[one])
    work, people = arrays.work[item], arrays.slot_first[item + 1] - arrays.slot_first[item]
    if work == 0 or (people == 0 and arrays.row[item] < 0):
        state.start[item] = ready
        done = ready + work
        slot = arrays.slot_first[item]
        for need in range(arrays.need_first[item], arrays.need_first[item + 1]):
            place, missing = arrays.pool_first[arrays.need_pool[need]], arrays.need_count[need]
            while missing > 0:
                person, again = arrays.pool_people[place], False
                for other in range(arrays.slot_first[item], slot):
                    again = again or state.who[other] == person
                # Of those who are left the last have to be taken, also where that counts somebody twice.
                if not again or arrays.pool_first[arrays.need_pool[need] + 1] - place <= missing:
                    take(state, slot, person, 0, 0)
                    slot += 1
                    missing -= 1
                place += 1
    elif people == 0:
        row = arrays.row[item]
        begin = worked_at(arrays.lines, row, ready)
        state.start[item] = max(ready, goes_on_at(arrays.lines, row, begin))
        done = done_at(arrays.lines, row, begin + work)
    elif people == 1 and not arrays.fixed[item]:
        done = _one_person(arrays, state, liked, patience, item, ready)
    else:
        done = several_people(arrays, state, liked, patience, item, ready)
    state.finish[item] = max(done, arrays.floor[item])


ROUNDS = 40
"""How often a plan is made anew because something came too early for a longest lag."""

IN_VAIN = 6
"""A longest lag that is exceeded as much after so many tries cannot be kept: what comes before it is not put off for it."""


@kernel(NOTHING(ARRAYS, STATE, F8S, I4S, I8, I8), allocates=False)
def decode(arrays: Arrays, state: State, keys: Floats, liked: Small, patience: int, base: int) -> None:
    """
    Make the plan of a list.

    Args:
        arrays: the problem.
        state: where the plan goes.
        keys: for each item, the smaller the earlier it is put into the plan, among those whose predecessors are in.
        liked: for each place for a person, who should rather do it; -1: anybody.
        patience: beats by which an item may be done later so that the liked one does it.
        base: nothing starts before.
    """
    for item in range(len(state.raised)):
        state.raised[item] = 0
    for one in range(len(arrays.most_lag)):
        state.over[one], state.vain[one] = NEVER, 0
    for _ in range(ROUNDS):
        size = 0
        for person in range(len(state.tail)):
            state.tail[person] = -1
        for item in range(len(arrays.work)):
            state.missing[item], state.unsettled[item] = 0, 1
            for one in range(arrays.pred_first[item], arrays.pred_first[item + 1]):
                if arrays.pred_kind[one] in (FS, SS):
                    state.missing[item] += 1
                else:
                    state.unsettled[item] += 1
            if state.missing[item] == 0:
                push(state.heap, keys, size, item)
                size += 1
        while size > 0:
            size -= 1
            item = pop(state.heap, keys, size)
            _place(arrays, state, liked, patience, base, item)
            size = told(arrays, state, keys, size, item)
        moved = False
        for one in range(len(arrays.most_lag)):
            before, after, kind = arrays.most_before[one], arrays.most_after[one], arrays.most_kind[one]
            if before < 0 or state.vain[one] == IN_VAIN:
                continue
            first = state.start[before] if kind in (1, 3) else state.finish[before]
            then = state.start[after] if kind in (FS, SS) else state.finish[after]
            over = then - first - arrays.most_lag[one]
            if over <= 0:
                continue
            moved = True
            state.vain[one] += over >= state.over[one]
            state.over[one] = min(state.over[one], over)
            if state.vain[one] < IN_VAIN:
                state.raised[before] = max(state.raised[before], state.start[before] + over)
            else:
                # From the beginning, with those only that may still be kept.
                for item in range(len(state.raised)):
                    state.raised[item] = 0
                for other in range(len(arrays.most_lag)):
                    if state.vain[other] < IN_VAIN:
                        state.over[other], state.vain[other] = NEVER, 0
                break
        if not moved:
            return
