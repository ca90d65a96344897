"""Resources of a TaskJuggler project as people, teams and calendars. Never why somebody is away, nor their address."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from leadline.sources.taskjuggler.days import FURTHEST, Measure, stretch, week_of
from leadline.sources.taskjuggler.lex import DURATION, NUMBER
from leadline.sources.taskjuggler.outline import Node, everything
from leadline.sources.taskjuggler.statements import Statement

FULL_WEEK = [1.0, 1.0, 1.0, 1.0, 1.0, 0.0, 0.0]
USUAL = "working-hours"
MOST_HOLIDAYS = 2_000

Plain = dict[str, Any]


@dataclass
class Resources:
    """People, teams and calendars in document form; `meant` has the people that an id of the file means."""

    people: list[Plain] = field(default_factory=list)
    teams: list[Plain] = field(default_factory=list)
    calendars: list[Plain] = field(default_factory=list)
    meant: dict[str, tuple[str, ...]] = field(default_factory=dict)
    efficiency: dict[str, float] = field(default_factory=dict)
    team_of: dict[str, str] = field(default_factory=dict)


def resources_of(
    top: Sequence[Node], head: Sequence[Statement], project: Sequence[Statement], measure: Measure, lost: Counter[str]
) -> Resources:
    """
    The people of a project.

    Args:
        top: the resources at the top.
        head: the statements of the file outside of all things: days off and rates for everybody.
        project: what stands in the braces of the project.
        measure: how long a day is.
        lost: counts what could not be kept.
    """
    made = Resources()
    weeks = {
        one.word(): _week([*one.all_of("workinghours")], FULL_WEEK, measure) for one in head if one.name == "shift"
    }
    usual = _week([one for one in project if one.name == "workinghours"], FULL_WEEK, measure)
    usual = _week([one for one in head if one.name == "workinghours"], usual, measure)
    holidays = _days_off(head, lost)
    made.calendars.append({"id": USUAL, "name": "Working hours", "week": usual, "holidays": holidays})
    rates = [one for one in head if one.name == "rate"]
    rate = _number(rates[-1]) if rates else None
    for node in everything(top):
        if node.below:
            made.teams.append({"id": node.id, "name": node.name})
        else:
            _person(node, made, weeks, usual, holidays, rate, measure, lost)
    for node in everything(top):
        ids = tuple(one.id for one in node.leaves() if one.id in made.efficiency)
        made.meant[node.id] = ids
    return made


def _person(
    node: Node, made: Resources, weeks: Mapping[str, list[float]], usual: list[float], holidays: list[str],
    rate: float | None, measure: Measure, lost: Counter[str],
) -> None:  # fmt: skip
    said = [one for above in reversed(list(node.around())) for one in above.says]
    efficiency = next((_number(one) for one in reversed(said) if one.name == "efficiency"), 1.0)
    if not efficiency:
        lost["resources that do no work (efficiency 0), such as rooms and machines"] += 1
        return
    if any(one["id"] == node.id for one in made.people):
        lost["resources with the id of another one"] += 1
        return
    made.efficiency[node.id] = efficiency
    plain: Plain = {"id": node.id, "name": node.name, "calendar": USUAL}
    if node.above:
        plain["team"] = made.team_of[node.id] = node.above.id
    week = _own_week(said, weeks, usual, measure)
    if week != usual:
        plain["calendar"] = f"{USUAL}-{node.id}"
        name = f"Working hours of {node.name}"
        made.calendars.append({"id": plain["calendar"], "name": name, "week": week, "holidays": holidays})
    if (share := _share(said, measure)) < 1:
        plain["capacity"] = share
    if away := _absences(said, lost):
        plain["absences"] = away
    day_rate = next((_number(one) for one in reversed(said) if one.name == "rate"), rate)
    if day_rate:
        plain["day_rate_cents"] = round(day_rate * 100)
    made.people.append(plain)


def _own_week(
    said: Sequence[Statement], weeks: Mapping[str, list[float]], usual: list[float], measure: Measure
) -> list[float]:
    week = usual
    for one in said:
        if one.name in ("shift", "shifts", "workinghours") and (name := one.word()) in weeks:
            week = weeks[name]
        elif one.name == "workinghours":
            week = _week([one], week, measure)
    return week


def _week(said: Sequence[Statement], week: Sequence[float], measure: Measure) -> list[float]:
    made = list(week)
    for one in said:
        made = week_of(one.given, measure.hours_a_day, made)
    return made


def _share(said: Sequence[Statement], measure: Measure) -> float:
    """The share of their time that limits leave somebody."""
    shares = [1.0]
    for one in (part for limits in said if limits.name == "limits" for part in limits.inside):
        spans = [token.text for token in one.given if token.kind == DURATION]
        if spans and one.name in ("dailymax", "weeklymax") and not one.inside:
            days = measure.working_days(spans[0])
            shares.append(days if one.name == "dailymax" else days / 5)
    return round(min(max(min(shares), 0.01), 1.0), 4)


def _absences(said: Sequence[Statement], lost: Counter[str]) -> list[Plain]:
    """Days away, each once; what they are away for is not read."""
    found = set[tuple[date, date]]()
    for one in said:
        if one.name in ("leaves", "vacation"):
            for part in one.parts:
                if days := stretch(part.given):
                    found.add(days)
                else:
                    lost["leaves whose days cannot be read"] += 1
    return [{"first": first.isoformat(), "last": last.isoformat()} for first, last in sorted(found)]


def _days_off(head: Sequence[Statement], lost: Counter[str]) -> list[str]:
    days = set[date]()
    for one in head:
        if one.name not in ("leaves", "vacation"):
            continue
        for part in one.parts:
            if found := stretch(part.given):
                count = min((found[1] - found[0]).days + 1, FURTHEST)
                days.update(found[0] + timedelta(days=number) for number in range(count))
            else:
                lost["leaves whose days cannot be read"] += 1
    return [day.isoformat() for day in sorted(days)[:MOST_HOLIDAYS]]


def _number(one: Statement) -> float:
    return next((float(token.text) for token in one.given if token.kind == NUMBER), 0.0)
