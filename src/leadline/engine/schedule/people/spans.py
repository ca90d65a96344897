"""From when to when an item keeps somebody."""

from collections.abc import Sequence

from leadline.engine.schedule.people.arrays import Arrays
from leadline.engine.schedule.people.timelines import done_at, goes_on_at, worked_at


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


def _begin(arrays: Arrays, start: int, person: int) -> int:
    return int(worked_at(arrays.lines, int(arrays.person_row[person]), start))


def _done(arrays: Arrays, item: int, start: int, person: int) -> int:
    if arrays.fixed[item]:
        return start + int(arrays.work[item])
    begin = _begin(arrays, start, person)
    return int(done_at(arrays.lines, int(arrays.person_row[person]), begin + int(arrays.work[item])))
