from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadline.program.people import Calendar
from leadline.program.snapshot import Snapshot
from leadline.program.workdays import ORDINARY, add_workdays, is_workday, program_calendar, workdays_between

FRIDAY, SATURDAY, MONDAY = date(2026, 3, 6), date(2026, 3, 7), date(2026, 3, 9)
EASTER = Calendar(id="easter", holidays=(date(2026, 4, 3), date(2026, 4, 6)))
FOUR_DAYS = Calendar(id="four-days", week=(1.0, 1.0, 1.0, 1.0, 0.0, 0.0, 0.0))


def test_a_weekend_does_not_count() -> None:
    assert workdays_between(ORDINARY, FRIDAY, SATURDAY) == 0
    assert workdays_between(ORDINARY, FRIDAY, MONDAY) == 1
    assert workdays_between(ORDINARY, SATURDAY, MONDAY) == 1


def test_a_day_is_no_working_day_away_from_itself() -> None:
    assert workdays_between(ORDINARY, FRIDAY, FRIDAY) == 0
    assert add_workdays(ORDINARY, SATURDAY, 0) == SATURDAY


def test_what_lies_before_counts_backwards() -> None:
    assert workdays_between(ORDINARY, MONDAY, FRIDAY) == -1
    assert add_workdays(ORDINARY, MONDAY, -1) == FRIDAY


def test_good_friday_and_easter_monday_are_free() -> None:
    # Thursday 2 April to Tuesday 7 April: Friday and Monday are holidays, so Tuesday is the only working day.
    assert workdays_between(EASTER, date(2026, 4, 2), date(2026, 4, 7)) == 1
    assert add_workdays(EASTER, date(2026, 4, 2), 1) == date(2026, 4, 7)
    assert not is_workday(EASTER, date(2026, 4, 3))


def test_a_holiday_on_a_weekend_takes_nothing_away() -> None:
    assert workdays_between(Calendar(id="c", holidays=(SATURDAY,)), FRIDAY, MONDAY) == 1


def test_a_holiday_named_twice_is_free_once() -> None:
    twice = Calendar(id="c", holidays=(MONDAY, MONDAY))
    # Friday 6 to Tuesday 10: Monday is free, Tuesday counts.
    assert workdays_between(twice, FRIDAY, date(2026, 3, 10)) == 1


def test_three_weeks_and_a_day_on_a_four_day_week() -> None:
    # 3 weeks of 4 days, then Tuesday: 13.
    assert workdays_between(FOUR_DAYS, MONDAY, MONDAY + timedelta(days=22)) == 13
    # The fourth working day after Monday is the next Monday: Tuesday, Wednesday, Thursday, Monday.
    assert add_workdays(FOUR_DAYS, MONDAY, 4) == MONDAY + timedelta(days=7)


def test_a_half_day_is_a_working_day() -> None:
    half_fridays = Calendar(id="half", week=(1.0, 1.0, 1.0, 1.0, 0.5, 0.0, 0.0))
    assert workdays_between(half_fridays, date(2026, 3, 5), FRIDAY) == 1


@pytest.mark.parametrize("week", [(0.0,) * 7, ()])
def test_a_calendar_on_which_nobody_ever_works_counts_as_an_ordinary_week(week: tuple[float, ...]) -> None:
    assert add_workdays(Calendar(id="never", week=week), FRIDAY, 1) == MONDAY


def test_the_programs_own_calendar_counts_and_without_one_an_ordinary_week() -> None:
    assert program_calendar(Snapshot(id="p", as_of=MONDAY, calendar="easter", calendars=(EASTER,))) == EASTER
    assert program_calendar(Snapshot(id="p", as_of=MONDAY)) == ORDINARY


@given(
    st.sampled_from([ORDINARY, EASTER, FOUR_DAYS]), st.dates(date(2026, 1, 1), date(2026, 12, 31)), st.integers(0, 60)
)
def test_adding_and_counting_are_one_arithmetic(calendar: Calendar, first: date, days: int) -> None:
    assert workdays_between(calendar, first, add_workdays(calendar, first, days)) == days


@given(st.dates(date(2026, 1, 1), date(2026, 12, 31)), st.integers(0, 120))
def test_counting_by_weeks_agrees_with_counting_day_by_day(first: date, span: int) -> None:
    by_hand = sum(is_workday(EASTER, first + timedelta(days=step)) for step in range(1, span + 1))
    assert workdays_between(EASTER, first, first + timedelta(days=span)) == by_hand
