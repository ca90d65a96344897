"""
Serial schedule generation: items are taken by a list of keys, each put where it is done earliest, into gaps too.

What a person does is kept in their own working time, in which a piece of work has one length whenever it is done. A gap
is then a number, and calendars are only looked at for two moments of an item: where it begins and where it ends.
"""

from leadline.engine.kernels import kernel, woven
from leadline.engine.order import FF, FS, SF, SS
from leadline.engine.schedule.people.arrays import ARRAYS, Arrays
from leadline.engine.schedule.people.layout import F8S, FLAG, I4S, I8, I8S, NOTHING, Floats, Ints, Small, both
from leadline.engine.schedule.people.state import STATE, State
from leadline.engine.schedule.people.timelines import AWAY_DAYS, NEVER, done_at, goes_on_at, worked_at

FOREVER = 1 << 38
"""More beats than anybody waits for who they like."""

TIERS = 1 << 16
"""More than there are kinds of people."""


@kernel(I8(I8S, I8S, I4S, I8, I8, I8), inlined=True, allocates=False, inner=True)
def _gap(begins: Ints, ends: Ints, prev: Small, slot: int, begin: int, length: int) -> int:
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
def _in_the_way(begins: Ints, ends: Ints, prev: Small, slot: int, begin: int, end: int) -> int:
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
        begin = _gap(state.begin, state.end, state.prev, state.tail[person], begin, work)
        return begin, begin + work, max(ready, goes_on_at(lines, row, begin)), done_at(lines, row, begin + work)
    start = max(ready, goes_on_at(lines, row, begin))
    while True:
        begin, end = worked_at(lines, row, start), worked_at(lines, row, start + work)
        busy = _in_the_way(state.begin, state.end, state.prev, state.tail[person], begin, end)
        if busy < 0:
            return begin, end, start, start + work
        start = max(start + 1, goes_on_at(lines, row, busy))


@kernel(NOTHING(STATE, I8, I8, I8, I8), inlined=True, allocates=False, inner=True)
def _take(state: State, slot: int, person: int, begin: int, end: int) -> None:
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
            own_begin = _gap(state.begin, state.end, state.prev, state.tail[person], worked_at(lines, row, opens), work)
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
    _take(state, slot, best, begin, begin + work)
    state.start[item] = max(opening, goes_on_at(lines, arrays.person_row[best], begin))
    return int(least + patience * (best == wish))


@kernel(FLAG(ARRAYS, STATE, I8, I8), inlined=True, allocates=False, inner=True)
def _matched(arrays: Arrays, state: State, item: int, person: int) -> bool:
    """Add somebody to those matched with an item's needs, moving others between needs where that makes room."""
    first, count = arrays.need_first[item], arrays.need_first[item + 1] - arrays.need_first[item]
    size = 0
    for k in range(count):
        state.reached_by[k] = -1
        if arrays.able[arrays.need_pool[first + k], person]:
            state.reached_by[k] = person
            state.queue[size] = k
            size += 1
    head = 0
    while head < size:
        k = state.queue[head]
        head += 1
        if state.filled[k] < arrays.need_count[first + k]:
            state.filled[k] += 1
            # Backwards along the path: whoever made room moves on, until the newcomer has a place.
            while True:
                mover = state.reached_by[k]
                left = state.chosen[mover]
                state.chosen[mover] = k
                if mover == person:
                    return True
                k = left
        for place in range(
            arrays.pool_first[arrays.need_pool[first + k]], arrays.pool_first[arrays.need_pool[first + k] + 1]
        ):
            one = arrays.pool_people[place]
            if state.chosen[one] == k:
                for other in range(count):
                    if state.reached_by[other] < 0 and arrays.able[arrays.need_pool[first + other], one]:
                        state.reached_by[other] = one
                        state.queue[size] = other
                        size += 1
    return False


