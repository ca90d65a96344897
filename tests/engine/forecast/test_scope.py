"""A named set is done when its slowest are: order statistics, closed forms, and what items have in common."""

import numpy as np
import pytest

from leadline.engine.forecast.levels import LEVELS, at
from leadline.engine.forecast.scope import COMMON, common_factor, days_until

EVEN = np.tile(LEVELS * 100, (9, 1))
"""Nine items, each done on any day of a hundred."""


def test_all_of_nine_even_items_are_done_by_the_ninth_root() -> None:
    # The latest of nine even ones is below x with the odds (x/100)^9: half the time below 100 * .5^(1/9) = 92.6.
    found = days_until(EVEN, 1.0, common=0.0, seed=1, futures=4_000)
    assert at(found, 0.5) == pytest.approx(100 * 0.5 ** (1 / 9), abs=1.5)


def test_of_nine_even_items_the_fifth_is_in_the_middle() -> None:
    assert at(days_until(EVEN, 5 / 9, common=0.0, seed=1, futures=4_000), 0.5) == pytest.approx(50, abs=1.5)


def test_a_common_factor_widens_what_independence_narrows() -> None:
    many = np.tile(LEVELS * 100, (200, 1))
    alone, together = (days_until(many, 0.8, common=one, seed=1) for one in (0.0, 0.5))
    assert at(together, 0.9) / at(together, 0.1) > 2 * at(alone, 0.9) / at(alone, 0.1)
    assert at(together, 0.5) == pytest.approx(float(at(alone, 0.5)), rel=0.06)


def test_one_item_that_may_never_end_keeps_all_from_being_sure() -> None:
    never = EVEN.copy()
    never[0, 49:] = np.inf
    found = days_until(never, 1.0, common=0.0, seed=1)
    assert np.isinf(at(found, 0.8))
    assert np.isfinite(at(days_until(never, 0.8, common=0.0, seed=1), 0.8))


@pytest.mark.parametrize("share", [0.0, 1.1])
def test_a_share_of_none_or_of_more_than_all_is_refused(share: float) -> None:
    with pytest.raises(ValueError, match="A scope needs items"):
        days_until(EVEN, share, common=0.0, seed=1)
    with pytest.raises(ValueError, match="A scope needs items"):
        days_until(EVEN[:0], 0.8, common=0.0, seed=1)


def test_the_common_factor_is_learned_and_drawn_to_what_is_usual() -> None:
    assert common_factor([], []) == COMMON
    sure = np.full(99, 100.0)
    # Twenty scopes off by a factor of e either way: .04 + 20 * 1 over 25, in squares.
    off = [100 * np.e, 100 / np.e] * 10
    assert common_factor([sure] * 20, off) == pytest.approx(np.sqrt((5 * COMMON**2 + 20) / 25))
    assert common_factor([sure] * 200, [100.0] * 200) < 0.06
