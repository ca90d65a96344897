"""Scores of forecasts, each against a closed form or a number one can count by hand."""

from math import comb, isclose, log

import numpy as np
import pytest

from leadline.engine.forecast.levels import LEVELS
from leadline.engine.forecast.scores import (
    auc,
    binomial_band,
    brier,
    coverage,
    crps,
    ece,
    log_loss,
    percentile_band,
    pit,
    sharpness,
)

EVEN = np.tile(LEVELS * 100, (4, 1))
"""Four forecasts: any day from 1 to 99, all as likely."""


def test_three_of_four_came_by_the_eightieth_day() -> None:
    assert coverage(EVEN, np.array([10.0, 80.0, 30.0, 81.0]), 0.8) == 0.75


def test_what_never_came_is_not_covered() -> None:
    assert coverage(EVEN, np.array([10.0, np.inf, np.inf, np.inf]), 0.95) == 0.25


def test_the_score_of_a_point_is_its_distance() -> None:
    # The mean of pinball losses of a point over even shares is half its distance.
    assert crps(np.full((1, 99), 10.0), np.array([14.0]))[0] == pytest.approx(4.0)
    assert crps(np.full((1, 99), 10.0), np.array([7.0]))[0] == pytest.approx(3.0)


def test_the_score_of_an_even_forecast_is_that_of_the_closed_form() -> None:
    # For an even distribution on (0, 1) and outcome y: y^3/3 + (1-y)^3/3.
    for y in (0.1, 0.5, 0.9):
        assert crps(LEVELS[None, :], np.array([y]))[0] == pytest.approx(y**3 / 3 + (1 - y) ** 3 / 3, abs=3e-3)


def test_the_place_of_an_outcome_is_the_share_before_it() -> None:
    even = LEVELS * 100
    assert pit(even, 50.0) == pytest.approx(0.5)
    assert pit(even, 20.5) == pytest.approx(0.205)
    # Before the first and after the last of 99 levels: the middle of what is left over.
    assert (pit(even, 0.0), pit(even, 1000.0)) == (0.005, 0.995)


def test_a_point_that_came_true_is_in_the_middle() -> None:
    assert pit(np.full(99, 5.0), 5.0) == pytest.approx(0.5)


def test_sharpness_is_the_days_between_two_shares() -> None:
    assert sharpness(EVEN).tolist() == pytest.approx([90.0] * 4)


def test_odds_are_scored_by_what_they_gave_to_what_happened() -> None:
    odds, kept = np.array([0.8, 0.4]), np.array([True, False])
    assert log_loss(odds, kept) == pytest.approx(-(log(0.8) + log(0.6)) / 2)
    assert brier(odds, kept) == pytest.approx((0.04 + 0.16) / 2)


def test_certain_odds_that_were_wrong_cost_much_and_not_forever() -> None:
    assert 10 < log_loss(np.array([1.0]), np.array([False])) < 20


def test_the_kept_one_has_better_odds_in_three_of_four_pairs() -> None:
    # Pairs: .9 beats .5 and .2; .5 ties with .5 and beats .2: three and a half of four.
    odds, kept = np.array([0.9, 0.5, 0.5, 0.2]), np.array([True, True, False, False])
    assert auc(odds, kept) == 3.5 / 4


def test_odds_of_seventy_percent_that_hold_half_the_time_are_twenty_points_off() -> None:
    assert ece(np.full(10, 0.7), np.arange(10) < 5) == pytest.approx(0.2)


@pytest.mark.parametrize(("count", "share"), [(1, 0.8), (7, 0.5), (20, 0.8), (35, 0.95)])
def test_the_binomial_band_has_at_most_a_twentieth_outside_on_each_side(count: int, share: float) -> None:
    low, high = binomial_band(count, share)
    chance = [comb(count, kept) * share**kept * (1 - share) ** (count - kept) for kept in range(count + 1)]
    first, last = round(low * count), round(high * count)
    assert sum(chance[:first]) <= 0.05 < sum(chance[: first + 1])
    assert sum(chance[last + 1 :]) <= 0.05 + 1e-12 or isclose(sum(chance[last + 1 :]), 0.05)
    assert sum(chance[last:]) > 0.05 or last == count


def test_with_nothing_resolved_any_share_is_in_the_band() -> None:
    assert binomial_band(0, 0.8) == (0.0, 1.0)


def test_of_eleven_projects_the_tenth_percentile_is_the_second() -> None:
    assert percentile_band(np.arange(11) / 10) == pytest.approx((0.1, 0.5, 0.9))
