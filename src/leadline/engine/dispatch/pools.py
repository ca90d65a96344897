"""Pools of people: who is free, what is ready, and who takes the first of it."""

import numpy as np

from leadline.engine.calendars import NEVER, TICKS, next_working, work_until
from leadline.engine.dispatch.arrays import (
    ASKED,
    ASLEEP,
    AWAY,
    CALLED,
    F8S,
    HERE,
    I4,
    I4S,
    I8,
    I8S,
    NOBODY,
    NODES,
    PERSONS,
    PLACES,
    POOLS,
    QUEUES,
    SEVERAL,
    TABLES,
    WAITS,
    Floats,
    Ints,
    Records,
    Small,
)
from leadline.engine.dispatch.events import WAKE
from leadline.engine.dispatch.links import happens
from leadline.engine.kernels import kernel, types


@kernel(types.void(POOLS, I4, I8S, I8), inlined=True, allocates=False)
def call(pools: Records, called: Small, sizes: Ints, pool: int) -> None:
    """Have a pool looked at before anybody takes new work."""
    if not pools[pool]["called"]:
        pools[pool]["called"] = 1
        called[sizes[CALLED]] = pool
        sizes[CALLED] += 1


@kernel(types.void(POOLS, PLACES, PERSONS, I4, I8S, I4, I8S, I8), inlined=True, allocates=False)
def came(
    pools: Records,
    places: Records,
    people: Records,
    places_of: Small,
    bits: Ints,
    called: Small,
    sizes: Ints,
    person: int,
) -> None:
    """Count a person among the free ones of their pools, which are called where something is ready."""
    people[person]["where"] = HERE
    for one in range(people[person]["first"], people[person]["last"]):
        place = places_of[one]
        if not places[place]["unable"]:
            pool = places[place]["pool"]
            bits[places[place]["word"]] |= places[place]["bit"]
            pools[pool]["free"] += 1
            if pools[pool]["ready"] > 0:
                call(pools, called, sizes, pool)


@kernel(types.void(POOLS, PLACES, PERSONS, I4, I8S, I8, I8), inlined=True, allocates=False)
def went(
    pools: Records, places: Records, people: Records, places_of: Small, bits: Ints, person: int, where: int
) -> None:
    """Count a person out of the free ones of their pools."""
    people[person]["where"] = where
    for one in range(people[person]["first"], people[person]["last"]):
        place = places_of[one]
        if not places[place]["unable"]:
            bits[places[place]["word"]] &= ~places[place]["bit"]
            pools[places[place]["pool"]]["free"] -= 1


@kernel(types.void(I4, I8, I8, I8), inlined=True, allocates=False)
def add(ready: Small, first: int, size: int, node: int) -> None:
    """Put an item among the `size` ready ones of a pool, the first of the list on top."""
    place = size
    while place > 0:
        parent = (place - 1) >> 1
        if ready[first + parent] <= node:
            break
        ready[first + place] = ready[first + parent]
        place = parent
    ready[first + place] = node


@kernel(types.void(I4, I8, I8), inlined=True, allocates=False)
def take(ready: Small, first: int, size: int) -> None:
    """Take the top item out of the ready ones of a pool; `size` is the number that stay."""
    node, place = ready[first + size], 0
    while True:
        child = 2 * place + 1
        if child >= size:
            break
        # As in the queue of events.
        child += int(ready[first + child + 1] < ready[first + child])
        if node <= ready[first + child]:
            break
        ready[first + place] = ready[first + child]
        place = child
    ready[first + place] = node


_DE_BRUIJN = 0x03F79D71B4CB0A89
_PLACES_OF_BITS = np.zeros(64, np.int64)
for _bit in range(64):
    _PLACES_OF_BITS[((_DE_BRUIJN << _bit) % 2**64) >> 58] = _bit


@kernel(types.int64(types.int64), inlined=True, allocates=False)
def _lowest(bits: int) -> int:
    """The place of the lowest bit that is set."""
    # The product has another top six bits for each power of two (de Bruijn).
    return int(_PLACES_OF_BITS[np.uint64(bits & -bits) * np.uint64(_DE_BRUIJN) >> np.uint64(58)])


