from datetime import date, timedelta
from xml.etree import ElementTree

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.charts.reading import read, words_of, words_stand_apart

from leadline.charts.lanes import (
    Dependency,
    Goalpost,
    Item,
    Summary,
    arrow_overlay,
    arrows,
    depth,
    group_lane,
    item_lane,
    milestone_lane,
)
from leadline.charts.timescale import WIDEST, Timescale

TODAY = date(2026, 3, 2)
# 100 days on 200 px: two pixels a day.
SCALE = Timescale(TODAY - timedelta(days=20), TODAY + timedelta(days=80), "months", 200)
DAYS = st.none() | st.dates(date(2025, 1, 1), date(2028, 12, 31))


def day(after: int) -> date:
    return TODAY + timedelta(days=after)


def marks(svg: str) -> list[str]:
    return [mark.get("class", "") for mark in read(svg) if mark.tag in {"rect", "path", "line"}]


def rects(tree: ElementTree.Element) -> list[tuple[str | None, ...]]:
    return [tuple(bar.get(key) for key in ("class", "x", "width")) for bar in tree.findall("rect")]


def test_a_bar_is_ink_to_today_and_blue_to_p50() -> None:
    lane = item_lane(
        Item("Rails", began=day(-10), p50=day(20), p80=day(30), p95=day(50), decides=0.5), SCALE, today=TODAY
    )

    # Two pixels a day from day −20: ink from 20 to 40, then to 80.
    assert rects(read(lane)) == [("bar-past", "20", "20"), ("bar-2", "40", "40")]
    assert "Decides a promise in 50\u00a0% of futures." in lane


def test_the_tail_thins_from_p50_over_p80_to_p95() -> None:
    lane = item_lane(Item("Rails", p50=day(20), p80=day(30), p95=day(50)), SCALE, today=TODAY)

    tails = {path.get("class"): path.get("d") for path in read(lane).findall("path")}
    assert tails["tail-80"] == "M80 7L100 9.1V15.9L80 18z"
    assert tails["tail-95"] == "M100 9.1L140 11.3V13.7L100 15.9z"


def test_work_that_is_done_has_no_future() -> None:
    assert marks(item_lane(Item("Rails", day(-15), day(-5)), SCALE, today=TODAY)) == ["bar-past"]


def test_work_nobody_estimated_is_a_dashed_diamond_and_the_word() -> None:
    tree = words_stand_apart(item_lane(Item("Rails"), SCALE, today=TODAY))

    assert tree.find("path").get("class") == "diamond-unknown"
    assert words_of(tree) == ["not estimated"]


def test_depth_tells_how_often_it_decides() -> None:
    assert [depth(share) for share in (None, 0.09, 0.1, 0.3, 0.69, 0.7)] == [0, 0, 1, 2, 2, 3]


def test_a_milestone_shows_first_target_and_present_promise() -> None:
    goal = Goalpost("Iberia", day(5), day(10), day(20), day(40), day(15), day(8), day(2), 0.59)
    drawn = marks(milestone_lane(goal, SCALE, today=TODAY))

    assert [mark for mark in drawn if mark.startswith(("flag", "diamond"))] == [
        "flag-pole", "flag-first", "flag-pole", "flag-target", "diamond", "flag-pole", "flag",
    ]  # fmt: skip


def test_a_blind_milestone_says_why() -> None:
    tree = words_stand_apart(
        milestone_lane(Goalpost("Japan", promise=day(20), says="not estimated"), SCALE, today=TODAY)
    )

    assert words_of(tree) == ["not estimated"]
    assert tree.find("path").get("class") == "flag"


def test_a_group_runs_over_what_is_done_to_p50_and_p80() -> None:
    tree = read(group_lane(Summary("Core", day(-20), day(40), day(60)), SCALE, today=TODAY))

    assert rects(tree) == [("sum-bar", "0", "120"), ("sum-done", "0", "40")]
    assert tree.find("path").get("d") == "M120 12H160V17H120z"


def test_only_links_that_decide_become_arrows() -> None:
    links = [Dependency("a", "b", day(0), day(10), 0.5), Dependency("a", "c", day(0), day(10), 0.01)]
    found = arrows(links, SCALE)

    assert [(one.start, one.end, one.x1, one.x2) for one in found] == [("a", "b", 40, 60)]
    overlay = read(arrow_overlay(found, {"a": 14, "b": 42}, SCALE))
    assert overlay.find("path").get("d") == "M40 14H44V42H58m-4 -3l4 3l-4 3"


def test_the_header_names_months_under_their_year() -> None:
    tree = words_stand_apart(Timescale(date(2025, 12, 14), date(2026, 3, 26)).header(TODAY))

    assert words_of(tree) == ["Today 2 Mar", "2026", "Jan", "Feb", "Mar"]


def test_quarters_and_weeks_have_names_of_their_own() -> None:
    assert "Q2" in words_of(words_stand_apart(Timescale(date(2026, 1, 1), date(2027, 1, 1), "quarters").header()))
    assert "9 Mar" in words_of(words_stand_apart(Timescale(TODAY, day(30), "weeks", 400).header()))


def test_a_millennium_is_no_wider_than_a_screen_can_bear() -> None:
    scale = Timescale(date.min, date.max, "weeks")

    assert scale.pixels == WIDEST
    assert len(scale.marks()) < 200
    words_stand_apart(scale.header(TODAY))
    read(scale.back(TODAY).replace("<svg", '<svg viewBox="0 0 1 1"'))


@settings(deadline=None)
@given(
    st.builds(Item, st.text(max_size=30), DAYS, DAYS, DAYS, DAYS, DAYS, DAYS),
    st.builds(
        Goalpost, st.text(max_size=30), DAYS, DAYS, DAYS, DAYS, DAYS, DAYS, DAYS, st.none(), st.text(max_size=60)
    ),
    st.lists(DAYS, max_size=4),
    st.sampled_from(["weeks", "months", "quarters"]),
    st.sampled_from([0, 358, 856]),
)
def test_any_lane_has_its_words_apart(
    item: Item, goal: Goalpost, days: list[date | None], unit: str, width: int
) -> None:
    scale = Timescale.over([one for one in days if one], unit, width)

    words_stand_apart(item_lane(item, scale, today=TODAY))
    words_stand_apart(milestone_lane(goal, scale, today=TODAY))
    words_stand_apart(group_lane(Summary("x", item.began, item.p50, item.p80), scale, today=TODAY))
    words_stand_apart(scale.header(TODAY))
