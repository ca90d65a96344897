"""Pushing a plan to the right and to the left again, which closes gaps that a list leaves."""

from typing import NamedTuple

import numpy as np

from leadline.engine.kernels import kernel, types
from leadline.engine.schedule.packed import NET, Net, Packed
from leadline.engine.schedule.project import NEVER, Longs, Whole
from leadline.engine.schedule.serial import WORDS, by_key, mend, serial

_I4, _I8, _N = types.int32[::1], types.int64[::1], types.int64


class Desk(NamedTuple):
    """
    The memory one thread plans in.

    Attributes:
        free: see `serial`.
        order, wished, placed, stack: lists, and what `mend` needs.
        keys, counts: see `by_key`.
        starts, mirrored: a plan, and the same seen from the end.
        ends: the ends of projects.
        window: the first slot of a stretch, and the slot after it.
    """

    free: Longs
    order: Whole
    wished: Whole
    placed: Whole
    stack: Whole
    keys: Whole
    counts: Whole
    starts: Whole
    mirrored: Whole
    ends: Whole
    window: Longs


DESK = types.NamedTuple([WORDS] + [_I4] * 9 + [_I8], Desk)  # type: ignore[no-untyped-call]


def desk(packed: Packed) -> Desk:
    """Memory for plans of a project."""
    net = packed.forth
    count = len(net.lengths)
    # What is held back from the end (see `evolve`) never makes a plan longer, unless its list had to be mended.
    slots = packed.horizon if packed.goal.plain or not packed.back.mended else 2 * packed.horizon
    small = [np.zeros(count, dtype=np.int32) for _ in range(7)]
    return Desk(
        np.ascontiguousarray(np.repeat(net.empty[:, None], slots, axis=1)),
        small[0],
        small[1],
        small[2],
        small[3],
        small[4],
        # Keys of a child lie in three stretches, each as long as a plan (see `transplanted`).
        np.zeros(4 * packed.horizon + 8, dtype=np.int32),
        small[5],
        small[6],
        np.zeros(len(packed.goal.end_weights), dtype=np.int32),
        np.zeros(2, dtype=np.int64),
    )


@kernel(_N(NET, NET, DESK, _N, types.boolean), allocates=False)
def justified(forth: Net, back: Net, desk: Desk, cut: int, listed: bool) -> int:
    """
    Plan the list in `desk.order`, push all to the right, then to the left again.

    Source: Valls, Ballestín, Quintanilla (2005), justification.

    Args:
        forth: the project.
        back: the same from its end.
        desk: holds the list, and then the starts.
        cut: give up when the plan must end in this slot or later.
        listed: False: begin with the starts that are there.

    Returns:
        The slot in which all are done, or `CUT`.
    """
    last = len(forth.lengths) - 1
    end = 0
    if listed:
        end = serial(forth, desk.order, desk.free, desk.starts, NEVER)
    else:
        for item in range(last + 1):
            end = max(end, int(desk.starts[item]) + forth.lengths[item])
    for item in range(last + 1):
        desk.keys[last - item] = end - desk.starts[item] - forth.lengths[item]
    by_key(desk.keys, end, desk.counts, desk.wished)
    if back.mended:
        mend(back, desk.wished, desk.placed, desk.stack, desk.order)
        end = serial(back, desk.order, desk.free, desk.mirrored, NEVER)
    else:
        end = serial(back, desk.wished, desk.free, desk.mirrored, NEVER)
    for item in range(last + 1):
        desk.keys[item] = end - desk.mirrored[last - item] - forth.lengths[item]
    by_key(desk.keys, end, desk.counts, desk.wished)
    if forth.mended:
        mend(forth, desk.wished, desk.placed, desk.stack, desk.order)
        return int(serial(forth, desk.order, desk.free, desk.starts, cut))
    return int(serial(forth, desk.wished, desk.free, desk.starts, cut))
