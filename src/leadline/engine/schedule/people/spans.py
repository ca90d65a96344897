"""From when to when an item keeps somebody."""

from collections.abc import Sequence

import numpy as np

from leadline.engine.order import FS, SF, SS
from leadline.engine.schedule.people.arrays import Arrays
from leadline.engine.schedule.people.layout import Ints
from leadline.engine.schedule.people.timelines import AWAY_DAYS, done_at, goes_on_at, worked_at


def kept_between(arrays: Arrays, item: int, start: int, people: Sequence[int], person: int) -> tuple[int, int]:
    """
    The times (beats) between which somebody who is on an item does nothing else.

    Args:
        arrays: the problem.
        item: its number.
        start: when it starts.
        people: all who are on it.
        person: one of them.

    Returns:
        From their first work on it to the end of their part, or of everybody's where they stay together.
    """
    first = int(goes_on_at(arrays.lines, int(arrays.person_row[person]), _begin(arrays, start, person)))
    stayers = people if arrays.together[item] else (person,)
    return max(start, first), max(_done(arrays, item, start, one) for one in stayers)


def at_hand(arrays: Arrays, person: int, last: int) -> list[tuple[int, int]]:
    """
    When others can begin something together with somebody: they are at work, or will be within a week.

    Args:
        arrays: the problem.
        person: who.
        last: the last time that counts.

    Returns:
        Stretches of time (beats, both ends included) between their leaves, in order.
    """
    beats, row = arrays.lines.beats, int(arrays.person_row[person])
    works = np.flatnonzero(np.diff(arrays.lines.worked[row]))
    # Beyond the calendar they work on all days.
    opens = [*works.tolist(), arrays.lines.worked.shape[1] - 1]
    stretches, since = [], 0
    for before, day in zip([-1, *opens], opens, strict=False):
        if day - before - 1 > AWAY_DAYS:
            stretches.append((since, (before + 1) * beats - 1))
            since = (day - AWAY_DAYS) * beats
    return [(low, min(high, last)) for low, high in [*stretches, (since, last)] if low <= min(high, last)]


def too_far_apart(arrays: Arrays, start: Ints, finish: Ints) -> list[int]:
    """Which of the longest lags a plan does not keep, given when its items start and finish (beats)."""
    late = []
    for one in range(len(arrays.most_lag)):
        before, after, kind = int(arrays.most_before[one]), int(arrays.most_after[one]), int(arrays.most_kind[one])
        first = int((start if kind in (SS, SF) else finish)[before]) if before >= 0 else 0
        if int((start if kind in (FS, SS) else finish)[after]) - first > arrays.most_lag[one]:
            late.append(one)
    return late


def _begin(arrays: Arrays, start: int, person: int) -> int:
    return int(worked_at(arrays.lines, int(arrays.person_row[person]), start))


def _done(arrays: Arrays, item: int, start: int, person: int) -> int:
    if arrays.fixed[item]:
        return start + int(arrays.work[item])
    begin = _begin(arrays, start, person)
    return int(done_at(arrays.lines, int(arrays.person_row[person]), begin + int(arrays.work[item])))
