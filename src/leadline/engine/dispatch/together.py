"""Work that needs several people at once."""

from leadline.engine.calendars import NEVER, next_working, work_until
from leadline.engine.dispatch.arrays import (
    ASLEEP,
    AWAY,
    BUSY,
    F8,
    F8S,
    HELD,
    HERE,
    I4,
    I4S,
    I8,
    I8S,
    KEPT,
    NOBODY,
    NODES,
    PERSONS,
    PLACES,
    POOLS,
    PUT_ASIDE,
    QUEUES,
    SHAREDS,
    SPANS,
    TABLES,
    WAITED_FOR,
    Floats,
    Ints,
    Records,
    Small,
)
from leadline.engine.dispatch.claims import end_beyond, keeps_from_claim, taken
from leadline.engine.dispatch.events import WAKE
from leadline.engine.dispatch.links import happens
from leadline.engine.dispatch.pools import add, call, came, went
from leadline.engine.kernels import kernel, types


@kernel(
    types.int64(PLACES, PERSONS, F8S, I4S, I4S, TABLES, I4, I8, I8, I8, I8, I8, I8, F8),
    inlined=True, allocates=False,
)  # fmt: skip
def _one_more(
    places: Records,
    people: Records,
    worked: Floats,
    opens: Small,
    reached: Small,
    tables: Records,
    crew: Small,
    begin: int,
    count: int,
    first: int,
    last: int,
    lead: int,
    now: int,
    effort: float,
) -> int:
    """The place of whoever of a pool is free, not on leave, done first and not among the `count` chosen; `NOBODY` if none."""
    chosen, end = NOBODY, NEVER + 1
    for place in range(first, last):
        person = places[place]["person"]
        busy = people[person]["where"] == BUSY or people[person]["taken_until"] > now or people[person]["kept"] != 0
        if places[place]["unable"] or busy or (lead >= 0 and people[person]["whole"] != lead):
            continue
        known = False
        for one in range(begin, begin + count):
            known |= crew[one] == place
        row = places[place]["row"]
        opening = next_working(opens[row], now)
        done = work_until(worked[row], reached[row], tables[row]["pace"], opening, effort)
        if not known and done < min(end, NEVER) and opening - now <= AWAY:
            chosen, end = place, done
    return chosen


@kernel(
    types.boolean(PLACES, PERSONS, I4S, *QUEUES, I8, I8, I8, I8, I8), inlined=True, allocates=False
)  # fmt: skip
def _can_come(
    places: Records,
    people: Records,
    opens: Small,
    queue: Ints,
    at_once: Ints,
    sizes: Ints,
    first: int,
    last: int,
    hands: int,
    lead: int,
    now: int,
) -> bool:
    """
    Whether so many of a pool, the lead among them, are not on leave, busy or not.

    Who is on leave says when they are nearly back: nothing else may happen then.
    """
    there, led = 0, lead < 0
    for place in range(first, last):
        person = places[place]["person"]
        if places[place]["unable"]:
            continue
        nearly = next_working(opens[places[place]["row"]], now) - AWAY
        if people[person]["where"] == BUSY or people[person]["taken_until"] > now or nearly <= now:
            there += 1
            led |= people[person]["whole"] == lead
        elif people[person]["back"] <= now or nearly < people[person]["back"]:
            people[person]["back"] = nearly
            happens(queue, at_once, sizes, nearly, now, WAKE, person)
    return led and there >= hands


