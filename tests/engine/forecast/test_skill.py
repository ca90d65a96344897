"""What forecasts were worth against the single day that would have been said without them."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from leadline.engine.forecast.levels import KEPT
from leadline.engine.forecast.said import Said
from leadline.engine.forecast.skill import skill
from leadline.engine.forecast.track import score

MONDAY = date(2026, 3, 2)


def said(days: int, took: int | None, naive: int | None, *, question: str = "item", subject: str = "a") -> Said:
    """A forecast that says one day alone at every share; so its score is how far off that was."""
    on = None if took is None else MONDAY + timedelta(days=took)
    return Said(question, subject, MONDAY, [days] * len(KEPT), on, naive=naive)


def test_skill_is_one_less_the_ratio_of_both_scores() -> None:
    found = skill([said(10, 12, 20), said(10, 8, 12, subject="b")], MONDAY + timedelta(days=50))
    # Off by 2 and 2 days, naive by 8 and 4: 1 - 2/6.
    assert [(one.question, one.count, one.subjects, one.ours, one.naive) for one in found] == [
        ("", 2, 2, pytest.approx(2), pytest.approx(6)), ("item", 2, 2, pytest.approx(2), pytest.approx(6)),
    ]  # fmt: skip
    assert found[0].skill == pytest.approx(2 / 3)


def test_a_spread_that_has_the_truth_in_its_middle_beats_a_day_that_is_off() -> None:
    even = Said("item", "a", MONDAY, [round(share * 100) for share in KEPT], MONDAY + timedelta(days=50), naive=75)
    # Day 100 s at each share s, and day 5 below 5 %: at s below the middle the loss is s · (50 - day), above it the same mirrored.
    # So the score, twice the mean over 99 shares, is 4/99 of the lower half's sum.
    low = sum(s / 100 * (50 - max(s, 5)) for s in range(1, 51))
    assert skill([even], MONDAY + timedelta(days=200))[0].ours == pytest.approx(4 / 99 * low)
    assert skill([even], MONDAY + timedelta(days=200))[0].skill == pytest.approx(1 - 4 / 99 * low / 25)


def test_what_has_not_come_counts_as_coming_today_and_a_naive_day_to_come_is_not_wrong_yet() -> None:
    today = MONDAY + timedelta(days=30)
    late, later = skill([said(10, None, 20)], today)[0], skill([said(10, None, 90)], today)[0]
    assert (late.ours, late.naive) == (pytest.approx(20), pytest.approx(10))
    # Naive said day 90; today is day 30: nobody can say it was wrong.
    assert (later.naive, later.skill) == (0, None)


def test_what_had_been_done_before_it_was_asked_about_was_due_at_once() -> None:
    assert skill([said(3, -10, 1)], MONDAY + timedelta(days=30))[0].ours == pytest.approx(3)


def test_each_question_stands_for_itself_and_worse_than_naive_is_below_nothing() -> None:
    found = skill([said(10, 10, 20), said(30, 10, 20, question="network", subject="m")], MONDAY + timedelta(days=60))
    assert [(one.question, one.skill) for one in found] == [
        ("", pytest.approx(0)), ("network", pytest.approx(-1)), ("item", pytest.approx(1)),
    ]  # fmt: skip


def test_without_a_naive_line_nothing_is_compared() -> None:
    assert skill([said(10, 10, None)], MONDAY + timedelta(days=60)) == ()
    assert skill([], MONDAY) == ()


def test_a_record_compares_only_what_has_passed_its_p95_whether_it_came_or_not() -> None:
    came_early = said(20, 1, 5)
    early, after = (score([came_early], MONDAY + timedelta(days=day)).skill for day in (20, 21))
    assert early == ()
    assert [one.count for one in after] == [1, 1]


def test_what_was_dropped_or_is_foreseen_never_by_p95_is_left_out() -> None:
    dropped = replace(said(5, None, 5), dropped=True)
    never = replace(said(5, 5, 5, subject="b"), days=[5] * 11 + [None])
    assert score([dropped, never], MONDAY + timedelta(days=400)).skill == ()