@kernel(I8(ARRAYS, STATE, I4S, I8, I8, I8), inlined=True, allocates=False, inner=True)
def _team_at(arrays: Arrays, state: State, liked: Small, patience: int, item: int, size: int) -> int:
    """
    Who would do an item of several people, those who are done first: `state.chosen`.

    Returns:
        When the last of them is done, `NEVER` where not enough are free; people looked at are in `state.nearest`.
    """
    first_slot, last_slot = arrays.slot_first[item], arrays.slot_first[item + 1]
    for k in range(arrays.need_first[item + 1] - arrays.need_first[item]):
        state.filled[k] = 0
    for one in range(size):
        state.chosen[state.nearest[one]] = -1
    wanted, done, free = last_slot - first_slot, 0, 0
    for one in range(size):
        person = state.nearest[one]
        if state.begin_at[person] < 0:
            continue
        wish = 1
        for slot in range(first_slot, last_slot):
            if liked[slot] == person:
                wish = 0
        state.rank[person] = ((state.free_at[person] + min(patience, FOREVER) * wish) * 2 + wish) * TIERS + arrays.tier[
            person
        ]
        place = free
        while place > 0 and state.rank[person] < state.rank[state.sorted[place - 1]]:
            state.sorted[place] = state.sorted[place - 1]
            place -= 1
        state.sorted[place] = person
        free += 1
    for one in range(free):
        if wanted == 0 or free - one < wanted:
            break
        person = state.sorted[one]
        if _matched(arrays, state, item, person):
            wanted -= 1
            done = max(done, state.free_at[person])
    return done if wanted == 0 else NEVER


@kernel(I8(ARRAYS, I8, I8, I8), inlined=True, allocates=False, inner=True)
def _may_begin(arrays: Arrays, item: int, person: int, time: int) -> int:
    """From when on somebody may be on an item that starts at a time or later; `NEVER`: not any more."""
    later = NEVER
    for need in range(arrays.need_first[item], arrays.need_first[item + 1]):
        pool = arrays.need_pool[need]
        for place in range(arrays.pool_first[pool], arrays.pool_first[pool + 1]):
            if arrays.pool_people[place] == person:
                if arrays.pool_since[place] > time:
                    later = min(later, arrays.pool_since[place])
                elif time < arrays.pool_until[place]:
                    return time
    return int(later)


@kernel(both(2)(ARRAYS, STATE, I8, I8, I8, FLAG), inlined=True, allocates=False, inner=True)
def _people_of(arrays: Arrays, state: State, item: int, time: int, size: int, windowed: bool) -> tuple[int, int]:
    """
    When each of those who may be on an item would be done if it started at a time (`free_at`, `begin_at`; -1: busy).

    Returns:
        How many are free, and the next time at which somebody who is busy becomes free.
    """
    later, free = NEVER, 0
    for one in range(size):
        person = state.nearest[one]
        # Who was busy until later still is: nothing has been planned since.
        if state.busy_until[person] <= time:
            begin, end, start, finish = fitted(arrays, state, item, person, time)
            at = worked_at(arrays.lines, arrays.person_row[person], time)
            waits = begin > at if not arrays.fixed[item] else start > time
            state.begin_at[person] = -1 if waits else begin
            state.end_at[person], state.free_at[person] = end, finish
            state.busy_until[person] = max(start, time + 1) if waits else time
            if arrays.together[item] and not waits and start - time > AWAY_DAYS * arrays.lines.beats:
                waits = True
                state.begin_at[person], state.busy_until[person] = -1, start - AWAY_DAYS * arrays.lines.beats
            if windowed and not waits:
                state.busy_until[person] = _may_begin(arrays, item, person, time)
                if state.busy_until[person] > time:
                    state.begin_at[person] = -1
        if state.begin_at[person] < 0:
            later = min(later, state.busy_until[person])
        else:
            free += 1
    return free, later


@kernel(I8(ARRAYS, STATE, I8), inlined=True, allocates=False, inner=True)
def _candidates(arrays: Arrays, state: State, item: int) -> int:
    """Collect all who are in a pool that an item needs in `state.nearest`; returns how many."""
    size = 0
    for need in range(arrays.need_first[item], arrays.need_first[item + 1]):
        pool = arrays.need_pool[need]
        for place in range(arrays.pool_first[pool], arrays.pool_first[pool + 1]):
            person = arrays.pool_people[place]
            seen = False
            for earlier in range(arrays.need_first[item], need):
                seen = seen or arrays.able[arrays.need_pool[earlier], person] > 0
            for earlier in range(arrays.pool_first[pool], place if arrays.windowed else 0):
                seen = seen or arrays.pool_people[earlier] == person
            if not seen:
                state.nearest[size] = person
                state.busy_until[person] = 0
                size += 1
    return size


