"""A project as arrays, the free units of several pools side by side in one word, so that one subtraction tests them all."""

from typing import NamedTuple

import numpy as np

from leadline.engine.kernels import types
from leadline.engine.schedule.project import NEVER, Longs, Project, Whole, in_order

BITS = 62
"""Bits of a word that are used; the sign stays free."""


class Net(NamedTuple):
    """
    One direction of a project. Items are numbered so that each comes after all it waits for.

    A pool is a lane of some word: its free units and above them a guard bit, which stays set as long as no more is taken
    than there is. Taking is one subtraction for all lanes of a word.

    Attributes:
        lengths: slots of each item.
        earliest: the first slot each item may start in, by releases and waits alone.
        tails: slots from the start of each item to the end of all, by waits alone.
        into_at, into, gaps: for item i, the places `into_at[i]` to `into_at[i + 1]`: what it waits for and the slots
            between both starts.
        out_at, out: likewise, who waits for it.
        need_at, need_word, need: likewise, what it takes of which words.
        empty: each word with all units free and all guards set.
        guards: the guard bits of each word.
        mended: whether an order by start may break a wait, so that it must be mended (waits shorter than the item).
    """

    lengths: Whole
    earliest: Whole
    tails: Whole
    into_at: Whole
    into: Whole
    gaps: Whole
    out_at: Whole
    out: Whole
    need_at: Whole
    need_word: Whole
    need: Longs
    empty: Longs
    guards: Longs
    mended: bool


_I4, _I8 = types.int32[::1], types.int64[::1]
NET = types.NamedTuple([_I4] * 10 + [_I8] * 3 + [types.boolean], Net)  # type: ignore[no-untyped-call]


class Goal(NamedTuple):
    """
    What a plan is judged by, for items in the order of the net.

    Attributes:
        due: the slot by which each is to be done; `NEVER` where nothing is promised.
        late_weights: what each slot after it costs.
        limits: the latest finish of each that keeps all due slots behind it; `NEVER` where nothing behind it is promised.
        part: the project of each.
        end_weights: what each slot costs by which a project ends later.
        before: the start of each in the plan people know; -1 where it had none.
        plain: only the end of all counts.
    """

    due: Whole
    late_weights: Longs
    limits: Whole
    part: Whole
    end_weights: Longs
    before: Whole
    plain: bool


GOAL = types.NamedTuple([_I4, _I8, _I4, _I4, _I8, _I4, types.boolean], Goal)  # type: ignore[no-untyped-call]


class Packed(NamedTuple):
    """
    A project ready to be planned.

    Attributes:
        forth: the net.
        back: the same seen from the end: item i is item `count - 1 - i` of `forth`.
        goal: what plans are judged by.
        order: the place in the project of each item of `forth`.
        horizon: slots in which every list ends.
    """

    forth: Net
    back: Net
    goal: Goal
    order: Whole
    horizon: int


def packed(project: Project) -> Packed:
    """
    The arrays of a project that `check` let pass and that is not `bounded`.

    Raises:
        Unplannable: items wait for each other in a circle.
    """
    order = np.array(in_order(project), dtype=np.int32)
    place = np.empty(len(order), dtype=np.int64)
    place[order] = np.arange(len(order))
    lengths = np.array([project.lengths[item] for item in order], dtype=np.int32)
    arcs = np.array(
        [(place[wait.before], place[wait.after], project.least(wait)) for wait in project.waits], dtype=np.int64
    ).reshape(-1, 3)
    release = np.array([project.release(item) for item in order], dtype=np.int32)
    last = len(order) - 1
    turned = np.column_stack(
        [last - arcs[:, 1], last - arcs[:, 0], arcs[:, 2] + lengths[arcs[:, 1]] - lengths[arcs[:, 0]]]
    )
    needs = _needs(project, order)
    forth = _net(lengths, arcs, release, *needs)
    back = _net(lengths[::-1].copy(), turned, np.zeros_like(release), *_reversed_rows(*needs[:3]), *needs[3:])
    longest = np.maximum(lengths, 0).astype(np.int64)
    np.maximum.at(longest, arcs[:, 0], arcs[:, 2])
    horizon = int(release.max(initial=0)) + int(longest.sum()) + 2
    return Packed(forth, back, _goal(project, order, forth), order, horizon)