@kernel(
    types.int64(
        NODES, POOLS, PLACES, PERSONS, I4, TABLES, F8S, I4S, I4S, I8S, *QUEUES, I8, I8, I8
    ), inlined=True, allocates=False
)  # fmt: skip
def quickest(
    nodes: Records,
    pools: Records,
    places: Records,
    people: Records,
    places_of: Small,
    tables: Records,
    worked: Floats,
    opens: Small,
    reached: Small,
    bits: Ints,
    queue: Ints,
    at_once: Ints,
    sizes: Ints,
    pool: int,
    node: int,
    now: int,
) -> int:
    """The place of whoever of a pool's free people is done first with a node; `NOBODY` when all have gone home."""
    chosen, end = NOBODY, NEVER + 1
    sizes[ASKED] += 1
    first = pools[pool]["first"]
    for word in range((pools[pool]["last"] - first + 63) >> 6):
        left = bits[pools[pool]["words"] + word]
        while left != 0:
            place = first + 64 * word + _lowest(left)
            left &= left - 1
            row = places[place]["row"]
            # Once for all who share a timetable.
            if tables[row]["asked"] != sizes[ASKED]:
                tables[row]["asked"] = sizes[ASKED]
                tables[row]["opening"] = next_working(opens[row], now)
                if tables[row]["opening"] <= now:
                    effort, pace = nodes[node]["effort"], tables[row]["pace"]
                    tables[row]["end"] = work_until(worked[row], reached[row], pace, now, effort)
            if tables[row]["opening"] > now:
                person = places[place]["person"]
                went(pools, places, people, places_of, bits, person, ASLEEP)
                happens(queue, at_once, sizes, tables[row]["opening"], now, WAKE, person)
            elif tables[row]["end"] < end:
                chosen, end = place, tables[row]["end"]
    return chosen


LONG = 31 * TICKS
"""Work that is done this much later than twice its effort is interrupted, or for somebody with little time."""


@kernel(types.boolean(NODES, I8, I8, I8), inlined=True, allocates=False)
def is_soon(nodes: Records, node: int, end: int, now: int) -> bool:
    """Whether an end is one that a node need not wait for anybody else for: so is nearly every one."""
    # What has begun to wait goes on to, though the days until then pass: else it would depend on when it is looked at.
    soon = end < NEVER and end - now <= LONG + int(2.0 * nodes[node]["effort"] * TICKS)
    return soon and nodes[node]["links"] & WAITS == 0


@kernel(
    types.boolean(NODES, POOLS, PLACES, PERSONS, TABLES, F8S, I4S, I4S, I8, I8, I8, I8, I8), allocates=False, inner=True
)  # fmt: skip
def better_later(
    nodes: Records,
    pools: Records,
    places: Records,
    people: Records,
    tables: Records,
    worked: Floats,
    opens: Small,
    reached: Small,
    pool: int,
    node: int,
    chosen: int,
    end: int,
    now: int,
) -> bool:
    """
    Whether a node had better wait, whose end is not soon: somebody who is busy or away now would be done a week sooner than
    whoever is free, or whoever is free would never be done.

    Without this, who leaves for half a year tomorrow takes what somebody else could begin on Monday.
    """
    effort, whole = nodes[node]["effort"], people[places[chosen]["person"]]["whole"]
    for place in range(pools[pool]["first"], pools[pool]["last"]):
        person, row = places[place]["person"], places[place]["row"]
        begin = max(now, people[person]["taken_until"])
        if places[place]["unable"] or people[person]["whole"] == whole or begin >= NEVER:
            continue
        begin = next_working(opens[row], begin)
        if begin < NEVER and work_until(worked[row], reached[row], tables[row]["pace"], begin, effort) < end - AWAY:
            nodes[node]["links"] |= WAITS
            return True
    return end >= NEVER


@kernel(types.int64(NODES, POOLS, I4, I4, I8S), inlined=True, allocates=False)
def first_called(nodes: Records, pools: Records, ready: Small, called: Small, sizes: Ints) -> int:
    """
    The pool whose top item comes first in the list, of those called that have somebody free; `NOBODY` if none has.

    What needs several is looked at also when nobody is free, for those who will be.
    """
    best, top, one = NOBODY, len(nodes), 0
    while one < sizes[CALLED]:
        pool = called[one]
        nobody = pools[pool]["ready"] == 0 or pools[pool]["free"] == 0
        if nobody and pools[pool]["several"]:
            for waiting in range(pools[pool]["room"], pools[pool]["room"] + pools[pool]["ready"]):
                nobody &= nodes[ready[waiting]]["links"] & SEVERAL == 0
        if nobody:
            pools[pool]["called"] = 0
            sizes[CALLED] -= 1
            called[one] = called[sizes[CALLED]]
            continue
        if ready[pools[pool]["room"]] < top:
            best, top = pool, ready[pools[pool]["room"]]
        one += 1
    return best
