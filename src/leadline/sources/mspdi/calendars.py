"""Calendars of a schedule file: the week, the days nobody works, and where working time leads to."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from typing import Any

from leadline.sources.mspdi.fields import day, days_from, flag, minutes_of, text, whole
from leadline.sources.mspdi.recurring import MOST_DAYS, days_of
from leadline.sources.mspdi.schedule import Record, Schedule, within

Spans = tuple[tuple[int, int], ...]
"""Stretches of a day that are worked, in minutes since midnight."""

MORNING_AND_AFTERNOON: Spans = ((480, 720), (780, 1020))
_USUAL: tuple[Spans, ...] = (*(MORNING_AND_AFTERNOON for _ in range(5)), (), ())
_MOST_HOLIDAYS = 10_000
_FURTHEST = 5_000


@dataclass(frozen=True)
class WorkTime:
    """
    When is worked: stretches for each weekday, Monday first, and days off. `full` are the minutes of a full day.

    A *place* in time is a day number with the part of that day's work that is done: a Friday evening is Saturday 0.0.
    """

    uid: int
    name: str
    week: tuple[Spans, ...] = _USUAL
    off: frozenset[date] = frozenset()
    own_off: frozenset[date] = frozenset()
    full: int = 480
    base: int = -1
    is_base: bool = True

    @cached_property
    def shares(self) -> tuple[float, ...]:
        """The share of a full day of each weekday, Monday first, as a calendar of a program has it."""
        return tuple(round(min(_length(spans) / self.full, 1.0), 4) for spans in self.week)

    @property
    def is_longer(self) -> bool:
        """Whether more than a full day is worked on some weekday."""
        return any(_length(spans) > self.full for spans in self.week)

    def place(self, at: datetime) -> float:
        """Where a moment lies."""
        spans, minute = self.week[at.weekday()], at.hour * 60 + at.minute
        whole_day = _length(spans)
        passed = sum(max(min(minute, last) - first, 0) for first, last in spans)
        return at.toordinal() + (passed / whole_day if whole_day else float(minute > 720))

    def days_later(self, place: float, days: float) -> float | None:
        """
        The calendar days from a place until so many full days of work have passed; back where they are negative.

        None where that is too far, or nothing is ever worked.
        """
        if not any(self.shares):
            return None
        at, left, steps = place, abs(days), 0
        while left > 1e-9:
            steps += 1
            if steps > _FURTHEST:
                return None
            at, left = self._a_day_on(at, left) if days > 0 else self._a_day_back(at, left)
        return round(at - place, 4)

    def _a_day_on(self, at: float, left: float) -> tuple[float, float]:
        number = int(at)
        share = self._share(number)
        rest = share * (number + 1 - at)
        return (at + left / share, 0.0) if rest >= left - 1e-9 and share else (float(number + 1), left - rest)

    def _a_day_back(self, at: float, left: float) -> tuple[float, float]:
        number = int(at) - (at == int(at))
        share = self._share(number)
        rest = share * (at - number)
        return (at - left / share, 0.0) if rest >= left - 1e-9 and share else (float(number), left - rest)

    def _share(self, number: int) -> float:
        one = date.fromordinal(min(max(number, 1), date.max.toordinal()))
        return 0.0 if one in self.off else self.shares[one.weekday()]


def calendars_of(schedule: Schedule, full: int, lost: Counter[str]) -> dict[int, WorkTime]:
    """All calendars of a file by UID, each with what it takes from its base. What cannot be kept is counted in `lost`."""
    records = {whole(one, "UID", -1): one for one in schedule.all_of("Calendars", "Calendar")}
    made: dict[int, WorkTime] = {}
    for uid in records:
        _make(uid, records, made, full, lost)
    return made


def plain_calendar(one: WorkTime, id: str) -> dict[str, Any]:
    """A calendar in document form."""
    holidays = sorted(one.off)[:_MOST_HOLIDAYS]
    return {"id": id, "name": one.name, "week": list(one.shares), "holidays": [day.isoformat() for day in holidays]}


def _make(uid: int, records: Mapping[int, Record], made: dict[int, WorkTime], full: int, lost: Counter[str]) -> None:
    chain: list[int] = []
    # From the calendar to its base, and the base's base; a circle ends where it begins.
    while uid in records and uid not in made and uid not in chain:
        chain.append(uid)
        uid = whole(records[uid], "BaseCalendarUID", -1)
    for one in reversed(chain):
        record = records[one]
        base = made.get(whole(record, "BaseCalendarUID", -1)) or WorkTime(-1, "", full=full)
        made[one] = _own(record, base, lost)


def _own(record: Record, base: WorkTime, lost: Counter[str]) -> WorkTime:
    week, stretches = list(base.week), []
    for weekday in within(record, "WeekDays", "WeekDay"):
        kind = whole(weekday, "DayType", -1)
        if 1 <= kind <= 7:
            week[(kind + 5) % 7] = _spans(weekday)
        elif kind == 0:
            stretches.append(weekday)
    own = replace(
        base,
        uid=whole(record, "UID", -1),
        name=text(record, "Name"),
        week=tuple(week),
        own_off=frozenset(),
        base=base.uid,
        is_base=flag(record, "IsBaseCalendar", default=True),
    )
    if own.is_longer:
        lost["calendars with days longer than a full day: such a day counts as a full one"] += 1
    off, on = set[date](), set[date]()
    # Project writes each exception a second time, in the form of its earlier versions.
    exceptions = within(record, "Exceptions", "Exception") or stretches
    for exception in exceptions:
        days = days_of(exception)
        if len(days) >= MOST_DAYS:
            lost[f"exceptions of calendars with more than {MOST_DAYS:,} days: the first ones were kept"] += 1
        _sort_days(own, days, _spans(exception), off, on, lost)
    for weeks in within(record, "WorkWeeks", "WorkWeek"):
        _other_weeks(own, weeks, off, on, lost)
    return replace(own, off=frozenset((base.off | off) - (on - off)), own_off=frozenset(off))


def _sort_days(
    own: WorkTime, days: Iterable[date], spans: Spans, off: set[date], on: set[date], lost: Counter[str]
) -> None:
    """Days with other hours than usual: those with less than half of them are days off, the others ordinary ones."""
    for one in days:
        usual, now = _length(own.week[one.weekday()]), _length(spans)
        if now * 2 < usual or now == 0:
            off.update({one} if usual or not own.is_base else ())
        else:
            on.add(one)
        if now not in (0, usual):
            kept = "days worked though their weekday is free: they stay free" if not usual else (
                "days with other hours than their weekday: less than half counts as free, more as usual")  # fmt: skip
            lost[kept] += 1


def _other_weeks(own: WorkTime, weeks: Record, off: set[date], on: set[date], lost: Counter[str]) -> None:
    period = next(iter(within(weeks, "TimePeriod")), {})
    first, last = day(period, "FromDate"), day(period, "ToDate")
    if first is None or last is None:
        return
    for weekday in within(weeks, "WeekDays", "WeekDay"):
        kind = whole(weekday, "DayType", -1)
        if 1 <= kind <= 7:
            meant = [one for one in days_from(first, last, _FURTHEST) if one.weekday() == (kind + 5) % 7]
            _sort_days(own, meant, _spans(weekday), off, on, lost)


def _spans(record: Record) -> Spans:
    if not flag(record, "DayWorking"):
        return ()
    times = within(record, "WorkingTimes", "WorkingTime")
    pairs = [(minutes_of(text(one, "FromTime")), minutes_of(text(one, "ToTime"))) for one in times]
    # Midnight ends a day as 0; a stretch over midnight is counted to the day on which it begins.
    known = [(first, last or 1440) for first, last in pairs if first is not None and last is not None]
    return tuple((first, last if last > first else last + 1440) for first, last in known) or MORNING_AND_AFTERNOON


def _length(spans: Spans) -> int:
    return sum(last - first for first, last in spans)
