"""Quantiles of a weighted sample are those of a sample in which heavy values stand several times."""

import numpy as np

from leadline.engine.forecast.levels import LEVELS, at, weighted


def test_a_value_of_weight_three_counts_like_three_values() -> None:
    heavy = weighted(np.array([5.0, 1.0, 9.0]), np.array([3.0, 1.0, 1.0]))
    plain = weighted(np.array([1.0, 5.0, 5.0, 5.0, 9.0]))
    assert heavy.tolist() == plain.tolist()


def test_the_median_of_two_values_is_the_first_and_beyond_half_the_second() -> None:
    found = weighted(np.array([1.0, 2.0]))
    assert (at(found, 0.5), at(found, 0.51)) == (1.0, 2.0)


def test_between_two_levels_a_quantile_is_on_the_straight_line() -> None:
    assert at(LEVELS * 100, 0.805) == 80.5
    assert at(np.vstack([LEVELS, LEVELS * 2]), 0.8).tolist() == [0.8, 1.6]


def test_what_never_comes_stays_never() -> None:
    found = weighted(np.array([1.0, np.inf]))
    assert at(found, 0.5) == 1.0
    assert at(found, 0.95) == np.inf
