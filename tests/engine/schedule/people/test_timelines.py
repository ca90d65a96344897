"""Working time as whole numbers, there and back."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from tests.engine.schedule.people.teams import FULL

from leadline.engine.schedule.people.timelines import (
    BEATS,
    Timelines,
    done_at,
    goes_on_at,
    mirrored,
    timelines,
    worked_at,
)

calendars = st.lists(st.sampled_from([0.0, 0.0, 0.25, 0.5, 0.6, 0.8, 1.0]), min_size=1, max_size=30).filter(any)


def line(*shares: float) -> Timelines:
    return timelines([np.array(shares)])


def test_a_week_of_work() -> None:
    lines = timelines([FULL])

    assert worked_at(lines, 0, 7 * BEATS) == 5 * BEATS
    assert done_at(lines, 0, 5 * BEATS) == 5 * BEATS
    assert goes_on_at(lines, 0, 5 * BEATS) == 7 * BEATS


def test_thirds_quarters_and_fifths_of_a_day_are_whole_numbers() -> None:
    assert [BEATS % part for part in (2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 15, 16, 96)] == [0] * 13


@given(calendars, st.integers(1, 60 * BEATS))
def test_work_is_done_at_the_first_time_by_which_it_is(shares: list[float], work: int) -> None:
    lines = line(*shares)

    time = done_at(lines, 0, work)

    assert worked_at(lines, 0, time) >= work
    assert worked_at(lines, 0, time - 1) < work


@given(calendars, st.integers(0, 60 * BEATS))
def test_work_goes_on_at_a_time_from_which_something_is_done(shares: list[float], work: int) -> None:
    lines = line(*shares)

    time = goes_on_at(lines, 0, work)

    # Within two beats of work (five seconds): a slow day has fewer of them than beats.
    assert worked_at(lines, 0, time) - work <= 1
    assert worked_at(lines, 0, time + 30) > work


@given(calendars, st.integers(0, 60 * BEATS), st.integers(0, 60 * BEATS))
def test_later_is_never_less_work(shares: list[float], one: int, other: int) -> None:
    lines = line(*shares)

    assert (worked_at(lines, 0, one) <= worked_at(lines, 0, other)) or one > other


@given(calendars, st.integers(1, 40))
def test_read_backwards_a_calendar_has_the_same_days(shares: list[float], days: int) -> None:
    lines = line(*shares)
    back = mirrored(lines, days)

    # What is worked on the last day is worked on the first of the mirrored one.
    last = worked_at(lines, 0, days * BEATS) - worked_at(lines, 0, (days - 1) * BEATS)
    assert abs(worked_at(back, 0, BEATS) - last) <= 1
