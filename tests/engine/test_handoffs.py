"""Which hand-offs decide a date, by hand."""

from tests.engine.programs import dependency, program

from leadline.engine.calibrate import exactly
from leadline.engine.simulate import simulate
from leadline.program.outlook import Handoff
from leadline.program.snapshot import Snapshot


def found(snapshot: Snapshot) -> tuple[Handoff, ...]:
    return simulate(snapshot, seed=5, futures=40, calibration=exactly()).handoffs


def test_a_date_that_waits_for_somebody_names_what_keeps_them_and_what_waits() -> None:
    queue = program(
        [
            {"id": "long", "estimate": "5d", "assignee": "mara", "priority": 1, "milestone": ""},
            {"id": "own", "estimate": "2d", "assignee": "mara"},
        ]
    )

    assert found(queue) == (Handoff("long", "own", 1.0),)


def test_two_people_hand_nothing_to_each_other() -> None:
    assert (
        found(
            program(
                [{"id": "a", "estimate": "5d", "assignee": "mara"}, {"id": "b", "assignee": "ines", "estimate": "2d"}]
            )
        )
        == ()
    )


def test_what_follows_by_a_dependency_is_no_hand_off_of_a_person() -> None:
    chain = [{"id": "a", "estimate": "5d", "assignee": "mara"}, {"id": "b", "assignee": "ines", "estimate": "2d"}]

    assert found(program(chain, dependencies=[dependency("a", "b")])) == ()


def test_a_pair_counts_with_the_end_that_it_decides_oftenest() -> None:
    risky = program(
        [
            {"id": "first", "estimate": "5d", "assignee": "mara", "priority": 1, "milestone": "sooner"},
            {"id": "then", "estimate": "5d", "assignee": "mara", "milestone": "sooner"},
            {"id": "other", "estimate": "5d", "assignee": "ines", "milestone": "later"},
        ],
        milestones=[{"id": "sooner"}, {"id": "later"}],
        dependencies=[dependency("then", "later"), dependency("sooner", "later")],
    )

    assert found(risky) == (Handoff("first", "then", 1.0),)
