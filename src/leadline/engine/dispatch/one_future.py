"""
Priority dispatch: whoever is free takes the top ready item of the published list.

Event by event, as the plain form in the tests, which it equals future by future; but it looks only at those pools of
people in which something changed, so that its cost does not grow with what is waiting.
"""

from leadline.engine.calendars import NEVER
from leadline.engine.dispatch.arrays import (
    ALL,
    ASKED,
    ASLEEP,
    AT_ONCE,
    BUSY,
    HERE,
    NOBODY,
    PEOPLE,
    PUT_ASIDE,
    QUEUED,
    SEVERAL,
    WAITED_FOR,
    WAITS,
    Floats,
    Ints,
    Records,
    Small,
)
from leadline.engine.dispatch.claims import freed, go_on, keeps_from_claim
from leadline.engine.dispatch.events import (
    ABLE,
    BEGUN,
    CLOSE,
    FINISHED,
    FREED,
    KINDS,
    LEFT,
    LOOK,
    OVER,
    ROOM,
    SETTLED,
    WAKE,
    pop,
)
from leadline.engine.dispatch.links import begun, close, happens, release, start_alone
from leadline.engine.dispatch.pools import add, better_later, call, came, first_called, is_soon, quickest, take, went
from leadline.engine.dispatch.together import look_again, together
from leadline.engine.kernels import kernel, types


