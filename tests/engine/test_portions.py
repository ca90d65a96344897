"""People whose time is divided among projects, by hand. Monday is day 0; a full day is a day of work."""

from datetime import date
from typing import Any

import numpy as np
import pytest
from tests.engine.programs import play, program, times

from leadline.engine.ladder import ladder
from leadline.engine.portions import Portion, between, windows
from leadline.engine.rows import Source
from leadline.program.people import Allocation
from leadline.program.snapshot import Snapshot

MONDAY = date(2026, 3, 2)
PROJECTS = [{"id": "core"}, {"id": "extra"}, {"id": "elsewhere"}]


def claim(project: str, share: float, first: str | None = None, last: str | None = None) -> dict[str, Any]:
    return {
        "id": f"c-{project}-{first}",
        "person": "mara",
        "project": project,
        "share": share,
        "first": first,
        "last": last,
    }


def shared(work: list[dict[str, Any]], *claims: dict[str, Any], **rest: Any) -> Snapshot:
    work = [{"assignee": "mara", **one} for one in work]
    return program(work, projects=PROJECTS, allocations=list(claims), **rest)


def test_half_a_person_takes_twice_as_long() -> None:
    found = times(play(shared([{"id": "a", "estimate": "2d", "project": "core"}], claim("core", 0.5))))

    assert found["a"] == (0.0, 4.0)


def test_two_halves_work_side_by_side() -> None:
    work = [{"id": "a", "estimate": "2d", "project": "core"}, {"id": "b", "estimate": "1d", "project": "extra"}]

    found = times(play(shared(work, claim("core", 0.5), claim("extra", 0.5))))

    assert found["a"] == (0.0, 4.0)
    assert found["b"] == (0.0, 2.0)


def test_what_nobody_has_claimed_is_for_the_rest() -> None:
    work = [{"id": "a", "estimate": "1d", "project": "core"}, {"id": "b", "estimate": "1d"}]

    found = times(play(shared(work, claim("core", 0.75))))

    # Three quarters of a day for a: Tuesday, a third in. One quarter for b: Thursday evening.
    assert found["a"][1] == pytest.approx(4 / 3, abs=1e-6)
    assert found["b"] == (0.0, 4.0)


def test_a_claim_of_another_program_s_project_leaves_less_for_this_one() -> None:
    found = times(play(shared([{"id": "a", "estimate": "1d"}], claim("elsewhere", 0.5))))

    assert found["a"] == (0.0, 2.0)


def test_who_is_promised_twice_gives_each_half() -> None:
    work = [{"id": "a", "estimate": "1d", "project": "core"}, {"id": "b", "estimate": "1d", "project": "extra"}]

    found = times(play(shared(work, claim("core", 1.0), claim("extra", 1.0))))

    assert found["a"] == (0.0, 2.0) == found["b"]


def test_when_the_claim_is_over_the_whole_person_is_there_again() -> None:
    work = [
        {"id": "a", "estimate": "2d", "project": "core", "priority": 1},
        {"id": "b", "estimate": "2d", "project": "core"},
    ]

    found = times(play(shared(work, claim("core", 0.5, None, "2026-03-05"))))

    # a takes Monday to Thursday, the last day of the claim; b begins on Friday with all of her and ends on Monday.
    assert found["a"] == (0.0, 4.0)
    assert found["b"] == (4.0, 8.0)


def test_what_a_claim_leaves_over_goes_on_in_all_of_the_time_that_nobody_has_claimed() -> None:
    work = [{"id": "a", "estimate": "2d", "project": "core"}]

    # A day on Monday and Tuesday together, the other one on Wednesday.
    assert times(play(shared(work, claim("core", 0.5, None, "2026-03-03"))))["a"] == (0.0, 3.0)


def test_nothing_begins_beside_what_goes_on_after_its_claim() -> None:
    work = [{"id": "a", "estimate": "4d", "project": "core"}, {"id": "b", "estimate": "2d", "project": "extra"}]

    found = times(play(shared(work, claim("core", 1.0, None, "2026-03-03"))))

    # The claim is over on Tuesday evening, a on Thursday; b has Friday and Monday.
    assert found["a"] == (0.0, 4.0)
    assert found["b"] == (4.0, 8.0)


def test_what_goes_on_after_its_claim_lets_what_is_being_done_be_finished() -> None:
    work = [
        {"id": "a", "estimate": "2d", "project": "core"},
        {"id": "b", "estimate": "2d", "priority": 1},
        {"id": "c", "estimate": "1d"},
    ]

    found = times(play(shared(work, claim("core", 0.5, None, "2026-03-03"))))

    # By Tuesday evening each has had a day. b has Wednesday for its second, then a has Thursday, then c begins.
    assert found["b"] == (0.0, 3.0)
    assert found["a"] == (0.0, 4.0)
    assert found["c"] == (4.0, 5.0)


