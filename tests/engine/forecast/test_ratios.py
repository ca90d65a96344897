"""What an estimate turns into: like sizes, kinds and teams count most, and exact hits stay exact."""

import numpy as np
import pytest

from leadline.engine.forecast.blend import TOO_NARROW, Claims, blend, learned
from leadline.engine.forecast.levels import LEVELS, at
from leadline.engine.forecast.ratios import MOST, Ratios, Task
from leadline.engine.forecast.sums import COMMON, common_factor, total

POOL = np.exp(np.linspace(-1, 1, 99))


def ratios(*rows: tuple[Task, float], times: int = 200, ended: float = 0.0) -> Ratios:
    every = [row for row in rows for _ in range(times)]
    return Ratios([row[0] for row in every], [row[1] for row in every], [ended] * len(every), POOL)


def test_without_a_history_the_pool_speaks() -> None:
    assert Ratios([], [], [], POOL).actual(Task(10.0), 0.0).tolist() == pytest.approx((10 * POOL).tolist())


def test_a_history_that_always_takes_twice_as_long_says_so() -> None:
    found = ratios((Task(10.0), 20.0)).actual(Task(10.0), 0.0)
    # 200 of one's own beside 15 of the pool: from P7 to P93 and inside it is exactly twice.
    assert (at(found, 0.1), at(found, 0.5), at(found, 0.9)) == (20.0, 20.0, 20.0)


def test_small_ones_and_large_ones_have_ratios_of_their_own() -> None:
    both = ratios((Task(1.0), 3.0), (Task(100.0), 100.0))
    assert at(both.actual(Task(1.0), 0.0), 0.5) == pytest.approx(3.0)
    assert at(both.actual(Task(100.0), 0.0), 0.5) == pytest.approx(100.0)


def test_a_kind_of_its_own_draws_the_forecast_as_far_as_there_is_of_it() -> None:
    known = ratios((Task(10.0, "bug"), 40.0), (Task(10.0, "feature"), 10.0))
    assert at(known.actual(Task(10.0, "bug"), 0.0), 0.5) == pytest.approx(40.0)
    assert at(known.actual(Task(10.0, "feature"), 0.0), 0.5) == pytest.approx(10.0)


def test_what_ends_later_is_not_known_yet() -> None:
    assert at(ratios((Task(10.0), 20.0), ended=5.0).actual(Task(10.0), 4.0), 0.5) == pytest.approx(10.0, rel=0.03)


def test_impossible_rows_are_left_out_and_the_newest_are_kept() -> None:
    odd = Ratios([Task(0.0), Task(-1.0), Task(np.inf), Task(2.0)], [1.0, 1.0, 1.0, -5.0], [0.0] * 4, POOL)
    assert len(odd) == 0
    many = Ratios([Task(1.0)] * (MOST + 5), [1.0] * (MOST + 5), list(range(MOST + 5)), POOL)
    assert len(many) == MOST


def test_the_sum_of_many_is_surer_than_each_unless_they_have_something_in_common() -> None:
    spread = ratios(*((Task(10.0), 10 * ratio) for ratio in (0.5, 1.0, 2.0)), times=100)
    tasks = [Task(10.0)] * 40
    alone, shared = (total(tasks, spread, 0.0, common=one, seed=1) for one in (0.0, 0.3))
    # The mean ratio is 7/6; with the pool's share of 15 in 315 about 1.17.
    assert at(alone, 0.5) == pytest.approx(40 * 10 * 7 / 6, rel=0.03)
    assert at(shared, 0.9) / at(shared, 0.1) > 1.7 * at(alone, 0.9) / at(alone, 0.1)


def test_the_common_factor_of_sums_is_learned_beyond_their_own_spread() -> None:
    assert common_factor([], []) == pytest.approx(COMMON)
    sure = np.full(99, 100.0)
    assert common_factor([sure] * 30, [100 * np.exp(0.4), 100 * np.exp(-0.4)] * 15) == pytest.approx(
        np.sqrt((10 * COMMON**2 + 30 * 0.16) / 40)
    )
    wide = 100 * np.exp(np.linspace(-2, 2, 99))
    assert common_factor([wide] * 30, [100.0] * 30) < COMMON


def test_a_range_without_history_is_twice_as_wide_as_said() -> None:
    found = blend(5.0, 8.0, 12.8, Claims(), history_sd=0.0, similar=0, least=0.0)
    # 5 to 12.8 around 8 is 1.6 either way; twice as wide is 1.6 squared.
    assert at(found, 0.5) == pytest.approx(8.0)
    assert at(found, 0.9) == pytest.approx(8 * 1.6**2)
    assert at(found, 0.1) == pytest.approx(8 / 1.6**2)


def test_fifty_similar_items_outweigh_what_was_said_by_ten_to_one() -> None:
    found = blend(7.9, 8.0, 8.1, Claims(), history_sd=1.0, similar=500, least=0.0)
    assert np.log(at(found, 0.84) / at(found, 0.5)) == pytest.approx(np.sqrt(50 / 55), abs=0.03)


def test_nothing_is_foreseen_below_what_one_in_five_ever_reached() -> None:
    found = blend(1.0, 10.0, 100.0, Claims(), history_sd=1.0, similar=10, least=0.6)
    assert (found[LEVELS >= 0.2] >= 6.0).all()
    assert (np.diff(found) >= 0).all()


def test_twenty_resolved_ranges_teach_how_wide_and_how_far_off() -> None:
    assert learned([(5.0, 8.0, 12.8)] * 19, [16.0] * 19) == Claims(TOO_NARROW, 0.0, 19)
    found = learned([(5.0, 8.0, 12.8)] * 60, [16.0] * 60)
    # Always twice the middle: three quarters of that bias is believed, and no widening beyond what was said.
    assert found.bias == pytest.approx(0.75 * np.log(2))
    assert found.widen == pytest.approx(0.75 * 1.0 + 0.25 * TOO_NARROW)


@pytest.mark.parametrize("said", [(0.0, 1.0, 2.0), (3.0, 2.0, 4.0), (1.0, 5.0, 4.0)])
def test_a_range_that_is_none_is_refused(said: tuple[float, float, float]) -> None:
    with pytest.raises(ValueError, match="best case above zero"):
        blend(*said, Claims(), history_sd=1.0, similar=0, least=0.0)
