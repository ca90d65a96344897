"""What is left for an open item: by hand on small histories, and never false certainty on bad ones."""

import numpy as np
import pytest

from leadline.engine.forecast.levels import at
from leadline.engine.forecast.remaining import Durations, Remaining
from leadline.engine.forecast.survival import censored


def history(
    days: list[float], *, open_ones: list[float] | None = None, times: int = 200, dropped: int = 0
) -> Durations:
    """Items that took so many days, each so often, all created lately; and some still open at an age."""
    took = np.repeat(np.array(days, dtype=np.float64), times)
    going = np.repeat(np.array(open_ones or [], dtype=np.float64), times)
    whole = np.concatenate([took, going])
    done = np.arange(len(whole)) < len(took)
    lost = np.zeros(len(whole), dtype=np.bool_)
    lost[:dropped] = True
    return Durations(whole, done & ~lost, lost, np.full(len(whole), 1_000.0))


def left(known: Durations, age: float, share: float) -> float:
    return float(at(Remaining(known, 1_000.0).days(np.array([age]))[0], share))


def test_kaplan_and_meier_by_hand() -> None:
    # 1 ends, 2 still open, 3 ends, 4 ends: one of four is over after 1; of two left one goes at 3, the last at 4.
    found = censored(
        np.array([1.0, 2.0, 3.0, 4.0]),
        np.array([True, False, True, True]),
        np.ones(4),
        np.array([0.25, 0.26, 0.62, 0.63]),
    )
    assert found.tolist() == [1.0, 3.0, 3.0, 4.0]


def test_what_is_open_at_the_same_age_is_still_at_risk() -> None:
    found = censored(np.array([2.0, 2.0]), np.array([True, False]), np.ones(2), np.array([0.5, 0.51]))
    assert found.tolist() == [2.0, np.inf]


def test_a_weight_of_two_counts_like_two() -> None:
    values, over = np.array([1.0, 2.0, 3.0]), np.array([True, True, True])
    heavy = censored(values, over, np.array([2.0, 1.0, 1.0]))
    assert heavy.tolist() == censored(np.array([1.0, 1.0, 2.0, 3.0]), np.ones(4, dtype=np.bool_), np.ones(4)).tolist()


def test_an_item_of_ten_days_waits_for_those_that_take_longer() -> None:
    # A third took 5 days, a third 20, a third 40. Of those older than ten days, half take ten more, half thirty more.
    known = history([5.0, 20.0, 40.0])
    assert left(known, 10.0, 0.4) == pytest.approx(10.0, abs=1.0)
    assert left(known, 10.0, 0.8) == pytest.approx(30.0, abs=1.5)
    assert left(known, 0.0, 0.3) == pytest.approx(5.0, abs=1.0)


def test_work_that_is_still_open_makes_the_others_take_longer() -> None:
    assert left(history([5.0, 20.0], open_ones=[30.0]), 10.0, 0.5) > left(history([5.0, 20.0]), 10.0, 0.5)


def test_dropped_work_is_an_end_that_is_not_done() -> None:
    # Of 400 that end on day 10 or 20, the first 150 of the 200 on day 10 were dropped: 62 % are ever done.
    known = history([10.0, 20.0], dropped=150)
    assert left(known, 0.0, 0.55) < 25
    assert left(known, 0.0, 0.9) > 100


def test_what_ends_later_is_still_open_on_the_day_and_what_comes_later_is_not_there() -> None:
    known = Durations.as_of(10.0, np.array([0.0, 5.0, 20.0]), np.array([4.0, 30.0, 25.0]), np.zeros(3, dtype=np.bool_))
    assert known.days.tolist() == [4.0, 5.0]
    assert known.done.tolist() == [True, False]


def test_an_end_before_the_beginning_took_no_time() -> None:
    assert Durations.as_of(10.0, np.array([5.0]), np.array([2.0]), np.zeros(1, dtype=np.bool_)).days.tolist() == [0.0]


@pytest.mark.parametrize(
    "known",
    [
        Durations(np.zeros(0), np.zeros(0, bool), np.zeros(0, bool), np.zeros(0)),
        history([7.0], times=1),
        history([0.0], times=300),
        history([], open_ones=[3650.0], times=50),
        history([5.0], times=40, dropped=40),
    ],
    ids=["nothing", "one item", "all in the same second", "ten years of silence", "everything dropped"],
)  # fmt: skip
def test_of_a_bad_history_nothing_is_foreseen_with_certainty(known: Durations) -> None:
    found = Remaining(known, 1_000.0).days(np.array([0.0, 30.0, 5_000.0]))
    assert not np.isnan(found).any()
    assert (np.diff(found[:, np.isfinite(found).all(axis=0)]) >= 0).all()
    # At thirty days old nobody knows better than by a factor of two, unless hundreds ended on the spot.
    assert found[1, 94] > 2 * max(found[1, 19], 0.5)
