"""Who can do what from when on, by hand: trainings, newcomers, public holidays, switching."""

from datetime import date
from typing import Any

import pytest
from tests.engine.programs import play, program, times

from leadline.engine.calendars import public_holidays, ramped, shares
from leadline.engine.simulate import simulate
from leadline.engine.staffing import Roster
from leadline.program.countries import COUNTRIES
from leadline.program.people import Calendar

MONDAY = date(2026, 3, 2)


def end_of(work: list[dict[str, Any]], **rest: Any) -> float:
    return times(play(program(work, **rest)))["live"][1]


def test_work_that_needs_a_skill_waits_for_the_end_of_the_training() -> None:
    learner = {"id": "mara", "team": "web", "skills": [{"name": "ios", "level": 3, "since": "2026-03-11"}]}

    # Mara can from Wednesday the 11th on, day 9: two days end on Thursday evening.
    assert end_of([{"id": "a", "estimate": "2d", "team": "web", "skill": "ios"}], people=[learner]) == 11.0


def test_until_then_she_does_what_she_can_and_others_do_the_rest() -> None:
    people = [
        {"id": "mara", "team": "web", "skills": [{"name": "ios", "level": 3, "since": "2026-03-11"}]},
        {"id": "ines", "team": "web", "skills": [{"name": "ios", "level": 3}]},
    ]
    both = [{"id": n, "estimate": "5d", "team": "web", "skill": "ios"} for n in "ab"]

    found = times(play(program(both, people=people)))

    # Ines takes a at once; b could wait for her until the second Monday, day 7, and does: she is free first.
    assert found["a"] == (0.0, 5.0)
    assert found["b"] == (7.0, 12.0)


def test_a_level_that_was_there_before_counts_until_the_higher_one_comes() -> None:
    twice = {
        "id": "mara",
        "team": "web",
        "skills": [{"name": "ios", "level": 1}, {"name": "ios", "level": 3, "since": "2026-03-09"}],
    }
    easy = {"id": "a", "estimate": "1d", "team": "web", "skill": "ios", "skill_level": 1}
    hard = {"id": "b", "estimate": "1d", "team": "web", "skill": "ios", "skill_level": 3}

    found = times(play(program([easy, hard], people=[twice])))

    assert found["a"] == (0.0, 1.0)
    assert found["b"] == (7.0, 8.0)


def test_a_training_that_never_comes_high_enough_is_said() -> None:
    learner = {
        "id": "mara",
        "name": "Mara",
        "team": "web",
        "skills": [{"name": "ios", "level": 2, "since": "2026-03-11"}],
    }
    hard = program([{"id": "a", "estimate": "2d", "team": "web", "skill": "ios", "skill_level": 4}], people=[learner])

    outlook = simulate(hard, seed=1, futures=10)

    assert "needs “ios” at level 4" in outlook.unstaffed["a"]


def test_a_newcomer_is_not_there_before_their_first_day_and_slow_at_first() -> None:
    newcomer = {"id": "mara", "joined_on": "2026-03-09", "ramp_weeks": 4}

    # From day 7 on a quarter a day for a week, then half: 1.25 + 2.5 = 3.75 by the second Friday evening, day 19; the last
    # quarter of a day is a third of the next Monday, at three quarters.
    assert end_of([{"id": "a", "estimate": "4d", "assignee": "mara"}], people=[newcomer]) == pytest.approx(
        21 + 1 / 3, abs=1e-4
    )


def test_somebody_who_joined_long_ago_works_in_full() -> None:
    old_hand = {"id": "mara", "joined_on": "2020-01-01", "ramp_weeks": 12}

    assert end_of([{"id": "a", "estimate": "5d", "assignee": "mara"}], people=[old_hand]) == 5.0


def test_the_ramp_is_a_quarter_of_its_weeks_each() -> None:
    worked = ramped(shares(Calendar("all", week=(1.0,) * 7), MONDAY, 30), MONDAY, MONDAY, 4.0)

    assert worked.tolist() == [0.25] * 7 + [0.5] * 7 + [0.75] * 7 + [1.0] * 9


