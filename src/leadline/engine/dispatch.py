"""
Priority dispatch: in every future, whoever is free takes the top ready item of the published list.

Event by event, as the plain form in the tests, which it equals future by future; but it looks only at those pools of
people in which something changed, so that its cost does not grow with what is waiting.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from leadline.engine.calendars import NEVER, TICKS, next_working, ticks, work_until
from leadline.engine.events import (
    ABLE,
    BEGUN,
    CLOSE,
    FINISHED,
    FREED,
    KINDS,
    LEFT,
    LOOK,
    ROOM,
    SETTLED,
    WAKE,
    pop,
    push,
)
from leadline.engine.kernels import from_dtype, kernel, types
from leadline.engine.order import FS, SF, SS
from leadline.engine.rows import Efforts

Floats = NDArray[np.float64]
Singles = NDArray[np.float32]
Ints = NDArray[np.int64]
Small = NDArray[np.int32]
Records = NDArray[np.void]

BLOCK = 16
"""Futures that are played before they are written out: as many values as fit into one line of the processor's cache."""

MILESTONE, PEOPLE, CALENDAR, ARRIVAL = 0, 1, 2, 3
"""
Kinds of node: a point; work for one of some people; work on a calendar without a person; something that comes on a day.
"""

NOBODY = -1
"""No node, no person: what had nothing to wait for."""

WAITED_FOR = -2
"""A driver of this and below is the item that held the person: item n as `WAITED_FOR - n`."""

HERE, BUSY, ASLEEP, HELD = 0, 1, 2, 3
"""Where a person is: free; at work on an item; gone until their working time goes on; free, and kept for an item."""

STARTS, LEADS = 1, 2
"""What the edges out of a node ask for: its start; its finish before it comes ("three days before the end")."""

_i4, _i8, _f8 = np.int32, np.int64, np.float64

NODE = np.dtype(
    [
        ("kind", _i4), ("calendar", _i4), ("first_edge", _i4), ("last_edge", _i4), ("links", _i4), ("pool", _i4),
        ("start_needs", _i4), ("finish_needs", _i4), ("finish_floor", _i8),
        ("effort", _f8), ("late", _i8), ("may_start", _i8), ("may_finish", _i8), ("start_by", _i4), ("finish_by", _i4),
        ("missing_start", _i4), ("missing_finish", _i4), ("ready_at", _i8), ("done_at", _i8),
        ("start", _i8), ("finish", _i8), ("driver", _i4), ("worker", _i4), ("rate", _f8),
        ("hands", _i4), ("crew", _i4), ("lead", _i8),
    ]
)  # fmt: skip
"""
A node; all times in ticks. What it is (`MILESTONE` …), its timetable where it is `CALENDAR` work, its edges out and what they
ask for, the pool of people who can do it, the edges that must be satisfied before it starts and finishes, and when it
finishes at the earliest. The rest is of one future: what it takes (working days; the day for `ARRIVAL`), how late it is then,
when it may start and finish and by whose doing, what it still misses, since when it is ready, when its work is done. `rate`
is what a day of it costs where nobody of ours does it. `hands` do it together, `lead` one of them where that is a person;
who they are stands in the room from `crew` on.
"""

EDGE = np.dtype([("after", _i4), ("kind", _i4), ("lag", _i8)])
"""Who waits, for what (`FS` …), and how many ticks more."""

POOL = np.dtype(
    [("first", _i4), ("last", _i4), ("words", _i4), ("room", _i4), ("free", _i4), ("ready", _i4), ("called", _i8)]
)
"""
People who can do the same work: their places; where the bits of its free ones begin (a word for 64 places) and its queue of
ready items; how many are free and ready.
"""

PLACE = np.dtype(
    [
        ("person", _i4), ("pool", _i4), ("since", _i8), ("until", _i8), ("row", _i4), ("unable", _i4),
        ("bit", _i8), ("word", _i4),
    ]
)  # fmt: skip
"""
That a person is in a pool, between which ticks (`NEVER`: for ever) and on which timetable; the preferred person of a pool
first; and the bit that says free. Somebody may be in a pool at two places, never at both at a time.
"""

PERSON = np.dtype(
    [
        ("first", _i4), ("last", _i4), ("row", _i4), ("where", _i4), ("last_item", _i8), ("since", _i8), ("rate", _f8),
        ("whole", _i4), ("kept", _i4),
    ]
)  # fmt: skip
"""
Somebody, or the part of them that a project has claimed: their places (in `Plan.places_of`), timetable, where they are, what
they did last and until when; a day's cost; who they are a part of, else themselves; and whether they are kept, at work or
not, for an item that needs several.
"""

