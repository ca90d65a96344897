"""A track record counts a forecast at a share once its day at that share has passed, and not before."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from leadline.engine.forecast.levels import KEPT
from leadline.engine.forecast.said import Said
from leadline.engine.forecast.track import score

MONDAY = date(2026, 3, 2)


def said(n: int, happened: int | None, *, made: date = MONDAY, dropped: bool = False, last: int | None = 95) -> Said:
    """A forecast of any day from 0 to 100, all as likely; it came after so many days."""
    days: list[int | None] = [round(share * 100) for share in KEPT]
    days[-1] = last
    on = None if happened is None else made + timedelta(days=happened)
    return Said("network", f"m{n}", made, days, on, dropped)


def at(days: int) -> date:
    return MONDAY + timedelta(days=days)


def test_half_of_what_was_said_at_p50_came() -> None:
    found = score([said(n, 10 * n + 5) for n in range(10)], at(200))
    p50, p80, p95 = found.held
    # 5, 15 … 45 came by day 50; all but 85 and 95 by day 80; all by day 95.
    assert [(one.held, one.count) for one in (p50, p80, p95)] == [(5, 10), (8, 10), (10, 10)]
    assert found.pit == (1,) * 10
    assert found.waiting == 0


def test_what_came_early_is_not_counted_before_its_day() -> None:
    # Three came on day 5; seven are still to come. On day 20 no share of them can be tested at P50.
    found = score([said(n, 5 if n < 3 else None) for n in range(10)], at(20))
    assert [one.count for one in found.held] == [0, 0, 0]
    assert [one.came for one in found.held] == [None, None, None]
    assert found.waiting == 10


def test_what_has_not_come_by_its_day_has_missed_although_it_is_still_open() -> None:
    found = score([said(0, None)], at(81))
    assert [(one.held, one.count) for one in found.held] == [(0, 1), (0, 1), (0, 0)]
    assert [(one.subject, one.days, one.happened_on) for one in found.misses] == [("m0", 1, None)]


def test_dropped_work_is_counted_and_not_scored() -> None:
    found = score([said(0, 10), said(1, None, dropped=True)], at(200))
    assert (found.forecasts, found.dropped) == (2, 1)
    assert [one.count for one in found.held] == [1, 1, 1]


def test_a_forecast_a_day_counts_once_a_week() -> None:
    daily = [said(0, 60, made=MONDAY + timedelta(days=n)) for n in range(14)]
    found = score(daily, at(400))
    assert (found.forecasts, found.subjects) == (2, 1)
    assert found.held[0].subjects == 1


def test_a_share_that_never_comes_is_not_tested_at() -> None:
    found = score([said(0, 300, last=None)], at(400))
    assert [one.count for one in found.held] == [1, 1, 0]
    assert found.pit == ()


def test_the_band_is_of_things_and_not_of_forecasts() -> None:
    weeks = [said(n, 30, made=MONDAY + timedelta(weeks=week)) for n in range(4) for week in range(10)]
    p80 = score(weeks, at(600)).held[1]
    assert (p80.count, p80.subjects) == (40, 4)
    # Of four things at 80 %: none kept .0016, one .0256, two .1536: at most a twentieth below two.
    assert (p80.low, p80.high) == (0.5, 1.0)
    assert p80.verdict == "early"


@pytest.mark.parametrize(("came", "verdict"), [(10, "too-bold"), (24, "true"), (30, "too-careful")])
def test_from_twenty_things_on_a_share_outside_its_band_is_said(came: int, verdict: str) -> None:
    found = score([said(n, 50 if n < came else 90) for n in range(30)], at(200))
    assert found.held[1].verdict == verdict


def test_the_worst_miss_comes_first_and_a_thing_once() -> None:
    late = [said(1, 150), said(2, 99), said(1, 150, made=at(-7)), said(3, 70)]
    # Made a week before, the same end was a week further off: m1 came on day 157 of a P80 of 80.
    found = score([*late[:2], Said("network", "m1", at(-7), late[0].days, at(150)), late[3]], at(400))
    assert [(one.subject, one.days) for one in found.misses] == [("m1", 77), ("m2", 19)]


def test_sharpness_is_the_days_from_p20_to_p80_by_month() -> None:
    found = score([said(0, 10), said(1, 10, made=date(2026, 4, 6))], at(10))
    assert [(one.month, one.days, one.count) for one in found.widths] == [
        (date(2026, 3, 1), 60.0, 1), (date(2026, 4, 1), 60.0, 1),
    ]  # fmt: skip


def test_without_forecasts_there_is_an_empty_record() -> None:
    found = score([], MONDAY)
    assert (found.forecasts, found.pit, found.misses) == (0, (), ())
    assert [one.came for one in found.held] == [None] * 3


def test_promised_days_are_kept_as_often_as_their_odds_said_or_not() -> None:
    due = at(30)
    promised = [replace(said(n, 20 if n < 7 else 60), due=due, odds=0.9 if n < 5 else 0.3) for n in range(10)]
    found = score(promised, at(31))
    # Of five at 30 % two came by day 30, of five at 90 % all.
    assert [(one.low, one.count, round(one.mean, 2), one.kept) for one in found.odds] == [
        (0.2, 5, 0.3, 2),
        (0.8, 5, 0.9, 5),
    ]
    assert score(promised, due).odds == ()


def test_a_promise_that_was_certain_stands_with_the_best_odds() -> None:
    found = score([replace(said(0, 20), due=at(30), odds=1.0)], at(31))
    assert [(one.low, one.high, one.kept) for one in found.odds] == [(0.8, 1.0, 1)]


def of_a_release(n: int, *, kept: bool, odds: float = 0.7, due: int = 60) -> Said:
    """A forecast that foresees a release day with such odds, and in the other futures the next release."""
    days = [due if share <= odds else due + 120 for share in KEPT]
    on = at(due) if kept else None
    return Said("network", f"m{n}", MONDAY, days, on, due=at(due), odds=odds)


def test_a_day_on_which_much_comes_at_once_promises_more_than_its_share() -> None:
    # P50 is the release day, which seven of ten were to make; seven of ten did: that is true, and not too careful.
    p50, p80, _ = score([of_a_release(n, kept=n % 10 < 7) for n in range(100)], at(61)).held
    assert (p50.promised, p50.count, p50.held, p50.verdict) == (pytest.approx(0.7), 100, 70, "true")
    assert p80.count == 0


def test_where_several_shares_have_one_day_and_no_odds_are_known_the_middle_above_them_counts() -> None:
    days = [10 if share <= 0.6 else 100 for share in KEPT]
    p50 = score([Said("network", "m", MONDAY, days, at(10))], at(50)).held[0]
    # P60 is the last share on day 10, and P70 is later: between .6 and .7.
    assert p50.promised == pytest.approx(0.65)


def test_promised_days_are_told_one_by_one_with_the_odds_first_given() -> None:
    later = replace(of_a_release(0, kept=True), made_on=at(14), odds=0.9)
    found = score([of_a_release(0, kept=True), later, of_a_release(1, kept=False, odds=0.6)], at(61))
    assert [(one.subject, one.odds, one.kept) for one in found.given] == [("m0", 0.7, True), ("m1", 0.6, False)]
    assert [(one.due, one.count, one.expected, one.kept) for one in found.days] == [(at(60), 2, pytest.approx(1.3), 1)]


def test_a_day_that_has_not_passed_is_not_told() -> None:
    assert score([of_a_release(0, kept=True)], at(60)).given == ()


def test_odds_without_a_forecast_of_days_wait_for_nothing() -> None:
    found = score([Said("release", "t", MONDAY, (), at(60), due=at(60), odds=0.7)], at(61))
    assert (found.waiting, found.held[0].count, found.days[0].kept) == (0, 0, 1)
