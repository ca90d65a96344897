"""Resources of a schedule file as people and teams, and who is assigned to what."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from leadline.program.slug import slug
from leadline.sources.mspdi.calendars import WorkTime
from leadline.sources.mspdi.fields import day, flag, number, text, whole
from leadline.sources.mspdi.ids import OwnFields, ids_of
from leadline.sources.mspdi.schedule import Record, Schedule, within

_MATERIAL, _COST = 0, 2
_MOST_ABSENCES = 500


@dataclass(frozen=True)
class Assigned:
    """Who does a task: people, the one with most units first; a team; and what is bought for it, in cents."""

    people: tuple[str, ...] = ()
    team: str = ""
    bought_cents: int = 0


@dataclass
class Resources:
    """The resources of a file in document form, and what of them is meant by their unique numbers."""

    people: dict[int, dict[str, Any]] = field(default_factory=dict)
    teams: dict[str, dict[str, Any]] = field(default_factory=dict)
    groups: dict[int, str] = field(default_factory=dict)
    bought: frozenset[int] = frozenset()
    own_weeks: dict[int, WorkTime] = field(default_factory=dict)

    @property
    def capacity(self) -> dict[str, float]:
        """The share of their time that each person has."""
        return {str(one["id"]): float(one.get("capacity", 1.0)) for one in self.people.values()}

    def team_of(self, person: str) -> str:
        """The team of a person; "" for none."""
        return self._teams.get(person, "")

    @property
    def _teams(self) -> dict[str, str]:
        return {str(one["id"]): str(one.get("team", "")) for one in self.people.values()}


def resources_of(
    schedule: Schedule, calendars: Mapping[int, WorkTime], as_of: date, hours_a_day: float, lost: Counter[str]
) -> Resources:
    """
    The people and teams of a file.

    A resource of which there is more than one (units above 100 %), or a generic one, is a team; others are people. Groups of
    people are teams as well. Addresses are not read. Materials and costs are no people: what they cost is bought for a task.
    """
    records = [one for one in schedule.all_of("Resources", "Resource") if _is_somebody(one)]
    workers = [one for one in records if not _is_bought(one)]
    ids = ids_of(workers, OwnFields(schedule), "r")
    made = Resources(bought=frozenset(whole(one, "UID") for one in records if _is_bought(one)))
    for record in (one for one in workers if _is_team(one)):
        made.groups[whole(record, "UID")] = id = ids[whole(record, "UID")]
        units = number(record, "MaxUnits") or 1.0
        size = {"size": round(units)} if units > 1 else {}
        made.teams[id] = {"id": id, "name": text(record, "Name"), **_calendar(record, calendars), **size}
    named = {str(one["name"]): id for id, one in made.teams.items()}
    for record in (one for one in workers if not _is_team(one)):
        uid = whole(record, "UID")
        if uid not in made.people:
            made.people[uid] = _person(record, ids[uid], calendars, as_of, hours_a_day, lost)
            if group := text(record, "Group"):
                made.people[uid]["team"] = named.setdefault(group, slug(group) or "team")
                made.teams.setdefault(named[group], {"id": named[group], "name": group})
    return made


def assigned(schedule: Schedule, resources: Resources, lost: Counter[str]) -> dict[int, Assigned]:
    """Who is assigned to each task, by its unique number."""
    people: dict[int, list[tuple[float, str]]] = defaultdict(list)
    capacity = resources.capacity
    teams: dict[int, str] = {}
    bought: Counter[int] = Counter()
    for one in schedule.all_of("Assignments", "Assignment"):
        task, resource = whole(one, "TaskUID", -1), whole(one, "ResourceUID", -1)
        if resource in resources.people:
            id, units = str(resources.people[resource]["id"]), number(one, "Units")
            # The share of the time they have: whoever gives most of theirs is the one who does it.
            people[task].append((1.0 if units is None or not capacity[id] else min(units / capacity[id], 1.0), id))
        elif resource in resources.groups:
            if teams.setdefault(task, resources.groups[resource]) != resources.groups[resource]:
                lost["assignments of a second team to a task"] += 1
        elif resource in resources.bought:
            bought[task] += max(round(number(one, "Cost") or 0), 0)
        elif resource > 0:
            lost["assignments of a resource that the file does not have"] += 1
    parts = sum(share < 1 - 1e-6 for own in people.values() for share, _ in own)
    lost["assignments for a part of somebody's time: in the forecast they take all of it, for as long as planned"] += (
        parts
    )
    return {
        task: Assigned(tuple(dict.fromkeys(id for _, id in sorted(people[task], key=lambda one: -one[0]))), teams.get(task, ""), bought[task])
        for task in {*people, *teams, *bought}
    }  # fmt: skip


def _person(
    record: Record, id: str, calendars: Mapping[int, WorkTime], as_of: date, hours_a_day: float, lost: Counter[str]
) -> dict[str, Any]:
    own = calendars.get(whole(record, "CalendarUID", -1))
    plain: dict[str, Any] = {"id": id, "name": text(record, "Name"), **_calendar(record, calendars)}
    units = number(record, "MaxUnits")
    if units is not None and 0 < units < 1:  # 0 is how Primavera leaves it out
        plain["capacity"] = units
    if own and plain.get("calendar") != f"c{own.uid}" and own.own_off:
        plain["absences"] = [{"first": a.isoformat(), "last": b.isoformat()} for a, b in _stretches(own.own_off)]
    rate = _rate(record, as_of, lost)
    if rate:
        plain["day_rate_cents"] = round(rate * hours_a_day * 100)
    periods = within(record, "AvailabilityPeriods", "AvailabilityPeriod")
    lost["changes of how much somebody is available: the present share was kept"] += max(len(periods) - 1, 0)
    joined = day(record, "AvailableFrom") or (day(periods[0], "AvailableFrom") if len(periods) == 1 else None)
    if joined:
        plain["joined_on"] = joined.isoformat()
    if day(record, "AvailableTo"):
        lost["last days of somebody: enter them as an absence"] += 1
    return plain


def _calendar(record: Record, calendars: Mapping[int, WorkTime]) -> dict[str, Any]:
    """The calendar somebody works on. One that only adds days off to its base is the base; the days are absences."""
    own = calendars.get(whole(record, "CalendarUID", -1))
    if own and not own.is_base and (base := calendars.get(own.base)) and base.week == own.week:
        own = base
    return {"calendar": f"c{own.uid}"} if own else {}


def _rate(record: Record, as_of: date, lost: Counter[str]) -> float:
    """What an hour costs; rates of a file are by the hour whatever they are shown as."""
    first_table = [one for one in within(record, "Rates", "Rate") if whole(one, "RateTable") == 0]
    lost["further rates of people: the one of today was kept"] += max(len(within(record, "Rates", "Rate")) - 1, 0)
    for one in first_table:
        begins, ends = day(one, "RatesFrom"), day(one, "RatesTo")
        if (begins is None or begins <= as_of) and (ends is None or as_of < ends):
            return max(number(one, "StandardRate") or 0.0, 0.0)
    return max(number(record, "StandardRate") or 0.0, 0.0)


def _stretches(days: frozenset[date]) -> list[tuple[date, date]]:
    found: list[tuple[date, date]] = []
    for one in sorted(days)[:_MOST_ABSENCES]:
        if found and (one - found[-1][1]).days == 1:
            found[-1] = (found[-1][0], one)
        else:
            found.append((one, one))
    return found


def _is_somebody(record: Record) -> bool:
    return whole(record, "UID") > 0 and bool(text(record, "Name")) and not flag(record, "IsNull")


def _is_bought(record: Record) -> bool:
    return whole(record, "Type", 1) in (_MATERIAL, _COST) or flag(record, "IsCostResource")


def _is_team(record: Record) -> bool:
    return flag(record, "IsGeneric") or (number(record, "MaxUnits") or 0) > 1
