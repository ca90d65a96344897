"""Programs at the edge of being one: each has an answer, from the simulation and from the planner."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from tests.engine.programs import dependency, play, program, times

from leadline.engine.schedule.people.plan import plan
from leadline.engine.simulate import simulate
from leadline.program import document
from leadline.program.snapshot import Snapshot
from leadline.program.work import Dependency

MONDAY = "2026-03-02"
ABSENT = {"first": "2026-03-02", "last": "2026-03-15"}


def bare(**parts: Any) -> Snapshot:
    return document.read({"id": "bare", "as_of": MONDAY, **parts})


def circle(first: str, second: str) -> Snapshot:
    """Two that wait for each other. No document may say so, but edits of two people together may."""
    both = (Dependency("d1", first, second), Dependency("d2", second, first))
    return replace(program([{"id": n, "estimate": "1d"} for n in "ab"]), dependencies=both)


def with_first(snapshot: Snapshot, **fields: Any) -> Snapshot:
    """The first piece of work with what no document may say, but an old record may."""
    return replace(snapshot, work=(replace(snapshot.work[0], **fields), *snapshot.work[1:]))


EDGES: Mapping[str, Snapshot] = {
    "nothing at all": bare(),
    "milestones only": bare(milestones=[{"id": "m1"}, {"id": "m2"}], dependencies=[dependency("m1", "m2")]),
    "people only": bare(people=[{"id": "mara"}]),
    "one item": bare(work=[{"id": "a", "estimate": "3d"}]),
    "one item of no length": bare(work=[{"id": "a", "estimate": "0d"}], milestones=[{"id": "m"}]),
    "no people": bare(work=[{"id": "a", "estimate": "3d", "milestone": "m"}], milestones=[{"id": "m"}]),
    "everyone absent for ever": program(
        [{"id": "a", "estimate": "3d", "assignee": "mara"}],
        calendars=[{"id": "never", "week": [0, 0, 0, 0, 0, 0, 0]}],
        calendar="never",
    ),
    "all done": program(
        [{"id": "a", "state": "done", "done_on": MONDAY}], milestones=[{"id": "live", "done_on": MONDAY}]
    ),
    "a cycle": circle("a", "b"),
    "waits for itself by way of a milestone": circle("a", "live"),
    "needs more hands than there are": program([{"id": "a", "estimate": "1d", "team": "web", "hands": 9}]),
    "no hands": with_first(program([{"id": "a", "estimate": "1d", "team": "web"}]), hands=0),
    "promised away altogether": program(
        [{"id": "a", "estimate": "1d", "assignee": "mara", "project": "own"}],
        projects=[{"id": "own"}, {"id": "other", "name": "Other"}],
        allocations=[{"id": "c", "person": "mara", "project": "other", "share": 1.0}],
    ),
}


@pytest.mark.parametrize("snapshot", EDGES.values(), ids=EDGES)
def test_both_have_an_answer_and_every_open_milestone_has_a_date_or_a_reason(snapshot: Snapshot) -> None:
    found, planned = simulate(snapshot, seed=5, futures=30), plan(snapshot, seed=5)

    left = {id for one in planned.unplanned for id in one.items}
    for one in snapshot.milestones:
        if one.done_on is None:
            assert found.milestones[one.id].blind or found.milestones[one.id].date_at(0.8)
            assert one.id in planned.items or one.id in left
    for item in snapshot.work:
        if item.state in ("todo", "doing"):
            assert item.id in planned.items or item.id in left


def test_who_nobody_has_left_anything_of_is_named_with_what_waits() -> None:
    says = simulate(EDGES["promised away altogether"], seed=5, futures=30).milestones["live"].blind

    assert says.startswith("All of Mara's time is claimed for Other: none is left for A.")


def test_everyone_away_means_that_work_begins_when_they_are_back() -> None:
    people = [{"id": n, "team": "web", "absences": [ABSENT]} for n in ("mara", "ines")]

    found = times(play(program([{"id": "a", "estimate": "2d", "team": "web"}], people=people)))

    # Monday the 16th is day 14.
    assert found["a"] == (14.0, 16.0)


def test_a_long_chain_without_length_comes_at_once() -> None:
    chain = program(
        [{"id": f"w{n:03}", "estimate": "0d", "assignee": "mara"} for n in range(300)],
        dependencies=[dependency(f"w{n:03}", f"w{n + 1:03}") for n in range(299)],
    )

    assert times(play(chain))["live"] == (0.0, 0.0)


def test_ten_thousand_items_side_by_side_end_with_the_longest() -> None:
    side_by_side = bare(
        work=[{"id": f"w{n}", "estimate": f"{1 + n % 5}d", "milestone": "m"} for n in range(10_000)],
        milestones=[{"id": "m"}],
    )

    played = play(side_by_side, 2)

    ends = played.finish[[played.network.place[f"w{n}"] for n in range(10_000)]]
    assert np.array_equal(played.finish[played.network.place["m"]], ends.max(axis=0))
