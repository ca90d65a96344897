"""Odds of making a release, and of a date that is estimated anew: recovered from histories with known truth."""

import numpy as np
import pytest

from leadline.engine.forecast.levels import at
from leadline.engine.forecast.reestimated import CLOSE, Estimates, days_left
from leadline.engine.forecast.release import Committed, ReleaseOdds, slip_shares


def model(*rows: tuple[Committed, int, int]) -> ReleaseOdds:
    """Of each commitment so many, of which so many were kept."""
    past = [one for one, count, _ in rows for _ in range(count)]
    kept = [number < many for _, count, many in rows for number in range(count)]
    return ReleaseOdds(past, kept, [0.0] * len(past))


def test_a_large_history_has_its_own_rates() -> None:
    odds = model((Committed("alpha"), 2_000, 1_300), (Committed("stable"), 2_000, 1_800))
    assert odds.odds([Committed("alpha"), Committed("stable")]).tolist() == pytest.approx([0.65, 0.9], abs=0.01)


def test_a_team_of_few_outcomes_stays_near_its_kind_and_one_of_many_does_not() -> None:
    rows = [
        (Committed("alpha", "known"), 400, 360),
        (Committed("alpha", "new"), 2, 0),
        (Committed("alpha", "rest"), 400, 240),
    ]
    known, new, rest = model(*rows).odds([one for one, _, _ in rows])
    assert known == pytest.approx(0.9, abs=0.03)
    assert rest == pytest.approx(0.6, abs=0.03)
    assert 0.55 < new < 0.8


def test_what_was_never_seen_is_less_sure_than_what_was() -> None:
    known = model((Committed("alpha", "a"), 500, 450))
    seen, other = known.odds([Committed("alpha", "a"), Committed("beta", "b")])
    assert 0.5 < other < seen


def test_carrying_over_counts_against_it_where_it_did_before() -> None:
    rows = [(Committed("", "", 0.0), 300, 210), (Committed("", "", 2.0), 300, 90)]
    first, again, unknown = model(*rows).odds([Committed("", "", 0.0), Committed("", "", 2.0), Committed()])
    assert first > 0.65 > unknown > 0.35 > again


def test_old_outcomes_fade() -> None:
    past = [Committed("x")] * 400
    fading = ReleaseOdds(past, [number < 200 for number in range(400)], [40.0] * 200 + [0.0] * 200)
    # The kept ones were forty releases ago: five half-lives, one in thirty-two.
    assert fading.odds([Committed("x")])[0] < 0.1


def test_without_outcomes_the_odds_are_even() -> None:
    assert ReleaseOdds([], [], []).odds([Committed("alpha")])[0] == pytest.approx(0.5)


def test_only_kept_outcomes_do_not_make_certain() -> None:
    assert 0.5 < model((Committed("alpha"), 10, 10)).odds([Committed("alpha")])[0] < 0.99


def test_slips_are_own_counts_beside_fifteen_of_the_prior() -> None:
    # Two of five came a release late, one was given up: (2 + 15 * .5) / 20, and nothing pretends the rest.
    assert slip_shares([1, 1, 2, 9, 0], (0.5, 0.2, 0.1)) == pytest.approx((9.5 / 20, 4 / 20, 2.5 / 20))


def weekly(project: str, start: float, whole: float, ratio: float) -> list[tuple[str, float, float, float, float]]:
    """A project that says each week that what is left takes a part of what it will take."""
    return [
        (project, start + day, (whole - day) / ratio, day / whole, whole - day) for day in np.arange(0.0, whole, 7.0)
    ]


def history(*rows: tuple[str, float, float, float, float]) -> Estimates:
    return Estimates(np.array([row[0] for row in rows]), *(np.array([row[n] for row in rows]) for n in range(1, 5)))


def test_where_everybody_took_twice_as_long_the_next_one_does_too() -> None:
    past = history(*(row for n in range(40) for row in weekly(f"p{n}", n * 10.0, 200.0, 2.0)))
    assert at(days_left(60.0, 0.4, 2_000.0, past), 0.5) == pytest.approx(120.0, rel=0.05)


def test_a_date_that_has_passed_is_taken_for_two_weeks() -> None:
    past = history(*(row for n in range(40) for row in weekly(f"p{n}", n * 10.0, 200.0, 1.0)))
    assert days_left(-30.0, 1.0, 2_000.0, past).tolist() == days_left(CLOSE, 1.0, 2_000.0, past).tolist()


def test_what_ended_later_is_not_known_yet() -> None:
    past = history(*weekly("p", 0.0, 400.0, 4.0))
    early, late = (days_left(50.0, 0.2, today, past) for today in (30.0, 500.0))
    assert at(late, 0.8) > at(early, 0.8) * 1.1


def test_without_a_history_it_is_wide_and_no_shorter_than_said_in_the_middle() -> None:
    found = days_left(100.0, 0.5, 0.0, history(*weekly("p", 10.0, 50.0, 1.0)))
    assert at(found, 0.5) == pytest.approx(100 * np.exp(0.4), rel=0.05)
    assert at(found, 0.9) > 2 * at(found, 0.3)