def test_what_was_begun_before_a_claim_goes_on_under_it() -> None:
    work = [
        {"id": "a", "estimate": "3d", "project": "core", "priority": 1},
        {"id": "b", "estimate": "1d", "project": "core"},
    ]

    found = times(play(shared(work, claim("core", 0.5, "2026-03-04"))))

    # Two whole days, then the half that the project has claimed from Wednesday on: two more. Then b, Friday and Monday.
    assert found["a"] == (0.0, 4.0)
    assert found["b"] == (4.0, 8.0)


def test_work_that_comes_after_its_claim_has_no_time_where_others_have_claimed_the_rest() -> None:
    work = [{"id": "a", "estimate": "2d", "project": "core", "not_before": "2026-03-09"}]

    found = times(play(shared(work, claim("core", 0.5, None, "2026-03-05"), claim("elsewhere", 1.0))))

    # Nothing of her is left for the core after Thursday, and nothing is made up.
    assert found["a"] == (np.inf, np.inf)


def test_a_hand_over_from_one_project_to_another_takes_nothing_from_the_second() -> None:
    work = [{"id": "a", "estimate": "2d", "project": "core"}, {"id": "b", "estimate": "5d", "project": "extra"}]

    found = times(play(shared(work, claim("core", 1.0, None, "2026-03-06"), claim("extra", 1.0, "2026-03-09"))))

    # Monday and Tuesday; then all of the second week, though the core would want her for ever.
    assert found["a"] == (0.0, 2.0)
    assert found["b"] == (7.0, 12.0)


def test_the_claim_of_a_project_that_has_nothing_left_to_do_is_no_claim() -> None:
    work = [{"id": "a", "estimate": "2d"}, {"id": "b", "estimate": "1d", "project": "extra", "state": "dropped"}]

    assert times(play(shared(work, claim("extra", 0.5))))["a"] == (0.0, 2.0)


def test_work_in_progress_has_had_the_days_that_its_project_was_given() -> None:
    work = [
        {"id": "a", "estimate": "4d", "project": "core", "state": "doing", "started_on": "2026-02-23"},
        {"id": "b", "estimate": "9d", "state": "doing", "started_on": "2026-02-23"},
    ]
    now_whole = claim("core", 0.6, "2026-02-01", "2026-03-01")

    found = times(play(shared(work, now_whole)))

    # Of the week before a had three days and b two, side by side. The claim is over: a's day, then b's seven.
    assert found["a"] == (0.0, 1.0)
    assert found["b"] == (1.0, 10.0)


def test_the_days_of_a_portion_by_hand() -> None:
    claims = tuple(
        Allocation("x", "mara", project, share, date(2026, 3, first), date(2026, 3, last))
        for project, share, first, last in (("core", 0.5, 3, 4), ("extra", 0.75, 4, 5))
    )

    # Wednesday is promised one and a quarter times: each gets four fifths of what was said.
    assert Portion(1.0, claims).daily(MONDAY, 5).round(9).tolist() == [1.0, 0.5, 0.0, 0.25, 1.0]
    assert Portion(1.0, claims, "core").daily(MONDAY, 5).round(9).tolist() == [1.0, 0.5, 0.4, 0.25, 1.0]


def test_claims_that_touch_are_one_window_and_the_days_between_are_the_rest() -> None:
    claims = [
        Allocation("x", "mara", "core", 0.5, date(2026, 3, first), date(2026, 3, last))
        for first, last in ((3, 4), (5, 6), (10, 11))
    ]

    found = windows(claims, "core", MONDAY)

    assert found == ((1.0, 5.0), (8.0, 10.0))
    assert between(found) == ((0.0, 1.0), (5.0, 8.0), (10.0, np.inf))


def test_the_ladder_has_everybody_in_one_piece_until_calendars_come_in() -> None:
    work = [{"id": "a", "estimate": "2d", "project": "core"}, {"id": "b", "estimate": "1d", "project": "extra"}]
    played = play(shared(work, claim("core", 0.5), claim("extra", 0.5)), 400)

    rungs = {one.name: one.p50_days for one in ladder(played.network, Source(5, 400, "checkout"))["live"]}

    # In one piece she does one after the other; as two halves she is as slow with each, but both run at once.
    assert rungs["people"] > rungs["logic"]
