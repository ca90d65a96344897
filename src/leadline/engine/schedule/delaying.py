"""A first plan that keeps upper limits on waits: what comes too early for what must follow it soon is delayed."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from leadline.engine.schedule.justify import Desk, desk
from leadline.engine.schedule.packed import Packed, packed
from leadline.engine.schedule.project import NEVER, Longs, Project, Unplannable, Whole
from leadline.engine.schedule.serial import by_key, mend, serial

ROUNDS = 300
"""Plans that are tried; what needs more is left to CP-SAT."""


def first_plan(project: Project, arcs: Sequence[tuple[int, int, int]], heads: Sequence[int]) -> list[int] | None:
    """
    Starts that keep all limits, or None where delaying alone did not find any.

    Each round plans a list, delays every item that starts too early for one that must come soon after it, and draws the
    latter forward in the list, so that nothing takes its units again.

    Args:
        project: that `check` let pass.
        arcs: who starts at least how many slots after whom; less than 0: at most so many before.
        heads: the first slot each item may start in.
    """
    waits = [wait for wait in project.waits if project.least(wait) >= 0]
    try:
        plans = packed(replace(project, waits=[replace(wait, most=None) for wait in waits], releases=list(heads)))
    except Unplannable:
        # Waits of no slots both ways: together at once, which a list cannot say.
        return None
    place = np.empty(len(plans.order), dtype=np.int64)
    place[plans.order] = np.arange(len(place))
    limits = np.array([(place[b], place[a], slots) for b, a, slots in arcs if slots < 0], dtype=np.int64).reshape(-1, 3)
    starts = _delayed(plans, limits)
    return None if starts is None else starts[place].tolist()


def _delayed(plans: Packed, limits: Longs) -> Whole | None:
    # Delays make plans longer than any list alone would: there is memory for so much again, and no more.
    most = plans.horizon
    own = desk(plans._replace(horizon=2 * most))
    earliest = plans.forth.earliest.copy()
    keys = (plans.forth.tails.max(initial=0) - plans.forth.tails).astype(np.int32)
    late, early, slots = limits.T
    for _ in range(ROUNDS):
        if int(earliest.max(initial=0)) > most:
            return None
        _plan(plans._replace(forth=plans.forth._replace(earliest=earliest)), own, keys)
        broken = np.flatnonzero(own.starts[early] < own.starts[late] + slots)
        if not len(broken):
            return own.starts
        np.maximum.at(earliest, early[broken], (own.starts[late] + slots)[broken].astype(np.int32))
        np.minimum.at(keys, late[broken], keys[early[broken]])
    return None


def _plan(plans: Packed, own: Desk, keys: Whole) -> None:
    own.keys[:] = keys
    by_key(own.keys, int(keys.max(initial=0)), own.counts, own.wished)
    mend(plans.forth, own.wished, own.placed, own.stack, own.order)
    serial(plans.forth, own.order, own.free, own.starts, NEVER)
