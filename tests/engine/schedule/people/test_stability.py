"""People keep what they know of unless it is worth changing."""

from dataclasses import replace
from math import nan

from benchmarks.instances.calendars import generated, slipped
from benchmarks.instances.check_people import faults
from tests.engine.schedule.people.teams import MARA, build, found, published

from leadline.engine.schedule.people.arrays import compile_problem
from leadline.engine.schedule.people.problem import LastPlan, Problem
from leadline.engine.schedule.people.score import CHANGED
from leadline.engine.schedule.people.search import plan_at_once


def test_a_plan_made_again_is_the_same_plan() -> None:
    problem = generated(120, 4, 9, 3)
    compiled, plan = found(problem, schedules=3_000)
    known = published(compiled, plan)

    starts, people = [one[0] if one else nan for one in known], [one[2] if one else () for one in known]
    again = compile_problem(replace(problem, before=LastPlan(starts, people)))

    assert plan_at_once(again).score[CHANGED] == 0


def test_after_a_slip_only_what_has_to_move_does() -> None:
    problem = generated(120, 4, 9, 3)
    compiled, plan = found(problem, schedules=3_000)
    known = published(compiled, plan)
    starts, people = [one[0] if one else nan for one in known], [one[2] if one else () for one in known]
    after = slipped(problem, starts, people, 1)

    compiled = compile_problem(after)
    plan = plan_at_once(compiled)

    assert plan.score[CHANGED] <= 0.05 * len(problem.items)
    assert not faults(after, published(compiled, plan))


def test_what_is_much_better_is_worth_a_change() -> None:
    # All was Mara's; now a twin of hers is there, and half the time is enough.
    items = [build(f"w{n}", 2) for n in range(6)]
    before = LastPlan([0.0, 2.0, 4.0, 7.0, 9.0, 11.0], [(0,)] * 6)

    _, plan = found(Problem(items, [MARA, replace(MARA, id="twin")], before=before))

    assert plan.score[CHANGED] == 3
