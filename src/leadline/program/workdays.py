"""Working days on a calendar: how many have passed, and which day is so many of them away."""

from datetime import date, timedelta

from leadline.program.people import Calendar
from leadline.program.snapshot import Snapshot

ORDINARY = Calendar(id="")
"""Monday to Friday without holidays: what counts where a program names no calendar."""

_DAY = timedelta(days=1)


def program_calendar(snapshot: Snapshot) -> Calendar:
    """The calendar of the program itself; Monday to Friday where it names none."""
    found: Calendar | None = snapshot.find("calendar", snapshot.calendar)
    return found or ORDINARY


def is_workday(calendar: Calendar, day: date) -> bool:
    """True on days on which somebody works, part of the day included."""
    return _week(calendar)[day.weekday()] and day not in calendar.holidays


def workdays_between(calendar: Calendar, first: date, last: date) -> int:
    """
    The working days that pass from `first` to `last`: those after `first`, up to and including `last`.

    From a Friday to the next Monday one working day passes; from a day to itself none. Negative when `last` is earlier.
    """
    if last < first:
        return -workdays_between(calendar, last, first)
    week = _week(calendar)
    weeks, rest = divmod((last - first).days, 7)
    passed = weeks * sum(week) + sum(week[(first.weekday() + step) % 7] for step in range(1, rest + 1))
    free = sum(first < day <= last and week[day.weekday()] for day in set(calendar.holidays))
    return passed - free


def add_workdays(calendar: Calendar, first: date, days: int) -> date:
    """
    The working day that is `days` of them after `first`, or before it where `days` is negative; 0 is `first` itself.

    `workdays_between(calendar, first, add_workdays(calendar, first, n)) == n` for every n from 0 on.
    """
    step = _DAY if days > 0 else -_DAY
    day, left = first, abs(days)
    while left:
        day += step
        left -= is_workday(calendar, day)
    return day


def _week(calendar: Calendar) -> tuple[bool, ...]:
    """Which weekdays count. A week in which nobody ever works counts as an ordinary one: waiting still takes time."""
    works = tuple(share > 0 for share in calendar.week)
    return works if len(works) == 7 and any(works) else tuple(share > 0 for share in ORDINARY.week)
