"""A crowd of plans that get better: the busy stretch of one, with its people, laid into the order of another."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from leadline.engine.kernels import kernel, woven
from leadline.engine.schedule.chance import States, below, chance
from leadline.engine.schedule.people.arrays import ARRAYS, Arrays
from leadline.engine.schedule.people.decode import decode
from leadline.engine.schedule.people.layout import (
    F8S,
    I4S,
    I8,
    I8S,
    NOTHING,
    FloatRows,
    Floats,
    IntRows,
    Ints,
    Small,
    SmallRows,
    layout,
)
from leadline.engine.schedule.people.score import LENGTH, PARTS, TARDY, beats, score
from leadline.engine.schedule.people.state import STATE, State

WORST = 1e300
"""A part of a score before there is a plan; finite, so that differences from it can be told."""

FAR = 1e15
"""More beats than any plan has."""


class Crowd(NamedTuple):
    """
    Plans that are crossed.

    Attributes:
        starts, who, scores, sums: a row each plan; `sums` of starts tells plans of one score apart.
        rules: a row each priority rule, from which first plans are made by blurring.
        best_start, best_finish, best_who, best_score: the best plan ever.
        keys, liked, kept_start, kept_finish, kept_who, kept_score, fresh_score, ends: while one is made.
        chance: where its luck stands.
        counts: plans in the crowd; schedules made; schedules made when the best of the crowd was found; fresh starts.
        stop: not 0 when it is to end at once.
    """

    starts: IntRows
    who: SmallRows
    scores: FloatRows
    sums: Ints
    rules: FloatRows
    best_start: Ints
    best_finish: Ints
    best_who: Small
    best_score: Floats
    keys: Floats
    liked: Small
    kept_start: Ints
    kept_finish: Ints
    kept_who: Small
    kept_score: Floats
    fresh_score: Floats
    ends: Ints
    chance: States
    counts: Ints
    stop: Ints


FILLED, MADE, FOUND, FRESH = 0, 1, 2, 3

FREE, FREE_LATE = 6, 3
"""
Of ten plans so many give items to whoever is done first; fewer where something is late, because then most changes hurt.
The others leave them with whom they were, half of the rest of the ten at any price.
"""

CROWD = layout(Crowd)


def crowd(arrays: Arrays, rules: Floats, size: int, seed: int, stream: int, stop: Ints) -> Crowd:
    """An empty crowd of `size` plans; `rules` has a row of keys for each priority rule."""
    items, slots = len(arrays.work), int(arrays.slot_first[-1])

    def longs(*shape: int) -> NDArray[np.int64]:
        return np.zeros(shape, dtype=np.int64)

    def people(*shape: int) -> NDArray[np.int32]:
        return np.full(shape, -1, dtype=np.int32)

    return Crowd(
        longs(size, items), people(size, slots), np.full((size, PARTS), WORST), longs(size),
        np.ascontiguousarray(rules), longs(items), longs(items), people(slots), np.full(PARTS, WORST),
        np.zeros(items), people(slots), longs(items), longs(items), people(slots), np.full(PARTS, WORST),
        np.full(PARTS, WORST), longs(max(len(arrays.project_weight), 1)), chance(seed, stream), longs(4), stop,
    )  # fmt: skip


@kernel(NOTHING(F8S, F8S), inlined=True, allocates=False, inner=True)
def _copy_score(one: Floats, into: Floats) -> None:
    for part in range(len(one)):
        into[part] = one[part]


@kernel(NOTHING(I8S, I8S), inlined=True, allocates=False, inner=True)
def _copy_times(one: Ints, into: Ints) -> None:
    for item in range(len(one)):
        into[item] = one[item]


@kernel(NOTHING(I4S, I4S), inlined=True, allocates=False, inner=True)
def _copy_people(one: Small, into: Small) -> None:
    for slot in range(len(one)):
        into[slot] = one[slot]


@kernel(NOTHING(STATE, CROWD), inlined=True, allocates=False, inner=True)
def _keep(state: State, crowd: Crowd) -> None:
    _copy_times(state.start, crowd.kept_start)
    _copy_times(state.finish, crowd.kept_finish)
    _copy_people(state.who, crowd.kept_who)


@kernel(NOTHING(ARRAYS, CROWD), inlined=True, allocates=False, inner=True)
def _going_first(arrays: Arrays, crowd: Crowd) -> None:
    for item in range(len(arrays.work)):
        if arrays.going[item]:
            crowd.keys[item] -= FAR


@woven
def made(arrays: Arrays, back: Arrays, state: State, crowd: Crowd, days: int, patience: int) -> None:
    """
    Make the plan of `crowd.keys` and `crowd.liked`, then push all to the right and to the left again.

    The better of both is in `kept_start`, `kept_finish`, `kept_who`, `kept_score`.

    Args:
        arrays: the problem.
        back: the problem backwards from the end of day `days`; 0 where it is too long to be turned.
        state: memory.
        crowd: keys and who is liked; where the plan goes.
        days: see `back`.
        patience: beats by which an item may be done later so that the liked one does it.

    Source: Valls, Ballestín, Quintanilla (2005), justification; here with calendars, which run backwards too.
    """
    _going_first(arrays, crowd)
    decode(arrays, state, crowd.keys, crowd.liked, patience, 0)
    score(arrays, state, crowd.kept_score, crowd.ends)
    _keep(state, crowd)
    crowd.counts[MADE] += 1
    end, last = 0, days * arrays.lines.beats
    for item in range(len(arrays.work)):
        end = max(end, state.finish[item])
    if end > last or crowd.stop[0]:
        return
    for item in range(len(arrays.work)):
        crowd.keys[item] = -state.finish[item]
    _copy_people(state.who, crowd.liked)
    decode(back, state, crowd.keys, crowd.liked, patience, last - end)
    for item in range(len(arrays.work)):
        crowd.keys[item] = -state.finish[item]
    _copy_people(state.who, crowd.liked)
    _going_first(arrays, crowd)
    decode(arrays, state, crowd.keys, crowd.liked, patience, 0)
    crowd.counts[MADE] += 2
    score(arrays, state, crowd.fresh_score, crowd.ends)
    if beats(crowd.fresh_score, crowd.kept_score):
        _copy_score(crowd.fresh_score, crowd.kept_score)
        _keep(state, crowd)


@kernel(I8(CROWD), inlined=True, allocates=False, inner=True)
def _parent(crowd: Crowd) -> int:
    size = crowd.counts[FILLED]
    one, other = below(crowd.chance, size), below(crowd.chance, size)
    return int(other if beats(crowd.scores[other], crowd.scores[one]) else one)


@kernel(NOTHING(ARRAYS, CROWD), allocates=False, inner=True)
def _blurred(arrays: Arrays, crowd: Crowd) -> None:
    """Keys of a priority rule, blurred ever differently; each rule's own first."""
    items, rules = len(arrays.work), len(crowd.rules)
    turn = crowd.counts[FILLED]
    rule = crowd.rules[turn % rules]
    low, high = rule[0], rule[0]
    for item in range(items):
        low, high = min(low, rule[item]), max(high, rule[item])
    blur = (
        0.0
        if turn < rules and crowd.counts[FRESH] == 0
        else max(high - low, float(arrays.lines.beats)) * (1 + below(crowd.chance, 40)) / 100
    )
    for item in range(items):
        crowd.keys[item] = rule[item] + blur * below(crowd.chance, 1 << 20) / (1 << 20)
    _copy_people(arrays.last_who, crowd.liked)


