"""
How far the numbers and days of a program may go.

Whoever says more is told so where they say it: in a document, a table, a form, a command or an edit. What is stored beyond the
limits all the same counts as the limit, so that no round fails for one slip of the keyboard.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, is_dataclass, replace
from datetime import date
from functools import cache
from math import nextafter
from types import UnionType
from typing import Any, NamedTuple, Union, cast, get_args, get_origin

from leadline.program.countries import REGIONS
from leadline.program.people import Absence, Allocation, Calendar
from leadline.program.problems import Path, Problem
from leadline.program.ranges import MOST_DAYS, Range, spelled
from leadline.program.reading import fields_of, hints_of
from leadline.program.risks import Risk
from leadline.program.work import Dependency

FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2200, 12, 31)
"""Days of a program lie between these: what is far beyond a lifetime is a slip, or a tracker's word for “never”."""

MOST_CENTS = 10**15


@dataclass(frozen=True)
class Limit:
    """The lowest and the highest value of a number, and what to do about another one. `above`: the lowest is too low itself."""

    low: float
    high: float
    hint: str = "Check the number."
    above: bool = False

    def says(self, value: float) -> str:
        """The sentence for a value beyond the limit; empty for any other."""
        if self.low <= value <= self.high and not (self.above and value == self.low):
            return ""
        span = f"above {_told(self.low)} and at most" if self.above else f"between {_told(self.low)} and"
        return f"{_told(value)} is not {span} {_told(self.high)}. {self.hint}"


_SHARE = "Write a share: 0.5 is half."
_MONEY = Limit(0, MOST_CENTS, "Money that is spent or lost is written without a sign, in cents.")
_LEVEL = Limit(1, 4, "Levels go from 1 (learns it) to 4 (teaches it).")

LIMITS: Mapping[str, Limit] = {
    "Allocation.share": Limit(0, 1, f"{_SHARE} Where no time is claimed, leave the allocation out.", above=True),
    "capacity": Limit(0, 1, f"It is the share of their working time for this program. {_SHARE}"),
    "share": Limit(0, 1, _SHARE),
    "switching_share": Limit(0, 1, f"It is lost for each further project. {_SHARE}"),
    "week": Limit(0, 1, "Give the share of a full day that is worked on each weekday: 0.5 is half a day."),
    "probability": Limit(0, 1, "Write how likely it is as a share: 0.3 is 30 %."),
    "odds": Limit(0, 1, "Write odds as a share: 0.8 is 80 %."),
    "level": _LEVEL,
    "skill_level": _LEVEL,
    "hands": Limit(1, 100, "It is the number of people who do it together; split what needs more."),
    "size": Limit(0, 100_000, "It is the number of people in the team."),
    "ramp_weeks": Limit(0, 260, "It is the number of weeks until they do all they will do; 0 where they start in full."),
    "lag_days": Limit(
        -MOST_DAYS, MOST_DAYS, "It is in calendar days, and that is a hundred years. Check it, or leave the dependency out."
    ),
    "carried": Limit(0, 10_000, "It counts how often it was moved to a later release."),
    "spent_days": Limit(0, MOST_DAYS, "It is in working days of one person."),
    **dict.fromkeys(
        ("files", "changes", "usual_changes", "churn_lines", "fixes", "usual_fixes", "reverts", "reviewed", "truck_factor"),
        Limit(0, 10**9, "It counts what a repository's history shows."),
    ),
    **dict.fromkeys(("hotspot", "orphaned"), Limit(0, 1, _SHARE)),
    **dict.fromkeys(
        ("merge_days", "usual_merge_days", "lead_days"), Limit(0, MOST_DAYS, "It is the number of days a change waited.")
    ),
    "at_most_days": Limit(
        -MOST_DAYS, MOST_DAYS, "It is in calendar days. Leave it out where the wait may be as long as it likes."
    ),
    "cadence_days": Limit(0, 3_660, "It is the number of days between letters."),
    "benefit_lead_days": Limit(0, MOST_DAYS, "It is the number of days until it pays."),
    "priority": Limit(-(10**9), 10**9, "The higher goes first; small numbers do."),
    "weight": Limit(0, 10**6, "It is how much it counts beside other goals: 2 is twice as much as 1."),
    "answered": Limit(0, 1_000, "It counts the ranges that came in."),
    "moved": Limit(0, 10_000, "It counts how often a new date was given."),
    "baseline": Limit(-(10**15), 10**15, "Write it in a larger unit."),
    "target": Limit(-(10**15), 10**15, "Write it in a larger unit."),
}  # fmt: skip
"""The limit of every number: by its field, with the noun before it where the same word means two things."""


