"""What the start and the end of one node mean for those that wait for it."""

from leadline.engine.calendars import NEVER, next_working, ticks, work_until
from leadline.engine.dispatch.arrays import (
    ARRIVAL,
    AT_ONCE,
    CALENDAR,
    EDGES,
    F8S,
    I4S,
    I8,
    LEADS,
    NODES,
    QUEUED,
    QUEUES,
    STARTS,
    TABLES,
    Floats,
    Ints,
    Records,
    Small,
)
from leadline.engine.dispatch.events import BEGUN, CLOSE, FINISHED, FREED, KINDS, LEFT, LOOK, ROOM, SETTLED, push
from leadline.engine.kernels import kernel, types
from leadline.engine.order import FS, SF, SS


@kernel(types.void(*QUEUES, I8, I8, I8, I8), inlined=True, allocates=False)
def happens(queue: Ints, at_once: Ints, sizes: Ints, at: int, now: int, kind: int, what: int) -> None:
    """Note an event: at once where its time has come, else in the queue; never where it never comes."""
    if at <= now:
        at_once[sizes[AT_ONCE]] = what * KINDS + kind
        sizes[AT_ONCE] += 1
    elif at < NEVER:
        push(queue, sizes[QUEUED], (at << ROOM) | (what * KINDS + kind))
        sizes[QUEUED] += 1


@kernel(types.void(NODES, EDGES, *QUEUES, I8, I8, I8), inlined=True, allocates=False)
def release(
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
                happens(queue, at_once, sizes, nodes[after]["may_start"], now, LOOK, after)
        else:
            by, may = nodes[after]["finish_by"], nodes[after]["may_finish"]
            if known > may or (known == may and node < by):
                nodes[after]["may_finish"], nodes[after]["finish_by"] = known, node
            nodes[after]["missing_finish"] -= 1
            if nodes[after]["missing_finish"] == 0 and nodes[after]["start"] < NEVER:
                happens(queue, at_once, sizes, now, now, CLOSE, after)


@kernel(types.void(NODES, *QUEUES, I8, I8, types.boolean), inlined=True, allocates=False)
def close(nodes: Records, queue: Ints, at_once: Ints, sizes: Ints, node: int, now: int, leaves: bool) -> None:
    """Settle the finish of a node that has started, if nothing is missing for it. `leaves`: so does its person then."""
    done = nodes[node]["done_at"]
    settled = nodes[node]["missing_finish"] == 0 and nodes[node]["finish"] >= NEVER
    end = min(max(done, nodes[node]["may_finish"]) + nodes[node]["late"], NEVER)
    if leaves and not (settled and end == done):
        happens(queue, at_once, sizes, done, now, FREED, node)
    if not settled:
        return
    if nodes[node]["may_finish"] > done and nodes[node]["finish_by"] >= 0:
        nodes[node]["driver"] = nodes[node]["finish_by"]
    nodes[node]["finish"] = end
    if nodes[node]["links"] & LEADS and end < NEVER:
        happens(queue, at_once, sizes, now, now, SETTLED, node)
    happens(queue, at_once, sizes, end, now, LEFT if leaves and end == done else FINISHED, node)


@kernel(types.void(NODES, TABLES, F8S, I4S, I4S, *QUEUES, I8, I8), inlined=True, allocates=False)
def start_alone(
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
    happens(queue, at_once, sizes, begin, now, BEGUN, node)


@kernel(types.void(NODES, *QUEUES, I8, I8), inlined=True, allocates=False)
def begun(nodes: Records, queue: Ints, at_once: Ints, sizes: Ints, node: int, now: int) -> None:
    """Note what follows from the start of a node that people do."""
    if nodes[node]["links"] & STARTS:
        # Those who wait for its start are told when all who are free have taken what they take now.
        happens(queue, at_once, sizes, nodes[node]["done_at"], now, FREED, node)
        happens(queue, at_once, sizes, now, now, BEGUN, node)
    else:
        close(nodes, queue, at_once, sizes, node, now, True)
