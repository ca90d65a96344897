"""From what people say to quantile tables."""

from datetime import date
from math import exp, log

import numpy as np
import pytest
from tests.engine.programs import SEED, program

from leadline.engine.calibrate import Calibration, exactly
from leadline.engine.draws import constant, lognormal, look_up
from leadline.engine.rows import Delivery, Effort, Fixed, Hit, Latency, Source, Train
from leadline.program.ranges import Range

MANY = 100_000


def at(table: tuple[float, ...], share: float) -> float:
    return float(look_up(np.array(table), np.array([share]))[0])


def test_a_range_keeps_its_middle_and_is_read_twice_as_wide() -> None:
    table = Calibration().spread(Range.parse("5-8-20d"))

    assert at(table, 0.5) == 8.0
    # The claim 5..20 is 2 · 1.2816 sd wide on the log scale; doubled, P90 is 8 · (20 / 5).
    assert at(table, 0.9) == pytest.approx(8 * 20 / 5, rel=0.01)


def test_a_narrow_range_is_never_narrower_than_what_was_measured() -> None:
    table = Calibration().spread(Range.parse("10-11d"))

    # P80 over P20 of the measured ratios: 1.429 / .6
    assert at(table, 0.8) / at(table, 0.2) == pytest.approx(1.429 / 0.6, rel=0.01)


def test_a_single_number_gets_the_measured_ratios() -> None:
    table = Calibration().spread(Range.parse("10d"))

    assert at(table, 0.5) == pytest.approx(10.0)
    assert at(table, 0.2) == pytest.approx(6.0, rel=0.02)
    assert at(table, 0.95) == pytest.approx(31.3, rel=0.05)
    assert list(table) == sorted(table)


def test_a_range_from_zero_has_a_middle_too() -> None:
    table = Calibration().spread(Range.parse("0-4d"))

    assert at(table, 0.5) == 2.0
    assert Calibration().spread(Range(0, 0)) == constant(0.0)


def test_exactly_takes_the_middle_and_nothing_else() -> None:
    assert exactly().spread(Range.parse("3-12d")) == constant(6.0)


def test_work_in_progress_takes_at_least_what_it_has_taken() -> None:
    table = lognormal(5.0, 0.6)
    fresh = Source(SEED, MANY).row(Effort("work:a", table))
    overdue = Source(SEED, MANY).row(Effort("work:a", table, spent=10.0))

    # Of the efforts longer than ten days, what is left above ten: P50 by the same table.
    long_ones = fresh[fresh > 10] - 10
    assert np.median(overdue) == pytest.approx(np.median(long_ones), rel=0.05)
    assert overdue.min() >= 0


def test_what_has_taken_longer_than_anything_known_goes_on_for_long() -> None:
    row = Source(SEED, MANY).row(Effort("work:a", lognormal(1.0, 0.5), spent=100.0))

    # A Pareto tail of 1.5: as long again times 2^(2/3) - 1 in the middle
    assert np.median(row) == pytest.approx(100 * (2 ** (2 / 3) - 1), rel=0.03)


def test_a_shared_factor_moves_work_together_and_is_drawn_by_its_name() -> None:
    source = Source(SEED, MANY)
    one = source.row(Effort("work:a", constant(1.0), (("team:web", 0.2),)))
    other = source.row(Effort("work:b", constant(1.0), (("team:web", 0.2), ("technology:go", 0.0))))

    assert np.array_equal(one, other)
    assert np.median(one) == pytest.approx(1.0, abs=0.005)
    assert np.log(one).std() == pytest.approx(0.2, rel=0.02)


def test_the_heavy_tail_is_rare_and_capped() -> None:
    row = Source(SEED, MANY).row(Effort("work:a", constant(1.0), heavy_share=0.03, heavy_cap=20.0))

    assert (row > 1).mean() == pytest.approx(0.03, abs=0.002)
    # Pareto(1.5) beyond 2: 2^-1.5 of them
    assert (row > 2).mean() == pytest.approx(0.03 * 2**-1.5, abs=0.001)
    assert row.max() <= 20.0


def test_a_train_is_kept_with_its_share_and_else_comes_releases_later_or_never() -> None:
    row = Source(SEED, MANY).row(Train("work:a", "release:x", 10.0, 100.0, 0.6, (0.5, 0.25), 0.0))

    assert (row == 10).mean() == pytest.approx(0.6, abs=0.006)
    assert (row == 110).mean() == pytest.approx(0.2, abs=0.006)
    assert (row == 210).mean() == pytest.approx(0.1, abs=0.006)
    assert np.isinf(row).mean() == pytest.approx(0.1, abs=0.006)


def test_a_train_that_has_left_was_not_caught() -> None:
    row = Source(SEED, MANY).row(Train("work:a", "release:x", -30.0, 100.0, 0.6, (0.5, 0.25), 0.0))

    # Left are .2 one release later, .1 two, .1 never.
    assert (row == 70).mean() == pytest.approx(0.5, abs=0.006)
    assert row.min() == 70


def test_targets_of_one_release_hold_together_more_often_than_their_product() -> None:
    source = Source(SEED, MANY)
    trains = [Train(f"work:{id}", "release:x", 10.0, 100.0, 0.7, (1.0,), 0.3) for id in "ab"]

    kept = [source.row(train) == 10 for train in trains]

    assert [one.mean() for one in kept] == pytest.approx([0.7, 0.7], abs=0.006)
    assert (kept[0] & kept[1]).mean() > 0.7 * 0.7 + 0.03


def test_a_delivery_is_kept_or_late_and_an_overdue_one_is_later_still() -> None:
    late = lognormal(25.0, 1.46)
    row = Source(SEED, MANY).row(Delivery("delivery:a", 10.0, 0.7, late))
    overdue = Source(SEED, MANY).row(Delivery("delivery:a", -25.0, 0.7, late))

    assert (row == 10).mean() == pytest.approx(0.7, abs=0.006)
    assert np.median(row[row > 10]) == pytest.approx(35.0, rel=0.05)
    # 25 days late is the middle of those that are late: half of them take longer still.
    assert (overdue > 0).all()
    assert np.median(overdue) == pytest.approx(25 * exp(0.6745 * 1.46) - 25, rel=0.05)


def test_small_rows_by_hand() -> None:
    source = Source(SEED, MANY)

    assert source.row(Fixed(3.0))[0] == 3.0
    assert np.median(source.row(Latency("decision:a", 14.0))) == pytest.approx(14 * log(2), rel=0.02)
    assert source.row(Latency("decision:a", 14.0, certain=True))[0] == 14.0
    hit = source.row(Hit("r", "delay", 0.3, constant(9.0)))
    assert (hit == 9).mean() == pytest.approx(0.3, abs=0.006)
    assert set(np.unique(hit).tolist()) == {0.0, 9.0}


def test_no_date_of_the_snapshot_is_read_from_a_clock() -> None:
    assert date(2026, 3, 2) == program([]).as_of
