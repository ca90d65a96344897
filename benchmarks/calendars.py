"""
Plans of programs with people, skills, calendars, leave, part time, releases, deadlines and work in progress: our own set.

Usage: python benchmarks/calendars.py [--seconds S] [--size 1k|3k|10k] [--seed N] [--threads N] [--peer tj3] [--gate]
       [--out FILE.json]

For each size: seconds to the first plan (arrays included), seconds to a new plan after one item slipped and the share of items that
then have other people, the gap between the end of all and our lower bound after S seconds, and, with deadlines counted first,
weighted days late after S seconds. Every plan goes through a checker that shares no code with the engine. With `--peer tj3`
TaskJuggler plans the same program right after us where it is installed. Compiling is not timed: it happens once after an update.

Exit 0: all ran and every plan can be followed; 1: not so; 2: bad arguments. A missed goal prints MISS, and with `--gate`
ends in 1.
"""

import argparse
import json
import os
import sys
import tempfile
import time
from dataclasses import replace
from math import isnan
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))

from instances import taskjuggler
from instances.calendars import SIZES, generated, slipped
from instances.check_people import Plan, faults
from instances.run_people import planned, published

from leadline.engine.schedule.people.arrays import compile_problem
from leadline.engine.schedule.people.problem import Problem
from leadline.engine.schedule.people.score import CHANGED, LENGTH, TARDY
from leadline.engine.schedule.people.search import plan_at_once
from leadline.engine.schedule.people.timelines import BEATS

GOALS = {"first": 0.5, "replan": 1.0, "gap": 6.0}
"""Seconds, seconds, percent."""

GAP_SECONDS = 10
"""The gap is to be reached in so many seconds."""

PEER_LIMIT = 900.0


def main() -> int:
    """Run, print the table, give the exit code."""
    given = _arguments()
    warmed()
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} before; {given.seconds:g} s each, seed {given.seed}")
    results = {size: measured(size, given) for size in ([given.size] if given.size else SIZES)}
    missed = misses(results, given.seconds)
    for line in missed:
        print(line)
    if given.out:
        given.out.write_text(json.dumps({"seconds": given.seconds, "seed": given.seed, "sizes": results}, indent=1))
    worst: dict[str, Any] = {name: max(one[name] for one in results.values()) for name in (*GOALS, "changed", "bad")}
    print(json.dumps({"bench": "calendars", "s": given.seconds, **worst}, separators=(",", ":")))
    return 1 if worst["bad"] or (given.gate and missed) else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0].strip())
    parser.add_argument("--seconds", type=float, default=10.0)
    parser.add_argument("--size", choices=list(SIZES))
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--threads", type=int, default=min(os.cpu_count() or 1, 2))
    parser.add_argument("--peer", choices=["tj3"])
    parser.add_argument("--gate", action="store_true")
    parser.add_argument("--out", type=Path, metavar="FILE")
    given = parser.parse_args()
    if given.seconds <= 0:
        parser.error("--seconds must be more than 0.")
    if given.peer and not taskjuggler.installed():
        parser.error("There is no tj3. On Debian it comes with: apt install tj3")
    return given


def warmed() -> None:
    """Load what is compiled, so that no first plan waits for it."""
    plan_at_once(compile_problem(generated(40, 2, 6, 1)))


def misses(results: dict[str, dict[str, Any]], seconds: float) -> list[str]:
    """A line for each goal that a size missed."""
    return [
        f"MISS own {size}: {name} {one[name]} instead of {goal}"
        for size, one in results.items()
        for name, goal in GOALS.items()
        if one[name] > goal and (name != "gap" or seconds >= GAP_SECONDS)
    ]


def measured(size: str, given: argparse.Namespace) -> dict[str, Any]:
    """One size: seconds to plan and to plan again, gap, lateness, and whether every plan can be followed."""
    problem = generated(*SIZES[size], given.seed)
    began, spent = time.perf_counter(), time.process_time()
    compiled = compile_problem(problem)
    found = plan_at_once(compiled, given.threads)
    first, first_cpu = time.perf_counter() - began, time.process_time() - spent
    wrong = faults(problem, published(compiled, found))
    again = _slipped(problem, published(compiled, found), given)
    ends = _ends(problem, given)
    late = _late(problem, given)
    wrong += again.pop("wrong") + ends.pop("wrong") + late.pop("wrong")
    for fault in wrong[:5]:
        print(f"    WRONG {fault}")
    line = {
        "first": round(first, 3),
        "first_cpu": round(first_cpu, 3),
        **again,
        **ends,
        **late,
        "left_out": sum(len(one.items) for one in compiled.unplannable),
        "bad": int(bool(wrong)),
    }
    print(f"  {size}: " + ", ".join(f"{name} {value}" for name, value in line.items()), flush=True)
    return line | (_peer(size, problem) if given.peer else {})


def _slipped(problem: Problem, plan: Plan, given: argparse.Namespace) -> dict[str, Any]:
    """A new plan after one item slipped."""
    starts = [one[0] if one else float("nan") for one in plan]
    after = slipped(problem, starts, [one[2] if one else () for one in plan], given.seed)
    began, spent = time.perf_counter(), time.process_time()
    compiled = compile_problem(after)
    found = plan_at_once(compiled, given.threads)
    return {
        "replan": round(time.perf_counter() - began, 3),
        "replan_cpu": round(time.process_time() - spent, 3),
        "changed": round(float(found.score[CHANGED]) / len(compiled.places), 4),
        "wrong": faults(after, published(compiled, found)),
    }


def _ends(problem: Problem, given: argparse.Namespace) -> dict[str, Any]:
    """The end of all beside its bound, with nothing else to be minded."""
    undated = replace(problem, items=[replace(one, due=None) for one in problem.items])
    until = time.perf_counter() + given.seconds
    compiled, found, bound = planned(undated, BEATS, lambda: time.perf_counter() > until, given.seed, given.threads)
    end = float(found.score[LENGTH])
    return {
        "end": round(end, 2),
        "bound": round(bound, 2),
        "gap": round(100 * (end / bound - 1), 2),
        "wrong": faults(undated, published(compiled, found)),
    }


def _late(problem: Problem, given: argparse.Namespace) -> dict[str, Any]:
    """Weighted days late, which count before the end."""
    until = time.perf_counter() + given.seconds
    compiled, found, _ = planned(problem, BEATS, lambda: time.perf_counter() > until, given.seed, given.threads)
    return {"late": round(float(found.score[TARDY]), 1), "wrong": faults(problem, published(compiled, found))}


def _peer(size: str, problem: Problem) -> dict[str, Any]:
    """TaskJuggler's end and weighted days late. It knows no finish-to-finish links, levels, or second pace for a pair."""
    with tempfile.TemporaryDirectory() as folder:
        answer = taskjuggler.run(problem, Path(folder), PEER_LIMIT)
    if answer is None:
        print(f"  {size}: TaskJuggler gave no plan within {PEER_LIMIT:g} s")
        return {"peer": None}
    late = sum(
        max(end - one.due, 0.0) * one.weight
        for one, end in zip(problem.items, answer.ends, strict=True)
        if one.due is not None and not isnan(end)
    )
    end = max(one for one in answer.ends if not isnan(one))
    print(f"  {size}: TaskJuggler {answer.seconds:.1f} s, end {end:.2f}, late {late:.1f}", flush=True)
    return {"peer": {"seconds": round(answer.seconds, 1), "end": round(end, 2), "late": round(late, 1)}}


if __name__ == "__main__":
    sys.exit(main())
