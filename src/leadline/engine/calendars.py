"""Working time: who can work how much on which day, and when an effort that is started now will be done."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from leadline.engine.kernels import kernel
from leadline.program.limits import days_later
from leadline.program.people import Absence, Calendar

Floats = NDArray[np.float64]
Days = NDArray[np.int32]

DAYS = 6 * 365 + 2
"""Days that are looked up one by one; later ones count with the mean of the last of these."""

USUAL_DAYS = DAYS * 5 / 7
"""The working days among them where somebody works from Monday to Friday."""

LAST_YEARS = 2 * 365
"""Days at the end of these whose mean later ones count with: what was long before says nothing of them."""

TICKS = 1 << 24
"""Ticks of a day, two hundred of them a second: times are whole ticks, so that ends on the same instant compare equal."""

NEVER = 1 << 41
"""A time in ticks beyond all others (359 years): what never comes."""

HAIR = 1e-5
"""Sums of decimals are this exact (a second): what is nearer to midnight than this is at midnight."""


def shares(
    calendar: Calendar, first: date, days: int, capacity: float = 1.0, absences: Iterable[Absence] = ()
) -> Floats:
    """The share of a full working day that is worked on each of `days` days from `first` on."""
    week = np.array(calendar.week or (0.0,), dtype=np.float64)
    worked = week[(first.weekday() + np.arange(days)) % len(week)] * capacity
    for holiday in (*calendar.holidays, *public_holidays(calendar.country, calendar.region, first, days)):
        if 0 <= (holiday - first).days < days:
            worked[(holiday - first).days] = 0.0
    for away in absences:
        worked[max((away.first - first).days, 0) : max((away.last - first).days + 1, 0)] = 0.0
    return worked


@lru_cache(maxsize=256)
def public_holidays(country: str, region: str, first: date, days: int) -> tuple[date, ...]:
    """
    The public holidays of a country, or of a part of it, on `days` days from `first` on; none without a country.

    The days on which they are kept: one that falls on a weekend counts on the Monday after where the law says so. A region
    that is not known has those of the whole country.
    """
    if not country:
        return ()
    import holidays  # takes half a second, and few programs name a country

    years = range(first.year, days_later(first, days).year + 1)
    known = holidays.list_supported_countries().get(country, [])
    return tuple(sorted(holidays.country_holidays(country, subdiv=region if region in known else None, years=years)))


RAMP = (0.25, 0.5, 0.75, 1.0)
"""What a newcomer does in each quarter of their ramp-up. Judgement: studies give curves, not numbers."""


def ramped(worked: Floats, first: date, joined_on: date | None, ramp_weeks: float) -> Floats:
    """The shares of somebody who joins on a day: nothing before, then more with each quarter of their ramp-up."""
    if joined_on is None:
        return worked
    since = np.arange(len(worked)) - (joined_on - first).days
    quarter = np.minimum(since * len(RAMP) / max(ramp_weeks * 7, 1e-9), len(RAMP) - 1).astype(np.int64)
    return np.asarray(np.where(since < 0, 0.0, worked * np.array(RAMP)[np.maximum(quarter, 0)]), dtype=np.float64)


def worked_since(
    calendar: Calendar, first: date, until: date, capacity: float = 1.0, absences: Iterable[Absence] = ()
) -> float:
    """Working days from the morning of `first` to the morning of `until`; 0 when that is not later."""
    return float(shares(calendar, first, max((until - first).days, 0), capacity, absences).sum())


class Daily(Protocol):
    """A share of each day: `Portion`."""

    def daily(self, first: date, days: int) -> Floats:
        """The share of a full working day on each of `days` days from `first` on."""


@dataclass(frozen=True)
class Timetables:
    """
    Several calendars as arrays, a row each.

    `worked[c, k]` is the working time before day k, `opens[c, k]` the first day from k on with any, `reached[c, n]` the
    first day before which n whole working days have passed, `pace[c]` the mean working time of a calendar day in the last years
    of these, which also holds beyond the last day: 0 where nobody works any more, and `opens` is then beyond all days.
    """

    worked: Floats
    opens: Days
    reached: Days
    pace: Floats


class TimetableBook:
    """Collects calendars while a program is compiled; equal ones share a row."""

    def __init__(self, as_of: date) -> None:
        self._as_of = as_of
        self._rows: dict[object, int] = {}
        self._shares: list[Floats] = []
        self._pace: list[float] = []
        self._later: list[float] = []
        self._made: Timetables | None = None

    def row(
        self,
        calendar: Calendar,
        capacity: float = 1.0,
        absences: tuple[Absence, ...] = (),
        joined_on: date | None = None,
        ramp_weeks: float = 0.0,
        portion: Daily | None = None,
    ) -> int:
        """
        The row of a calendar, added when it is new; -1 when nobody ever works on it.

        `portion` is the share of each day that is left, besides `capacity` of it; equal ones must compare equal.
        """
        key = (
            calendar.week,
            calendar.holidays,
            calendar.country,
            calendar.region,
            capacity,
            absences,
            joined_on,
            ramp_weeks,
            portion,
        )
        if key not in self._rows:
            own = shares(calendar, self._as_of, DAYS, capacity, absences)
            own = ramped(own, self._as_of, joined_on, ramp_weeks)
            own = own if portion is None else own * portion.daily(self._as_of, DAYS)
            self._rows[key] = len(self._shares) if own.sum() > 0 else -1
            if own.sum() > 0:
                self._shares.append(own)
                self._pace.append(float(own.mean()))
                self._later.append(float(own[-LAST_YEARS:].mean()))
        return self._rows[key]

    def pace(self, row: int) -> float:
        """Mean working time of a calendar day in a row."""
        return self._pace[row]

    def last_day(self, row: int) -> int | None:
        """The last day in a row on which anybody works, counted from `as_of`; None where there is always another one."""
        return None if self._later[row] > 0 else int(np.flatnonzero(self._shares[row])[-1])

    def timetables(self) -> Timetables:
        """All rows as arrays."""
        if self._made is None or len(self._made.pace) != len(self._shares):
            self._made = self._make()
        return self._made

    def _make(self) -> Timetables:
        own = np.array(self._shares, dtype=np.float64).reshape(len(self._shares), DAYS)
        worked = np.concatenate([np.zeros((len(own), 1)), np.cumsum(own, axis=1)], axis=1)
        after = np.where(np.array(self._later) > 0, DAYS, NEVER // TICKS).reshape(-1, 1)
        days = np.where(own > 0, np.arange(DAYS), after)
        opens = np.minimum.accumulate(days[:, ::-1], axis=1)[:, ::-1]
        opens = np.concatenate([opens, after], axis=1)
        # At least as many as an even calendar of the same days holds, which the ladder puts in the place of these.
        whole = np.arange(int(np.ceil(max(worked[:, -1].max(initial=0.0), USUAL_DAYS))) + 1)
        reached = np.array([np.searchsorted(row, whole) for row in worked]).reshape(len(own), len(whole))
        return Timetables(
            worked,
            np.ascontiguousarray(opens, dtype=np.int32),
            np.ascontiguousarray(np.minimum(reached, DAYS), dtype=np.int32),
            np.array(self._later),
        )


def day_of(day: date, as_of: date) -> float:
    """The morning of a date, in days from `as_of`."""
    return float((day - as_of).days)


def evening_of(day: date, as_of: date) -> float:
    """The end of a date, in days from `as_of`: what is done by then is done on that date."""
    return float((day - as_of).days + 1)


def dated(time: float, as_of: date) -> date:
    """The date of an event at a time: day k covers the times after k up to k + 1. The last day there is for what comes later."""
    return days_later(as_of, max(int(np.ceil(min(time, NEVER))) - 1, 0))


@kernel("int64(float64)", inlined=True, allocates=False)
def ticks(days: float) -> int:
    """A time as whole ticks, and as midnight where it is a hair from it; `NEVER` where it is beyond that."""
    if days >= NEVER / TICKS:
        return NEVER
    midnight = np.floor(days + 0.5)
    return int(midnight) * TICKS if abs(days - midnight) < HAIR else int(np.floor(days * TICKS + 0.5))


@kernel("int64(int32[::1], int64)", inlined=True, allocates=False)
def next_working(opens: Days, time: int) -> int:
    """The first tick from `time` on at which work can be done."""
    day = min(time // TICKS, len(opens) - 1)
    return time if opens[day] == day else int(opens[day]) * TICKS


@kernel("float64(float64[::1], float64, float64)", inlined=True, allocates=False)
def worked_until(worked: Floats, pace: float, time: float) -> float:
    """Working time up to `time`, in days."""
    last = len(worked) - 1
    if time >= last:
        return float(worked[last] + (time - last) * pace)
    day = int(time)
    return float(worked[day] + (time - day) * (worked[day + 1] - worked[day]))


@kernel("int64(float64[::1], int32[::1], float64, int64, float64)", inlined=True, allocates=False)
def work_until(worked: Floats, reached: Days, pace: float, time: int, effort: float) -> int:
    """
    When an effort is done that is started at `time`.

    Args:
        worked: working time before each day, one row of `Timetables.worked`.
        reached: the day on which each whole number of working days is reached, the row of `Timetables.reached`.
        pace: working time of a mean calendar day, for days beyond the row.
        time: ticks from `as_of`, 0 or later.
        effort: working days, 0 or more.

    Returns:
        The earliest such tick. Five full days from a Monday morning end at 5.0, Friday evening, not on the next Monday.
    """
    if effort <= HAIR:
        return time
    # A hair less than asked: sums of decimals must not push the last second of a Friday into the next week.
    target = worked_until(worked, pace, time / TICKS) + effort - HAIR
    last = len(worked) - 1
    if target > worked[last] and pace <= 0.0:
        return int(NEVER)
    if target > worked[last]:
        return int(ticks(last + (target + HAIR - worked[last]) / pace))
    # Not before the day on which the whole part is reached, and seldom much later.
    day = max(reached[int(target)], 1)
    while worked[day] < target:
        day += 1
    inside = (target + HAIR - worked[day - 1]) / (worked[day] - worked[day - 1])
    return max(time, int(ticks(day - 1 + min(inside, 1.0))))
