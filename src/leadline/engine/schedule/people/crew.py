"""Who does work of several people: a matching of people with its needs, all free to start at one time, done first."""

from leadline.engine.kernels import kernel, woven
from leadline.engine.schedule.people.arrays import ARRAYS, Arrays
from leadline.engine.schedule.people.gaps import fitted, in_the_way, take
from leadline.engine.schedule.people.layout import FLAG, I4S, I8, Small, both
from leadline.engine.schedule.people.state import STATE, State
from leadline.engine.schedule.people.timelines import AWAY_DAYS, NEVER, goes_on_at, worked_at

FOREVER = 1 << 38
"""More beats than anybody waits for who they like."""

TIERS = 1 << 16
"""More than there are kinds of people."""


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
            busy = in_the_way(state.begin, state.end, state.prev, state.tail[person], state.begin_at[person], end)
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
    """See `several_people`; `NEVER` where there is no time at which so many can begin it."""
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
        take(state, slot, state.who[slot], state.begin[slot], state.end[slot])
    return int(best)


@woven
def several_people(arrays: Arrays, state: State, liked: Small, patience: int, item: int, ready: int) -> int:
    """Give an item to several people who can all start on it at one time; returns when the last is done."""
    best = _crewed(arrays, state, liked, patience, item, ready, arrays.windowed > 0)
    if best == NEVER:
        best = _crewed(arrays, state, liked, patience, item, ready, False)
    return int(best)
