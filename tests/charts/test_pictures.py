from datetime import date, timedelta
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.charts import scenes
from tests.charts.reading import read, words_of, words_stand_apart

from leadline.charts.cone import Dot, Slice, cone
from leadline.charts.heat import Group, heat
from leadline.charts.joint import joint, shares
from leadline.charts.landing import Landing
from leadline.charts.load import TeamWeeks, load
from leadline.charts.odds_curve import Named, day_at, odds_at, odds_curve
from leadline.charts.trail import Believed, Note, Promised, trail

TODAY = scenes.TODAY
WIDTHS = [760, 358]
NEAR = st.dates(date(2024, 1, 1), date(2030, 12, 31))
SOME = st.none() | NEAR
NAMES = st.text(max_size=40)
SHARES = st.floats(0, 1)
PHONE_OR_PAGE = st.sampled_from([358, 540, 760, 1096])


def day(after: int) -> date:
    return TODAY + timedelta(days=after)


def test_odds_are_those_of_the_last_day_known() -> None:
    curve = [(day(10), 0.2), (day(20), 0.9)]

    assert [odds_at(curve, day(at)) for at in (9, 10, 19, 20, 99)] == [0, 0.2, 0.2, 0.9, 0.9]
    assert day_at(curve, 0.5) == day(20)
    assert day_at(curve, 0.95) is None


def test_the_curve_says_what_was_promised_with_its_odds() -> None:
    tree = words_stand_apart(
        odds_curve([(day(10), 0.2), (day(20), 0.9)], id="c", named=Named(day(10), day(20)), as_of=TODAY)
    )

    assert {"Target 12 Mar", "20\u00a0% odds", "Promised 22 Mar", "90\u00a0% odds"} <= set(words_of(tree))
    # P80 falls on Sunday 22 March and is said as the working day after it.
    assert "P80 23 Mar" in words_of(tree)
    assert tree.findtext("desc", "").startswith("Target 12 Mar: 20\u00a0%. Promised 22 Mar: 90\u00a0%.")


def test_a_first_promise_that_still_stands_is_not_said_twice() -> None:
    assert "flag-first" not in odds_curve([(day(9), 1)], id="c", named=Named(promise=day(9), first=day(9)))
    assert "flag-first" in odds_curve([(day(9), 1)], id="c", named=Named(promise=day(9), first=day(3)))


@pytest.mark.parametrize("width", WIDTHS)
def test_without_odds_there_is_a_dashed_frame_and_a_reason(width: int) -> None:
    tree = words_stand_apart(
        odds_curve([], id="c", width=width, unknown="Mara has not estimated it yet, and nobody else can.")
    )

    assert tree.find("rect").get("class") == "shape-unknown"
    assert " ".join(words_of(tree)) == "Mara has not estimated it yet, and nobody else can."


def test_the_four_quarters_are_counted_in_pairs() -> None:
    samples = [(day(1), 100)] * 6 + [(day(1), 300)] * 2 + [(day(9), 300)] * 2
    found = shares(samples, day(5), 200)

    assert (found.both, found.time_only, found.budget_only, found.neither) == (0.6, 0.2, 0, 0.2)


def test_the_quarters_shown_add_up_to_a_hundred() -> None:
    # A third each: 33 + 33 + 33 would be 99.
    samples = [(day(1), 100), (day(1), 300), (day(9), 300)]
    tree = words_stand_apart(joint(samples, id="j", promise=day(5), budget=200))

    assert tree.findtext("desc", "").startswith(
        "34\u00a0% in time and in budget, 33\u00a0% in time only, 0\u00a0% in budget only, 33\u00a0% neither"
    )


def test_ten_thousand_futures_are_drawn_in_a_blink() -> None:
    scenes.futures()
    best = min(_seconds() for _ in range(5))

    assert best < 0.1


def _seconds() -> float:
    begun = process_time()
    joint(scenes.futures(), id="j", promise=date(2026, 12, 18), budget=395_000_000)
    return process_time() - begun


def test_landing_counts_futures_that_never_land() -> None:
    landing = Landing((day(1), day(2), day(3)), (4, 4, 1), futures=10)

    assert [landing.at(share) for share in (0.4, 0.5, 0.9, 0.95)] == [day(1), day(2), day(3), None]


def test_the_hill_stands_on_the_ground() -> None:
    hill = scenes.landing().hill()

    assert (hill[0][1], hill[-1][1]) == (0, 0)
    assert max(height for _, height in hill) == 1


@pytest.mark.parametrize("width", [1096, 358])
def test_the_whole_cone_has_its_words_apart(width: int) -> None:
    drawn = cone(
        scenes.past(),
        scenes.slices(),
        id="c",
        today=TODAY,
        landing=scenes.landing(),
        dots=scenes.DOTS,
        promise=date(2026, 12, 18),
        width=width,
    )
    tree = words_stand_apart(drawn)

    names = [dot.name if width > 400 else dot.short for dot in scenes.DOTS]
    assert {*names, "Today", "Promised 18 Dec"} <= set(words_of(tree))


def test_a_week_nobody_knew_breaks_the_trail() -> None:
    history = [
        Believed(day(0), day(50)),
        Believed(day(7), day(52)),
        Believed(day(14), None),
        Believed(day(21), day(60)),
        Believed(day(28), day(61)),
    ]

    assert len(words_stand_apart(trail(history, id="t")).findall("path[@class='mid-line']")) == 2


