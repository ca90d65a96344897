"""The longest path with calendars: how early everything could be done if nobody ever had to wait for a person."""

import numpy as np

from leadline.engine.kernels import kernel
from leadline.engine.order import FS, SF, SS
from leadline.engine.schedule.people.arrays import ARRAYS, Arrays
from leadline.engine.schedule.people.layout import I8S, NOTHING, Ints
from leadline.engine.schedule.people.timelines import NEVER, done_at, goes_on_at, worked_at


@kernel(NOTHING(ARRAYS, I8S, I8S, I8S, I8S), allocates=False)
def heads(arrays: Arrays, release: Ints, start: Ints, finish: Ints, by: Ints) -> None:
    """
    The earliest start and finish of each item, each done by the fastest of those who can.

    Args:
        arrays: the problem.
        release: beats before which each cannot start.
        start: where the starts go.
        finish: where the ends go.
        by: where the item that each had to wait for goes; -1: none.
    """
    for n in range(len(arrays.order)):
        item = arrays.order[n]
        ready, bound, who = release[item], arrays.floor[item], -1
        late = -1
        for one in range(arrays.pred_first[item], arrays.pred_first[item + 1]):
            before, kind = arrays.pred_of[one], arrays.pred_kind[one]
            known = (start[before] if kind in (SS, SF) else finish[before]) + arrays.pred_lag[one]
            if kind in (FS, SS):
                if known > ready:
                    ready, who = known, before
            elif known > bound:
                bound, late = known, before
        work, done, begins = arrays.work[item], ready, ready
        if work > 0 and arrays.fixed[item]:
            done = ready + work
        elif work > 0 and arrays.need_first[item] < arrays.need_first[item + 1]:
            begins = NEVER
            for need in range(arrays.need_first[item], arrays.need_first[item + 1]):
                first, last = arrays.pool_first[arrays.need_pool[need]], arrays.pool_first[arrays.need_pool[need] + 1]
                # Of those who can, as many as it needs have to be done: the first of them, then the next, up to the last.
                soonest, missing = -1, arrays.need_count[need]
                while missing > 0:
                    following, many = NEVER, 0
                    for place in range(first, last):
                        row = arrays.person_row[arrays.pool_people[place]]
                        opens = max(ready, arrays.pool_since[place])
                        begin = worked_at(arrays.lines, row, opens)
                        own = done_at(arrays.lines, row, begin + work)
                        begins = min(begins, max(opens, goes_on_at(arrays.lines, row, begin)))
                        if soonest < own <= following:
                            following, many = own, many + 1 if own == following else 1
                    if many == 0:
                        break
                    soonest, missing = following, missing - many
                done = max(done, soonest)
        elif work > 0 and arrays.row[item] >= 0:
            begin = worked_at(arrays.lines, arrays.row[item], ready)
            done = done_at(arrays.lines, arrays.row[item], begin + work)
            begins = max(ready, goes_on_at(arrays.lines, arrays.row[item], begin))
        elif work > 0:
            done = ready + work
        start[item], finish[item], by[item] = begins, done, who
        if bound > done:
            finish[item] = bound
            by[item] = late if late >= 0 else by[item]


def earliest(arrays: Arrays) -> tuple[Ints, Ints, Ints]:
    """Earliest start and finish of each item, and the item that set it (-1: none); people never wait for people."""
    start, finish, by = (np.zeros(len(arrays.order), dtype=np.int64) for _ in range(3))
    heads(arrays, arrays.release, start, finish, by)
    return start, finish, by


def latest(back: Arrays, ends: Ints, days: int) -> Ints:
    """
    The latest finish of each item so that each of `ends` is kept.

    Args:
        back: the problem backwards from the end of day `days`.
        ends: beats by which each item has to be done.
        days: see `back`.
    """
    last = days * back.lines.beats
    start, finish, by = (np.zeros(len(back.order), dtype=np.int64) for _ in range(3))
    heads(back, np.maximum(last - ends, 0), start, finish, by)
    return np.asarray(last - start, dtype=np.int64)
