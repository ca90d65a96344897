"""Work that several people do together, and whom it keeps free for itself. Monday is day 0."""

from typing import Any

import numpy as np
import pytest
from tests.engine.programs import dependency, play, program, times

from leadline.engine.simulate import simulate
from leadline.program.snapshot import Snapshot


def team(work: list[dict[str, Any]], people: int = 2, **rest: Any) -> Snapshot:
    return program(
        [{"team": "web", **one} for one in work], people=[{"id": f"p{n}", "team": "web"} for n in range(people)], **rest
    )


def test_two_do_it_in_the_time_it_says_and_are_both_busy() -> None:
    work = [{"id": "a", "estimate": "3d", "hands": 2, "priority": 1}, {"id": "b", "estimate": "1d"}]

    found = times(play(team(work)))

    assert found["a"] == (0.0, 3.0)
    assert found["b"] == (3.0, 4.0)


def test_whoever_is_free_first_is_kept_for_it() -> None:
    work = [
        {"id": "one", "estimate": "3d", "priority": 3},
        {"id": "both", "estimate": "1d", "hands": 2, "priority": 2},
        *({"id": f"small{n}", "estimate": "1d"} for n in range(20)),
    ]

    found = times(play(team(work)))

    # Without that, one of the two would always take something small, and both would not be free before the end.
    assert found["both"] == (3.0, 4.0)
    assert found["small0"][0] == 4.0


def test_all_who_are_free_are_kept_until_they_are_enough() -> None:
    work = [
        {"id": "one", "estimate": "3d", "priority": 3},
        {"id": "two", "estimate": "4d", "priority": 3},
        {"id": "both", "estimate": "1d", "hands": 3, "priority": 2},
        {"id": "small", "estimate": "1d"},
    ]

    found = times(play(team(work, 4)))

    # Two are free from the first day and stay free; the third comes when “one” is done.
    assert found["both"] == (3.0, 4.0)
    assert found["small"][0] == 4.0


def test_the_assignee_is_one_of_them() -> None:
    work = [
        {"id": "own", "estimate": "2d", "assignee": "p0", "priority": 3},
        {"id": "both", "estimate": "1d", "hands": 2, "assignee": "p0", "priority": 2},
        {"id": "small", "estimate": "1d"},
    ]

    found = times(play(team(work, 3)))

    # p1 is kept for both; p2 is not needed for it and does the small thing.
    assert found["both"] == (2.0, 3.0)
    assert found["small"] == (0.0, 1.0)


def test_it_lasts_until_the_slower_one_is_done() -> None:
    people = [{"id": "full", "team": "web"}, {"id": "half", "team": "web", "capacity": 0.5}]
    work = [{"id": "a", "estimate": "2d", "hands": 2, "team": "web"}, {"id": "b", "estimate": "1d", "assignee": "full"}]

    found = times(play(program(work, people=people)))

    assert found["a"] == (0.0, 4.0)
    assert found["b"] == (4.0, 5.0)


def test_people_who_are_never_in_on_the_same_day_still_do_it() -> None:
    calendars = [{"id": "early", "week": [1, 1, 0, 0, 0, 0, 0]}, {"id": "late", "week": [0, 0, 0, 1, 1, 0, 0]}]
    people = [{"id": "ann", "team": "web", "calendar": "early"}, {"id": "ben", "team": "web", "calendar": "late"}]

    found = times(
        play(program([{"id": "a", "estimate": "2d", "hands": 2, "team": "web"}], people=people, calendars=calendars))
    )

    # Ann on Monday and Tuesday, Ben on Thursday and Friday.
    assert found["a"] == (0.0, 5.0)


def test_nobody_begins_without_one_who_is_on_leave() -> None:
    people = [
        {"id": "ann", "team": "web", "absences": [{"first": "2026-03-02", "last": "2026-03-13"}]},
        {"id": "ben", "team": "web"},
    ]
    work = [
        {"id": "both", "estimate": "1d", "hands": 2, "team": "web", "priority": 1},
        {"id": "small", "estimate": "1d", "team": "web"},
    ]

    found = times(play(program(work, people=people)))

    # Ann is back on Monday the 16th, day 14. Until a week before, Ben does what there is; then he prepares for it.
    assert found["small"] == (0.0, 1.0)
    assert found["both"] == (7.0, 15.0)


def test_what_needs_more_people_than_there_are_says_so() -> None:
    found = simulate(team([{"id": "a", "name": "The move", "estimate": "1d", "hands": 3}]), seed=1, futures=20)

    assert found.milestones["live"].blind.startswith("The move needs 3 people at once, and only 2 can do it.")


def test_the_skill_counts_for_all_but_the_assignee() -> None:
    people = [{"id": "old", "team": "web", "skills": ["ios"]}, {"id": "new", "team": "web"}]
    item = {"id": "a", "name": "App", "estimate": "1d", "hands": 2, "team": "web", "skill": "ios"}

    assert "only 1 can do it" in simulate(program([item], people=people), seed=1, futures=20).milestones["live"].blind
    assert times(play(program([{**item, "assignee": "new"}], people=people)))["a"] == (0.0, 1.0)


def test_all_their_days_cost() -> None:
    people = [{"id": f"p{n}", "team": "web", "day_rate_cents": 10_000 * (n + 1)} for n in range(2)]
    played = play(program([{"id": "a", "estimate": "3d", "hands": 2, "team": "web"}], people=people))

    assert played.spend[0] == pytest.approx(3 * (10_000 + 20_000))


def test_who_held_it_up_is_on_the_chain() -> None:
    work = [
        {"id": "one", "estimate": "3d", "assignee": "p0", "priority": 3},
        {"id": "both", "estimate": "1d", "hands": 2, "priority": 2},
    ]
    found = simulate(team(work), seed=1, futures=50)

    assert found.items["one"].criticality == 1.0
    assert found.items["both"].criticality == 1.0


def test_a_chain_that_waits_for_the_start_goes_on_at_once() -> None:
    work = [{"id": "a", "estimate": "3d", "hands": 2, "priority": 1}, {"id": "b", "estimate": "1d"}]

    found = times(play(team(work, 3, dependencies=[dependency("a", "b", "SS", 1.0)])))

    assert found["b"] == (1.0, 2.0)
    assert np.isfinite(found["live"][1])


def test_nobody_is_two_of_them_though_they_could_be_for_two_reasons() -> None:
    people = [
        {"id": "ann", "team": "web", "skills": [{"name": "api", "level": 2, "since": "2026-03-09"}]},
        {"id": "bob", "team": "web", "skills": [{"name": "api", "level": 2, "since": "2026-04-06"}]},
    ]
    both = {"id": "a", "estimate": "3d", "team": "web", "skill": "api", "skill_level": 2, "hands": 2, "assignee": "ann"}

    found = times(play(program([both], people=people)))

    # Ann as the assignee, and with the skill from the second week on; Bob is there on 6 April, day 35.
    assert found["a"] == (35.0, 38.0)
