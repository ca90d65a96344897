"""
How long a program's own history takes to be read, beside reading its columns once and sorting them.

Usage: python benchmarks/calibration.py [--rows N] [--seed N] [--out FILE.json]

A made-up history of a million pieces of work over ten years: three kinds, twenty teams, three of four with an estimate, one of
ten still open, bursts on some days. Timed are what a round does with it before it simulates:

- calibration: what estimates became, how true ranges were, how long each kind takes (`calibrate`), and a hundred efforts asked of
  it; goal under 60 s and 1 GB together with the rows themselves;
- the replay: what would have been said on the last 26 fourth Mondays, and what came of it (`replay`); goal under 60 s as well.

Beside them the least that any reading has to do: three columns into arrays, and one sort.

The last line of output is one JSON object; a goal that was missed also prints a line with MISS. Exit 0: it ran; 1: an answer was
wrong; 2: bad arguments.
"""

import argparse
import json
import os
import random
import resource
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np

from leadline.engine.calibrate import Calibration, calibrate
from leadline.engine.forecast.replay import replay
from leadline.program.people import Team
from leadline.program.ranges import Range
from leadline.program.snapshot import Snapshot
from leadline.program.work import WorkItem

TODAY, FIRST, DAYS = date(2026, 11, 2), date(2016, 1, 4), 3_950
KINDS, TEAMS = ("bug", "story", "task"), tuple(f"team-{number}" for number in range(20))
ESTIMATES = tuple(Range(days, days) for days in range(1, 9)) + tuple(Range(days, 3 * days) for days in range(1, 9))
GOALS = {"calibrate_s": 60.0, "replay_s": 60.0, "mb": 1_000.0}


def main() -> int:
    """Make the rows, read them, print the table, and give the exit code."""
    parser = argparse.ArgumentParser(description="How long a program's own history takes to be read.")
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path)
    given = parser.parse_args()
    if given.rows < 1_000:
        parser.error("--rows: a history of under a thousand rows takes no time. Give more.")
    load = os.getloadavg()[0]
    print(f"{os.cpu_count()} cores, load {load:.1f} before, {given.rows:,} rows")
    snapshot = made_up(given.rows, given.seed)
    results: dict[str, Any] = {"rows": given.rows, "load": round(load, 1)}
    results["least_s"], _ = timed(lambda: columns(snapshot))
    results["calibrate_s"], known = timed(lambda: asked(calibrate(snapshot)))
    results["mb"] = round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
    results["replay_s"], said = timed(lambda: replay(snapshot))
    for name in ("least_s", "calibrate_s", "replay_s", "mb"):
        print(f"  {name:<12} {results[name]:>8}")
    if not known.label.startswith("own history") or not said:
        print(f"WRONG {known.label}, {len(said)} forecasts replayed", file=sys.stderr)
        return 1
    missed = [name for name, goal in GOALS.items() if results[name] >= goal]
    for name in missed:
        print(f"MISS {name}: {results[name]} is not under {GOALS[name]:g}")
    if given.out:
        given.out.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
    print(json.dumps({"bench": "calibration", **results, "missed": len(missed)}, separators=(",", ":")))
    return 0


def made_up(rows: int, seed: int) -> Snapshot:
    """The history: created on some day, begun within sixty and done within sixty more."""
    chance = random.Random(seed)  # noqa: S311 - a benchmark, no secret
    days = [FIRST + timedelta(days=number) for number in range(DAYS)]
    work = tuple(_item(number, chance, days) for number in range(rows))
    return Snapshot("benchmark", TODAY, work=work, teams=tuple(Team(one, size=5) for one in TEAMS))


def _item(number: int, chance: random.Random, days: list[date]) -> WorkItem:
    created = chance.randrange(DAYS - 120)
    started = created + chance.randrange(60)
    ended = started + chance.randrange(60)
    done = number % 10 > 0
    return WorkItem(
        f"w{number}",
        kind=KINDS[number % 3],
        team=TEAMS[number % 20],
        state="done" if done else "doing",
        estimate=ESTIMATES[number % 16] if number % 4 else None,
        created_on=days[created],
        started_on=days[started],
        done_on=days[ended] if done else None,
    )


def columns(snapshot: Snapshot) -> int:
    """Three columns as arrays and one sort: no reading can do with less."""
    found = [
        np.array([day.toordinal() if day else 0 for day in column])
        for column in zip(*((one.created_on, one.started_on, one.done_on) for one in snapshot.work), strict=True)
    ]
    return int(np.argsort(found[2]).sum())


def asked(known: Calibration) -> Calibration:
    """A hundred efforts asked of a calibration, as a program of that size would ask."""
    for number in range(100):
        known.effort(WorkItem("a", kind=KINDS[number % 3], estimate=ESTIMATES[number % 16]), TEAMS[number % 20])
    return known


def timed[Answer](what: Callable[[], Answer]) -> tuple[float, Answer]:
    """Seconds, and the answer."""
    start = time.perf_counter()
    found = what()
    return round(time.perf_counter() - start, 2), found


if __name__ == "__main__":
    sys.exit(main())
