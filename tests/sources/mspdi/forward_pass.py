"""
When each task of a program starts and ends by its links alone: a pass of its own, for comparing with another product's dates.

A place in time is a day number with the part of that day's work that is done; a Friday evening and a Saturday are one place.
"""

from datetime import date

from leadline.program.people import Calendar
from leadline.program.snapshot import Snapshot
from leadline.program.workdays import ORDINARY


def starts_and_ends(program: Snapshot, begins: date) -> dict[str, tuple[date, date]]:
    """The first and the last day of each work item and milestone, as if everybody had time for everything."""
    places: dict[str, tuple[float, float]] = {}
    waits = {
        one.id: [link for link in program.dependencies if link.after == one.id]
        for one in (*program.work, *program.milestones)
    }
    while len(places) < len(waits):
        ready = [id for id, links in waits.items() if id not in places and all(link.before in places for link in links)]
        assert ready, "a circle"
        for id in ready:
            places[id] = _place(program, id, waits[id], places, begins)
    return {id: (_first_day(program, id, start), _last_day(end)) for id, (start, end) in places.items()}


def _place(
    program: Snapshot, id: str, links: list, places: dict[str, tuple[float, float]], begins: date
) -> tuple[float, float]:
    item = program.find("work", id)
    calendar = _calendar(program, id)
    days = item.estimate.middle if item else 0.0
    if item and item.started_on and item.done_on:
        return float(item.started_on.toordinal()), item.done_on.toordinal() + 1.0
    earliest = [float(begins.toordinal())]
    latest_end = 0.0
    if item and item.not_before:
        earliest.append(float(item.not_before.toordinal()))
    for link in links:
        start, end = places[link.before]
        bound = (start if link.kind[0] == "S" else end) + link.lag_days
        if link.kind[1] == "S":
            earliest.append(bound)
        else:
            latest_end = max(latest_end, bound)
    start = max(earliest)
    if item and item.started_on:
        start = float(item.started_on.toordinal())
    end = _ahead(calendar, start, days)
    if end < latest_end:
        end = latest_end
        start = _back(calendar, end, days)
    return start, end


def _calendar(program: Snapshot, id: str) -> Calendar:
    item = program.find("work", id)
    team = program.find("team", item.team) if item else None
    return program.find("calendar", team.calendar if team and team.calendar else program.calendar) or ORDINARY


def _share(calendar: Calendar, number: int) -> float:
    day = date.fromordinal(number)
    return 0.0 if day in calendar.holidays else calendar.week[day.weekday()]


def _ahead(calendar: Calendar, at: float, days: float) -> float:
    while days > 1e-9:
        rest = _share(calendar, int(at)) * (int(at) + 1 - at)
        if rest >= days - 1e-9:
            return at + days / _share(calendar, int(at))
        at, days = int(at) + 1.0, days - rest
    return at


def _back(calendar: Calendar, at: float, days: float) -> float:
    while days > 1e-9:
        number = int(at) - (at == int(at))
        rest = _share(calendar, number) * (at - number)
        if rest >= days - 1e-9:
            return at - days / _share(calendar, number)
        at, days = float(number), days - rest
    return at


def _first_day(program: Snapshot, id: str, place: float) -> date:
    if program.find("milestone", id):
        return _last_day(place)
    calendar, number = _calendar(program, id), int(place + 1e-6)
    while not _share(calendar, number):
        number += 1
    return date.fromordinal(number)


def _last_day(place: float) -> date:
    return date.fromordinal(int(place - 1e-6))
