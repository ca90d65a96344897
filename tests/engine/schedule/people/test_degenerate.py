"""What is hardly a problem at all, or one that nobody can solve: an answer each time, never an exception."""

import numpy as np
import pytest
from benchmarks.instances.check_people import faults
from tests.engine.schedule.people.teams import FULL, MARA, build, found, link, published, times

from leadline.engine.schedule.people.arrays import compile_problem
from leadline.engine.schedule.people.bounds import lower_bound
from leadline.engine.schedule.people.problem import Item, Need, Problem, Worker
from leadline.engine.schedule.people.reasons import reasons
from leadline.engine.schedule.people.search import plan_at_once, search


def test_nothing_to_do() -> None:
    compiled, plan = found(Problem([]))

    assert (len(plan.start), compiled.unplannable, lower_bound(compiled, 0.0).days) == (0, (), 0.0)


def test_nobody_there() -> None:
    compiled, plan = found(Problem([build("a", 1), Item("m", 0)]))

    assert compiled.places == (1,)
    assert [(one.kind, one.items) for one in compiled.unplannable] == [("nobody", (0,))]
    assert plan.finish.tolist() == [0]


def test_everyone_absent() -> None:
    nobody = Worker("mara", np.zeros(30), {"build": 2})

    compiled, _ = found(Problem([build("a", 1), build("b", 1)], [nobody], lags=[link(0, 1)]))

    assert [(one.kind, one.items) for one in compiled.unplannable] == [("absent", (0,)), ("absent", (1,))]


def test_who_is_assigned_is_absent() -> None:
    nobody = Worker("mara", np.zeros(30), {"build": 2})

    compiled, _ = found(Problem([build("a", 1, staff=(0,))], [nobody]))

    assert [one.kind for one in compiled.unplannable] == ["absent"]


def test_two_are_needed_and_only_one_can() -> None:
    item = Item("a", 1, (Need("build"), Need("build", level=2)))

    compiled, _ = found(Problem([item], [MARA]))

    assert [one.kind for one in compiled.unplannable] == ["nobody"]


def test_what_is_behind_the_impossible_is_named_too() -> None:
    items = [Item("a", 1, (Need("sing"),)), build("b", 1), build("c", 1)]

    compiled, _ = found(Problem(items, [MARA], lags=[link(0, 1)]))

    assert [(one.kind, one.items) for one in compiled.unplannable] == [("nobody", (0,)), ("behind", (1,))]
    assert compiled.places == (2,)


def test_a_circle_is_named_and_the_rest_is_planned() -> None:
    items = [build("a", 1), build("b", 1), build("c", 1), build("d", 1)]

    compiled, _ = found(Problem(items, [MARA], lags=[link(0, 1), link(1, 0), link(1, 2)]))

    assert [(one.kind, set(one.items)) for one in compiled.unplannable] == [("circle", {0, 1}), ("behind", {2})]
    assert compiled.places == (3,)


def test_an_item_that_waits_for_itself() -> None:
    compiled, _ = found(Problem([build("a", 1)], [MARA], lags=[link(0, 0)]))

    assert [(one.kind, one.items) for one in compiled.unplannable] == [("circle", (0,))]


def test_a_calendar_on_which_nothing_is_ever_done() -> None:
    compiled, _ = found(Problem([Item("a", 1, calendar=0)], calendars=[np.zeros(7)]))

    assert [one.kind for one in compiled.unplannable] == ["idle"]


def test_one_item() -> None:
    assert times(Problem([build("a", 1)], [MARA])) == {"a": (0, 1)}


def test_milestones_only() -> None:
    items = [Item(f"m{n}", 0, floor=float(n)) for n in range(4)]

    plan = times(Problem(items, lags=[link(3, 0)]))

    assert plan == {"m0": (3, 3), "m1": (0, 1), "m2": (0, 2), "m3": (0, 3)}


def test_a_chain_without_any_effort_takes_no_time() -> None:
    items = [build(f"w{n}", 0) for n in range(50)]

    plan = times(Problem(items, [MARA], lags=[link(n, n + 1) for n in range(49)]))

    assert set(plan.values()) == {(0.0, 0.0)}


def test_ten_thousand_items_side_by_side() -> None:
    people = [Worker(f"p{n}", FULL, {"build": 1}) for n in range(100)]
    problem = Problem([build(f"w{n}", 1) for n in range(10_000)], people)
    compiled = compile_problem(problem)

    plan = plan_at_once(compiled)

    # A hundred days of work for each of a hundred people: twenty weeks, the last of which ends on a Friday.
    assert plan.finish.max() / compiled.arrays.lines.beats == 19 * 7 + 5
    assert not faults(problem, published(compiled, plan))
    assert len(reasons(compiled, plan)) == 10_000


def test_ten_thousand_items_for_one_person_are_too_long_to_be_turned_and_planned_all_the_same() -> None:
    compiled = compile_problem(Problem([build(f"w{n}", 1) for n in range(10_000)], [MARA]))

    plan = plan_at_once(compiled)

    assert plan.finish.max() / compiled.arrays.lines.beats == pytest.approx(14_000, rel=0.001)


def test_told_to_stop_at_once_it_still_has_a_plan() -> None:
    problem = Problem([build(f"w{n}", 1) for n in range(30)], [MARA])
    compiled = compile_problem(problem)

    plan = search(compiled, seed=1, stop=lambda: True)

    assert not faults(problem, published(compiled, plan))
