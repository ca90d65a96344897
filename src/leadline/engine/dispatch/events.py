"""The queue of what happens next in a future: one whole number an event, so that comparing two is one step."""

import numpy as np
from numpy.typing import NDArray

from leadline.engine.kernels import kernel

Ints = NDArray[np.int64]

ROOM = 22
"""Bits of a queued number that say what happens; the bits above them say when."""

LOOK, BEGUN, CLOSE, SETTLED, FINISHED, FREED, LEFT, WAKE, ABLE, OVER = range(10)
"""
Kinds of event. Of a node: its wait for its start is over; it has started; its wait for a finish is over; its finish is
known; it has finished; its person is free again; both of these at once. Of a person: their working time goes on. Of a
place in a pool: whoever holds it can do such work from now on. Of a node again: the claim under which it was begun is over.
"""

KINDS = 10

LARGEST = (1 << ROOM) // KINDS
"""Nodes, people or places in pools that can be told apart."""


@kernel("void(int64[::1], int64, int64)", inlined=True, allocates=False)
def push(queue: Ints, size: int, event: int) -> None:
    """Put an event into the queue of `size` events; earliest first, equal times by what happens."""
    place = size
    while place > 0:
        parent = (place - 1) >> 1
        if queue[parent] <= event:
            break
        queue[place] = queue[parent]
        place = parent
    queue[place] = event


@kernel("void(int64[::1], int64)", inlined=True, allocates=False)
def pop(queue: Ints, size: int) -> None:
    """Take the first event out of the queue; `size` is the number that stay."""
    event = queue[size]
    place = 0
    while True:
        child = 2 * place + 1
        if child >= size:
            break
        # Without a branch, which nobody could foresee; behind the last stands the event itself, where it goes then.
        child += int(queue[child + 1] < queue[child])
        if event <= queue[child]:
            break
        queue[place] = queue[child]
        place = child
    queue[place] = event
