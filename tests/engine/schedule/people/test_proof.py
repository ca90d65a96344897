"""What is said to be best is: beside trying everything, and by hand."""

from collections.abc import Sequence
from itertools import product
from random import Random
from typing import Any

import numpy as np
import pytest
from benchmarks.instances.check_people import Plan, faults
from tests.engine.schedule.people.teams import ALWAYS, FULL, SEED, build, found, link, published, week

from leadline.engine.schedule.people import refine
from leadline.engine.schedule.people.anytime import planned
from leadline.engine.schedule.people.arrays import Compiled, compile_problem
from leadline.engine.schedule.people.bounds import lower_bound
from leadline.engine.schedule.people.exact import Exact, improved
from leadline.engine.schedule.people.problem import Item, LastPlan, Need, Problem, Worker
from leadline.engine.schedule.people.proof import Proof, proved
from leadline.engine.schedule.people.refine import WINDOW
from leadline.engine.schedule.people.score import CHANGED, LENGTH, TARDY
from leadline.engine.schedule.people.search import Found

WORK = 4.0
DAYS = 11
PAIR = [Worker("p", FULL, {"a": 1, "b": 1}), Worker("q", FULL, {"a": 1})]
THREE = [Item("w0", 3, (Need("a"),)), Item("w1", 3, (Need("b"),)), Item("w2", 2, (Need("a"),))]


def asked(problem: Problem, schedules: int = 200) -> tuple[Any, Found, Proof]:
    """A plan, and what CP-SAT knows of all plans."""
    compiled, plan = found(problem, schedules=schedules)
    proof = proved(compiled, plan, lower_bound(compiled, float(plan.score[LENGTH])).days, seed=SEED, work=WORK)
    assert proof
    return compiled, plan, proof


def test_what_arithmetic_cannot_show_is_shown_by_trying() -> None:
    _, plan, proof = asked(Problem(THREE, PAIR))

    # Eight days of two people are four at least, but no two of 3, 3 and 2 make four: it ends on the fifth day.
    assert plan.score[LENGTH] == 5
    assert (proof.best, proof.found) == (True, None)
    assert 4 < proof.days <= 5


def test_a_weekend_in_between_is_no_working_time() -> None:
    _, plan, proof = asked(Problem([Item(one.id, 2 * one.work, one.needs) for one in THREE], PAIR))

    # Ten working days are two weeks; the end is the Friday of the second.
    assert (plan.score[LENGTH], proof.best) == (12, True)
    assert proof.days > 11


def test_half_days_are_counted_as_half() -> None:
    half = [Worker("p", week(0.5, 0.5, 0.5, 0.5, 0.5, 0, 0), {"a": 1, "b": 1}), Worker("q", FULL, {"a": 1})]

    _, plan, proof = asked(Problem(THREE, half))

    # The half-timer alone does the three days of b, which are six of hers: Monday of the second week, its eighth day.
    assert (plan.score[LENGTH], proof.best) == (8, True)


@pytest.mark.parametrize("seed", range(8))
def test_the_best_plan_is_what_trying_everything_finds(seed: int) -> None:
    problem = tiny(Random(seed))  # noqa: S311 - made-up problems, not secrets

    compiled, plan, proof = asked(problem, schedules=20)

    best = proof.found or plan
    assert proof.best
    assert not faults(problem, published(compiled, best))
    assert (best.score[TARDY], best.score[LENGTH]) == everything(problem)


def tiny(chance: Random) -> Problem:
    """Three items in whole days on whole days, one of them due, of two people who work five or seven days a week."""
    workers = [Worker(f"p{n}", chance.choice([FULL, ALWAYS]), {"a": 1} | ({"b": 1} if n else {})) for n in range(2)]
    items = [
        Item(f"w{n}", chance.randint(1, 3), (Need(chance.choice("aab")),), release=float(chance.choice([0, 0, 2, 4])))
        for n in range(3)
    ]
    items[0] = Item("w0", items[0].work, items[0].needs, due=float(chance.randint(2, 6)), weight=3.0)
    lags = [link(chance.choice([0, 1]), 2, kind=chance.choice([0, 1]), least=chance.choice([0.0, 1.0]))]
    return Problem(items, workers, lags=lags)


