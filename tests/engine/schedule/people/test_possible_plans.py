"""Every plan is one that people can follow, and none is worse than doing the list first come, first served."""

from dataclasses import replace

import pytest
from tests.engine.programs import SEED, play, program, times
from tests.engine.schedule.people.plan_faults import faults
from tests.engine.schedule.people.random_programs import random_program

from leadline.engine.calibrate import exactly
from leadline.engine.schedule.people.plan import plan
from leadline.program.plan import Plan
from leadline.program.snapshot import Snapshot

NEVER = 30_000.0
"""Days after which nothing of these programs is still going on: it never comes."""


def made(seed: int) -> Snapshot:
    return program(**random_program(seed))


def planned(snapshot: Snapshot, schedules: int | None = None) -> Plan:
    return plan(snapshot, seed=SEED, schedules=schedules, calibration=exactly(), threads=1)


@pytest.mark.parametrize("block", range(10))
def test_people_can_follow_every_plan(block: int) -> None:
    for seed in range(block * 12, block * 12 + 12):
        snapshot = made(seed)

        for schedules in (None, 60):
            assert faults(snapshot, planned(snapshot, schedules)) == [], f"program {seed}, {schedules} schedules"


def test_what_nobody_can_follow_is_noticed() -> None:
    work = [{"id": "a", "estimate": "5d", "assignee": "mara"}, {"id": "b", "estimate": "5d", "assignee": "mara"}]
    calendars = [{"id": "usual", "week": [1, 1, 1, 1, 1, 0, 0]}]
    people = [{"id": "mara", "team": "web", "calendar": "usual"}, {"id": "ines", "team": "web", "calendar": "usual"}]
    snapshot = program(work, people=people, calendars=calendars)
    found = planned(snapshot)
    a, b = found.items["a"], found.items["b"]

    assert not faults(snapshot, found)
    both_at_once = replace(
        found, items={**found.items, "b": replace(b, start_days=a.start_days, finish_days=a.finish_days)}
    )
    assert "a, b take 10.000 days of all of mara from day 0.000 to 5.000; there are 5.000." in faults(
        snapshot, both_at_once
    )
    others = replace(found, items={**found.items, "b": replace(b, people=("ines",))})
    assert "b is not with mara." in faults(snapshot, others)
    too_short = replace(found, items={**found.items, "b": replace(b, start_days=9.0)})
    assert any(one.startswith("b take 5.000 days of all of mara from day 9.000") for one in faults(snapshot, too_short))


@pytest.mark.parametrize("block", range(5))
def test_no_plan_is_worse_than_first_come_first_served(block: int) -> None:
    for seed in range(1_000 + block * 20, 1_020 + block * 20):
        snapshot = made(seed)
        # Futures know no upper limit on a wait.
        snapshot = replace(
            snapshot, dependencies=tuple(replace(one, at_most_days=None) for one in snapshot.dependencies)
        )
        played = {id: finish for id, (_, finish) in times(play(snapshot)).items()}

        found = planned(snapshot)

        ends = {id: one.finish_days for id, one in found.items.items()}
        if max(played.values(), default=0.0) < NEVER:
            assert set(played) == set(ends), f"program {seed}"
            ours, theirs = _worth(snapshot, ends), _worth(snapshot, played)
            assert ours <= (theirs[0] + 0.01, theirs[1]) or ours <= (theirs[0], theirs[1] + 0.01), f"program {seed}"
            assert found.bound.days <= max(played.values(), default=0.0) + 0.01, f"program {seed}"


def _worth(snapshot: Snapshot, ends: dict[str, float]) -> tuple[float, float]:
    """What plans are compared by where nothing is due: the ends of all projects, then the end of all."""
    projects: dict[str, float] = {}
    for one in snapshot.work:
        if one.project and one.id in ends:
            projects[one.project] = max(projects.get(one.project, 0.0), ends[one.id])
    return sum(projects.values()), max(ends.values(), default=0.0)
