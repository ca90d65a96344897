"""
What goes on beyond the claim under which it was begun.

The rest of somebody's time does one thing at a time, as each of their claimed parts does. So what is not done when its claim
ends goes on in the rest, as soon as what is being done there is done, and nothing else begins there meanwhile. What a project
has begun in the rest goes on into its claim, and nothing else begins in the claim meanwhile.
"""

from leadline.engine.calendars import TICKS, work_until, worked_until
from leadline.engine.dispatch.arrays import (
    ASLEEP,
    F8,
    F8S,
    HELD,
    HERE,
    I4,
    I4S,
    I8,
    I8S,
    NODES,
    PERSONS,
    PLACES,
    POOLS,
    QUEUES,
    STARTS,
    TABLES,
    Floats,
    Ints,
    Records,
    Small,
)
from leadline.engine.dispatch.events import FREED, WAKE
from leadline.engine.dispatch.links import close, happens
from leadline.engine.dispatch.pools import came, went
from leadline.engine.kernels import kernel, types


@kernel(types.void(POOLS, PLACES, PERSONS, I4, I8S, *QUEUES, I8, I8, I8), inlined=True, allocates=False)
def taken(
    pools: Records,
    places: Records,
    people: Records,
    places_of: Small,
    bits: Ints,
    queue: Ints,
    at_once: Ints,
    sizes: Ints,
    person: int,
    until: int,
    now: int,
) -> None:
    """Let a part of somebody begin nothing until a time."""
    people[person]["taken_until"] = max(people[person]["taken_until"], until)
    if people[person]["where"] == HERE:
        went(pools, places, people, places_of, bits, person, ASLEEP)
    elif people[person]["where"] == HELD:
        people[person]["where"] = ASLEEP
    happens(queue, at_once, sizes, until, now, WAKE, person)


@kernel(types.void(POOLS, PLACES, PERSONS, I4, I8S, I4, I8S, I8, I8), inlined=True, allocates=False)
def freed(
    pools: Records,
    places: Records,
    people: Records,
    places_of: Small,
    bits: Ints,
    called: Small,
    sizes: Ints,
    person: int,
    now: int,
) -> None:
    """Count somebody among the free, unless what another part of them has begun goes on in this one."""
    if people[person]["taken_until"] > now:
        people[person]["where"] = ASLEEP
    else:
        came(pools, places, people, places_of, bits, called, sizes, person)


@kernel(types.int64(PERSONS, TABLES, F8S, I4S, I8, I8, I8, F8), inlined=True, allocates=False)
def end_beyond(
    people: Records,
    tables: Records,
    worked: Floats,
    reached: Small,
    person: int,
    begin: int,
    over: int,
    effort: float,
) -> int:
    """When an effort is done that somebody began under a claim which is over before that."""
    whole, row = people[person]["whole"], people[person]["row"]
    pace = tables[row]["pace"]
    done = worked_until(worked[row], pace, over / TICKS) - worked_until(worked[row], pace, begin / TICKS)
    goes_on = max(over, people[whole]["taken_until"])
    return int(work_until(worked[row], reached[row], pace, goes_on, max(effort - done, 0.0)))


@kernel(types.void(POOLS, PLACES, PERSONS, I4, I8S, *QUEUES, I8, I8, I8), inlined=True, allocates=False)
def keeps_from_claim(
    pools: Records,
    places: Records,
    people: Records,
    places_of: Small,
    bits: Ints,
    queue: Ints,
    at_once: Ints,
    sizes: Ints,
    place: int,
    until: int,
    now: int,
) -> None:
    """What a project begins at a place in the rest of somebody's time goes on into its claim: nothing begins there until then."""
    person, pool = places[place]["person"], places[place]["pool"]
    for one in range(pools[pool]["first"], pools[pool]["last"]):
        other = places[one]["person"]
        if other != person and people[other]["whole"] == person:
            taken(pools, places, people, places_of, bits, queue, at_once, sizes, other, until, now)


@kernel(
    types.void(NODES, POOLS, PLACES, PERSONS, I4, TABLES, F8S, I4S, I8S, *QUEUES, I8, I8), inlined=True, allocates=False
)  # fmt: skip
def go_on(
    nodes: Records,
    pools: Records,
    places: Records,
    people: Records,
    places_of: Small,
    tables: Records,
    worked: Floats,
    reached: Small,
    bits: Ints,
    queue: Ints,
    at_once: Ints,
    sizes: Ints,
    node: int,
    now: int,
) -> None:
    """The claim under which a node was begun is over: what is left of it is done in the time that nobody has claimed."""
    person, begin, effort = nodes[node]["worker"], nodes[node]["start"], nodes[node]["effort"]
    end = end_beyond(people, tables, worked, reached, person, begin, now, effort)
    nodes[node]["done_at"], people[person]["taken_until"] = end, end
    taken(pools, places, people, places_of, bits, queue, at_once, sizes, people[person]["whole"], end, now)
    starts = nodes[node]["links"] & STARTS != 0
    if starts:
        happens(queue, at_once, sizes, end, now, FREED, node)
    close(nodes, queue, at_once, sizes, node, now, not starts)
