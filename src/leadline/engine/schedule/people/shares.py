"""
Can so much work be shared out among so many people, each part only to those who can do it?

Hall's condition for work: it can unless some set of skills needs more work than all who own any of them have time for.
That set is the smallest cut of a flow from work to people, and it is what a person is told.
"""

import numpy as np

from leadline.engine.kernels import kernel
from leadline.engine.schedule.people.layout import I4S, I8, I8S, NOTHING, U1S, Flags, Ints, Small


@kernel(I8(I4S, I8), inlined=True, allocates=False, inner=True)
def _pool_of(pool_first: Small, place: int) -> int:
    low, high = 0, len(pool_first) - 1
    while high - low > 1:
        middle = (low + high) >> 1
        if pool_first[middle] <= place:
            low = middle
        else:
            high = middle
    return low


@kernel(NOTHING(I4S, I4S, I8S, I8S, I8S, I4S, I8), allocates=False, inner=True)
def _augment(
    pool_first: Small, pool_people: Small, work: Ints, time: Ints, flow: Ints, came_from: Small, end: int
) -> None:
    """Move as much as fits along the path found: forwards to people, backwards to pools."""
    count = len(work)
    most, node = time[end - count], end
    while came_from[node] != -1:
        place = came_from[node]
        if node >= count:
            node = _pool_of(pool_first, place)
        else:
            most = min(most, flow[place])
            node = count + pool_people[place]
    most = min(most, work[node])
    work[node] -= most
    time[end - count] -= most
    node = end
    while came_from[node] != -1:
        place = came_from[node]
        if node >= count:
            flow[place] += most
            node = _pool_of(pool_first, place)
        else:
            flow[place] -= most
            node = count + pool_people[place]


@kernel(I8(I4S, I4S, I8S, I8S, I8S, I4S, I4S, U1S, U1S), allocates=False)
def share_out(
    pool_first: Small,
    pool_people: Small,
    work: Ints,
    time: Ints,
    flow: Ints,
    came_from: Small,
    queue: Small,
    pools: Flags,
    people: Flags,
) -> int:
    """
    Share work out by augmenting paths.

    Args:
        pool_first: where each pool begins in the next.
        pool_people: who is in it.
        work: of each pool; is used up.
        time: of each person; is used up.
        flow: room for a number for each place in a pool.
        came_from: room for a number for each pool and person, pools first.
        queue: the same.
        pools: set to 1 for those of the set that needs more work than there are people for.
        people: the same.

    Returns:
        The work that cannot be shared out; 0 where all can.
    """
    count, persons, places = len(work), len(time), len(pool_people)
    for place in range(places):
        flow[place] = 0
    for pool in range(count):
        for place in range(pool_first[pool], pool_first[pool + 1]):
            person = pool_people[place]
            given = min(work[pool], time[person])
            flow[place] += given
            work[pool] -= given
            time[person] -= given
    while True:
        size, head, end = 0, 0, -1
        for node in range(count + persons):
            came_from[node] = -2
        for pool in range(count):
            if work[pool] > 0:
                came_from[pool] = -1
                queue[size] = pool
                size += 1
        while head < size and end < 0:
            node = queue[head]
            head += 1
            if node < count:
                for place in range(pool_first[node], pool_first[node + 1]):
                    other = count + pool_people[place]
                    if came_from[other] == -2:
                        came_from[other] = place
                        queue[size] = other
                        size += 1
                        if time[other - count] > 0:
                            end = other
                            break
            else:
                for pool in range(count):
                    if came_from[pool] == -2:
                        for place in range(pool_first[pool], pool_first[pool + 1]):
                            if pool_people[place] == node - count and flow[place] > 0:
                                came_from[pool] = place
                                queue[size] = pool
                                size += 1
                                break
        if end < 0:
            break
        _augment(pool_first, pool_people, work, time, flow, came_from, end)
    left = 0
    for pool in range(count):
        left += work[pool]
        pools[pool] = came_from[pool] != -2
    for person in range(persons):
        people[person] = came_from[count + person] != -2
    return left


def too_much(pool_first: Small, pool_people: Small, work: Ints, time: Ints) -> tuple[int, Ints, Ints]:
    """
    Whether work cannot be shared out, and the set that says so.

    Args:
        pool_first: where each pool begins in the next.
        pool_people: who is in it.
        work: of each pool.
        time: of each person.

    Returns:
        The work that is left over (0: all can be done), the pools of the set, and the people who own any of them.
    """
    count, persons = len(work), len(time)
    pools, people = np.zeros(count, dtype=np.uint8), np.zeros(persons, dtype=np.uint8)
    left = share_out(
        pool_first,
        pool_people,
        work.copy(),
        time.copy(),
        np.zeros(len(pool_people), dtype=np.int64),
        np.zeros(count + persons, dtype=np.int32),
        np.zeros(count + persons, dtype=np.int32),
        pools,
        people,
    )
    return int(left), np.flatnonzero(pools), np.flatnonzero(people)
