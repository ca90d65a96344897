"""Runs on shared pools: one project or several, and projects with upper limits on lags."""

import time
from collections.abc import Callable
from pathlib import Path

from instances import check_pools, mplib, patterson, peer, progen_max
from instances.outcome import Outcome
from leadline.engine.schedule import maximal
from leadline.engine.schedule.project import Project, Unplannable
from leadline.engine.schedule.search import Found, plan_at_once, search

READERS: dict[str, Callable[[Path], Project]] = {
    ".rcp": patterson.read,
    ".rcmp": mplib.read,
    ".sch": progen_max.read,
}


def run(path: Path, *, seconds: float, seed: int, threads: int) -> Outcome:
    """Our plan of one file. Reading it and compiling kernels is not timed; all else is."""
    project = READERS[path.suffix](path)
    began, spent = time.perf_counter(), time.process_time()
    first = None
    if not project.bounded:
        plan_at_once(project)
        first = time.perf_counter() - began
    began, spent = time.perf_counter(), time.process_time()
    try:
        found = _found(project, began + seconds, seed, threads)
    except Unplannable as why:
        print(f"    {path.stem}: {why}")
        return Outcome(None, 0, time.perf_counter() - began, time.process_time() - spent, [], first)
    wall, cpu = time.perf_counter() - began, time.process_time() - spent
    wrong = check_pools.faults(project, found.starts)
    if found.end != max((s + length for s, length in zip(found.starts, project.lengths, strict=True)), default=0):
        wrong.append(f"The plan is said to end in slot {found.end}, and does not.")
    if found.bound.end > found.end:
        wrong.append(f"The plan ends in slot {found.end}, which its bound of {found.bound.end} says cannot be.")
    return Outcome(found.end, found.bound.end, wall, cpu, wrong, first)


def _found(project: Project, until: float, seed: int, threads: int) -> Found:
    if project.bounded:
        return maximal.plan(project, seed=seed, stop=lambda: time.perf_counter() > until)
    return search(project, seed=seed, stop=lambda: time.perf_counter() > until, threads=threads)


def run_peer(path: Path, *, seconds: float) -> Outcome:
    """The peer's plan of one file, through the same checker."""
    project = READERS[path.suffix](path)
    began, spent = time.perf_counter(), time.process_time()
    starts, bound = peer.solved(project, seconds)
    wall, cpu = time.perf_counter() - began, time.process_time() - spent
    if starts is None:
        return Outcome(None, bound, wall, cpu)
    end = max(start + length for start, length in zip(starts, project.lengths, strict=True))
    return Outcome(end, bound, wall, cpu, check_pools.faults(project, starts))
