"""Calendars, people, teams and assignments of a program as elements of a schedule file."""

from collections.abc import Iterable, Iterator
from datetime import date

from leadline.program.people import Absence, Calendar, Person, Team
from leadline.program.snapshot import Snapshot
from leadline.program.workdays import ORDINARY
from leadline.sources.mspdi.elements import Element, at_time, element, leaf
from leadline.sources.mspdi.ids import OWN_ID, RESOURCE_FIELDS
from leadline.sources.mspdi.numbers import Numbers

_HOUR = 60
_DAY_MINUTES = 480
_YEARS_AHEAD = 5


def calendars(snapshot: Snapshot, numbers: Numbers) -> Iterator[Element]:
    """Each calendar, the ordinary week where the program has none, and one of their own for people with days away."""
    for one in snapshot.calendars:
        yield _calendar(numbers.calendar(one.id) or 0, one, _all_holidays(one, snapshot))
    if numbers.program_calendar == numbers.standard:
        yield _calendar(numbers.standard, ORDINARY, ())
    for person in snapshot.people:
        yield from _of_their_own(person, numbers.resource(person.id, "person") or 0, person.absences, numbers)
    for team in snapshot.teams:
        yield from _of_their_own(team, numbers.resource(team.id, "team") or 0, (), numbers)


def _of_their_own(
    who: Person | Team, number: int, absences: tuple[Absence, ...], numbers: Numbers
) -> Iterator[Element]:
    base = numbers.calendar(who.calendar)
    if base is not None or absences:
        head = [leaf("UID", numbers.own_calendar(number)), leaf("Name", who.name or who.id), leaf("IsBaseCalendar", 0)]
        yield element(
            "Calendar", [*head, leaf("BaseCalendarUID", base or numbers.program_calendar), *_exceptions(absences)]
        )


def resources(snapshot: Snapshot, numbers: Numbers) -> Iterator[Element]:
    """People, then teams as generic resources: of those there may be several."""
    names = {one.id: one.name or one.id for one in snapshot.teams}
    for place, person in enumerate(snapshot.people, 1):
        yield element("Resource", _person(person, names, numbers, place))
    for place, team in enumerate(snapshot.teams, len(snapshot.people) + 1):
        yield element("Resource", _team(team, numbers, place))


def assignments(snapshot: Snapshot, numbers: Numbers) -> Iterator[Element]:
    """Who does what: those who are planned for it, the assignee first; else the team."""
    count = 0
    capacity = {one.id: one.capacity for one in snapshot.people}
    for work in snapshot.work:
        people = dict.fromkeys([work.assignee, *work.planned_for] if work.assignee else work.planned_for)
        doers = [(number, capacity[one]) for one in people if (number := numbers.resource(one, "person"))]
        if not doers and (number := numbers.resource(work.team, "team")):
            doers = [(number, 1.0)]
        for number, units in doers:
            count += 1
            own = [leaf("UID", count), leaf("TaskUID", numbers.task(work.id, "work")), leaf("ResourceUID", number)]
            yield element("Assignment", [*own, leaf("Units", f"{units:g}")])


def _person(one: Person, teams: dict[str, str], numbers: Numbers, place: int) -> list[Element]:
    number = numbers.resource(one.id, "person") or 0
    rate = None if one.day_rate_cents is None else one.day_rate_cents / 100 * _HOUR / _DAY_MINUTES
    joined = at_time(one.joined_on, "08:00:00")
    has_own = bool(one.absences) or numbers.calendar(one.calendar) is not None
    return [
        leaf("UID", number),
        leaf("ID", place),
        leaf("Name", one.name or one.id),
        leaf("Type", 1),
        leaf("IsNull", 0),
        *([leaf("Group", teams[one.team])] if one.team in teams else []),
        leaf("MaxUnits", f"{one.capacity:g}"),
        *([leaf("AvailableFrom", joined)] if joined else []),
        *([] if rate is None else [leaf("StandardRate", f"{rate:.10g}"), leaf("StandardRateFormat", 2)]),
        *([leaf("CalendarUID", numbers.own_calendar(number))] if has_own else []),
        leaf("IsGeneric", 0),
        _own(one.id),
        *([_available(joined, one.capacity)] if joined else []),
        *([] if rate is None else [_rates(rate)]),
    ]


