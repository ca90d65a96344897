from math import fsum

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.charts.reading import read

from leadline.charts.causes import Driver, tornado, waterfall
from leadline.charts.rounding import round_to_total


def test_the_largest_remainder_is_rounded_up() -> None:
    # 33.3 + 33.3 + 33.4 round down to 99: the last has the largest remainder and gets the missing one.
    assert round_to_total([33.3, 33.3, 33.4]) == [33, 33, 34]


def test_equal_remainders_favour_the_first() -> None:
    assert round_to_total([0.5, 0.5]) == [1, 0]


def test_parts_of_both_signs_keep_their_total() -> None:
    # 6.62 + 0.41 + 1.97 − 2.06 − 0.64 = 6.3
    assert sum(round_to_total([6.62, 0.41, 1.97, -2.06, -0.64], 1)) == pytest.approx(6.3)


def test_nothing_rounds_to_nothing() -> None:
    assert round_to_total([]) == []


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=30), st.integers(0, 2))
def test_rounded_parts_always_add_up_and_stay_beside_their_part(parts: list[float], digits: int) -> None:
    rounded = round_to_total(parts, digits)

    # A total just between two roundings may be rounded either way.
    assert sum(rounded) == pytest.approx(fsum(parts), abs=10**-digits * 0.5 + 1e-6)
    assert all(abs(one - two) <= 10**-digits * 1.001 for one, two in zip(parts, rounded, strict=True))


def test_a_waterfall_says_what_it_draws() -> None:
    fall = waterfall([6.62, 0.41, 1.97, -2.06, -0.64], 6.3)

    assert sum(fall.days) == pytest.approx(6.3)
    assert fall.total == pytest.approx(6.3)
    marks = [[mark.get("class") for mark in read(cell).iter("rect")] for cell in fall.cells]
    assert marks == [["step-later"], ["step-later"], ["step-later"], ["step-earlier"], ["step-earlier"]]


def test_a_waterfall_hangs_each_bar_on_the_end_of_the_one_above() -> None:
    fall = waterfall([4.0, -1.0])
    first, second = (read(cell) for cell in fall.cells)

    # 4 days over the 87 hundredths between the margins: from 6.5 to 93.5; the next runs back a quarter of that.
    assert [first.find("rect").get(key) for key in ("x", "width")] == ["6.5", "87"]
    assert [line.get("x1") for line in second.findall("line")][1:] == ["93.5"]
    assert second.find("rect").get("x") == "71.8"


def test_a_waterfall_without_causes_is_its_total() -> None:
    fall = waterfall([])

    assert fall.cells == ()
    assert fall.total == 0
    read(fall.total_cell)


def test_drivers_share_one_scale_and_unknown_is_dashed() -> None:
    wide, small, unknown = (
        read(cell) for cell in tornado([Driver("a", -10, 30), Driver("b", -5, 0), Driver("c", None, None)])
    )

    # 40 days over 96 hundredths: 2.4 a day, zero at 2 + 24.
    assert [bar.get("width") for bar in wide.findall("rect")] == ["24", "72"]
    assert [bar.get("width") for bar in small.findall("rect")] == ["12", "0"]
    assert unknown.find("rect").get("class") == "shape-unknown"
