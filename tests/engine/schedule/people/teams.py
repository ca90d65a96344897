"""Small problems for the tests of plans with people. Days are counted from a Monday; Mara builds, Ines builds too."""

from typing import Any

import numpy as np

from leadline.engine.schedule.people.arrays import Compiled, compile_problem
from leadline.engine.schedule.people.problem import Item, Lag, Need, Problem, Worker
from leadline.engine.schedule.people.search import Found, search

WEEKS = 20
SEED = 20_260_302


def week(*shares: float, weeks: int = WEEKS) -> Any:
    """Shares of a week from Monday on, again and again."""
    return np.tile(np.array(shares, dtype=np.float64), weeks)


FULL = week(1, 1, 1, 1, 1, 0, 0)
ALWAYS = np.ones(7 * WEEKS)
MARA, INES = Worker("mara", FULL, {"build": 3}), Worker("ines", FULL, {"build": 2, "paint": 2})


def build(id: str, work: float, **rest: Any) -> Item:
    """Work for one person who builds."""
    return Item(id, work, (Need("build"),), **rest)


def found(problem: Problem, schedules: int = 200, threads: int = 1, beats: int = 20_160) -> tuple[Compiled, Found]:
    """The best plan after so many schedules."""
    compiled = compile_problem(problem, beats)
    return compiled, search(compiled, seed=SEED, schedules=schedules, threads=threads)


def times(problem: Problem, **rest: Any) -> dict[str, tuple[float, float]]:
    """Start and end of each planned item, in days."""
    compiled, plan = found(problem, **rest)
    beats = compiled.arrays.lines.beats
    return {
        problem.items[place].id: (plan.start[n] / beats, plan.finish[n] / beats)
        for n, place in enumerate(compiled.places)
    }


def who(problem: Problem, **rest: Any) -> dict[str, tuple[str, ...]]:
    """Who is on each planned item."""
    compiled, plan = found(problem, **rest)
    first = compiled.arrays.slot_first
    return {
        problem.items[place].id: tuple(problem.workers[one].id for one in plan.who[first[n] : first[n + 1]])
        for n, place in enumerate(compiled.places)
    }


def link(before: int, after: int, **rest: Any) -> Lag:
    """One item waits for the end of another."""
    return Lag(before, after, **rest)


def published(compiled: Compiled, plan: Found) -> list[tuple[float, float, tuple[int, ...]] | None]:
    """A plan in days, as the checker reads it."""
    first, beats = compiled.arrays.slot_first, compiled.arrays.lines.beats
    every: list[tuple[float, float, tuple[int, ...]] | None] = [None] * len(compiled.problem.items)
    for n, place in enumerate(compiled.places):
        people = tuple(int(one) for one in plan.who[first[n] : first[n + 1]])
        every[place] = (float(plan.start[n]) / beats, float(plan.finish[n]) / beats, people)
    return every
