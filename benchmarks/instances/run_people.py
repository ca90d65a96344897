"""Runs on named people: MSPSP, iMOPSE, and our own programs with calendars."""

import time
from collections.abc import Callable
from pathlib import Path

from instances.check_people import Plan, faults
from instances.imopse import read_imopse
from instances.mspsp import read_mspsp
from instances.outcome import Outcome
from leadline.engine.schedule.people.arrays import Compiled, compile_problem
from leadline.engine.schedule.people.bounds import lower_bound
from leadline.engine.schedule.people.problem import Problem
from leadline.engine.schedule.people.score import LENGTH
from leadline.engine.schedule.people.search import Found, plan_at_once, search


def run_mspsp(path: Path, *, seconds: float, seed: int, threads: int) -> Outcome:
    """Our plan of a multi-skill instance in which activities need several people."""
    return _run(read_mspsp(path), seconds, seed, threads)


def run_imopse(path: Path, *, seconds: float, seed: int, threads: int) -> Outcome:
    """Our plan of a multi-skill instance in which each task needs one person."""
    return _run(read_imopse(path), seconds, seed, threads)


def _run(problem: Problem, seconds: float, seed: int, threads: int) -> Outcome:
    began = time.perf_counter()
    plan_at_once(compile_problem(problem, 1), threads)
    first = time.perf_counter() - began
    began, spent = time.perf_counter(), time.process_time()
    compiled, found, bound = planned(problem, 1, lambda: time.perf_counter() > began + seconds, seed, threads)
    wall, cpu = time.perf_counter() - began, time.process_time() - spent
    end = round(float(found.score[LENGTH]))
    wrong = faults(problem, published(compiled, found))
    wrong += [f"{len(one.items)} items were left out: {one.kind}." for one in compiled.unplannable]
    if bound > end:
        wrong.append(f"The plan ends in slot {end}, which its bound of {bound} says cannot be.")
    return Outcome(end, round(bound), wall, cpu, wrong, first)


def planned(
    problem: Problem, beats: int, stop: Callable[[], bool], seed: int, threads: int
) -> tuple[Compiled, Found, float]:
    """The problem compiled, the best plan found until told to stop, and before when none can end."""
    compiled = compile_problem(problem, beats)
    at_once = plan_at_once(compiled, threads)
    bound = lower_bound(compiled, float(at_once.score[LENGTH])).days
    return compiled, search(compiled, seed=seed, stop=stop, threads=threads, bound_days=bound), bound


def published(compiled: Compiled, found: Found) -> Plan:
    """A plan in days, as the checker reads it."""
    arrays = compiled.arrays
    plan: list[tuple[float, float, tuple[int, ...]] | None] = [None] * len(compiled.problem.items)
    for n, place in enumerate(compiled.places):
        who = found.who[arrays.slot_first[n] : arrays.slot_first[n + 1]]
        beats = arrays.lines.beats
        plan[place] = (float(found.start[n]) / beats, float(found.finish[n]) / beats, tuple(map(int, who)))
    return plan