TABLE = np.dtype([("pace", _f8), ("asked", _i8), ("opening", _i8), ("end", _i8)])
"""A timetable's mean pace, and the last answer it gave: when it opens, and when the effort asked about would be done."""


class Plan(NamedTuple):
    """A network as arrays; node n is the n-th of the published list. `worked`, `opens`, `reached`: see `Timetables`."""

    nodes: Records
    edges: Records
    pools: Records
    places: Records
    people: Records
    places_of: Small
    tables: Records
    worked: Floats
    opens: Small
    reached: Small


class Room(NamedTuple):
    """The memory one thread plays futures in: its own copy of what changes, and queues; `sizes` is how full they are."""

    nodes: Records
    pools: Records
    places: Records
    people: Records
    tables: Records
    bits: Ints
    queue: Ints
    at_once: Ints
    ready: Small
    called: Small
    crew: Small
    held: Small
    aside: Small
    sizes: Ints


QUEUED, AT_ONCE, CALLED, KEPT, PUT_ASIDE, ASKED = 0, 1, 2, 3, 4, 5


def room(plan: Plan) -> Room:
    """Memory to play one future after the other of a network."""
    hands = int(plan.nodes["hands"][plan.nodes["hands"] > 1].sum())
    most = KINDS * len(plan.nodes) + len(plan.people) + len(plan.places) + hands + 1
    return Room(
        plan.nodes.copy(),
        plan.pools.copy(),
        plan.places.copy(),
        plan.people.copy(),
        plan.tables.copy(),
        np.zeros(max(int(plan.places["word"].max(initial=0)) + 1, 1), np.int64),
        np.zeros(most, np.int64),
        np.zeros(most, np.int64),
        np.zeros(len(plan.nodes), np.int32),
        np.zeros(len(plan.pools), np.int32),
        np.zeros(hands, np.int32),
        np.zeros(len(plan.people), np.int32),
        np.zeros(len(plan.nodes), np.int32),
        np.zeros(ASKED + 1, np.int64),
    )


_NODES, _EDGES, _POOLS, _PLACES, _PEOPLE, _TABLES = (
    from_dtype(dtype)[::1] for dtype in (NODE, EDGE, POOL, PLACE, PERSON, TABLE)
)
_I4, _I8, _F8 = types.int32[::1], types.int64, types.float64
_I4S, _F8S, _I8S = types.int32[:, ::1], types.float64[:, ::1], types.int64[::1]
_QUEUES = (_I8S, _I8S, _I8S)


@kernel(types.void(*_QUEUES, _I8, _I8, _I8, _I8), inlined=True, allocates=False)
def _happens(queue: Ints, at_once: Ints, sizes: Ints, at: int, now: int, kind: int, what: int) -> None:
    """Note an event: at once where its time has come, else in the queue; never where it never comes."""
    if at <= now:
        at_once[sizes[AT_ONCE]] = what * KINDS + kind
        sizes[AT_ONCE] += 1
    elif at < NEVER:
        push(queue, sizes[QUEUED], (at << ROOM) | (what * KINDS + kind))
        sizes[QUEUED] += 1


@kernel(types.void(_POOLS, _I4, _I8S, _I8), inlined=True, allocates=False)
def _call(pools: Records, called: Small, sizes: Ints, pool: int) -> None:
    """Have a pool looked at before anybody takes new work."""
    if not pools[pool]["called"]:
        pools[pool]["called"] = 1
        called[sizes[CALLED]] = pool
        sizes[CALLED] += 1


