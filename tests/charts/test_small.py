import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.charts.reading import read

from leadline.charts.status import gauge, spark, status_shape
from leadline.charts.whisker import Interval, reach, whisker

SHARES = st.none() | st.floats(0, 1)
DAYS = st.none() | st.floats(-1e4, 1e4)


@pytest.mark.parametrize("status", ["on-track", "at-risk", "off-track", "unknown", "done"])
def test_each_status_has_a_shape_of_its_own(status: str) -> None:
    assert f"shape-{status}" in status_shape(status)
    read(status_shape(status))


def test_a_status_nobody_knows_is_never_green() -> None:
    assert "shape-unknown" in status_shape("splendid")


def test_the_gauge_has_marks_at_half_and_at_seventy() -> None:
    tree = read(gauge(0.25, width=100))

    assert tree.find("path").get("d") == "M50 0v8M70 0v8"
    assert [bar.get("width") for bar in tree.findall("rect")] == ["100", "25"]


def test_unknown_odds_are_a_dashed_frame_without_a_bar() -> None:
    assert [bar.get("class") for bar in read(gauge(None)).findall("rect")] == ["shape-unknown"]


def test_a_spark_runs_from_nothing_to_certain() -> None:
    tree = read(spark([0.0, 1.0], need=0.5, width=92))

    assert tree.find("path").get("d") == "M2 19L86 3"
    assert tree.find("line").get("y1") == "11"


def test_a_week_nobody_knows_is_a_gap() -> None:
    assert len(read(spark([0.5, 0.5, None, 0.5, 0.5])).findall("path")) == 2


def test_a_whisker_draws_earlier_to_the_left_of_nothing() -> None:
    tree = read(whisker(Interval(-6, -5, -4), (-10.0, 10.0), width=108))

    # 20 days on 100 px between margins of 4: nothing at 54, five days earlier is 25 px to the left.
    bar = tree.find("rect")
    assert (bar.get("class"), bar.get("x"), bar.get("width")) == ("whisker-bar", "29", "25")


def test_no_measurable_effect_has_no_bar() -> None:
    assert read(whisker(Interval(-0.4, 0.1, 0.6))).find("rect") is None


def test_an_unpriced_change_is_a_dashed_frame() -> None:
    assert read(whisker(Interval(None, None, None))).find("rect").get("class") == "shape-unknown"


@given(st.lists(SHARES, max_size=30), SHARES, st.tuples(DAYS, DAYS, DAYS))
def test_small_pictures_never_fail(
    values: list[float | None], odds: float | None, days: tuple[float | None, ...]
) -> None:
    price = Interval(*days)
    for drawn in (spark(values), gauge(odds), whisker(price), whisker(price, reach([price, Interval(-1, 0, 1)]))):
        read(drawn)
