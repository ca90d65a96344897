from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from leadline.charts.axis import TimeAxis, ValueAxis, money_words, shifted, span
from leadline.charts.svg import wide_as

DATES = st.dates()


def says(axis: TimeAxis) -> list[str]:
    return [tick.says for tick in axis.ticks()]


def test_a_wide_axis_has_months_with_their_year() -> None:
    # 90 px a month: "Apr 2026" needs 3 + 8 × 7 + 10.
    axis = TimeAxis(date(2026, 3, 23), date(2026, 6, 21), 0, 270)

    assert says(axis) == ["Apr 2026", "May", "Jun"]


def test_a_narrow_axis_says_a_january_by_its_year() -> None:
    axis = TimeAxis(date(2025, 10, 1), date(2027, 3, 1), 34, 348)

    assert says(axis) == ["Oct", "2026", "Apr", "Jul", "Oct", "2027"]


def test_a_fortnight_has_days() -> None:
    assert says(TimeAxis(date(2026, 3, 2), date(2026, 3, 16), 0, 400))[:3] == ["2 Mar", "4 Mar", "6 Mar"]


def test_a_single_day_gets_a_fortnight_around_it() -> None:
    assert span([date(2026, 3, 9)]) == (date(2026, 3, 2), date(2026, 3, 16))


def test_days_never_leave_the_calendar() -> None:
    assert shifted(date.max, 400) == date.max
    assert shifted(date.min, -1) == date.min


def test_levels_are_round() -> None:
    axis = ValueAxis(342, 461, 100, 0)

    assert axis.steps(5) == [350, 400, 450]


def test_money_levels_share_a_unit_and_their_digits() -> None:
    levels = [350_000_000.0, 375_000_000.0]

    assert [money_words(levels, "EUR")(cents) for cents in levels] == ["€3.50M", "€3.75M"]
    assert money_words([2_000_000, 4_000_000], "USD")(4_000_000) == "$40k"


@given(DATES, DATES, st.floats(60, 2_000))
def test_the_words_of_ticks_never_touch(one: date, two: date, width: float) -> None:
    axis = TimeAxis(min(one, two), max(one, two), 0, width)
    ticks = axis.ticks()

    ends = [axis.at(tick.day) + 3 + wide_as(tick.says) for tick in ticks]
    assert all(end < axis.at(tick.day) for end, tick in zip(ends, ticks[1:], strict=False))
    assert all(axis.first <= tick.day <= axis.last for tick in ticks)


@given(DATES, st.integers(0, 4_000))
def test_upright_ticks_stand_a_line_apart(first: date, days: int) -> None:
    axis = TimeAxis(first, shifted(first, days), 300, 10)
    heights = [axis.at(tick.day) for tick in axis.upright_ticks()]

    assert all(low - high >= 26 for low, high in pairwise(heights))


@given(DATES)
def test_places_rise_with_days_and_stay_within(day: date) -> None:
    axis = TimeAxis(date(2026, 1, 1), date(2026, 12, 31), 40, 700)

    assert 40 <= axis.at(day) <= axis.at(shifted(day, 1)) <= 700
    assert axis.at(date(2026, 1, 1) + timedelta(days=182)) == 370
