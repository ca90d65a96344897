"""The lanes of a plan: bars from morning to evening, people beside them, milestones on their day."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.charts.reading import read

from leadline.charts.plan_lane import PlannedBar, PlannedPoint, planned_group, planned_lane, planned_milestone
from leadline.charts.timescale import Timescale

TODAY = date(2026, 3, 2)
# 100 days on 200 px: two pixels a day, the first of them 20 days ago.
SCALE = Timescale(TODAY - timedelta(days=20), TODAY + timedelta(days=80), "months", 200)


def day(after: int) -> date:
    return TODAY + timedelta(days=after)


def rects(svg: str) -> list[tuple[str | None, ...]]:
    return [tuple(bar.get(key) for key in ("class", "x", "width")) for bar in read(svg).findall("rect")]


def words(svg: str) -> list[str]:
    return ["".join(text.itertext()) for text in read(svg).findall("text")]


def test_a_bar_reaches_to_the_evening_of_its_last_day_with_who_does_it_beside_it() -> None:
    lane = planned_lane(PlannedBar("Rails", day(0), day(4), ["Mara"], says="It starts at once."), SCALE, today=TODAY)

    # Five days of two pixels, from day 20 on.
    assert rects(lane) == [("bar-2", "40", "10")]
    assert words(lane) == ["Mara"]
    assert "<title>Rails: 2 Mar to 6 Mar, Mara. It starts at once.</title>" in lane


def test_what_is_under_way_is_ink_up_to_today() -> None:
    lane = planned_lane(PlannedBar("Rails", day(-10), day(4), ["Mara"], begun=True), SCALE, today=TODAY)

    assert rects(lane) == [("bar-2", "40", "10"), ("bar-past", "20", "20")]


def test_what_nobody_of_the_program_does_is_fainter_and_has_no_name() -> None:
    lane = planned_lane(PlannedBar("Certificate", day(0), day(0)), SCALE, today=TODAY)

    assert rects(lane) == [("bar-0", "40", "2")]
    assert words(lane) == []
    assert "Certificate: 2 Mar." in lane


def test_the_published_days_are_a_line_below() -> None:
    lane = planned_lane(PlannedBar("Rails", day(5), day(9), ["Mara"], was=(day(0), day(4))), SCALE, today=TODAY)

    assert [path.get("d") for path in read(lane).findall("path") if path.get("class") == "ghost"] == ["M40 22.5H50"]


def test_names_stand_left_of_a_bar_that_reaches_the_end() -> None:
    lane = planned_lane(PlannedBar("Rails", day(70), day(79), ["Mara"]), SCALE, today=TODAY)

    (text,) = read(lane).findall("text")
    assert text.get("text-anchor") == "end"


def test_a_milestone_has_its_diamond_and_the_flag_of_its_promise() -> None:
    lane = planned_milestone(PlannedPoint("Live", day(9), day(20), "It waits."), SCALE, today=TODAY)

    assert {mark.get("class") for mark in read(lane).findall("path")} == {"flag", "diamond"}
    assert "Live: 11 Mar. Promised 22 Mar. It waits." in lane


def test_a_folded_group_is_one_bar_and_says_nothing() -> None:
    assert rects(planned_group(day(0), day(9), SCALE)) == [("sum-bar", "40", "20")]
    assert "<title" not in planned_group(day(0), day(9), SCALE)


@given(
    st.dates(date(2020, 1, 1), date(2035, 1, 1)),
    st.integers(0, 3_000),
    st.lists(st.text(max_size=40), max_size=4),
    st.booleans(),
)
@settings(max_examples=60)
def test_whatever_it_shows_it_stays_inside(first: date, days: int, who: list[str], begun: bool) -> None:
    bar = PlannedBar("Rails", first, first + timedelta(days=days), who, begun)

    for one in read(planned_lane(bar, SCALE, today=TODAY)).findall("rect"):
        left, wide = float(one.get("x") or 0), float(one.get("width") or 0)
        assert 0 <= left <= 200
        assert left + wide <= 202