@kernel(types.void(*ALL), allocates=False)
def play_one(
    nodes: Records,
    shared: Records,
    edges: Records,
    pools: Records,
    places: Records,
    spans: Records,
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
    ready: Small,
    called: Small,
    crew: Small,
    held: Small,
    aside: Small,
) -> None:
    """Play one future. Of each node `may_start`, `effort`, `late` are read; `start`, `finish`, `driver`, `worker` left."""
    sizes[:ASKED] = 0
    for pool in range(len(pools)):
        pools[pool]["free"], pools[pool]["ready"], pools[pool]["called"] = 0, 0, 0
    bits[:] = 0
    for person in range(len(people)):
        people[person]["where"], people[person]["since"], people[person]["last_item"] = HERE, 0, NOBODY
        people[person]["kept"], people[person]["back"], people[person]["taken_until"] = 0, 0, 0
    for place in range(len(places)):
        places[place]["unable"] = 1 if spans[place]["since"] > 0 else 0
        if places[place]["unable"]:
            happens(queue, at_once, sizes, spans[place]["since"], 0, ABLE, place)
        else:
            happens(queue, at_once, sizes, spans[place]["until"], 0, ABLE, place)
            bits[places[place]["word"]] |= places[place]["bit"]
            pools[places[place]["pool"]]["free"] += 1
    for node in range(len(nodes)):
        one = nodes[node]
        one["start"], one["finish"], one["driver"], one["worker"] = NEVER, NEVER, NOBODY, NOBODY
        one["links"] &= ~WAITS
        one["start_by"], one["finish_by"], one["may_finish"] = NOBODY, NOBODY, one["finish_floor"]
        one["missing_start"], one["missing_finish"] = one["start_needs"], one["finish_needs"]
        if one["missing_start"] == 0:
            happens(queue, at_once, sizes, one["may_start"], 0, LOOK, node)

    now = 0
    while sizes[AT_ONCE] > 0 or sizes[QUEUED] > 0:
        if sizes[AT_ONCE] == 0:
            now = queue[0] >> ROOM
        # All that happens at this instant, also what it brings about at once, comes before anybody takes new work.
        while True:
            if sizes[AT_ONCE] > 0:
                sizes[AT_ONCE] -= 1
                event = at_once[sizes[AT_ONCE]]
            elif sizes[QUEUED] > 0 and queue[0] >> ROOM <= now:
                event = queue[0] & ((1 << ROOM) - 1)
                sizes[QUEUED] -= 1
                pop(queue, sizes[QUEUED])
            else:
                break
            what, kind = event // KINDS, event % KINDS
            if kind in (LEFT, FREED):
                several = nodes[what]["links"] & SEVERAL
                for one in range(shared[what]["hands"] if several else 1):
                    person = crew[shared[what]["crew"] + one] if several else nodes[what]["worker"]
                    people[person]["since"], people[person]["last_item"] = now, what
                    freed(pools, places, people, places_of, bits, called, sizes, person, now)
            elif kind == WAKE:
                # Who was called to work with others meanwhile has nothing to wake up for.
                if people[what]["where"] == ASLEEP and people[what]["taken_until"] <= now:
                    came(pools, places, people, places_of, bits, called, sizes, what)
            elif kind == ABLE:
                here = people[places[what]["person"]]["where"] == HERE
                if places[what]["unable"]:
                    places[what]["unable"] = 0
                    happens(queue, at_once, sizes, spans[what]["until"], now, ABLE, what)
                    if here:
                        bits[places[what]["word"]] |= places[what]["bit"]
                        pools[places[what]["pool"]]["free"] += 1
                        call(pools, called, sizes, places[what]["pool"])
                else:
                    places[what]["unable"] = 1
                    if here:
                        bits[places[what]["word"]] &= ~places[what]["bit"]
                        pools[places[what]["pool"]]["free"] -= 1
            elif kind == LOOK and nodes[what]["kind"] == PEOPLE:
                pool = nodes[what]["pool"]
                add(ready, pools[pool]["room"], pools[pool]["ready"], what)
                pools[pool]["ready"] += 1
                nodes[what]["ready_at"] = now
                # Mostly everybody is busy: who comes free looks at it then. For several people some are kept before that.
                if pools[pool]["free"] > 0 or pools[pool]["several"]:
                    call(pools, called, sizes, pool)
            elif kind == OVER:
                go_on(
                    nodes, pools, places, people, places_of, tables, worked, reached,
                    bits, queue, at_once, sizes, what, now,
                )  # fmt: skip
            elif kind == LOOK:
                start_alone(nodes, tables, worked, opens, reached, queue, at_once, sizes, what, now)
            if kind in (LEFT, FINISHED):
                release(nodes, edges, queue, at_once, sizes, what, now, FINISHED)
            elif kind in (BEGUN, SETTLED):
                release(nodes, edges, queue, at_once, sizes, what, now, kind)
            if kind in (BEGUN, CLOSE):
                close(nodes, queue, at_once, sizes, what, now, False)

        # All who are free take work, the first of the list first; whoever gets free by it waits for the next round.
        if sizes[PUT_ASIDE] > 0:
            look_again(nodes, pools, places, people, places_of, bits, called, sizes, ready, held, aside)
        while True:
            pool = first_called(nodes, pools, ready, called, sizes)
            if pool == NOBODY:
                break
            node = ready[pools[pool]["room"]]
            if nodes[node]["links"] & SEVERAL:
                pools[pool]["ready"] -= 1
                take(ready, pools[pool]["room"], pools[pool]["ready"])
                if together(
                    nodes, shared, pools, places, spans, people, places_of, tables, worked, opens, reached,
                    bits, queue, at_once, sizes, crew, held, aside, node, now,
                ):  # fmt: skip
                    begun(nodes, queue, at_once, sizes, node, now)
                continue
            if pools[pool]["free"] == 0:
                # Nobody is there for it, but what needs several comes behind it in the list, and keeps who comes.
                pools[pool]["ready"] -= 1
                take(ready, pools[pool]["room"], pools[pool]["ready"])
                aside[sizes[PUT_ASIDE]] = node
                sizes[PUT_ASIDE] += 1
                continue
            place = quickest(
                nodes, pools, places, people, places_of, tables, worked, opens, reached,
                bits, queue, at_once, sizes, pool, node, now,
            )  # fmt: skip
            if place == NOBODY:
                continue
            person, end = places[place]["person"], tables[places[place]["row"]]["end"]
            pools[pool]["ready"] -= 1
            take(ready, pools[pool]["room"], pools[pool]["ready"])
            if not is_soon(nodes, node, end, now) and better_later(
                nodes, pools, places, people, tables, worked, opens, reached, pool, node, place, end, now
            ):
                aside[sizes[PUT_ASIDE]] = node
                sizes[PUT_ASIDE] += 1
                continue
            went(pools, places, people, places_of, bits, person, BUSY)
            last, held_until = people[person]["last_item"], people[person]["since"]
            nodes[node]["start"], nodes[node]["done_at"], nodes[node]["worker"] = now, end, person
            people[person]["taken_until"] = end
            if end > spans[place]["until"]:
                if people[person]["whole"] != person:
                    # When it is done depends on what is being done in the rest of their time when the claim is over.
                    nodes[node]["done_at"], people[person]["taken_until"] = NEVER, NEVER
                    happens(queue, at_once, sizes, spans[place]["until"], now, OVER, node)
                else:
                    keeps_from_claim(
                        pools, places, people, places_of, bits, queue, at_once, sizes, place, end, now
                    )  # fmt: skip
            waited = last >= 0 and held_until > nodes[node]["ready_at"]
            nodes[node]["driver"] = WAITED_FOR - last if waited else nodes[node]["start_by"]
            begun(nodes, queue, at_once, sizes, node, now)