def test_the_trail_says_each_move_of_a_promise() -> None:
    tree = words_stand_apart(
        trail(
            scenes.believed(),
            [Promised(scenes.START, date(2026, 3, 31)), Promised(date(2026, 1, 26), date(2026, 4, 30))],
            id="t",
            width=584,
            height=340,
        )
    )

    assert {"First promise 31 Mar", "Moved to 30 Apr", "Promised 30 Apr"} <= set(words_of(tree))


def test_only_a_week_over_its_capacity_is_darkest_and_says_so() -> None:
    tree = words_stand_apart(load([TeamWeeks("Core", [1.0, 1.3, None, 0.0])], id="l", first=TODAY))

    assert [cell.get("class") for cell in tree.findall("rect")] == ["band-4", "band-5", "shape-unknown", "band-1"]
    assert "130" in words_of(tree)


def test_no_cell_of_the_heat_map_is_darker_than_the_busiest() -> None:
    tree = words_stand_apart(heat([Group("Web", 3, [2.0, 1.0, 0.0, None])], id="h", first=TODAY, today=TODAY))

    assert [cell.get("class") for cell in tree.findall("rect")] == ["band-5", "band-3", "shape-unknown"]


def test_hostile_words_stay_words() -> None:
    drawn = cone([(TODAY, 0.5)], [], id='"><script>', today=TODAY, dots=[Dot(TODAY, "<b onclick='x'>&\x00", "]]>")])

    assert "<script" not in drawn
    assert "<b " not in drawn
    read(drawn)


CURVES = st.lists(st.tuples(NEAR, SHARES), max_size=12).map(
    lambda points: list(zip(sorted(at for at, _ in points), sorted(share for _, share in points), strict=True))
)


@settings(deadline=None)
@given(CURVES, CURVES, SOME, SOME, SOME, PHONE_OR_PAGE)
def test_any_curve_has_its_words_apart(
    curve: list[tuple[date, float]],
    last: list[tuple[date, float]],
    target: date | None,
    promise: date | None,
    first: date | None,
    width: int,
) -> None:
    words_stand_apart(
        odds_curve(curve, id="c", named=Named(target, promise, first), last=last, as_of=TODAY, width=width)
    )


SLICES = st.lists(st.tuples(NEAR, st.lists(SHARES, min_size=5, max_size=5).map(sorted)), max_size=8).map(
    lambda found: [Slice(at, *levels) for at, levels in found]
)
DOTS = st.lists(st.builds(Dot, NEAR, NAMES, NAMES, NAMES), max_size=8)


@settings(deadline=None)
@given(st.lists(st.tuples(NEAR, SHARES), max_size=6), SLICES, DOTS, st.lists(NEAR, max_size=8), SOME, PHONE_OR_PAGE)
def test_any_cone_has_its_words_apart(
    past: list[tuple[date, float]],
    slices: list[Slice],
    dots: list[Dot],
    ends: list[date],
    promise: date | None,
    width: int,
) -> None:
    known = sorted(set(ends))
    landing = Landing(tuple(known), tuple(float(ends.count(one)) for one in known), futures=len(ends) + 1)

    words_stand_apart(cone(past, slices, id="c", today=TODAY, landing=landing, dots=dots, promise=promise, width=width))


@settings(deadline=None)
@given(
    st.lists(st.tuples(NEAR, st.integers(-(10**9), 10**12)), max_size=30),
    SOME,
    st.none() | st.integers(0, 10**12),
    PHONE_OR_PAGE,
)
def test_any_joint_picture_has_its_words_apart(
    samples: list[tuple[date, int]], promise: date | None, budget: int | None, width: int
) -> None:
    words_stand_apart(joint(samples, id="j", promise=promise, budget=budget, as_of=TODAY, width=width))


BELIEVED = st.lists(st.builds(Believed, NEAR, SOME, SOME, SOME, SOME), max_size=8)
PROMISED = st.lists(st.builds(Promised, NEAR, NEAR), max_size=4)
NOTES = st.lists(st.builds(Note, NEAR, NAMES), max_size=3)


@settings(deadline=None)
@given(BELIEVED, PROMISED, NOTES, PHONE_OR_PAGE)
def test_any_trail_has_its_words_apart(
    history: list[Believed], promises: list[Promised], notes: list[Note], width: int
) -> None:
    words_stand_apart(trail(history, promises, id="t", notes=notes, width=width))


@settings(deadline=None)
@given(st.lists(st.tuples(NAMES, st.lists(st.none() | st.floats(0, 5), max_size=30)), max_size=6), PHONE_OR_PAGE)
def test_any_table_of_cells_has_its_words_apart(rows: list[tuple[str, list[float | None]]], width: int) -> None:
    words_stand_apart(load([TeamWeeks(*row) for row in rows], id="l", first=TODAY, width=width))
    words_stand_apart(
        heat([Group(name, 12, months) for name, months in rows], id="h", first=TODAY, today=TODAY, width=width)
    )


@pytest.mark.parametrize("width", WIDTHS)
def test_the_longest_horizon_is_still_drawn(width: int) -> None:
    ends = [(date.min, 0.5), (date.max, 1.0)]
    words_stand_apart(odds_curve(ends, id="c", named=Named(promise=date.max), width=width))
    words_stand_apart(cone([(date.min, 0.0)], [Slice(date.max, 0, 0.2, 0.5, 0.8, 1)], id="c", today=TODAY, width=width))
    words_stand_apart(trail([Believed(date.min, date.max), Believed(date.max, date.min)], id="t", width=width))
    words_stand_apart(joint([(date.min, 0), (date.max, 10**15)], id="j", promise=TODAY, budget=0, width=width))