def _net(
    lengths: Whole, arcs: Longs, release: Whole, at: Whole, word: Whole, need: Longs, empty: Longs, guards: Longs
) -> Net:
    count = len(lengths)
    into_at, into, gaps = _rows(arcs[:, 1], arcs[:, 0], arcs[:, 2], count)
    out_at, out, _ = _rows(arcs[:, 0], arcs[:, 1], arcs[:, 2], count)
    earliest, tails = release.astype(np.int32), lengths.astype(np.int32)
    for item in range(count):
        for q in range(into_at[item], into_at[item + 1]):
            earliest[item] = max(earliest[item], earliest[into[q]] + gaps[q])
    for item in range(count - 1, -1, -1):
        for q in range(into_at[item], into_at[item + 1]):
            tails[into[q]] = max(tails[into[q]], tails[item] + gaps[q])
    mended = bool((arcs[:, 2] < 0).any() or (arcs[:, 2] < lengths[arcs[:, 0]]).any())
    return Net(lengths, earliest, tails, into_at, into, gaps, out_at, out, at, word, need, empty, guards, mended)


def _rows(of: Longs, other: Longs, gap: Longs, count: int) -> tuple[Whole, Whole, Whole]:
    by = np.argsort(of, kind="stable")
    at = np.zeros(count + 1, dtype=np.int32)
    np.cumsum(np.bincount(of, minlength=count), out=at[1:])
    return at, other[by].astype(np.int32), gap[by].astype(np.int32)


def _needs(project: Project, order: Whole) -> tuple[Whole, Whole, Longs, Longs, Longs]:
    """What each item takes, as rows of words; what words hold when all is free; their guards."""
    lane, empty, guards = _lanes(project)
    at, words, bits = [0], [], []  # type: tuple[list[int], list[int], list[int]]
    for item in order:
        taken: dict[int, int] = {}
        if project.lengths[item] > 0:
            for pool, units in project.need(item).items():
                if units > 0:
                    word, shift = lane[pool]
                    taken[word] = taken.get(word, 0) + (units << shift)
        words += taken.keys()
        bits += taken.values()
        at.append(len(words))
    return (
        np.array(at, dtype=np.int32),
        np.array(words, dtype=np.int32),
        np.array(bits, dtype=np.int64),
        np.array(empty, dtype=np.int64),
        np.array(guards, dtype=np.int64),
    )


def _lanes(project: Project) -> tuple[list[tuple[int, int]], list[int], list[int]]:
    """Word and shift of each pool: pools that are needed together side by side, as they come."""
    lane, empty, guards, used = [], [0], [0], 0  # type: tuple[list[tuple[int, int]], list[int], list[int], int]
    for capacity in project.capacities:
        width = max(int(capacity), 1).bit_length()
        if used + width + 1 > BITS:
            empty.append(0)
            guards.append(0)
            used = 0
        lane.append((len(empty) - 1, used))
        guards[-1] |= 1 << (used + width)
        empty[-1] |= (int(capacity) << used) | (1 << (used + width))
        used += width + 1
    return lane, empty, guards


def _reversed_rows(at: Whole, word: Whole, need: Longs) -> tuple[Whole, Whole, Longs]:
    sizes = np.diff(at)[::-1]
    starts = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int32)
    # The order inside a row does not matter, so the whole list may be turned round.
    return starts, word[::-1].copy(), need[::-1].copy()


def _goal(project: Project, order: Whole, net: Net) -> Goal:
    parts = sorted(set(project.parts)) or [0]
    row = {part: place for place, part in enumerate(parts)}
    ends = [project.end_weights.get(part, 0) for part in parts]
    due = [project.dues.get(item, NEVER) for item in order]
    limits = list(due)
    for item in range(len(due) - 1 if project.dues else -1, -1, -1):
        for q in range(net.into_at[item], net.into_at[item + 1]):
            before = net.into[q]
            latest = limits[item] - net.lengths[item] - net.gaps[q] + net.lengths[before]
            if limits[item] < NEVER:
                limits[before] = min(limits[before], int(latest))
    return Goal(
        np.array(due, dtype=np.int32),
        np.array([project.late_weights.get(item, 1) for item in order], dtype=np.int64),
        np.array(limits, dtype=np.int32),
        np.array([row[project.parts[item]] if project.parts else 0 for item in order], dtype=np.int32),
        np.array(ends, dtype=np.int64),
        np.array([project.before.get(item, -1) for item in order], dtype=np.int32),
        not project.dues and not any(ends) and not project.before,
    )