@kernel(FLAG(ARRAYS, STATE, I8, I8, I8), inlined=True, allocates=False, inner=True)
def _can_stay(arrays: Arrays, state: State, time: int, size: int, done: int) -> bool:
    """Whether all who are matched are free until the last of them is done; who is not counts as busy until they are."""
    stays = True
    for one in range(size):
        person = state.nearest[one]
        if state.begin_at[person] >= 0 and state.chosen[person] >= 0:
            row = arrays.person_row[person]
            end = max(state.end_at[person], worked_at(arrays.lines, row, done))
            busy = _in_the_way(state.begin, state.end, state.prev, state.tail[person], state.begin_at[person], end)
            if busy >= 0:
                state.begin_at[person] = -1
                state.busy_until[person] = max(time + 1, goes_on_at(arrays.lines, row, busy))
                stays = False
            else:
                state.end_at[person] = end
    return stays


@woven
def _team_from(
    arrays: Arrays, state: State, liked: Small, patience: int, item: int, time: int, size: int, windowed: bool
) -> tuple[int, int]:
    """When the best team that can start at a time is done (see `_team_at`), and when to look again."""
    wanted = arrays.slot_first[item + 1] - arrays.slot_first[item]
    free, later = _people_of(arrays, state, item, time, size, windowed)
    done = _team_at(arrays, state, liked, patience, item, size) if free >= wanted else NEVER
    while arrays.together[item] and done < NEVER and not _can_stay(arrays, state, time, size, done):
        for one in range(size):
            person = state.nearest[one]
            if state.begin_at[person] < 0:
                later = min(later, state.busy_until[person])
            else:
                # Whom another team keeps for longer than their own part is asked anew.
                state.end_at[person] = fitted(arrays, state, item, person, time)[1]
        done = _team_at(arrays, state, liked, patience, item, size)
    if windowed and done < NEVER:
        opens = NEVER
        for one in range(size):
            person = state.nearest[one]
            if state.chosen[person] >= 0:
                opens = min(opens, goes_on_at(arrays.lines, arrays.person_row[person], state.begin_at[person]))
        if opens > time:
            # Nobody is at work yet: who may begin it is asked when the first of them is.
            return NEVER, min(later, opens)
    return done, later


@kernel(I8(ARRAYS, STATE, I4S, I8, I8, I8, FLAG), allocates=False, inner=True)
def _crewed(arrays: Arrays, state: State, liked: Small, patience: int, item: int, ready: int, windowed: bool) -> int:
    """See `_several_people`; `NEVER` where there is no time at which so many can begin it."""
    size = _candidates(arrays, state, item)
    first, last = arrays.slot_first[item], arrays.slot_first[item + 1]
    time, best, least = ready, NEVER, NEVER
    wishes = 0
    for slot in range(first, last):
        wishes += liked[slot] >= 0
    # Work takes at least its own length, so from here on no start can be done sooner.
    while time < NEVER and time + arrays.work[item] < least:
        done, later = _team_from(arrays, state, liked, patience, item, time, size, windowed)
        granted = 0
        for slot in range(first, last):
            granted += liked[slot] >= 0 and state.chosen[liked[slot]] >= 0
        if done + min(patience, FOREVER) * (granted < wishes) < least and done < NEVER:
            least = done + min(patience, FOREVER) * (granted < wishes)
            best, slot = done, first
            state.start[item] = NEVER
            for k in range(arrays.need_first[item + 1] - arrays.need_first[item]):
                for one in range(size):
                    person = state.nearest[one]
                    if state.chosen[person] == k:
                        begin = state.begin_at[person]
                        state.who[slot], state.begin[slot], state.end[slot] = person, begin, state.end_at[person]
                        opens = max(time, goes_on_at(arrays.lines, arrays.person_row[person], begin))
                        state.start[item] = min(state.start[item], opens)
                        slot += 1
        time = later
    if best == NEVER:
        return NEVER
    for slot in range(first, last):
        _take(state, slot, state.who[slot], state.begin[slot], state.end[slot])
    return int(best)