@kernel(NOTHING(ARRAYS, CROWD), allocates=False, inner=True)
def _crossed(arrays: Arrays, crowd: Crowd) -> None:
    """The order and people of a stretch of one plan, all else as in another; now and then something by chance."""
    size, items = crowd.counts[FILLED], len(arrays.work)
    x, y = _parent(crowd), _parent(crowd)
    if x == y and size > 1:
        y = (x + 1 + below(crowd.chance, size - 1)) % size
    beats_a_day = arrays.lines.beats
    long_x = max(int(crowd.scores[x, LENGTH] * beats_a_day), 1)
    long_y = max(int(crowd.scores[y, LENGTH] * beats_a_day), 1)
    part = 10 + below(crowd.chance, 60)
    length = max(long_x // 100 * part, 1) if long_x > 1000 else max(long_x * part // 100, 1)
    first = int(below(crowd.chance, 1 << 30) / (1 << 30) * (long_x - length + 1))
    middle = (first + length / 2) / long_x
    for item in range(items):
        start = crowd.starts[x, item]
        source = y
        if first <= start < first + length:
            crowd.keys[item] = float(start)
            source = x
        else:
            own = float(crowd.starts[y, item])
            crowd.keys[item] = own - FAR / 1e3 if own / long_y < middle else own + FAR / 1e3
        for slot in range(arrays.slot_first[item], arrays.slot_first[item + 1]):
            crowd.liked[slot] = crowd.who[source, slot]


@kernel(NOTHING(ARRAYS, CROWD), allocates=False, inner=True)
def _mutated(arrays: Arrays, crowd: Crowd) -> None:
    """Move some items a little in the order, and wish somebody else for some."""
    items = len(arrays.work)
    if below(crowd.chance, 100) < 60:
        reach = crowd.best_score[LENGTH] * arrays.lines.beats * (1 + below(crowd.chance, 30)) / 100
        for _ in range(1 + below(crowd.chance, max(1, min(items // 25, 20)))):
            item = below(crowd.chance, items)
            crowd.keys[item] += reach * (below(crowd.chance, 2001) - 1000) / 1000
    if below(crowd.chance, 100) < 60:
        for _ in range(1 + below(crowd.chance, max(1, min(items // 25, 20)))):
            item = below(crowd.chance, items)
            for need in range(arrays.need_first[item], arrays.need_first[item + 1]):
                pool = arrays.need_pool[need]
                among = arrays.pool_first[pool + 1] - arrays.pool_first[pool]
                slot = arrays.slot_first[item] + need - arrays.need_first[item]
                other = arrays.pool_people[arrays.pool_first[pool] + below(crowd.chance, among)]
                crowd.liked[slot] = other if below(crowd.chance, 2) else -1


@kernel(NOTHING(ARRAYS, STATE, CROWD), allocates=False, inner=True)
def _hurried(arrays: Arrays, state: State, crowd: Crowd) -> None:
    """A good plan in which something that is late, or last of all, and all that it waits for, is put earlier."""
    x, items = _parent(crowd), len(arrays.work)
    for one in range(crowd.counts[FILLED] if below(crowd.chance, 2) else 0):
        if beats(crowd.scores[one], crowd.scores[x]):
            x = one
    last, late = 0, 0
    for item in range(items):
        crowd.keys[item] = float(crowd.starts[x, item])
        state.missing[item] = 0
        if crowd.starts[x, item] + arrays.work[item] >= crowd.starts[x, last] + arrays.work[last]:
            last = item
        late += crowd.starts[x, item] + arrays.work[item] > arrays.due[item]
    _copy_people(crowd.who[x], crowd.liked)
    chosen = below(crowd.chance, late) if late > 0 else -1
    for item in range(items):
        if crowd.starts[x, item] + arrays.work[item] > arrays.due[item]:
            if chosen == 0:
                last = item
            chosen -= 1
    by = float(crowd.starts[x, last]) * (1 + below(crowd.chance, 50)) / 100
    size = 1
    state.heap[0] = last
    state.missing[last] = 1
    while size > 0:
        size -= 1
        item = state.heap[size]
        crowd.keys[item] -= by
        for one in range(arrays.pred_first[item], arrays.pred_first[item + 1]):
            before = arrays.pred_of[one]
            if state.missing[before] == 0:
                state.missing[before] = 1
                state.heap[size] = before
                size += 1


@kernel(NOTHING(CROWD), allocates=False, inner=True)
def _housed(crowd: Crowd) -> None:
    """Take the plan just made into the crowd, in place of a bad one, unless one like it is there or it is worse."""
    total = 0
    for item in range(len(crowd.kept_start)):
        total += crowd.kept_start[item]
    size, most = crowd.counts[FILLED], len(crowd.scores)
    if size < most:
        place = size
        crowd.counts[FILLED] += 1
    else:
        place = below(crowd.chance, most)
        for _ in range(2):
            rival = below(crowd.chance, most)
            if beats(crowd.scores[place], crowd.scores[rival]):
                place = rival
        if beats(crowd.scores[place], crowd.kept_score):
            return
        for one in range(size):
            if crowd.sums[one] == total and crowd.scores[one, LENGTH] == crowd.kept_score[LENGTH]:
                return
    leads = True
    for one in range(size):
        if not beats(crowd.kept_score, crowd.scores[one]):
            leads = False
    if leads:
        crowd.counts[FOUND] = crowd.counts[MADE]
    _copy_times(crowd.kept_start, crowd.starts[place])
    _copy_people(crowd.kept_who, crowd.who[place])
    _copy_score(crowd.kept_score, crowd.scores[place])
    crowd.sums[place] = total


@kernel(NOTHING(ARRAYS, ARRAYS, STATE, CROWD, I8, I8, I8), allocates=False)
def evolve(arrays: Arrays, back: Arrays, state: State, crowd: Crowd, days: int, schedules: int, patience: int) -> None:
    """
    Go on making plans.

    Args:
        arrays: the problem.
        back: the problem backwards, see `made`.
        state: memory.
        crowd: what was made so far.
        days: see `made`.
        schedules: how many more to make (up to two more than that).
        patience: beats an item may be done later so that the plan people know is kept.
    """
    last = crowd.counts[MADE] + schedules
    while crowd.counts[MADE] < last and crowd.stop[0] == 0:
        if crowd.counts[FILLED] == len(crowd.scores) and crowd.counts[MADE] - crowd.counts[FOUND] > 150 * len(
            crowd.scores
        ):
            crowd.counts[FILLED] = 0
            crowd.counts[FRESH] += 1
            crowd.counts[FOUND] = crowd.counts[MADE]
        own = patience
        if crowd.counts[FILLED] < len(crowd.scores):
            _blurred(arrays, crowd)
        else:
            # Late plans are hurried as often as crossed.
            late = crowd.best_score[TARDY] > 0
            if below(crowd.chance, 100) < (60 if late else 15):
                _hurried(arrays, state, crowd)
            else:
                _crossed(arrays, crowd)
            _mutated(arrays, crowd)
            dice = below(crowd.chance, 10)
            free = FREE_LATE if late else FREE
            if dice >= free:
                longest = int(crowd.best_score[LENGTH] * arrays.lines.beats) + 1
                own = max(own, longest if 2 * dice >= free + 10 - late else below(crowd.chance, max(longest // 20, 2)))
        made(arrays, back, state, crowd, days, own)
        _housed(crowd)
        if beats(crowd.kept_score, crowd.best_score):
            _copy_score(crowd.kept_score, crowd.best_score)
            _copy_times(crowd.kept_start, crowd.best_start)
            _copy_times(crowd.kept_finish, crowd.best_finish)
            _copy_people(crowd.kept_who, crowd.best_who)