def test_public_holidays_of_a_country_are_free() -> None:
    german = [{"id": "de", "country": "DE"}]

    # Good Friday is 3 April 2026, day 32, and Easter Monday day 35: five days from Wednesday 1 April end on Thursday week.
    work = [{"id": "a", "estimate": "5d", "assignee": "mara", "not_before": "2026-04-01"}]
    assert end_of(work, calendars=german, calendar="de") == 39.0
    assert end_of(work) == 37.0


def test_a_region_adds_its_own_and_one_that_is_unknown_adds_nothing() -> None:
    # Epiphany is kept in Bavaria and not in all of Germany.
    epiphany = date(2027, 1, 6)

    assert epiphany in public_holidays("DE", "BY", MONDAY, 365)
    assert epiphany not in public_holidays("DE", "", MONDAY, 365)
    assert public_holidays("DE", "XX", MONDAY, 365) == public_holidays("DE", "", MONDAY, 365)


def test_a_holiday_on_a_weekend_costs_a_working_day_where_the_law_moves_it() -> None:
    # New Year's Day 2028 is a Saturday: in the United Kingdom Monday the 3rd is free instead, in Germany nothing is.
    new_year = date(2027, 12, 27)
    uk, germany = (shares(Calendar("c", country=code), new_year, 14) for code in ("GB", "DE"))

    assert uk[7] == 0.0  # Monday, 3 January
    assert germany[7] == 1.0


def test_a_year_s_end_and_the_change_of_the_clocks_are_days_like_others() -> None:
    # 28 March 2026: clocks go forward in Europe. Days are counted, not hours: a Friday and the Monday after are two days.
    assert end_of([{"id": "a", "estimate": "2d", "assignee": "mara", "not_before": "2026-03-27"}]) == 29.0
    across = [{"id": "a", "estimate": "2d", "assignee": "mara", "not_before": "2026-12-31"}]
    # Thursday 31 December, day 304, and Friday 1 January.
    assert end_of(across) == 306.0


def test_who_serves_two_projects_loses_the_share_that_switching_costs() -> None:
    two = [
        {"id": "a", "estimate": "4d", "assignee": "mara", "project": "one"},
        {"id": "b", "estimate": "4d", "assignee": "mara", "project": "two"},
    ]
    projects = [{"id": "one"}, {"id": "two"}]

    # Eight days at four fifths of a day are ten working days: the second Friday evening.
    assert end_of(two, projects=projects, switching_share=0.2) == 12.0
    assert end_of(two, projects=projects) == 10.0
    assert end_of([{**one, "project": "one"} for one in two], projects=projects, switching_share=0.2) == 10.0


def test_the_countries_are_those_whose_holidays_can_be_asked_for() -> None:
    import holidays

    assert set(COUNTRIES) == set(holidays.list_supported_countries(include_aliases=False))


def spent(item: dict[str, Any], person: dict[str, Any], **rest: Any) -> float:
    snapshot = program(
        [{"id": "a", "state": "doing", "started_on": "2026-02-16", "assignee": "mara", **item}],
        people=[{"id": "mara", "team": "web", **person}],
        **rest,
    )
    return Roster(snapshot).spent(snapshot.work[0])


def test_a_newcomer_has_worked_as_much_as_a_newcomer_does() -> None:
    # Ten working days since 16 February, in the first quarter of a ramp of sixteen weeks.
    assert spent({"estimate": "5d"}, {"joined_on": "2026-02-16", "ramp_weeks": 16}) == 2.5
    assert spent({"estimate": "5d"}, {"joined_on": "2026-03-02"}) == 0.0


def test_what_is_lost_to_switching_was_lost_before_today_too() -> None:
    other = {"id": "b", "assignee": "mara", "project": "q", "estimate": "1d"}
    snapshot = program(
        [{"id": "a", "state": "doing", "started_on": "2026-02-16", "assignee": "mara", "project": "p", "estimate": "8d"}, other],
        people=[{"id": "mara", "team": "web"}], projects=[{"id": "p"}, {"id": "q"}], switching_share=0.5,
    )  # fmt: skip
    assert Roster(snapshot).spent(snapshot.work[0]) == 5.0
