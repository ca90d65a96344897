"""What lies beyond the limits is told where somebody says it, and counts as the limit where it is stored."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import date
from typing import Any, get_args, get_type_hints

import pytest

from leadline.program import document
from leadline.program.edits import Add, Change, apply, check_limits
from leadline.program.limits import FIRST_DAY, LAST_DAY, limit_of, saturated
from leadline.program.people import Absence, Calendar, Person, Skill
from leadline.program.plain import DocumentError
from leadline.program.ranges import MOST_DAYS, Range
from leadline.program.snapshot import HEAD, NOUNS, Snapshot
from leadline.program.work import Dependency, WorkItem

AS_OF = "2026-03-02"


def says(**nouns: Any) -> list[str]:
    with pytest.raises(DocumentError) as caught:
        document.read({"as_of": AS_OF, **nouns})
    return [f"{'.'.join(map(str, one.path))}: {one.says}" for one in caught.value.problems]


def parts_of(kind: type) -> Iterator[type]:
    yield kind
    for hint in get_type_hints(kind).values():
        for part in (hint, *get_args(hint)):
            if isinstance(part, type) and is_dataclass(part) and part is not Range:
                yield from parts_of(part)


def test_every_number_of_every_noun_has_a_limit() -> None:
    kinds = {part for kind in NOUNS.values() for part in parts_of(kind)}
    numbers = [(kind, one.name) for kind in kinds for one in fields(kind)] + [(Snapshot, name) for name in HEAD]

    def holds_numbers(kind: type, name: str) -> bool:
        hint = get_type_hints(kind)[name]
        return bool({int, float} & {hint, *get_args(hint)})

    assert [
        f"{kind.__name__}.{name}" for kind, name in numbers if holds_numbers(kind, name) and not limit_of(kind, name)
    ] == []


ODD: dict[str, tuple[dict[str, Any], str]] = {
    "more than all of somebody's time": (
        {"people": [{"id": "mara", "capacity": 2}]},
        "people.0.capacity: 2 is not between 0 and 1. It is the share of their working time for this program. "
        "Write a share: 0.5 is half.",
    ),
    "less than none of it": ({"people": [{"id": "mara", "capacity": -1}]}, "people.0.capacity: -1 is not between 0 and 1."),
    "a ramp-up that ends before it begins": (
        {"people": [{"id": "mara", "ramp_weeks": -3}]},
        "people.0.ramp_weeks: -3 is not between 0 and 260.",
    ),
    "a level beyond the highest": (
        {"people": [{"id": "mara", "skills": [{"name": "go", "level": 9}]}]},
        "people.0.skills.0.level: 9 is not between 1 and 4. Levels go from 1 (learns it) to 4 (teaches it).",
    ),
    "an absence that ends before it begins": (
        {"people": [{"id": "mara", "absences": [{"first": "2026-05-01", "last": "2026-04-01"}]}]},
        "people.0.absences.0.last: 2026-04-01 is before the first day, 2026-05-01. Put the earlier day first.",
    ),
    "an allocation that ends before it begins": (
        {"allocations": [{"id": "a", "first": "2026-05-01", "last": "2026-04-01"}]},
        "allocations.0.last: 2026-04-01 is before the first day, 2026-05-01.",
    ),
    "an allocation of nothing": ({"allocations": [{"id": "a", "share": 0}]}, "0 is not above 0 and at most 1."),
    "a share in percent": ({"allocations": [{"id": "a", "share": 50}]}, "50 is not above 0 and at most 1. Write a share:"),
    "time lost twice over": ({"switching_share": 2}, "switching_share: 2 is not between 0 and 1."),
    "work of no hands": ({"work": [{"id": "a", "hands": 0}]}, "work.0.hands: 0 is not between 1 and 100."),
    "work of a thousand hands": ({"work": [{"id": "a", "hands": 1000}]}, "work.0.hands: 1,000 is not between 1 and 100."),
    "work that costs less than nothing": ({"work": [{"id": "a", "cost_cents": -5}]}, "-5 is not between 0 and"),
    "a priority beyond all others": ({"work": [{"id": "a", "priority": 10**12}]}, "work.0.priority: 1,000,000,000,000 is not"),
    "an effort of centuries": (
        {"work": [{"id": "a", "estimate": "40000d"}]},
        "work.0.estimate: 40,000 days are more than a hundred years. Split it, or check the number.",
    ),
    "a lag of a million years": (
        {"work": [{"id": "a"}, {"id": "b"}], "dependencies": [{"before": "a", "after": "b", "lag_days": 1e9}]},
        "dependencies.0.lag_days: 1,000,000,000 is not between -36,525 and 36,525.",
    ),
    "a lag that nobody would read": (
        {"work": [{"id": "a"}, {"id": "b"}], "dependencies": [{"before": "a", "after": "b", "lag_days": 1e300}]},
        "dependencies.0.lag_days: A number of 301 digits is not between -36,525 and 36,525.",
    ),
    "a limit of a wait below the wait": (
        {"work": [{"id": "a"}, {"id": "b"}], "dependencies": [{"before": "a", "after": "b", "lag_days": 3, "at_most_days": 2}]},
        "dependencies.0.at_most_days: 2 is less than the days that have to lie between, 3. Allow as many at least.",
    ),
    "more likely than certain": ({"risks": [{"id": "r", "probability": 30}]}, "risks.0.probability: 30 is not between 0 and 1."),
    "a risk whose best case costs most": (
        {"risks": [{"id": "r", "cost_low_cents": 900, "cost_high_cents": 100}]},
        "risks.0.cost_high_cents: 100 is less than the lowest cost, 900. Put the smaller first.",
    ),
    "a week of five days": (
        {"calendars": [{"id": "c", "week": [1, 1, 1, 1, 1]}]},
        "calendars.0.week: It has 5 values. Give one for each weekday, Monday first: [1, 1, 1, 1, 1, 0, 0].",
    ),
    "a day of eight": ({"calendars": [{"id": "c", "week": [8, 1, 1, 1, 1, 0, 0]}]}, "calendars.0.week.0: 8 is not between 0 and 1."),
    "a country nobody knows": (
        {"calendars": [{"id": "c", "country": "XX"}]},
        "calendars.0.country: “XX” is not known. Use the two letters of the country, like DE.",
    ),
    "a region nobody knows": (
        {"calendars": [{"id": "c", "country": "GB", "region": "BY"}]},
        "calendars.0.region: “BY” is no part of GB that is known. Known are ENG, NIR, SCT, WLS.",
    ),
    "a region of a country without any": (
        {"calendars": [{"id": "c", "country": "DK", "region": "BY"}]},
        "calendars.0.region: DK has no parts with holidays of their own. Leave the region out.",
    ),
    "a region without a country": (
        {"calendars": [{"id": "c", "region": "BY"}]},
        "calendars.0.region: “BY” is a part of a country. Say which, as in “country: DE”.",
    ),
    "the last day there is": (
        {"work": [{"id": "a", "not_before": "9999-12-31"}]},
        "work.0.not_before: 9999-12-31 is not between 1900-01-01 and 2200-12-31. Check the year; where there is no such day, "
        "leave it out.",
    ),
    "a holiday in the year one": ({"calendars": [{"id": "c", "holidays": ["0001-01-01"]}]}, "calendars.0.holidays.0: 0001-01-01 is"),
    "a training in another millennium": (
        {"people": [{"id": "mara", "skills": [{"name": "go", "since": "3026-01-01"}]}]},
        "people.0.skills.0.since: 3026-01-01 is not between",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("nouns", "sentence"), ODD.values(), ids=ODD)
def test_what_lies_beyond_a_limit_is_told_with_what_to_do(nouns: dict[str, Any], sentence: str) -> None:
    found = says(**nouns)

    assert len(found) == 1
    assert sentence in found[0]


def test_the_day_of_a_program_has_limits_too() -> None:
    assert "as_of: 9999-12-31 is not between" in says(as_of="9999-12-31")[0]


def test_the_limits_themselves_are_fine() -> None:
    read = document.read({
        "as_of": LAST_DAY, "started_on": FIRST_DAY, "switching_share": 1,
        "people": [{"id": "mara", "capacity": 0, "skills": [{"name": "go", "level": 4}], "ramp_weeks": 260}],
        "work": [{"id": "a", "estimate": "36525d", "hands": 100, "skill_level": 1}, {"id": "b"}],
        "dependencies": [{"before": "a", "after": "b", "lag_days": -MOST_DAYS}],
        "calendars": [{"id": "c", "week": [0, 0, 0, 0, 0, 0, 1], "country": "DE", "region": "BY"}],
    })  # fmt: skip

    assert read.dependencies[0].lag_days == -36_525


def test_a_stored_snapshot_is_read_whatever_is_in_it() -> None:
    stored = {"id": "rail", "as_of": "9999-12-31", "people": [{"id": "mara", "capacity": 2.0}]}

    assert document.write(document.read(stored, dangling=True)) == stored


def test_what_is_stored_beyond_a_limit_counts_as_the_limit() -> None:
    away = Absence(date(1, 1, 1), date(9999, 12, 31))
    person = Person(
        "mara", capacity=-1.0, skills=(Skill("go", 9),), absences=(away,), day_rate_cents=-5, ramp_weeks=1e300
    )

    assert saturated(person) == Person(
        "mara", capacity=0.0, skills=(Skill("go", 4),), absences=(Absence(FIRST_DAY, LAST_DAY),), day_rate_cents=0,
        ramp_weeks=260.0,
    )  # fmt: skip
    assert saturated(WorkItem("a", estimate=Range(3, 1e12, 1e6))).estimate == Range(3, MOST_DAYS, MOST_DAYS)
    assert saturated(WorkItem("a", hands=0)).hands == 1


def test_what_lies_within_the_limits_stays_the_very_same_value() -> None:
    work = WorkItem("a", estimate=Range(3, 8), not_before=date(2026, 5, 4))

    assert saturated(work) is work


RAIL = Snapshot(
    "rail", date(2026, 3, 2),
    people=(Person("mara", absences=(Absence(date(2026, 5, 4), date(2026, 5, 1)),)),),
    work=(WorkItem("a"), WorkItem("b")), dependencies=(Dependency("d", "a", "b"),),
)  # fmt: skip


@pytest.mark.parametrize(
    ("edit", "sentence"),
    [
        (Add("person", {"id": "ines", "capacity": 2}), "capacity: 2 is not between 0 and 1"),
        (Change("dependency", "d", {"lag_days": 1e9}), "lag_days: 1,000,000,000 is not between"),
        (Change("program", "rail", {"switching_share": -1}), "switching_share: -1 is not between"),
        (Change("person", "mara", {"absences": [{"first": "2026-05-04", "last": "2026-05-01"}]}), "Put the earlier day first"),
    ],
)  # fmt: skip
def test_an_edit_beyond_a_limit_is_told_before_it_is_carried_out(edit: Any, sentence: str) -> None:
    with pytest.raises(DocumentError, match=sentence):
        check_limits(RAIL, edit)


def test_every_field_that_was_changed_is_held_against_what_goes_with_it() -> None:
    rail = replace(RAIL, calendars=(Calendar("c"),))

    with pytest.raises(DocumentError) as caught:
        check_limits(rail, Change("calendar", "c", {"week": [1], "region": "BY"}))

    assert {one.path for one in caught.value.problems} == {("week",), ("region",)}


def test_what_was_stored_before_there_was_a_limit_does_not_stand_in_the_way_of_other_changes() -> None:
    check_limits(RAIL, Change("person", "mara", {"name": "Mara", "capacity": 0.5}))


def test_an_edit_that_was_stored_before_there_was_a_limit_is_applied_up_to_it() -> None:
    after = apply(RAIL, Change("dependency", "d", {"lag_days": 1e9}))

    assert after.dependencies[0].lag_days == MOST_DAYS
    assert apply(RAIL, Change("program", "rail", {"started_on": "9999-12-31"})).started_on == LAST_DAY
