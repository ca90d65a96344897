import pytest
from hypothesis import given
from tests.program.worlds import ranges

from leadline.program.ranges import Range


@pytest.mark.parametrize(
    ("text", "low", "likely", "high"),
    [
        ("5d", 5, None, 5),
        ("5", 5, None, 5),
        ("3-8d", 3, None, 8),
        ("3–8d", 3, None, 8),
        (" 3 - 5 - 8 D ", 3, 5, 8),
        ("1-2w", 5, None, 10),  # A week is five working days,
        ("4h", 0.5, None, 0.5),  # a working day eight hours.
        ("0-0.5d", 0, None, 0.5),
    ],
)
def test_people_write_ranges_in_several_forms(text: str, low: float, likely: float | None, high: float) -> None:
    assert Range.parse(text) == Range(low, high, likely)


@pytest.mark.parametrize("text", ["", "soon", "3-", "-3d", "3-8-9-10d", "3 months", "nan", "1e3", "3,5d"])
def test_anything_else_is_answered_with_the_forms_that_are_read(text: str) -> None:
    with pytest.raises(ValueError, match=r"is not a range. Write it as 3-8d, 3-5-8d or 1-2w\."):
        Range.parse(text)


@pytest.mark.parametrize("text", ["8-3d", "3-9-8d", "9-3-12d", "2-1w"])
def test_numbers_that_do_not_rise_are_quoted_as_they_were_written(text: str) -> None:
    with pytest.raises(ValueError, match=f"^{text} is not a range. Put the smaller number first"):
        Range.parse(text)


@given(ranges())
def test_every_range_reads_back_from_its_text(one: Range) -> None:
    assert Range.parse(str(one)) == one


def test_a_point_is_a_point_however_it_was_written() -> None:
    assert Range.parse("5-5-5d") == Range(5, 5) == Range.parse("5d")
    assert Range(5, 5).is_point


def test_the_middle_is_the_likely_value_or_the_geometric_mean() -> None:
    assert Range(2, 8).middle == 4  # The root of 2 times 8.
    assert Range(2, 8, 3).middle == 3


def test_a_range_that_falls_is_told_in_digits_and_never_with_an_exponent() -> None:
    with pytest.raises(ValueError, match=r"^2000000-1000000\.5 is not a range"):
        Range(2_000_000, 1_000_000.5)


def test_a_column_of_seconds_may_hold_large_numbers() -> None:
    assert Range.parse("57600").high == 57_600