@kernel(
    types.boolean(
        NODES, SHAREDS, POOLS, PLACES, SPANS, PERSONS, I4, TABLES, F8S, I4S, I4S, I8S, *QUEUES, I4, I4, I4, I8, I8
    ), inlined=True, allocates=False
)  # fmt: skip
def together(
    nodes: Records,
    shared: Records,
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
    crew: Small,
    held: Small,
    aside: Small,
    node: int,
    now: int,
) -> bool:
    """
    Start a node that several do, when so many of its pool are free and one of them is at work. The others come when their
    week says so; who is on leave is not free.

    Else those who are free are kept for it until something happens again: without that, work for one would always be
    quicker, and this never begin. Nobody is kept as long as too few are there at all, busy ones included. Each works on their own calendar, and all stay until the last of them is done.
    """
    pool, begin, hands, effort = nodes[node]["pool"], shared[node]["crew"], shared[node]["hands"], nodes[node]["effort"]
    first, last, count, working = pools[pool]["first"], pools[pool]["last"], 0, False
    lead, led = shared[node]["lead"], True
    if lead >= 0:
        place = _one_more(
            places, people, worked, opens, reached, tables, crew, begin, 0, first, last, lead, now, effort
        )
        led = place != NOBODY
        if led:
            crew[begin] = place
            count = 1
    while count < (hands if led else hands - 1):
        place = _one_more(
            places, people, worked, opens, reached, tables, crew, begin, count, first, last, -1, now, effort
        )
        if place == NOBODY:
            break
        crew[begin + count] = place
        count += 1
    end, by, since = now, NOBODY, nodes[node]["ready_at"]
    for one in range(begin, begin + count):
        person, row = places[crew[one]]["person"], places[crew[one]]["row"]
        opening = next_working(opens[row], now)
        working |= opening <= now
        done = work_until(worked[row], reached[row], tables[row]["pace"], opening, effort)
        over = spans[crew[one]]["until"]
        if done > over and people[person]["whole"] != person:
            done = end_beyond(people, tables, worked, reached, person, opening, over, effort)
        if done > end or one == begin:
            end, nodes[node]["worker"] = done, person
        if people[person]["last_item"] >= 0 and people[person]["since"] > since:
            by, since = people[person]["last_item"], people[person]["since"]
    starts = count == hands and working
    keeps = starts or _can_come(places, people, opens, queue, at_once, sizes, first, last, hands, lead, now)
    for one in range(begin, begin + count if keeps else begin):
        person, row = places[crew[one]]["person"], places[crew[one]]["row"]
        opening = next_working(opens[row], now)
        if people[person]["where"] == HERE:
            went(pools, places, people, places_of, bits, person, BUSY if starts else ASLEEP if opening > now else HELD)
            if not starts and opening > now:
                happens(queue, at_once, sizes, opening, now, WAKE, person)
        elif starts:
            people[person]["where"] = BUSY
        if starts:
            people[person]["taken_until"] = end
            if end > spans[crew[one]]["until"]:
                whole = people[person]["whole"]
                if whole == person:
                    keeps_from_claim(
                        pools, places, people, places_of, bits, queue, at_once, sizes, crew[one], end, now
                    )  # fmt: skip
                else:
                    # Others wait for them: the rest of their time is kept for it from the beginning.
                    taken(pools, places, people, places_of, bits, queue, at_once, sizes, whole, end, now)
        else:
            people[person]["kept"] = 1
            held[sizes[KEPT]] = person
            sizes[KEPT] += 1
        crew[one] = person if starts else crew[one]
    if not starts:
        nodes[node]["worker"] = NOBODY
        aside[sizes[PUT_ASIDE]] = node
        sizes[PUT_ASIDE] += 1
        return False
    nodes[node]["start"], nodes[node]["done_at"] = now, end
    nodes[node]["driver"] = WAITED_FOR - by if by >= 0 else nodes[node]["start_by"]
    return True


@kernel(
    types.void(NODES, POOLS, PLACES, PERSONS, I4, I8S, I4, I8S, I4, I4, I4), inlined=True, allocates=False
)  # fmt: skip
def look_again(
    nodes: Records,
    pools: Records,
    places: Records,
    people: Records,
    places_of: Small,
    bits: Ints,
    called: Small,
    sizes: Ints,
    ready: Small,
    held: Small,
    aside: Small,
) -> None:
    """Put what waits for several people back among the ready, and let go whom it kept."""
    for one in range(sizes[PUT_ASIDE]):
        pool = nodes[aside[one]]["pool"]
        add(ready, pools[pool]["room"], pools[pool]["ready"], aside[one])
        pools[pool]["ready"] += 1
        call(pools, called, sizes, pool)
    for one in range(sizes[KEPT]):
        people[held[one]]["kept"] = 0
        if people[held[one]]["where"] == HELD:
            came(pools, places, people, places_of, bits, called, sizes, held[one])
    sizes[PUT_ASIDE], sizes[KEPT] = 0, 0
