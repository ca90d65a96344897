"""Working time by hand."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadline.engine.calendars import (
    DAYS,
    TICKS,
    TimetableBook,
    dated,
    day_of,
    evening_of,
    shares,
    work_until,
    worked_since,
)
from leadline.program.people import Absence, Calendar

MONDAY = date(2026, 3, 2)
USUAL = Calendar("usual")


def finish(
    effort: float, start: float = 0.0, calendar: Calendar = USUAL, capacity: float = 1.0, away: tuple[Absence, ...] = ()
) -> float:
    book = TimetableBook(MONDAY)
    row = book.row(calendar, capacity, away)
    table = book.timetables()
    end = work_until(table.worked[row], table.reached[row], table.pace[row], round(start * TICKS), effort)
    return float(end / TICKS)


@pytest.mark.parametrize(
    ("effort", "start", "expected"),
    [
        (5.0, 0.0, 5.0),  # Monday to Friday evening
        (5.5, 0.0, 7.5),  # the last half day on Monday
        (1.0, 4.5, 7.5),  # half of Friday, half of Monday
        (1.0, 5.0, 8.0),  # begun on Saturday, done on Monday evening
        (0.0, 5.5, 5.5),  # nothing to do takes no time
    ],
)
def test_five_days_a_week(effort: float, start: float, expected: float) -> None:
    assert finish(effort, start) == expected


def test_half_a_day_a_day_takes_twice_as_long() -> None:
    # Five days at half time: Monday to Friday, and the next Monday to Friday.
    assert finish(5.0, capacity=0.5) == 12.0


def test_nobody_works_on_a_holiday_or_while_away() -> None:
    holiday = Calendar("own", holidays=(date(2026, 3, 3),))

    assert finish(2.0, calendar=holiday) == 3.0
    assert finish(2.0, away=(Absence(date(2026, 3, 3), date(2026, 3, 6)),)) == 8.0


def test_a_free_friday_is_part_of_the_week() -> None:
    assert finish(5.0, calendar=Calendar("four", week=(1.0, 1.0, 1.0, 1.0, 0.0, 0.0, 0.0))) == 8.0


def test_tenths_of_days_do_not_slip_into_the_next_week() -> None:
    time = 0.0
    for _ in range(50):
        time = finish(0.1, time)

    assert time == 5.0


def test_beyond_the_horizon_the_mean_goes_on() -> None:
    always = Calendar("always", week=(0.5,))

    assert finish(DAYS * 0.5 + 100, calendar=always) == pytest.approx(DAYS + 200)


def test_somebody_who_never_works_has_no_row() -> None:
    assert TimetableBook(MONDAY).row(USUAL, 0.0) == -1


def test_equal_calendars_share_a_row() -> None:
    book = TimetableBook(MONDAY)

    assert book.row(USUAL) == book.row(Calendar("other")) != book.row(USUAL, 0.5)


def test_the_past_is_counted_by_the_same_calendar() -> None:
    # Wednesday to Sunday before: three working days, one of them a holiday.
    own = Calendar("own", holidays=(date(2026, 2, 26),))

    assert worked_since(own, date(2026, 2, 25), MONDAY) == 2.0
    assert worked_since(own, date(2026, 3, 9), MONDAY) == 0.0


def test_what_is_done_on_a_day_is_dated_that_day() -> None:
    assert evening_of(date(2026, 3, 6), MONDAY) == 5.0
    assert day_of(date(2026, 3, 6), MONDAY) == 4.0
    assert dated(5.0, MONDAY) == date(2026, 3, 6)
    assert dated(5.01, MONDAY) == date(2026, 3, 7)
    assert dated(0.0, MONDAY) == MONDAY


@given(
    st.floats(0, 60), st.floats(0, 40), st.lists(st.sampled_from([0.0, 0.25, 1.0]), min_size=7, max_size=7).filter(any)
)
def test_what_is_done_between_start_and_finish_is_the_effort(start: float, effort: float, week: list[float]) -> None:
    calendar = Calendar("own", week=tuple(week))

    end = finish(effort, start, calendar)

    worked = shares(calendar, MONDAY, DAYS)
    days = np.arange(DAYS)
    between = np.clip(np.minimum(end, days + 1) - np.maximum(start, days), 0, 1)
    assert (between * worked).sum() == pytest.approx(effort, abs=2e-5)