@woven
def _several_people(arrays: Arrays, state: State, liked: Small, patience: int, item: int, ready: int) -> int:
    """Give an item to several people who can all start on it at one time; returns when the last is done."""
    best = _crewed(arrays, state, liked, patience, item, ready, arrays.windowed > 0)
    if best == NEVER:
        best = _crewed(arrays, state, liked, patience, item, ready, False)
    return int(best)


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
                    _take(state, slot, person, 0, 0)
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
        done = _several_people(arrays, state, liked, patience, item, ready)
    state.finish[item] = max(done, arrays.floor[item])


@kernel(NOTHING(I4S, F8S, I8, I8), inlined=True, allocates=False, inner=True)
def _push(heap: Small, keys: Floats, place: int, item: int) -> None:
    """Put an item at the end of a heap, and up until none above it has a larger key; ties by number."""
    while place > 0:
        parent = heap[(place - 1) >> 1]
        if keys[parent] < keys[item] or (keys[parent] == keys[item] and parent < item):
            break
        heap[place] = parent
        place = (place - 1) >> 1
    heap[place] = item


@kernel(I8(I4S, F8S, I8), inlined=True, allocates=False, inner=True)
def _pop(heap: Small, keys: Floats, last: int) -> int:
    """Take the item with the smallest key out of a heap; `last` is its last place."""
    top, item, place = heap[0], heap[last], 0
    while True:
        child = 2 * place + 1
        if child >= last:
            break
        if child + 1 < last:
            one, other = heap[child], heap[child + 1]
            child += keys[other] < keys[one] or (keys[other] == keys[one] and other < one)
        one = heap[child]
        if keys[item] < keys[one] or (keys[item] == keys[one] and item < one):
            break
        heap[place] = one
        place = child
    heap[place] = item
    return int(top)


@kernel(I8(ARRAYS, STATE, F8S, I8), allocates=False, inner=True)
def _settled(arrays: Arrays, state: State, keys: Floats, size: int) -> int:
    """The end of the item on the stack is known, and with it those of others; returns how many may be placed next."""
    height = 1
    while height > 0:
        height -= 1
        item = state.stack[height]
        for one in range(arrays.pred_first[item], arrays.pred_first[item + 1]):
            before, kind = arrays.pred_of[one], arrays.pred_kind[one]
            if kind not in (FS, SS):
                known = state.start[before] if kind == SF else state.finish[before]
                state.finish[item] = max(state.finish[item], known + arrays.pred_lag[one])
        for one in range(arrays.succ_first[item], arrays.succ_first[item + 1]):
            after, kind = arrays.succ_of[one], arrays.succ_kind[one]
            if kind == FS:
                state.missing[after] -= 1
                if state.missing[after] == 0:
                    _push(state.heap, keys, size, after)
                    size += 1
            elif kind == FF:
                state.unsettled[after] -= 1
                if state.unsettled[after] == 0:
                    state.stack[height] = after
                    height += 1
    return size


@kernel(I8(ARRAYS, STATE, F8S, I8, I8), inlined=True, allocates=False, inner=True)
def _told(arrays: Arrays, state: State, keys: Floats, size: int, item: int) -> int:
    """
    Tell those who wait for the start of an item just placed, and for its end once all is known that may delay it.

    An item that must not end before others is placed without knowing them: its start does not depend on them.

    Returns:
        How many may be placed next.
    """
    for one in range(arrays.succ_first[item], arrays.succ_first[item + 1]):
        after, kind = arrays.succ_of[one], arrays.succ_kind[one]
        if kind == SS:
            state.missing[after] -= 1
            if state.missing[after] == 0:
                _push(state.heap, keys, size, after)
                size += 1
        elif kind == SF:
            state.unsettled[after] -= 1
            if state.unsettled[after] == 0:
                state.stack[0] = after
                size = _settled(arrays, state, keys, size)
    state.unsettled[item] -= 1
    if state.unsettled[item] == 0:
        state.stack[0] = item
        size = _settled(arrays, state, keys, size)
    return size


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
                _push(state.heap, keys, size, item)
                size += 1
        while size > 0:
            size -= 1
            item = _pop(state.heap, keys, size)
            _place(arrays, state, liked, patience, base, item)
            size = _told(arrays, state, keys, size, item)
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