def limit_of(owner: type, name: str) -> Limit | None:
    """The limit of a number in a field of a noun, or of a part of one."""
    return LIMITS.get(f"{owner.__name__}.{name}") or LIMITS.get(name) or (_MONEY if name.endswith("_cents") else None)


def beyond(value: Any, path: Path = ()) -> Iterator[Problem]:
    """What of a noun, a part of one or a whole program lies beyond the limits, or does not go together."""
    kind: Any = type(value)
    for name in () if _plainly_within(value, kind) else _limited(kind):
        yield from _inside(kind, name, getattr(value, name), (*path, name))
    for name, says in _apart(value):
        yield Problem((*path, name), says)


def fields_beyond(kind: type, values: Mapping[str, Any]) -> Iterator[Problem]:
    """The same of some fields alone."""
    for name, value in values.items():
        yield from _inside(kind, name, value, (name,))


def apart(value: Any, changed: Collection[str]) -> Iterator[Problem]:
    """Which fields of a noun do not go together, where one of those was changed."""
    together = frozenset[str]().union(*(names for names in _TOGETHER if not names.isdisjoint(changed)))
    yield from (Problem((name,), says) for name, says in _apart(value) if name in together)


def saturated[N](value: N) -> N:
    """A noun, or a head without nouns, with the limit in place of all that lies beyond it."""
    held, kind = {}, cast(Any, type(value))
    for name in () if _plainly_within(value, kind) else _limited(kind):
        own = getattr(value, name)
        kept = _held(kind, name, own)
        if kept is not own:
            held[name] = kept
    return replace(value, **held) if held else value  # type: ignore[type-var]  # every noun is a dataclass


def day_within(day: date) -> date:
    """The day itself, or the first or last one there is."""
    return min(max(day, FIRST_DAY), LAST_DAY)


def day_says(day: date) -> str:
    """The sentence for a day beyond the limits; empty for any other."""
    if FIRST_DAY <= day <= LAST_DAY:
        return ""
    return f"{day} is not between {FIRST_DAY} and {LAST_DAY}. Check the year; where there is no such day, leave it out."


def days_later(day: date, days: int) -> date:
    """The day so many days later; the last one a calendar has, or the first, where there is none so far away."""
    return date.fromordinal(min(max(day.toordinal() + days, date.min.toordinal()), date.max.toordinal()))


def _inside(owner: type, name: str, value: Any, path: Path) -> Iterator[Problem]:
    if isinstance(value, tuple):
        for index, part in enumerate(value):
            yield from _inside(owner, name, part, (*path, index))
    elif is_dataclass(value) and not isinstance(value, Range):
        yield from beyond(value, path)
    elif says := _says(owner, name, value):
        yield Problem(path, says)


def _says(owner: type, name: str, value: Any) -> str:
    """The sentence for one value beyond its limit."""
    if isinstance(value, date):
        if FIRST_DAY <= value <= LAST_DAY:
            return ""
        return f"{value} is not between {FIRST_DAY} and {LAST_DAY}. Check the year; where there is no such day, leave it out."
    if isinstance(value, Range):
        if value.high <= MOST_DAYS:
            return ""
        return f"{_told(value.high)} days are more than a hundred years. Split it, or check the number."
    if isinstance(value, bool) or not isinstance(value, int | float):
        return ""
    limit = limit_of(owner, name)
    return limit.says(value) if limit else ""


def _held(owner: type, name: str, value: Any) -> Any:
    if isinstance(value, tuple):
        held = tuple(_held(owner, name, part) for part in value)
        return value if all(one is other for one, other in zip(held, value, strict=True)) else held
    if isinstance(value, date):
        return value if FIRST_DAY <= value <= LAST_DAY else day_within(value)
    if is_dataclass(value) and not isinstance(value, Range):
        return saturated(value)
    if value is None or not _says(owner, name, value):
        return value
    if isinstance(value, Range):
        likely = None if value.likely is None else min(value.likely, float(MOST_DAYS))
        return Range(min(value.low, float(MOST_DAYS)), float(MOST_DAYS), likely)
    limit = limit_of(owner, name)
    return value if limit is None else type(value)(min(max(value, limit.low), limit.high))


_TOGETHER = (
    frozenset({"first", "last"}),
    frozenset({"country", "region"}),
    frozenset({"week"}),
    frozenset({"cost_low_cents", "cost_high_cents"}),
    frozenset({"lag_days", "at_most_days"}),
)


