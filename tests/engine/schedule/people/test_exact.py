"""CP-SAT on windows: never worse, proofs where all is in the window, longest lags that priority rules break."""

from dataclasses import replace

import numpy as np
from benchmarks.instances.calendars import generated
from benchmarks.instances.check_people import faults
from tests.engine.schedule.people.teams import ALWAYS, SEED, build, found, link, published

from leadline.engine.schedule.people.exact import improved
from leadline.engine.schedule.people.problem import Item, Need, Problem, Worker
from leadline.engine.schedule.people.refine import refined
from leadline.engine.schedule.people.score import BROKEN, LENGTH

WORK = 3.0
"""About seconds of one core that CP-SAT may take for a window."""


def test_a_small_plan_is_proved_to_be_the_shortest() -> None:
    people = [Worker("p", ALWAYS, {"a": 1, "b": 1}), Worker("q", ALWAYS, {"a": 1})]
    items = [Item("w0", 3, (Need("a"),)), Item("w1", 3, (Need("b"),)), Item("w2", 2, (Need("a"),))]
    compiled, plan = found(Problem(items, people), beats=1)

    exact = improved(compiled, plan, range(3), seed=SEED, work=WORK)

    # “p” alone does the 3 days of b, “q” the 3 and 2 of a: 5 days; nothing is shorter, since 8 days of two are 4 at least
    # and no two of these make 4.
    assert (plan.score[LENGTH], exact.found, exact.proved, exact.bound_days) == (5, None, True, 5)


def test_a_bad_plan_is_made_better_and_can_be_followed() -> None:
    problem = Problem(
        [Item(f"w{n}", 1 + n % 4, (Need("ab"[n % 2]),)) for n in range(12)],
        [Worker("p", ALWAYS, {"a": 1}), Worker("q", ALWAYS, {"a": 1, "b": 1}), Worker("r", ALWAYS, {"b": 1})],
        lags=[link(n, n + 3) for n in range(0, 9, 2)],
    )
    compiled, plan = found(problem, beats=1)
    bad = replace(plan, score=plan.score + 100)

    exact = improved(compiled, bad, range(12), seed=SEED, work=WORK)

    assert exact.found
    assert exact.found.score[LENGTH] <= plan.score[LENGTH]
    assert not faults(problem, published(compiled, exact.found))


def test_windows_with_calendars_keep_all_else_and_never_make_a_plan_worse() -> None:
    problem = generated(60, 3, 6, 5)
    compiled, plan = found(problem, schedules=30)

    better = refined(compiled, plan, seed=SEED, windows=2, work=1.0)

    assert tuple(better.score) <= tuple(plan.score)
    assert not faults(problem, published(compiled, better))


def test_a_longest_lag_that_is_broken_is_mended() -> None:
    # Both have to be with the same person, “b” within a day after “a”, and “c” would go between.
    items = [build("a", 1, staff=(0,)), build("b", 1, staff=(0,), release=5), build("c", 2, staff=(0,))]
    problem = Problem(items, [Worker("mara", ALWAYS, {"build": 1})], lags=[link(0, 1, most=1.0)])
    compiled, plan = found(problem, beats=1)

    mended = refined(compiled, plan, seed=SEED, windows=2, work=WORK)

    assert mended.score[BROKEN] == 0
    assert not faults(problem, published(compiled, mended))


def test_nothing_to_choose_is_no_window() -> None:
    compiled, plan = found(Problem([build("a", 1)], [Worker("mara", ALWAYS, {"build": 1})]))

    assert improved(compiled, plan, [], seed=SEED).found is None
    assert np.isfinite(plan.score).all()