def _team(one: Team, numbers: Numbers, place: int) -> list[Element]:
    number = numbers.resource(one.id, "team") or 0
    has_own = numbers.calendar(one.calendar) is not None
    return [
        leaf("UID", number),
        leaf("ID", place),
        leaf("Name", one.name or one.id),
        leaf("Type", 1),
        leaf("IsNull", 0),
        leaf("MaxUnits", max(one.size or 1, 1)),
        *([leaf("CalendarUID", numbers.own_calendar(number))] if has_own else []),
        leaf("IsGeneric", 1),
        _own(one.id),
    ]


def _own(id: str) -> Element:
    return element("ExtendedAttribute", [leaf("FieldID", RESOURCE_FIELDS[OWN_ID]), leaf("Value", id)])


def _available(since: str, units: float) -> Element:
    until = leaf("AvailableTo", "2049-12-31T23:59:00")
    period = element("AvailabilityPeriod", [leaf("AvailableFrom", since), until, leaf("AvailableUnits", f"{units:g}")])
    return element("AvailabilityPeriods", [period])


def _rates(rate: float) -> Element:
    span = [leaf("RatesFrom", "1984-01-01T00:00:00"), leaf("RatesTo", "2049-12-31T23:59:00"), leaf("RateTable", 0)]
    cost = [leaf("StandardRate", f"{rate:.10g}"), leaf("StandardRateFormat", 2), leaf("OvertimeRate", 0)]
    return element("Rates", [element("Rate", [*span, *cost, leaf("OvertimeRateFormat", 2), leaf("CostPerUse", 0)])])


def _calendar(number: int, one: Calendar, holidays: Iterable[date]) -> Element:
    week = one.week if len(one.week) == 7 else ORDINARY.week
    # Days of the week are counted from Sunday, as 1.
    days = [_weekday(kind, week[(kind + 5) % 7]) for kind in range(1, 8)]
    head = [leaf("UID", number), leaf("Name", one.name or one.id or "Standard"), leaf("IsBaseCalendar", 1)]
    away = [Absence(day, day) for day in holidays]
    return element("Calendar", [*head, leaf("BaseCalendarUID", -1), element("WeekDays", days), *_exceptions(away)])


def _weekday(kind: int, share: float) -> Element:
    minutes = round(share * _DAY_MINUTES)
    if not minutes:
        return element("WeekDay", [leaf("DayType", kind), leaf("DayWorking", 0)])
    spans = [(8 * _HOUR, 8 * _HOUR + min(minutes, 240))]
    if minutes > 240:
        spans.append((13 * _HOUR, 13 * _HOUR + minutes - 240))
    times = [element("WorkingTime", [leaf("FromTime", _time(a)), leaf("ToTime", _time(b))]) for a, b in spans]
    return element("WeekDay", [leaf("DayType", kind), leaf("DayWorking", 1), element("WorkingTimes", times)])


def _time(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}:00"


def _exceptions(away: Iterable[Absence]) -> list[Element]:
    made = []
    for one in away:
        period = [leaf("FromDate", at_time(one.first, "00:00:00")), leaf("ToDate", at_time(one.last, "23:59:00"))]
        days = (one.last - one.first).days + 1
        own = [leaf("EnteredByOccurrences", 0), element("TimePeriod", period), leaf("Occurrences", days)]
        # Never a reason: the name of a day away says no more than that it is one.
        made.append(element("Exception", [*own, leaf("Name", "Free"), leaf("Type", 1), leaf("DayWorking", 0)]))
    return [element("Exceptions", made)] if made else []


def _all_holidays(one: Calendar, snapshot: Snapshot) -> list[date]:
    """The days off of a calendar, with the public holidays of its country from the program's first year on."""
    own = set(one.holidays)
    if one.country:
        import holidays  # takes half a second, and few programs name a country

        first = min(snapshot.started_on or snapshot.as_of, snapshot.as_of).year
        known = holidays.list_supported_countries().get(one.country, [])
        years = range(first, snapshot.as_of.year + _YEARS_AHEAD + 1)
        own |= set(
            holidays.country_holidays(one.country, subdiv=one.region if one.region in known else None, years=years)
        )
    return sorted(own)