def _apart(value: Any) -> Iterator[tuple[str, str]]:
    """The fields of a noun that do not go with others, each with its sentence."""
    check: Callable[[Any], Iterator[tuple[str, str]]] | None = _CHECKS.get(type(value))
    return check(value) if check else iter(())


def _days_apart(value: Absence | Allocation) -> Iterator[tuple[str, str]]:
    if value.first and value.last and value.last < value.first:
        yield "last", f"{value.last} is before the first day, {value.first}. Put the earlier day first."


def _calendar_apart(value: Calendar) -> Iterator[tuple[str, str]]:
    if len(value.week) != 7:
        yield (
            "week",
            f"It has {len(value.week)} values. Give one for each weekday, Monday first: [1, 1, 1, 1, 1, 0, 0].",
        )
    known = REGIONS.get(value.country, ())
    if value.region and not value.country:
        yield "region", f"“{value.region}” is a part of a country. Say which, as in “country: DE”."
    elif value.region and not known:
        yield "region", f"{value.country} has no parts with holidays of their own. Leave the region out."
    elif value.region and value.region not in known:
        yield "region", f"“{value.region}” is no part of {value.country} that is known. Known are {', '.join(known)}."


def _risk_apart(value: Risk) -> Iterator[tuple[str, str]]:
    if 0 < value.cost_high_cents < value.cost_low_cents:
        yield (
            "cost_high_cents",
            f"{_told(value.cost_high_cents)} is less than the lowest cost, {_told(value.cost_low_cents)}. Put the smaller first.",
        )


def _dependency_apart(value: Dependency) -> Iterator[tuple[str, str]]:
    if value.at_most_days is not None and value.at_most_days < value.lag_days:
        yield (
            "at_most_days",
            f"{_told(value.at_most_days)} is less than the days that have to lie between, {_told(value.lag_days)}. Allow as many at least.",
        )


_CHECKS: Mapping[type, Callable[[Any], Iterator[tuple[str, str]]]] = {
    Absence: _days_apart, Allocation: _days_apart, Calendar: _calendar_apart, Dependency: _dependency_apart, Risk: _risk_apart,
}  # fmt: skip


class _Fields(NamedTuple):
    """The fields of a noun with a limit: of one number or day each with its lowest and highest value, of a range, others."""

    single: tuple[tuple[str, Any, Any], ...]
    ranges: tuple[str, ...]
    others: tuple[str, ...]


def _plainly_within(value: Any, kind: Any) -> bool:
    """Whether nothing needs a closer look: so it is with nearly all of the many thousand things of a large program."""
    own = _sorted(kind)
    for name, low, high in own.single:
        if (one := getattr(value, name)) is not None and not low <= one <= high:
            return False
    for name in own.ranges:
        if (one := getattr(value, name)) is not None and one.high > MOST_DAYS:
            return False
    return not any(getattr(value, name) for name in own.others)


@cache
def _sorted(kind: type) -> _Fields:
    single: list[tuple[str, Any, Any]] = []
    ranges: list[str] = []
    others: list[str] = []
    for name in _limited(kind):
        held, limit = next(one for one in _flat(hints_of(kind)[name]) if one is not type(None)), limit_of(kind, name)
        if held is date:
            single.append((name, FIRST_DAY, LAST_DAY))
        elif held in (int, float) and limit:
            single.append((name, nextafter(limit.low, limit.high) if limit.above else limit.low, limit.high))
        else:
            (ranges if held is Range else others).append(name)
    return _Fields(tuple(single), tuple(ranges), tuple(others))


def _flat(hint: Any) -> tuple[Any, ...]:
    """The types a field may hold, a list being one of them."""
    return get_args(hint) if get_origin(hint) in (Union, UnionType) else (hint,)


@cache
def _limited(kind: type) -> tuple[str, ...]:
    """The fields of a noun that hold numbers or days, or parts that may."""
    return tuple(name for name in fields_of(kind) if _may_go_beyond(hints_of(kind)[name]))


def _may_go_beyond(hint: Any) -> bool:
    if get_origin(hint) in (Union, UnionType, tuple):
        return any(_may_go_beyond(part) for part in get_args(hint))
    return hint in (int, float, date) or (isinstance(hint, type) and is_dataclass(hint))


_LONGEST = 24


def _told(value: float) -> str:
    """A number as people write it: never an exponent, and no line full of digits."""
    text = spelled(value, ",")
    return text if len(text) <= _LONGEST else f"A number of {sum(one.isdigit() for one in text):,} digits"
