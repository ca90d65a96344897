"""A network as arrays: what is read of it, and the memory one thread plays its futures in."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from leadline.engine.calendars import TICKS
from leadline.engine.dispatch.events import KINDS
from leadline.engine.kernels import from_dtype, types

Floats = NDArray[np.float64]
Singles = NDArray[np.float32]
Ints = NDArray[np.int64]
Small = NDArray[np.int32]
Records = NDArray[np.void]

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

STARTS, LEADS, SEVERAL, WAITS = 1, 2, 4, 8
"""
What the edges out of a node ask for: its start; its finish before it comes ("three days before the end"). And that several
people do it; and, of one future, that it waits for somebody better, see `better_later`.
"""

_i4, _i8, _f8 = np.int32, np.int64, np.float64

NODE = np.dtype(
    [
        ("kind", _i4), ("calendar", _i4), ("first_edge", _i4), ("last_edge", _i4), ("links", _i4), ("pool", _i4),
        ("start_needs", _i4), ("finish_needs", _i4), ("finish_floor", _i8),
        ("effort", _f8), ("late", _i8), ("may_start", _i8), ("may_finish", _i8), ("start_by", _i4), ("finish_by", _i4),
        ("missing_start", _i4), ("missing_finish", _i4), ("ready_at", _i8), ("done_at", _i8),
        ("start", _i8), ("finish", _i8), ("driver", _i4), ("worker", _i4), ("rate", _f8),
    ]
)  # fmt: skip
"""
A node; all times in ticks. What it is (`MILESTONE` …), its timetable where it is `CALENDAR` work, its edges out and what they
ask for, the pool of people who can do it, the edges that must be satisfied before it starts and finishes, and when it
finishes at the earliest. The rest is of one future: what it takes (working days; the day for `ARRIVAL`), how late it is then,
when it may start and finish and by whose doing, what it still misses, since when it is ready, when its work is done. `rate`
is what a day of it costs where nobody of ours does it.
"""

SHARED = np.dtype([("hands", _i4), ("crew", _i4), ("lead", _i4)])
"""How many people do a node together, one of them `lead` where that is a person; who they are stands in the room from `crew` on."""

EDGE = np.dtype([("after", _i4), ("kind", _i4), ("lag", _i8)])
"""Who waits, for what (`FS` …), and how many ticks more."""

POOL = np.dtype(
    [
        ("first", _i4),
        ("last", _i4),
        ("words", _i4),
        ("room", _i4),
        ("free", _i4),
        ("ready", _i4),
        ("called", _i4),
        ("several", _i4),
    ]
)
"""
People who can do the same work: their places; where the bits of its free ones begin (a word for 64 places) and its queue of
ready items; how many are free and ready; whether it has been called, and whether any of its work needs several of them.
"""

PLACE = np.dtype(
    [("person", _i4), ("pool", _i4), ("row", _i4), ("unable", _i4), ("word", _i8), ("bit", _i8)]
)  # fmt: skip
"""
That a person is in a pool, on which timetable they work for it, and whether they cannot just now; the preferred person of a
pool first; and the bit that says free. Somebody may be in a pool at two places, never at both at a time.
"""

SPAN = np.dtype([("since", _i8), ("until", _i8)])
"""Between which ticks a place holds; until `NEVER` for ever."""

PERSON = np.dtype(
    [
        ("first", _i4), ("last", _i4), ("row", _i4), ("where", _i4), ("last_item", _i8), ("since", _i8), ("rate", _f8),
        ("whole", _i4), ("kept", _i4), ("back", _i8), ("taken_until", _i8),
    ]
)  # fmt: skip
"""
Somebody, or the part of them that a project has claimed: their places (in `Plan.places_of`), timetable, where they are, what
they did last and until when; a day's cost; who they are a part of, else themselves; whether they are kept, at work or not,
for an item that needs several; from leave, when they are nearly back; and until when what they have begun takes them.
"""

TABLE = np.dtype([("pace", _f8), ("asked", _i8), ("opening", _i8), ("end", _i8)])
"""A timetable's mean pace, and the last answer it gave: when it opens, and when the effort asked about would be done."""


AWAY = 7 * TICKS
"""Who is not at work for longer than this is on leave, and others do not begin without them; shorter is part of a week."""


class Plan(NamedTuple):
    """A network as arrays; node n is the n-th of the published list. `worked`, `opens`, `reached`: see `Timetables`."""

    nodes: Records
    shared: Records
    edges: Records
    pools: Records
    places: Records
    spans: Records
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
    hands = int(plan.shared["hands"][plan.shared["hands"] > 1].sum())
    most = KINDS * len(plan.nodes) + 3 * len(plan.people) + len(plan.places) + hands + 1
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


NODES, SHAREDS, EDGES, POOLS, PLACES, SPANS, PERSONS, TABLES = (
    from_dtype(dtype)[::1] for dtype in (NODE, SHARED, EDGE, POOL, PLACE, SPAN, PERSON, TABLE)
)
I4, I8, F8 = types.int32[::1], types.int64, types.float64
I4S, F8S, I8S = types.int32[:, ::1], types.float64[:, ::1], types.int64[::1]
QUEUES = (I8S, I8S, I8S)
"""Types of the arrays, for the signatures of kernels."""

ALL = (
    NODES, SHAREDS, EDGES, POOLS, PLACES, SPANS, PERSONS, I4, TABLES, F8S, I4S, I4S, I8S, *QUEUES, I4, I4, I4, I4, I4
)  # fmt: skip
"""All arrays of a plan and of a room, in the order in which `play_one` takes them."""
