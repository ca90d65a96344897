"""The forecast gives work out in the order of the plan that was published."""

from tests.engine.programs import play, program, times

from leadline.engine.calibrate import exactly
from leadline.engine.network import compile_network
from leadline.program.snapshot import Snapshot


def order(snapshot: Snapshot) -> list[str]:
    return [id for id in compile_network(snapshot, exactly()).ids if id != "live"]


def test_work_is_given_out_by_the_day_that_was_published_and_not_by_its_id() -> None:
    two = program(
        [
            {"id": "a", "estimate": "5d", "assignee": "mara", "planned_from": "2026-03-09", "planned_to": "2026-03-13"},
            {"id": "b", "estimate": "5d", "assignee": "mara", "planned_from": "2026-03-02", "planned_to": "2026-03-06"},
        ]
    )

    found = times(play(two))

    # b has the first week, a the second, which ends on day 12.
    assert found["b"] == (0.0, 5.0)
    assert found["a"] == (7.0, 12.0)


def test_of_two_that_begin_on_one_day_the_one_that_is_done_earlier_comes_first() -> None:
    two = program(
        [
            {"id": "a", "estimate": "5d", "planned_from": "2026-03-02", "planned_to": "2026-03-06"},
            {"id": "b", "estimate": "2d", "planned_from": "2026-03-02", "planned_to": "2026-03-03"},
        ]
    )

    assert order(two) == ["b", "a"]


def test_what_is_under_way_and_what_has_priority_come_before_the_plan() -> None:
    three = program(
        [
            {"id": "a", "estimate": "5d", "planned_from": "2026-03-02"},
            {"id": "b", "estimate": "5d", "planned_from": "2026-03-09", "priority": 1},
            {"id": "c", "estimate": "5d", "planned_from": "2026-03-16", "state": "doing", "started_on": "2026-02-27"},
        ]
    )

    assert order(three) == ["c", "b", "a"]


def test_work_that_is_not_in_the_plan_stands_where_it_has_to_begin_at_the_latest() -> None:
    # Six working days are 8.4 calendar days; the promise is the evening of Sunday 15 March, day 14: c begins by day 5.6.
    three = program(
        [
            {"id": "a", "estimate": "1d", "planned_from": "2026-03-07"},
            {"id": "b", "estimate": "1d", "planned_from": "2026-03-08"},
            {"id": "c", "estimate": "6d"},
        ],
        promises=[{"id": "p", "milestone": "live", "due": "2026-03-15", "state": "agreed"}],
    )

    # a on day 5, c on day 5.6, b on day 6.
    assert order(three) == ["a", "c", "b"]


def test_without_a_published_plan_what_has_to_end_first_comes_first() -> None:
    two = program(
        [{"id": "a", "estimate": "5d"}, {"id": "b", "estimate": "1d", "milestone": "soon"}],
        milestones=[{"id": "live"}, {"id": "soon"}],
        promises=[
            {"id": "p", "milestone": "live", "due": "2026-03-20", "state": "agreed"},
            {"id": "q", "milestone": "soon", "due": "2026-03-06", "state": "agreed"},
        ],
    )

    assert [one for one in order(two) if one in "ab"] == ["b", "a"]
