"""The charts of the track record: what was promised and what came, and where outcomes fell in their forecasts."""

import pytest
from tests.charts.reading import words_of, words_stand_apart

from leadline.charts.kept import Kept, kept
from leadline.charts.tenths import tenths

ROWS = (
    Kept(0.5, 0.5, 0.38, 109, 0.38, 0.63),
    Kept(0.8, 0.8, 0.61, 105, 0.68, 0.89),
    Kept(0.95, 0.95, None, 0, 0.0, 1.0),
)


@pytest.mark.parametrize("width", [540, 358])
def test_each_share_says_what_came_of_how_many(width: int) -> None:
    words = words_of(words_stand_apart(kept(ROWS, id="k", width=width)))
    assert {"P50", "38\u00a0% of 109", "P80", "61\u00a0% of 105", "P95", "not tested yet"} <= set(words)


@pytest.mark.parametrize("width", [540, 358])
@pytest.mark.parametrize("came", [0.0, 0.5, 1.0])
def test_words_stay_inside_at_both_ends(width: int, came: float) -> None:
    words_stand_apart(kept([Kept(0.8, 0.8, came, 4_000, 0.7, 0.9)], id="k", width=width))


def test_live_is_a_full_mark_and_replayed_an_open_one() -> None:
    full, opened = (kept([Kept(0.8, 0.8, 0.8, 10, 0.5, 1.0, origin)], id="k") for origin in ("live", "replayed"))
    assert ('class="dot-past"' in full, 'class="dot-past"' in opened) == (True, False)


def test_without_a_test_it_says_so() -> None:
    assert "No forecast was put to the test yet." in kept([Kept(0.8, 0.8, None, 0, 0.0, 1.0)], id="k")


@pytest.mark.parametrize("width", [540, 358])
def test_a_level_history_has_all_columns_at_the_rule(width: int) -> None:
    drawn = tenths((7,) * 10, id="t", width=width)
    assert words_of(words_stand_apart(drawn)).count("7") == 10
    foot, top = (200, 16) if width == 540 else (170, 16)
    assert f'y1="{top}"' in drawn
    assert drawn.count(f'height="{foot - 40 - top}"') == 10


def test_without_outcomes_there_is_no_histogram() -> None:
    assert "No outcome yet." in tenths((), id="t")
    assert "No outcome yet." in tenths((0,) * 10, id="t")
