"""The days of a calendar's exception, which may come again each week, month or year."""

from collections.abc import Iterator
from datetime import date, timedelta

from leadline.sources.mspdi.fields import day, days_from, flag, whole
from leadline.sources.mspdi.schedule import Record, within

MOST_DAYS = 2_000
"""Days of one exception; more are cut off, which is said."""

_YEARLY_BY_DAY, _YEARLY_BY_PLACE, _MONTHLY_BY_DAY, _MONTHLY_BY_PLACE, _WEEKLY = 2, 3, 4, 5, 6
_LAST = 4
_SPAN = 60 * 366


def days_of(exception: Record) -> list[date]:
    """The days an exception is about, `MOST_DAYS` at the most."""
    period = next(iter(within(exception, "TimePeriod")), {})
    first, last = day(period, "FromDate"), day(period, "ToDate")
    if first is None:
        return []
    last = max(last or first, first)
    kind = whole(exception, "Type", 1)
    if kind in (_YEARLY_BY_DAY, _YEARLY_BY_PLACE, _MONTHLY_BY_DAY, _MONTHLY_BY_PLACE, _WEEKLY):
        found = (one for one in days_from(first, last, _SPAN) if _is_meant(exception, kind, first, one))
        return _first_of(found, _occurrences(exception))
    every = max(whole(exception, "Period", 1), 1)
    return _first_of(iter(days_from(first, last, _SPAN)[::every]), _occurrences(exception))


def _occurrences(exception: Record) -> int:
    """How often it comes: a number of times, or until the period is over."""
    times = whole(exception, "Occurrences") if flag(exception, "EnteredByOccurrences") else 0
    return min(times, MOST_DAYS) if times > 0 else MOST_DAYS


def _first_of(found: Iterator[date], most: int) -> list[date]:
    return [one for one, _ in zip(found, range(most), strict=False)]


def _is_meant(exception: Record, kind: int, first: date, one: date) -> bool:
    every = max(whole(exception, "Period", 1), 1)
    if kind == _WEEKLY:
        # Bits from Sunday on; weeks are counted from the one of the first day.
        weekday = 1 << ((one.weekday() + 1) % 7)
        return bool(whole(exception, "DaysOfWeek") & weekday) and (one - _sunday(first)).days // 7 % every == 0
    if kind in (_MONTHLY_BY_DAY, _MONTHLY_BY_PLACE):
        months = (one.year - first.year) * 12 + one.month - first.month
        in_month = months % every == 0
    else:
        in_month = one.month == whole(exception, "Month") + 1
    if kind in (_YEARLY_BY_DAY, _MONTHLY_BY_DAY):
        return in_month and one.day == whole(exception, "MonthDay")
    return in_month and _is_in_place(one, whole(exception, "MonthItem"), whole(exception, "MonthPosition"))


def _is_in_place(one: date, item: int, place: int) -> bool:
    """Whether a day is the first, second … or last Tuesday (or day, working day, weekend day) of its month."""
    if not _matches(one, item):
        return False
    start = one.replace(day=1)
    if place >= _LAST:
        rest = (one + timedelta(days=step) for step in range(1, 32))
        return not any(_matches(later, item) for later in rest if later.month == one.month)
    before = sum(_matches(start + timedelta(days=step), item) for step in range(one.day - 1))
    return before == place


def _matches(one: date, item: int) -> bool:
    if item <= 0:
        return True
    if item == 1:
        return one.weekday() < 5
    if item == 2:
        return one.weekday() >= 5
    # From 3 on: Sunday, Monday …
    return (one.weekday() + 1) % 7 == item - 3


def _sunday(one: date) -> date:
    return one - timedelta(days=(one.weekday() + 1) % 7)
