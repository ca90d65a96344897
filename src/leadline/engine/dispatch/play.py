"""Many futures of a network, block by block, and the chains behind their ends."""

from typing import NamedTuple

import numpy as np

from leadline.engine.calendars import NEVER, TICKS, ticks
from leadline.engine.dispatch.arrays import (
    ALL,
    F8S,
    I4,
    I4S,
    I8,
    SEVERAL,
    WAITED_FOR,
    Floats,
    Ints,
    Plan,
    Records,
    Singles,
    Small,
    room,
)
from leadline.engine.dispatch.one_future import play_one
from leadline.engine.kernels import kernel, types
from leadline.engine.rows import Efforts

BLOCK = 16
"""Futures that are played before they are written out: as many values as fit into one line of the processor's cache."""


@kernel(
    types.void(
        *ALL, F8S, F8S, I4, I4, F8S, I4, F8S, I8, I8, I4,
        types.float32[:, ::1], types.float32[:, ::1], I4S, I4S, types.float64[::1], types.float64[::1],
    )
)  # fmt: skip
def _play(
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
                nodes, shared, edges, pools, places, spans, people, places_of, tables, worked, opens, reached,
                bits, queue, at_once, sizes, ready, called, crew, held, aside,
            )  # fmt: skip
            cents, latest = 0.0, 0
            for node in range(len(nodes)):
                rate = nodes[node]["rate"] if nodes[node]["worker"] < 0 else people[nodes[node]["worker"]]["rate"]
                if nodes[node]["links"] & SEVERAL and nodes[node]["worker"] >= 0:
                    rate = 0.0
                    for hand in range(shared[node]["crew"], shared[node]["crew"] + shared[node]["hands"]):
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
        own.nodes, plan.shared, plan.edges, own.pools, own.places, plan.spans, own.people, plan.places_of, own.tables,
        plan.worked, plan.opens, plan.reached, own.bits, own.queue, own.at_once, own.sizes, own.ready, own.called,
        own.crew, own.held, own.aside, *efforts, *holds, first, last, *played,
    )  # fmt: skip


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