def everything(problem: Problem) -> tuple[float, float]:
    """The least weighted lateness, and the least end with it, by trying every start and everybody."""
    best = (np.inf, np.inf)
    for chosen in product(product(range(DAYS), (0, 1)), repeat=3):
        plan: Plan = [
            (start, ended(problem, item, start, who), (who,))
            for item, (start, who) in zip(problem.items, chosen, strict=True)
        ]
        ends = [one[1] for one in plan if one]
        late = 3.0 * max(ends[0] - (problem.items[0].due or 0), 0.0)
        if (late, max(ends)) < best and not faults(problem, plan):
            best = (late, max(ends))
    return best


def ended(problem: Problem, item: Item, start: int, who: int) -> float:
    """When somebody is done who works whole days or not at all."""
    left, day = item.work, start
    while left > 0:
        left -= problem.workers[who].shares[day]
        day += 1
    return float(day)


def test_without_a_clock_any_number_of_threads_gives_the_same() -> None:
    problem = Problem(
        [build(f"w{n}", 1 + n % 4) for n in range(12)],
        [Worker("p", FULL, {"build": 1}), Worker("q", FULL, {"build": 1})],
    )
    compiled = compile_problem(problem)

    one, two = (planned(compiled, seed=1, schedules=50, work=WORK, threads=n) for n in (1, 2))

    assert (one.found.start.tolist(), one.found.who.tolist()) == (two.found.start.tolist(), two.found.who.tolist())
    assert (one.best, one.bound_days) == (two.best, two.bound_days)


def test_it_ends_when_told_and_before_that_when_nothing_can_be_better() -> None:
    compiled = compile_problem(Problem(THREE, PAIR))
    calls = 0

    def stop() -> bool:
        nonlocal calls
        calls += 1
        return calls > 100_000

    ended_by_itself = planned(compiled, seed=1, stop=stop)
    told = planned(compiled, seed=1, stop=lambda: True)

    assert ended_by_itself.best
    assert calls < 100_000
    assert told.found.score[LENGTH] == 5


def test_large_problems_are_not_asked_as_a_whole_but_in_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    workers = [Worker(f"p{n}", FULL, {"build": 1}) for n in range(4)]
    compiled = compile_problem(Problem([build(f"w{n}", 1 + n % 3, due=20.0) for n in range(310)], workers))

    asked: list[int] = []

    def windows(compiled: Compiled, found: Found, chosen: Sequence[int], **rest: Any) -> Exact:
        asked.append(len(chosen))
        return improved(compiled, found, chosen, **rest)

    monkeypatch.setattr(refine, "improved", windows)
    first = planned(compiled, seed=1)
    after = planned(compiled, seed=1, work=2.0)

    # 310 are more than it is asked about at once: it was given windows.
    assert set(asked) == {WINDOW}
    assert tuple(after.found.score) <= tuple(first.found.score)
    assert not after.best


def test_cp_sat_does_not_ask_people_to_change_for_a_hundredth() -> None:
    # One more day in a hundred could be saved by giving the last item to the twin.
    workers = [Worker("p", ALWAYS, {"build": 1}), Worker("q", ALWAYS, {"build": 1})]
    items = [build(f"w{n}", 10) for n in range(10)] + [build("x", 0.4), build("y", 0.1)]
    people = [(n % 2,) for n in range(10)] + [(0,), (0,)]
    starts = [10.0 * (n // 2) for n in range(10)] + [50.0, 50.4]

    own = planned(
        compile_problem(Problem(items, workers, before=LastPlan(starts, people))), seed=1, schedules=50, work=WORK
    )

    # Half a day of fifty is what could be saved at the most.
    assert own.found.score[CHANGED] == 0
