"""When the next so many items are done: the pace by hand, how such dates turned out, and no false certainty."""

import numpy as np
import pytest

from leadline.engine.forecast.levels import at
from leadline.engine.forecast.pace import (
    NONE,
    Completions,
    Pace,
    TooShort,
    Windows,
    asked,
    nearest,
    weeks_until,
)

MONDAY = 7 * 100_000 + 1


def steady(weeks: int, each: int = 5, start: int = MONDAY) -> Completions:
    """So many items on the first day of each week."""
    return Completions.of({start + 7 * week: each for week in range(weeks)})


def restless(weeks: int, seed: int, start: int = MONDAY) -> Completions:
    """A pace that drifts: its logarithm walks at random."""
    chance = np.random.default_rng(seed)
    walk = np.cumsum(chance.normal(0, 0.12, weeks))
    counts = chance.poisson(8 * np.exp(walk - walk.mean()))
    return Completions.of(
        {start + 7 * week + int(day): 1.0 for week, count in enumerate(counts) for day in range(min(count, 7))}
    )


def test_weeks_are_counted_back_from_the_day() -> None:
    done = Completions.of({MONDAY: 1, MONDAY + 6: 2, MONDAY + 7: 4, MONDAY + 13: 8})
    assert done.weekly(MONDAY + 14).tolist() == [3.0, 12.0]
    # A day later the first day falls into no whole week any more.
    assert done.weekly(MONDAY + 15).tolist() == [6.0, 8.0]
    assert done.weekly(MONDAY).tolist() == []


def test_the_weeks_until_so_many_more_are_counted_to_the_day_they_are_done() -> None:
    done = steady(10, each=5)
    # From Monday of week 2 on, ten more are done on the Monday of week 3: eight days, counting both.
    assert done.weeks_for(10, MONDAY + 14) == pytest.approx(8 / 7)
    assert done.weeks_for(10_000, MONDAY) == np.inf


def test_a_clean_up_of_five_hundred_is_no_pace() -> None:
    weekly = np.full(52, 5.0)
    weekly[-1] = 500.0
    assert Pace.of(weekly).items < 8


def test_the_pace_of_a_year_of_silence_is_refused_with_what_to_do() -> None:
    with pytest.raises(TooShort, match="Forecast it by ranges"):
        Pace.of(np.zeros(520))
    with pytest.raises(TooShort, match="12 weeks"):
        Pace.of(np.full(11, 5.0))


def test_a_few_weeks_without_anything_make_it_late_and_not_never() -> None:
    weekly = np.concatenate([np.full(30, 5.0), np.zeros(20)])
    assert 0 < Pace.of(weekly).items < 0.5


def test_as_much_is_asked_as_was_done_in_so_many_recent_weeks() -> None:
    assert asked(np.full(30, 5.0), 4) == 20
    assert asked(np.concatenate([np.full(30, 5.0), np.zeros(12)]), 4) == 0
    assert (nearest(20, np.full(30, 5.0)), nearest(60, np.full(30, 5.0)), nearest(500, np.full(30, 5.0))) == (4, 12, 26)


def said(done: Completions, today: int, horizon: int = 12, pool: Windows = NONE) -> np.ndarray:
    weekly = done.weekly(today)
    own = Windows.of(done, horizon, today)
    return weeks_until(asked(weekly, horizon), Pace.of(weekly), today, horizon, own, pool)


def test_a_steady_history_of_its_own_narrows_the_forecast_year_by_year() -> None:
    young, old = (said(steady(weeks), MONDAY + 7 * weeks) for weeks in (30, 300))
    assert at(old, 0.5) == pytest.approx(12, rel=0.12)
    assert at(old, 0.8) / at(old, 0.2) < 0.7 * at(young, 0.8) / at(young, 0.2)


def test_a_pool_of_steady_histories_narrows_the_first_forecast() -> None:
    pool = Windows.together(Windows.of(steady(300, start=MONDAY - 7 * 300), 12, MONDAY) for _ in range(2))
    alone, helped = (said(steady(40), MONDAY + 7 * 40, pool=one) for one in (NONE, pool))
    assert at(helped, 0.8) / at(helped, 0.2) < at(alone, 0.8) / at(alone, 0.2)


def test_on_histories_whose_pace_drifts_eight_in_ten_come_by_p80() -> None:
    kept = []
    for seed in range(12):
        done, last = restless(300, seed), MONDAY + 7 * 300
        for week in range(100, 260, 10):
            today = MONDAY + 7 * week
            known = Completions.of(
                {
                    int(day): 1.0
                    for day in np.repeat(done.days, np.diff(done.total, prepend=0).astype(int))
                    if day < today
                }
            )
            count = asked(known.weekly(today), 12)
            if count and last - today > 7 * 36:
                kept.append(done.weeks_for(count, today) <= at(said(known, today), 0.8))
    assert len(kept) > 100
    # A gentle drift, and nothing but its own few windows: rather too wide than too narrow.
    assert 0.72 < np.mean(kept) < 0.96


def test_what_a_window_turned_out_is_not_known_before_it_is_over() -> None:
    done = steady(200)
    own = Windows.of(done, 12, MONDAY + 7 * 200)
    today = MONDAY + 7 * 60
    early = Windows.of(steady(60), 12, today)
    weekly = done.weekly(today)
    given = [weeks_until(60, Pace.of(weekly), today, 12, windows, NONE).tolist() for windows in (own, early)]
    assert given[0] == pytest.approx(given[1], rel=0.02)


@pytest.mark.parametrize(
    "done",
    [
        Completions.of({MONDAY: 1}), Completions.of({MONDAY: 10_000}), Completions.of({}),
        Completions.of({MONDAY: 5, MONDAY + 3_650: 5}), Completions.of({MONDAY: -3}),
    ],
    ids=["one item", "all in the same second", "nothing", "ten years of silence", "less than nothing"],
)  # fmt: skip
def test_of_a_bad_history_there_is_a_clear_refusal(done: Completions) -> None:
    with pytest.raises(TooShort):
        Pace.of(done.weekly(MONDAY + 3_600))
    windows = Windows.of(done, 12, MONDAY + 4_000)
    assert np.isfinite(windows.said).all()
    assert (windows.took > 0).all()
