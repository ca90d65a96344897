"""What lies a hundred years ahead is named and left out: both engines answer at once, whatever an old record holds."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from tests.engine.programs import dependency, play, program, times

from leadline.engine.calendars import dated, public_holidays
from leadline.engine.schedule.people.plan import plan
from leadline.engine.simulate import simulate
from leadline.program.people import Absence, Calendar
from leadline.program.ranges import MOST_DAYS, Range
from leadline.program.snapshot import Snapshot
from leadline.program.work import Dependency

LAST_OF_ALL = date(9999, 12, 31)
FAR = "B would come more than a hundred years from now. Check the dates, lags and estimates that say so."


def two(**after: Any) -> Snapshot:
    """Mara does A, then B; `after` is what an old record says of B."""
    found = program(
        [{"id": "a", "estimate": "2d", "assignee": "mara"}, {"id": "b", "estimate": "3d", "assignee": "mara"}],
        dependencies=[dependency("a", "b")],
    )
    return replace(found, work=(found.work[0], replace(found.work[1], **after)))


def lagging(lag: float, kind: str = "FS") -> Snapshot:
    return replace(two(), dependencies=(Dependency("d", "a", "b", kind, lag_days=lag),))


BEYOND = {
    "a lag of a hundred years": lagging(MOST_DAYS),
    "a lag of a million years": lagging(4e8),
    "a lag of more digits than a day has": lagging(1e300),
    "a start that lags so": lagging(1e9, "SS"),
    "an end that lags so": lagging(1e9, "FF"),
    "not before the last of all days": two(not_before=LAST_OF_ALL),
    "an effort of ten thousand years": two(estimate=Range(2e6, 3e6)),
    "lags that are too long together": replace(
        two(),
        milestones=(*two().milestones, replace(two().milestones[0], id="gate", name="Gate")),
        dependencies=(Dependency("d", "a", "gate", lag_days=20_000), Dependency("e", "gate", "b", lag_days=20_000)),
    ),
}


@pytest.mark.parametrize("snapshot", BEYOND.values(), ids=BEYOND)
def test_what_comes_in_a_hundred_years_has_no_date_and_a_reason_from_both_at_once(snapshot: Snapshot) -> None:
    found, planned = simulate(snapshot, seed=5, futures=30), plan(snapshot, seed=5, schedules=50)

    assert found.milestones["live"].blind == FAR
    assert found.milestones["live"].why_no_date(0.5) == FAR
    assert [one.sentence for one in planned.unplanned if "b" in one.items] == [FAR]
    assert planned.items["a"].finish_on == date(2026, 3, 3)


def test_a_lag_of_just_less_is_waited_for() -> None:
    # A ends with day 2; 36,524 days later it is the morning of day 36,526, Monday 4 March 2126.
    found = plan(lagging(MOST_DAYS - 1), seed=5)

    assert found.items["b"].start_on == date(2126, 3, 4)


def test_a_head_start_longer_than_history_is_no_more_than_none_at_all() -> None:
    assert times(play(lagging(-1e300)))["b"] == (2.0, 5.0)


def test_what_waits_for_something_far_away_is_far_away_without_being_named() -> None:
    far = replace(two(), dependencies=(Dependency("d", "a", "b", lag_days=1e9), Dependency("e", "b", "live")))

    assert simulate(far, seed=5, futures=30).milestones["live"].blind == FAR


FURTHEST = {
    "the last of all days is today": replace(two(), as_of=LAST_OF_ALL),
    "the first of all days is today": replace(two(), as_of=date.min),
    "away since the first day and until the last": replace(
        two(), people=tuple(replace(one, absences=(Absence(date.min, LAST_OF_ALL),)) for one in two().people)
    ),
    "nobody before the last day": replace(two(), people=tuple(replace(one, joined_on=LAST_OF_ALL) for one in two().people)),
    "planned for the last day": two(planned_from=LAST_OF_ALL, planned_to=LAST_OF_ALL, planned_for=("mara",)),
    "in progress since the first day": two(state="doing", started_on=date.min),
    "holidays at both ends of time": replace(
        two(), calendars=(Calendar("c", holidays=(date.min, LAST_OF_ALL), country="DE"),), calendar="c"
    ),
    "somebody who has next to no time": replace(two(), people=tuple(replace(one, capacity=1e-9) for one in two().people)),
}  # fmt: skip


@pytest.mark.parametrize("snapshot", FURTHEST.values(), ids=FURTHEST)
def test_no_day_is_too_far_for_an_answer(snapshot: Snapshot) -> None:
    found, planned = simulate(snapshot, seed=5, futures=30), plan(snapshot, seed=5, schedules=50)

    live = found.milestones["live"]
    assert live.date_at(0.95) or live.why_no_date(0.95)
    assert planned.end_on <= LAST_OF_ALL


def test_a_day_after_the_last_one_is_the_last_one() -> None:
    assert dated(1e9, date(2026, 3, 2)) == LAST_OF_ALL
    assert dated(float("inf"), date(2026, 3, 2)) == dated(1e300, date(2026, 3, 2))
    assert all(one.year == 9999 for one in public_holidays("DE", "", date(9999, 12, 20), 2_192))


def test_an_effort_of_decades_says_in_how_many_futures_it_ends() -> None:
    found = simulate(two(estimate=Range(10_000, 36_000)), seed=5, futures=1_000).milestones["live"]

    # 36,000 days is what one in ten exceeds by the doers' own word, and a widened range goes far beyond 359 years.
    ends = sum(found.counts)
    assert 500 < ends < 950
    assert found.date_at(0.5)
    assert found.why_no_date(0.95).startswith(f"It is reached in {ends} of 1,000 futures only: in the others something")


def test_what_moves_a_date_is_told_beyond_the_days_of_the_calendars_too() -> None:
    # Eight years ahead: calendars are looked up for six, after that their mean counts.
    found = simulate(two(not_before=date(2034, 3, 6), estimate=Range(3.0, 9.0)), seed=5, futures=400)

    (driver,) = [one for one in found.milestones["live"].drivers if one.subject == "work:b"]
    assert driver.high_days - driver.low_days > 2.0
    assert found.milestones["live"].p80_days is not None
    assert found.milestones["live"].p80_days > 2920
