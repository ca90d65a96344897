"""Working time: who can work how much on which day, and when an effort that is started now will be done."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from leadline.engine.kernels import kernel
from leadline.program.people import Absence, Calendar

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

DAYS = 6 * 365 + 2
"""Days that are looked up one by one; later ones count with the mean of these, so that nothing ever aborts."""

QUANTUM = 2.0**-30
"""Times are whole multiples of this (a ten-thousandth of a second), so that ends on the same instant compare equal."""

HAIR = 1e-6
"""Sums of decimals are this exact (a tenth of a second): what is nearer to midnight than this is at midnight."""


def shares(
    calendar: Calendar, first: date, days: int, capacity: float = 1.0, absences: Iterable[Absence] = ()
) -> Floats:
    """The share of a full working day that is worked on each of `days` days from `first` on."""
    week = np.array(calendar.week or (0.0,), dtype=np.float64)
    worked = week[(first.weekday() + np.arange(days)) % len(week)] * capacity
    for holiday in calendar.holidays:
        if 0 <= (holiday - first).days < days:
            worked[(holiday - first).days] = 0.0
    for away in absences:
        worked[max((away.first - first).days, 0) : max((away.last - first).days + 1, 0)] = 0.0
    return worked


def worked_since(
    calendar: Calendar, first: date, until: date, capacity: float = 1.0, absences: Iterable[Absence] = ()
) -> float:
    """Working days from the morning of `first` to the morning of `until`; 0 when that is not later."""
    return float(shares(calendar, first, max((until - first).days, 0), capacity, absences).sum())


@dataclass(frozen=True)
class Timetables:
    """
    Several calendars as arrays, a row each.

    `worked[c, k]` is the working time before day k, `opens[c, k]` the first day from k on with any, `pace[c]` the mean
    working time of a calendar day, which also holds beyond the last day.
    """

    worked: Floats
    opens: Ints
    pace: Floats


class TimetableBook:
    """Collects calendars while a program is compiled; equal ones share a row."""

    def __init__(self, as_of: date) -> None:
        self._as_of = as_of
        self._rows: dict[object, int] = {}
        self._shares: list[Floats] = []
        self._pace: list[float] = []

    def row(self, calendar: Calendar, capacity: float = 1.0, absences: tuple[Absence, ...] = ()) -> int:
        """The row of a calendar, added when it is new; -1 when nobody ever works on it."""
        key = (calendar.week, calendar.holidays, capacity, absences)
        if key not in self._rows:
            own = shares(calendar, self._as_of, DAYS, capacity, absences)
            self._rows[key] = len(self._shares) if own.sum() > 0 else -1
            if own.sum() > 0:
                self._shares.append(own)
                self._pace.append(float(own.mean()))
        return self._rows[key]

    def pace(self, row: int) -> float:
        """Mean working time of a calendar day in a row."""
        return self._pace[row]

    def timetables(self) -> Timetables:
        """All rows as arrays."""
        own = np.array(self._shares, dtype=np.float64).reshape(len(self._shares), DAYS)
        worked = np.concatenate([np.zeros((len(own), 1)), np.cumsum(own, axis=1)], axis=1)
        days = np.where(own > 0, np.arange(DAYS), DAYS)
        opens = np.minimum.accumulate(days[:, ::-1], axis=1)[:, ::-1]
        opens = np.concatenate([opens, np.full((len(own), 1), DAYS)], axis=1)
        return Timetables(worked, np.ascontiguousarray(opens, dtype=np.int64), np.array(self._pace))


def day_of(day: date, as_of: date) -> float:
    """The morning of a date, in days from `as_of`."""
    return float((day - as_of).days)


def evening_of(day: date, as_of: date) -> float:
    """The end of a date, in days from `as_of`: what is done by then is done on that date."""
    return float((day - as_of).days + 1)


def dated(time: float, as_of: date) -> date:
    """The date of an event at a time: day k covers the times after k up to k + 1."""
    return as_of + timedelta(days=max(int(np.ceil(time)) - 1, 0))


@kernel("float64(float64)")
def rounded(time: float) -> float:
    """A time as a whole multiple of `QUANTUM`, and as midnight where it is a hair from it."""
    midnight = np.floor(time + 0.5)
    if abs(time - midnight) < HAIR:
        return float(midnight)
    return float(np.floor(time / QUANTUM + 0.5) * QUANTUM)


@kernel("float64(int64[:], float64)")
def next_working(opens: Ints, time: float) -> float:
    """The first instant from `time` on at which work can be done."""
    last = len(opens) - 1
    day = int(np.floor(time))
    if day >= last or opens[day] == day:
        return time
    return float(opens[day])


@kernel("float64(float64[:], float64, float64)")
def worked_until(worked: Floats, pace: float, time: float) -> float:
    """Working time up to `time`."""
    last = len(worked) - 1
    if time >= last:
        return float(worked[last] + (time - last) * pace)
    day = int(np.floor(time))
    return float(worked[day] + (time - day) * (worked[day + 1] - worked[day]))


@kernel("float64(float64[:], float64, float64, float64)")
def work_until(worked: Floats, pace: float, time: float, effort: float) -> float:
    """
    When an effort is done that is started at `time`.

    Args:
        worked: working time before each day, one row of `Timetables.worked`.
        pace: working time of a mean calendar day, for days beyond the row.
        time: days from `as_of`, 0 or later.
        effort: working days, 0 or more.

    Returns:
        The earliest such time. Five full days from a Monday morning end at 5.0, Friday evening, not on the next Monday.
    """
    if effort <= HAIR:
        return time
    # A hair less than asked: sums of decimals must not push the last second of a Friday into the next week.
    target = worked_until(worked, pace, time) + effort - HAIR
    last = len(worked) - 1
    if target > worked[last]:
        return float(rounded(last + (target + HAIR - worked[last]) / pace))
    low, high = int(np.floor(time)), last
    while low < high:
        middle = (low + high) // 2
        if worked[middle] >= target:
            high = middle
        else:
            low = middle + 1
    inside = (target + HAIR - worked[low - 1]) / (worked[low] - worked[low - 1])
    return float(max(time, rounded(low - 1 + min(inside, 1.0))))
