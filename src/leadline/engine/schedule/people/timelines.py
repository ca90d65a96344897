"""Working time of people as whole numbers: from a moment to the work done by then and back, without going day by day."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from leadline.engine.calendars import LAST_YEARS
from leadline.engine.kernels import kernel
from leadline.engine.schedule.people.layout import I8, Floats, Ints, SmallRows, layout

BEATS = 20_160
"""Beats of a day: divided without rest by 2 to 10, so that thirds, quarters, fifths and 15 minutes are whole numbers."""

NEVER = 1 << 40
"""A time in beats beyond all others."""


AWAY_DAYS = 7
"""
Who is not at work for longer than this is on leave, and others do not begin without them; shorter is part of a week. As in
the simulation (`dispatch/together.py`).
"""


class Timelines(NamedTuple):
    """
    Calendars as rows.

    Attributes:
        worked: shape (rows, days + 1), beats of work done before each day.
        reached: shape (rows, full days + 2), the first day before which n full days of work are done.
        pace: beats of work of a mean day, at least 1; it also holds beyond the last day.
        beats: beats of a day.
        plain: 1 where all rows are worked around the clock, so that work and time are the same.
    """

    worked: SmallRows
    reached: SmallRows
    pace: Ints
    beats: int
    plain: int


TIMELINES = layout(Timelines)


def timelines(shares: Sequence[Floats], beats: int = BEATS) -> Timelines:
    """
    Rows from shares of a full day.

    Args:
        shares: one array a row; shorter ones go on with their mean.
        beats: beats of a day.

    Returns:
        The rows. One on which nobody ever works has a pace of 1 beat: it is to be left out by the caller.
    """
    days = max((len(one) for one in shares), default=1)
    own = np.zeros((len(shares), days), dtype=np.int64)
    for row, one in enumerate(shares):
        own[row, : len(one)] = np.rint(one * beats)
        own[row, len(one) :] = round(float(np.mean(one)) * beats) if len(one) else 0
    return of_days(own, beats)


def of_days(own: Ints, beats: int) -> Timelines:
    """Rows from beats worked on each day, shape (rows, days)."""
    worked = np.concatenate([np.zeros((len(own), 1), np.int64), np.cumsum(own, axis=1)], axis=1)
    whole = np.arange(int(worked[:, -1].max(initial=0)) // beats + 2) * beats
    reached = np.array([np.searchsorted(row, whole) for row in worked]).reshape(len(own), len(whole))
    pace = np.maximum(np.rint(own[:, -LAST_YEARS:].mean(axis=1)) if own.shape[1] else np.zeros(len(own)), 1)
    return Timelines(
        np.ascontiguousarray(worked, dtype=np.int32),
        np.ascontiguousarray(np.minimum(reached, own.shape[1]), dtype=np.int32),
        np.ascontiguousarray(pace, dtype=np.int64),
        beats,
        int((own == beats).all()),
    )


def mirrored(lines: Timelines, days: int) -> Timelines:
    """The same rows read backwards from the evening of day `days`, extended by their pace where they are shorter."""
    own = np.diff(lines.worked.astype(np.int64), axis=1)
    if own.shape[1] < days:
        rest = np.repeat(lines.pace[:, None], days - own.shape[1], axis=1)
        own = np.concatenate([own, rest], axis=1)
    return of_days(np.ascontiguousarray(own[:, :days][:, ::-1]), lines.beats)


@kernel(I8(TIMELINES, I8, I8), inlined=True, allocates=False)
def worked_at(lines: Timelines, row: int, time: int) -> int:
    """Beats of work that are done on a row by a time."""
    if lines.plain:
        return time
    last = lines.worked.shape[1] - 1
    day = time // lines.beats
    inside = time - day * lines.beats
    if day >= last:
        return int(lines.worked[row, last] + (day - last) * lines.pace[row] + inside * lines.pace[row] // lines.beats)
    done = np.int64(lines.worked[row, day])
    return int(done + inside * (lines.worked[row, day + 1] - done) // lines.beats)


@kernel(I8(TIMELINES, I8, I8), inlined=True, allocates=False)
def done_at(lines: Timelines, row: int, work: int) -> int:
    """The first time by which so many beats of work are done on a row."""
    if work <= 0:
        return 0
    if lines.plain:
        return work
    worked, beats = lines.worked[row], lines.beats
    last = len(worked) - 1
    if work > worked[last]:
        rest, pace = work - worked[last], lines.pace[row]
        days = rest // pace
        return int((last + days) * beats + ((rest - days * pace) * beats + pace - 1) // pace)
    whole = work // beats
    low = lines.reached[row, whole]
    high = lines.reached[row, whole + 1]
    while low < high:
        middle = (low + high) >> 1
        if worked[middle] < work:
            low = middle + 1
        else:
            high = middle
    day = low - 1
    today = worked[low] - worked[day]
    return int(day * beats + ((work - worked[day]) * beats + today - 1) // today)


@kernel(I8(TIMELINES, I8, I8), inlined=True, allocates=False)
def goes_on_at(lines: Timelines, row: int, work: int) -> int:
    """The time at which somebody who has done so many beats of work does the next: not before the next working day."""
    if lines.plain:
        return work
    worked, beats = lines.worked[row], lines.beats
    last = len(worked) - 1
    if work >= worked[last]:
        return done_at(lines, row, work) if work > worked[last] else last * beats
    whole = (work + 1) // beats
    low = lines.reached[row, whole]
    high = lines.reached[row, whole + 1]
    while low < high:
        middle = (low + high) >> 1
        if worked[middle] <= work:
            low = middle + 1
        else:
            high = middle
    day = low - 1
    today = worked[low] - worked[day]
    return int(day * beats + ((work - worked[day]) * beats + today - 1) // today)
