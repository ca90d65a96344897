"""Odds that were given, and what became of the promises."""

from xml.etree.ElementTree import Element

import pytest
from tests.charts.reading import words_of, words_stand_apart

from leadline.charts.given import Given, given


def drawn(count: int, odds: float = 0.7, width: int = 540) -> Element:
    return words_stand_apart(given([Given(odds, n % 3 > 0) for n in range(count)], id="g", width=width))


def dots(picture: Element) -> int:
    return sum(mark.tag.endswith("circle") for mark in picture.iter())


@pytest.mark.parametrize("width", [540, 358])
@pytest.mark.parametrize("odds", [0.0, 0.7, 1.0])
def test_every_promise_is_a_dot_in_the_lane_of_what_became_of_it(width: int, odds: float) -> None:
    picture = drawn(60, odds, width)
    assert dots(picture) == 60
    assert {"40", "kept", "20", "missed"} <= set(words_of(picture))


def test_three_hundred_with_the_same_odds_are_all_drawn() -> None:
    assert dots(drawn(300)) == 300


def test_it_is_told_in_words_too() -> None:
    assert "2 were kept; their odds were 70\u00a0% on average. 1 were missed" in given(
        [Given(0.7, n > 0) for n in range(3)], id="g"
    )
    assert "No promised day has passed." in given([], id="g")
