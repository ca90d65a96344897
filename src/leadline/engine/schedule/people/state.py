"""The memory in which one plan is made."""

from typing import NamedTuple

import numpy as np

from leadline.engine.schedule.people.arrays import Arrays
from leadline.engine.schedule.people.layout import Ints, Small, layout


class State(NamedTuple):
    """
    One plan of a problem, and what is needed while it is made.

    Attributes:
        start, finish: of each item, in beats.
        who, begin, end: of each place for a person: who, and the beats of their own work before and after.
        prev, tail: what a person does before a place for a person, and last of all; -1: nothing.
        heap, missing: items that may be placed next, and for how many each still waits before it can start.
        unsettled, stack: for how many each still waits before its end is known; ends to be told of.
        raised: release of each item as the longest lags have raised it.
        over, vain: by how much each longest lag was exceeded at the least, and how often raising did not make that less.
        free_at, begin_at, end_at, busy_until, rank, nearest, sorted: of people looked at for one item.
        filled, reached_by, queue: while people are matched with needs.
        chosen: who was matched, and with which need.
    """

    start: Ints
    finish: Ints
    who: Small
    begin: Ints
    end: Ints
    prev: Small
    tail: Small
    heap: Small
    missing: Small
    unsettled: Small
    stack: Small
    raised: Ints
    over: Ints
    vain: Ints
    free_at: Ints
    begin_at: Ints
    end_at: Ints
    busy_until: Ints
    rank: Ints
    nearest: Small
    sorted: Small
    filled: Small
    reached_by: Small
    queue: Small
    chosen: Small


STATE = layout(State)


def room(arrays: Arrays) -> State:
    """Memory for one plan."""
    items, slots, people = len(arrays.work), int(arrays.slot_first[-1]), len(arrays.person_row)
    limits = len(arrays.most_lag)
    most = max(int(np.diff(arrays.need_first).max(initial=0)), 1)

    def small(count: int) -> Small:
        return np.full(count, -1, dtype=np.int32)

    def large(count: int) -> Ints:
        return np.zeros(count, dtype=np.int64)

    return State(
        large(items), large(items), small(slots), large(slots), large(slots), small(slots), small(people),
        small(items), small(items), small(items), small(items), large(items), large(limits), large(limits),
        large(people), large(people), large(people), large(people), large(people),
        small(people), small(people), small(most), small(most), small(most), small(people),
    )  # fmt: skip