@kernel(types.void(_POOLS, _PLACES, _PEOPLE, _I4, _I8S, _I4, _I8S, _I8), inlined=True, allocates=False)
def _came(
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
                _call(pools, called, sizes, pool)


@kernel(types.void(_POOLS, _PLACES, _PEOPLE, _I4, _I8S, _I8, _I8), inlined=True, allocates=False)
def _went(
    pools: Records, places: Records, people: Records, places_of: Small, bits: Ints, person: int, where: int
) -> None:
    """Count a person out of the free ones of their pools."""
    people[person]["where"] = where
    for one in range(people[person]["first"], people[person]["last"]):
        place = places_of[one]
        if not places[place]["unable"]:
            bits[places[place]["word"]] &= ~places[place]["bit"]
            pools[places[place]["pool"]]["free"] -= 1


@kernel(types.void(_I4, _I8, _I8, _I8), inlined=True, allocates=False)
def _add(ready: Small, first: int, size: int, node: int) -> None:
    """Put an item among the `size` ready ones of a pool, the first of the list on top."""
    place = size
    while place > 0:
        parent = (place - 1) >> 1
        if ready[first + parent] <= node:
            break
        ready[first + place] = ready[first + parent]
        place = parent
    ready[first + place] = node


@kernel(types.void(_I4, _I8, _I8), inlined=True, allocates=False)
def _take(ready: Small, first: int, size: int) -> None:
    """Take the top item out of the ready ones of a pool; `size` is the number that stay."""
    node, place = ready[first + size], 0
    while True:
        child = 2 * place + 1
        if child >= size:
            break
        if child + 1 < size and ready[first + child + 1] < ready[first + child]:
            child += 1
        if node <= ready[first + child]:
            break
        ready[first + place] = ready[first + child]
        place = child
    ready[first + place] = node


@kernel(types.void(_NODES, _EDGES, *_QUEUES, _I8, _I8, _I8), inlined=True, allocates=False)
def _release(
    nodes: Records, edges: Records, queue: Ints, at_once: Ints, sizes: Ints, node: int, now: int, event: int
) -> None:
    """Tell those who wait for the start or the finish of a node."""
    for edge in range(nodes[node]["first_edge"], nodes[node]["last_edge"]):
        kind, after, lag = edges[edge]["kind"], edges[edge]["after"], edges[edge]["lag"]
        if (kind in (SS, SF)) != (event == BEGUN):
            continue
        # A lead is known as soon as the end is; all else when it comes.
        if event != BEGUN and (lag < 0) != (event == SETTLED):
            continue
        known = (nodes[node]["start"] if event == BEGUN else nodes[node]["finish"]) + lag
        if kind in (FS, SS):
            by, may = nodes[after]["start_by"], nodes[after]["may_start"]
            if known > may or (known == may and (by < 0 or node < by)):
                nodes[after]["may_start"], nodes[after]["start_by"] = known, node
            nodes[after]["missing_start"] -= 1
            if nodes[after]["missing_start"] == 0:
                _happens(queue, at_once, sizes, nodes[after]["may_start"], now, LOOK, after)
        else:
            by, may = nodes[after]["finish_by"], nodes[after]["may_finish"]
            if known > may or (known == may and node < by):
                nodes[after]["may_finish"], nodes[after]["finish_by"] = known, node
            nodes[after]["missing_finish"] -= 1
            if nodes[after]["missing_finish"] == 0 and nodes[after]["start"] < NEVER:
                _happens(queue, at_once, sizes, now, now, CLOSE, after)


@kernel(types.void(_NODES, *_QUEUES, _I8, _I8, types.boolean), inlined=True, allocates=False)
def _close(nodes: Records, queue: Ints, at_once: Ints, sizes: Ints, node: int, now: int, leaves: bool) -> None:
    """Settle the finish of a node that has started, if nothing is missing for it. `leaves`: so does its person then."""
    done = nodes[node]["done_at"]
    settled = nodes[node]["missing_finish"] == 0 and nodes[node]["finish"] >= NEVER
    end = min(max(done, nodes[node]["may_finish"]) + nodes[node]["late"], NEVER)
    if leaves and not (settled and end == done):
        _happens(queue, at_once, sizes, done, now, FREED, node)
    if not settled:
        return
    if nodes[node]["may_finish"] > done and nodes[node]["finish_by"] >= 0:
        nodes[node]["driver"] = nodes[node]["finish_by"]
    nodes[node]["finish"] = end
    if nodes[node]["links"] & LEADS and end < NEVER:
        _happens(queue, at_once, sizes, now, now, SETTLED, node)
    _happens(queue, at_once, sizes, end, now, LEFT if leaves and end == done else FINISHED, node)


@kernel(types.void(_NODES, _TABLES, _F8S, _I4S, _I4S, *_QUEUES, _I8, _I8), inlined=True, allocates=False)
def _start_alone(
    nodes: Records,
    tables: Records,
    worked: Floats,
    opens: Small,
    reached: Small,
    queue: Ints,
    at_once: Ints,
    sizes: Ints,
    node: int,
    now: int,
) -> None:
    """Start a node that needs nobody in particular."""
    begin, done, row = now, now, nodes[node]["calendar"]
    if nodes[node]["kind"] == CALENDAR:
        begin = next_working(opens[row], now)
        done = work_until(worked[row], reached[row], tables[row]["pace"], begin, nodes[node]["effort"])
    elif nodes[node]["kind"] == ARRIVAL:
        done = max(now, ticks(nodes[node]["effort"]))
    nodes[node]["start"], nodes[node]["done_at"], nodes[node]["driver"] = begin, done, nodes[node]["start_by"]
    _happens(queue, at_once, sizes, begin, now, BEGUN, node)


@kernel(types.void(_NODES, *_QUEUES, _I8, _I8), inlined=True, allocates=False)
def _begun(nodes: Records, queue: Ints, at_once: Ints, sizes: Ints, node: int, now: int) -> None:
    """Note what follows from the start of a node that people do."""
    if nodes[node]["links"] & STARTS:
        # Those who wait for its start are told when all who are free have taken what they take now.
        _happens(queue, at_once, sizes, nodes[node]["done_at"], now, FREED, node)
        _happens(queue, at_once, sizes, now, now, BEGUN, node)
    else:
        _close(nodes, queue, at_once, sizes, node, now, True)


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
        _NODES, _POOLS, _PLACES, _PEOPLE, _I4, _TABLES, _F8S, _I4S, _I4S, _I8S, *_QUEUES, _I8, _I8, _I8
    ), inlined=True, allocates=False
)  # fmt: skip
def _quickest(
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
                _went(pools, places, people, places_of, bits, person, ASLEEP)
                _happens(queue, at_once, sizes, tables[row]["opening"], now, WAKE, person)
            elif tables[row]["end"] < end:
                chosen, end = place, tables[row]["end"]
    return chosen


@kernel(types.int64(_NODES, _POOLS, _I4, _I4, _I8S), inlined=True, allocates=False)
def _first_called(nodes: Records, pools: Records, ready: Small, called: Small, sizes: Ints) -> int:
    """
    The pool whose top item comes first in the list, of those called that have somebody free; `NOBODY` if none has.

    What needs several is looked at also when nobody is free, for those who will be.
    """
    best, top, one = NOBODY, len(nodes), 0
    while one < sizes[CALLED]:
        pool = called[one]
        several = pools[pool]["ready"] > 0 and nodes[ready[pools[pool]["room"]]]["hands"] > 1
        if not several and (pools[pool]["ready"] == 0 or pools[pool]["free"] == 0):
            pools[pool]["called"] = 0
            sizes[CALLED] -= 1
            called[one] = called[sizes[CALLED]]
            continue
        if ready[pools[pool]["room"]] < top:
            best, top = pool, ready[pools[pool]["room"]]
        one += 1
    return best


@kernel(
    types.int64(_PLACES, _PEOPLE, _F8S, _I4S, _I4S, _TABLES, _I4, _I8, _I8, _I8, _I8, _I8, _I8, _F8),
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
    """The place of whoever of a pool, at work or not, is done first and not among the `count` chosen; `NOBODY` if none."""
    chosen, end = NOBODY, NEVER + 1
    for place in range(first, last):
        person = places[place]["person"]
        taken = people[person]["where"] == BUSY or people[person]["kept"] != 0
        if places[place]["unable"] or taken or (lead >= 0 and people[person]["whole"] != lead):
            continue
        known = False
        for one in range(begin, begin + count):
            known |= crew[one] == place
        row = places[place]["row"]
        opening = next_working(opens[row], now)
        done = work_until(worked[row], reached[row], tables[row]["pace"], opening, effort)
        if not known and done < end:
            chosen, end = place, done
    return chosen


@kernel(
    types.boolean(
        _NODES, _POOLS, _PLACES, _PEOPLE, _I4, _TABLES, _F8S, _I4S, _I4S, _I8S, *_QUEUES, _I4, _I4, _I4, _I8, _I8
    ), inlined=True, allocates=False
)  # fmt: skip
def _together(
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
    crew: Small,
    held: Small,
    aside: Small,
    node: int,
    now: int,
) -> bool:
    """
    Start a node that several do, when so many of its pool are free and one of them is at work; the others come when they do.

    Else those who are free are kept for it until something happens again: without that, work for one would always be
    quicker, and this never begin. Each works on their own calendar, and all stay until the last of them is done.
    """
    pool, begin, hands, effort = nodes[node]["pool"], nodes[node]["crew"], nodes[node]["hands"], nodes[node]["effort"]
    first, last, count, working = pools[pool]["first"], pools[pool]["last"], 0, False
    lead, led = nodes[node]["lead"], True
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
        if done > end or one == begin:
            end, nodes[node]["worker"] = done, person
        if people[person]["last_item"] >= 0 and people[person]["since"] > since:
            by, since = people[person]["last_item"], people[person]["since"]
    starts = count == hands and working
    for one in range(begin, begin + count):
        person, row = places[crew[one]]["person"], places[crew[one]]["row"]
        opening = next_working(opens[row], now)
        if people[person]["where"] == HERE:
            _went(pools, places, people, places_of, bits, person, BUSY if starts else ASLEEP if opening > now else HELD)
            if not starts and opening > now:
                _happens(queue, at_once, sizes, opening, now, WAKE, person)
        elif starts:
            people[person]["where"] = BUSY
        if not starts:
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
    types.void(_NODES, _POOLS, _PLACES, _PEOPLE, _I4, _I8S, _I4, _I8S, _I4, _I4, _I4), inlined=True, allocates=False
)  # fmt: skip
def _look_again(
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
        _add(ready, pools[pool]["room"], pools[pool]["ready"], aside[one])
        pools[pool]["ready"] += 1
        _call(pools, called, sizes, pool)
    for one in range(sizes[KEPT]):
        people[held[one]]["kept"] = 0
        if people[held[one]]["where"] == HELD:
            _came(pools, places, people, places_of, bits, called, sizes, held[one])
    sizes[PUT_ASIDE], sizes[KEPT] = 0, 0


_ALL = (
    _NODES, _EDGES, _POOLS, _PLACES, _PEOPLE, _I4, _TABLES, _F8S, _I4S, _I4S, _I8S, *_QUEUES, _I4, _I4, _I4, _I4, _I4
)  # fmt: skip


@kernel(types.void(*_ALL), allocates=False)
def play_one(
    nodes: Records,
    edges: Records,
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
        people[person]["kept"] = 0
    for place in range(len(places)):
        places[place]["unable"] = 1 if places[place]["since"] > 0 else 0
        if places[place]["unable"]:
            _happens(queue, at_once, sizes, places[place]["since"], 0, ABLE, place)
        else:
            _happens(queue, at_once, sizes, places[place]["until"], 0, ABLE, place)
            bits[places[place]["word"]] |= places[place]["bit"]
            pools[places[place]["pool"]]["free"] += 1
    for node in range(len(nodes)):
        one = nodes[node]
        one["start"], one["finish"], one["driver"], one["worker"] = NEVER, NEVER, NOBODY, NOBODY
        one["start_by"], one["finish_by"], one["may_finish"] = NOBODY, NOBODY, one["finish_floor"]
        one["missing_start"], one["missing_finish"] = one["start_needs"], one["finish_needs"]
        if one["missing_start"] == 0:
            _happens(queue, at_once, sizes, one["may_start"], 0, LOOK, node)

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
                for one in range(nodes[what]["hands"]):
                    person = nodes[what]["worker"] if nodes[what]["hands"] == 1 else crew[nodes[what]["crew"] + one]
                    people[person]["since"], people[person]["last_item"] = now, what
                    _came(pools, places, people, places_of, bits, called, sizes, person)
            elif kind == WAKE:
                # Who was called to work with others meanwhile has nothing to wake up for.
                if people[what]["where"] == ASLEEP:
                    _came(pools, places, people, places_of, bits, called, sizes, what)
            elif kind == ABLE:
                here = people[places[what]["person"]]["where"] == HERE
                if places[what]["unable"]:
                    places[what]["unable"] = 0
                    _happens(queue, at_once, sizes, places[what]["until"], now, ABLE, what)
                    if here:
                        bits[places[what]["word"]] |= places[what]["bit"]
                        pools[places[what]["pool"]]["free"] += 1
                        _call(pools, called, sizes, places[what]["pool"])
                else:
                    places[what]["unable"] = 1
                    if here:
                        bits[places[what]["word"]] &= ~places[what]["bit"]
                        pools[places[what]["pool"]]["free"] -= 1
            elif kind == LOOK and nodes[what]["kind"] == PEOPLE:
                pool = nodes[what]["pool"]
                _add(ready, pools[pool]["room"], pools[pool]["ready"], what)
                pools[pool]["ready"] += 1
                nodes[what]["ready_at"] = now
                _call(pools, called, sizes, pool)
            elif kind == LOOK:
                _start_alone(nodes, tables, worked, opens, reached, queue, at_once, sizes, what, now)
            if kind in (LEFT, FINISHED):
                _release(nodes, edges, queue, at_once, sizes, what, now, FINISHED)
            elif kind in (BEGUN, SETTLED):
                _release(nodes, edges, queue, at_once, sizes, what, now, kind)
            if kind in (BEGUN, CLOSE):
                _close(nodes, queue, at_once, sizes, what, now, False)

        # All who are free take work, the first of the list first; whoever gets free by it waits for the next round.
        if sizes[PUT_ASIDE] > 0:
            _look_again(nodes, pools, places, people, places_of, bits, called, sizes, ready, held, aside)
        while True:
            pool = _first_called(nodes, pools, ready, called, sizes)
            if pool == NOBODY:
                break
            node = ready[pools[pool]["room"]]
            if nodes[node]["hands"] > 1:
                pools[pool]["ready"] -= 1
                _take(ready, pools[pool]["room"], pools[pool]["ready"])
                if _together(
                    nodes, pools, places, people, places_of, tables, worked, opens, reached,
                    bits, queue, at_once, sizes, crew, held, aside, node, now,
                ):  # fmt: skip
                    _begun(nodes, queue, at_once, sizes, node, now)
                continue
            place = _quickest(
                nodes, pools, places, people, places_of, tables, worked, opens, reached,
                bits, queue, at_once, sizes, pool, node, now,
            )  # fmt: skip
            if place == NOBODY:
                continue
            person = places[place]["person"]
            pools[pool]["ready"] -= 1
            _take(ready, pools[pool]["room"], pools[pool]["ready"])
            _went(pools, places, people, places_of, bits, person, BUSY)
            last, held_until = people[person]["last_item"], people[person]["since"]
            nodes[node]["start"], nodes[node]["done_at"] = now, tables[places[place]["row"]]["end"]
            nodes[node]["worker"] = person
            waited = last >= 0 and held_until > nodes[node]["ready_at"]
            nodes[node]["driver"] = WAITED_FOR - last if waited else nodes[node]["start_by"]
            _begun(nodes, queue, at_once, sizes, node, now)


@kernel(
    types.void(
        *_ALL, _F8S, _F8S, _I4, _I4, _F8S, _I4, _F8S, _I8, _I8, _I4,
        types.float32[:, ::1], types.float32[:, ::1], _I4S, _I4S, types.float64[::1], types.float64[::1],
    )
)  # fmt: skip
def _play(
    nodes: Records,
    edges: Records,
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
    ready: Small,
    called: Small,
    crew: Small,
    held: Small,
    aside: Small,
    base: Floats,
    patch: Floats,
    drawn: Small,
    wait_row: Small,
    wait: Floats,
    delay_row: Small,
    delay: Floats,
    first: int,
    last: int,
    kept: Small,
    start: Singles,
    finish: Singles,
    driver: Small,
    worker: Small,
    spend: Floats,
    end: Floats,
) -> None:
    """See `play`."""
    all_of_it = len(start) > 0
    starts, finishes = np.empty((BLOCK, len(kept)), np.float32), np.empty((BLOCK, len(kept)), np.float32)
    drivers, workers = np.empty((BLOCK, len(kept)), np.int32), np.empty((BLOCK, len(kept)), np.int32)
    for begin in range(first, last, BLOCK):
        count = min(BLOCK, last - begin)
        for one in range(count):
            future = begin + one
            for node in range(len(nodes)):
                place = drawn[node]
                nodes[node]["effort"] = base[place, future] if place >= 0 else patch[-1 - place, future]
                nodes[node]["may_start"] = 0 if wait_row[node] < 0 else ticks(max(wait[wait_row[node], future], 0.0))
                nodes[node]["late"] = 0 if delay_row[node] < 0 else ticks(delay[delay_row[node], future])
            play_one(
                nodes, edges, pools, places, people, places_of, tables, worked, opens, reached,
                bits, queue, at_once, sizes, ready, called, crew, held, aside,
            )  # fmt: skip
            cents, latest = 0.0, 0
            for node in range(len(nodes)):
                rate = nodes[node]["rate"] if nodes[node]["worker"] < 0 else people[nodes[node]["worker"]]["rate"]
                if nodes[node]["hands"] > 1 and nodes[node]["worker"] >= 0:
                    rate = 0.0
                    for hand in range(nodes[node]["crew"], nodes[node]["crew"] + nodes[node]["hands"]):
                        rate += people[crew[hand]]["rate"]
                cents += nodes[node]["effort"] * rate if rate > 0.0 else 0.0
                latest = max(latest, nodes[node]["finish"] if nodes[node]["finish"] < NEVER else 0)
            spend[future], end[future] = cents, latest / TICKS
            for row in range(len(kept)):
                node = kept[row]
                begun, ended = nodes[node]["start"], nodes[node]["finish"]
                finishes[one, row] = ended / TICKS if ended < NEVER else np.inf
                if all_of_it:
                    drivers[one, row], workers[one, row] = nodes[node]["driver"], nodes[node]["worker"]
                    starts[one, row] = begun / TICKS if begun < NEVER else np.inf
        # Turned in blocks: a future is played node by node, but looked at thousands of futures of one node at a time.
        for row in range(len(kept)):
            for one in range(count):
                finish[row, begin + one] = finishes[one, row]
                if all_of_it:
                    start[row, begin + one] = starts[one, row]
                    driver[row, begin + one], worker[row, begin + one] = drivers[one, row], workers[one, row]


class Played(NamedTuple):
    """
    What is written of the futures of the nodes kept, (nodes, futures) each; and of each future its cost and end.

    Attributes:
        kept: nodes.
        start: days from `as_of`, infinite where it never comes to that; no row where only finishes are kept.
        finish: the same, always there.
        driver: the node whose finish, start or release of a person set this one's time; see `WAITED_FOR`.
        worker: the person who did it, or -1.
        spend: cents that people's days cost.
        end: days from `as_of` until the last thing is done that is ever done.
    """

    kept: Small
    start: Singles
    finish: Singles
    driver: Small
    worker: Small
    spend: Floats
    end: Floats


def to_be_played(kept: Small, futures: int, *, all_of_it: bool) -> Played:
    """Memory for that; `all_of_it` also keeps starts, drivers and workers."""
    rows = len(kept) if all_of_it else 0
    return Played(
        kept,
        np.empty((rows, futures), np.float32),
        np.empty((len(kept), futures), np.float32),
        np.empty((rows, futures), np.int32),
        np.empty((rows, futures), np.int32),
        np.empty(futures),
        np.empty(futures),
    )


class Holds(NamedTuple):
    """
    What holds nodes up before their start, and after their work.

    Attributes:
        wait_row: row of `wait` for each node, or -1.
        wait: (rows, futures) days; the node starts no earlier.
        delay_row: row of `delay` for each node, or -1.
        delay: (rows, futures) calendar days between the end of its work and its finish; nobody is held.
    """

    wait_row: Small
    wait: Floats
    delay_row: Small
    delay: Floats


def play(plan: Plan, efforts: Efforts, holds: Holds, first: int, last: int, played: Played) -> None:
    """Play the futures from `first` up to `last` and write them into `played`."""
    own = room(plan)
    _play(
        own.nodes, plan.edges, own.pools, own.places, own.people, plan.places_of, own.tables,
        plan.worked, plan.opens, plan.reached, own.bits, own.queue, own.at_once, own.sizes, own.ready, own.called,
        own.crew, own.held, own.aside, *efforts, *holds, first, last, *played,
    )  # fmt: skip


def released_by(driver: Small) -> Small:
    """The node behind each driver, whether it was waited for or held the person; `NOBODY` where there is none."""
    return np.where(driver <= WAITED_FOR, WAITED_FOR - driver, driver)


@kernel("void(int32[:,::1], int64[::1], int64[::1], int64, int64)")
def trace(driver: Small, ends: Ints, on_chain: Ints, first: int, last: int) -> None:
    """
    Count in how many futures each node is on the chain that sets an end.

    Args:
        driver: see `play`.
        ends: the node to walk back from in each future, or -1.
        on_chain: added to: one count a node.
        first: first future.
        last: the future after the last one.
    """
    for future in range(first, last):
        node = ends[future]
        steps = 0
        while node >= 0 and steps <= len(on_chain):
            on_chain[node] += 1
            by = driver[node, future]
            node = WAITED_FOR - by if by <= WAITED_FOR else by
            steps += 1
