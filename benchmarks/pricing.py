"""
What it costs to price many edits, and how exact a price is.

Usage: python benchmarks/pricing.py [--threads N] [--edits N] [--sample N] [--all] [--seed N] [--gate] [--out FILE.json]

- 300 candidate edits of a generated program of 1,000 items with people, as rounds and pages price them: each is tried in a
  tenth of the futures, and those that move a date most are priced in all 2,000. Goal: under 20 s on two cores. With
  `--all`, every edit in all 2,000 futures, which nothing in Leadline waits for.
- the noise of a price: its standard deviation over twenty seeds, with common random numbers (the same futures before
  and after) and without (futures of their own).
- a what-if on a warm program: a glimpse without people (goal: under 0.5 s) and its price with them (goal: under 3 s).

The last line is one JSON object; a goal that was missed also prints MISS. Exit 0: it ran (with --gate only if no goal was
missed); 1: wrong; 2: bad arguments.
"""

import argparse
import json
import os
import statistics
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from instances.program import program

from leadline.engine.calibrate import calibrate
from leadline.engine.futures import play_ends
from leadline.engine.network import compile_network
from leadline.engine.price import Candidate, Scales, moves, price
from leadline.engine.quantiles import quantile
from leadline.engine.rows import Source
from leadline.program.edits import Add, Change, Edit, Retire, apply_all
from leadline.program.finding import Price
from leadline.program.snapshot import Snapshot

ITEMS, FUTURES, SEEDS = 1_000, 2_000, 20
GOALS = {"s300": 20.0, "glimpse_s": 0.5, "quote_s": 3.0}


def main() -> int:
    """Run it all, print the table, and give the exit code."""
    given = _arguments()
    print(f"{os.cpu_count()} cores, {given.threads} threads, load {os.getloadavg()[0]:.1f} before")
    price(program(40), [Candidate("program:", (Change("work", "w00003", {"estimate": "1d"}),))], seed=1, futures=600)
    snapshot = program(ITEMS, given.seed)
    results: dict[str, Any] = {"bench": "pricing"}
    results |= many(snapshot, edits(snapshot, given.edits), FUTURES // given.sample, given.threads, given.all)
    results |= quote(snapshot, FUTURES // given.sample, given.threads)
    results |= noise(snapshot, FUTURES // given.sample)
    missed = [name for name, goal in GOALS.items() if results[name] > goal]
    for name in missed:
        print(f"MISS {name}: goal {GOALS[name]}")
    print(f"load {os.getloadavg()[0]:.1f} after")
    if given.out:
        given.out.write_text(json.dumps(results, indent=1))
    print(json.dumps(results))
    return 1 if given.gate and missed else 0


def edits(snapshot: Snapshot, count: int) -> list[Candidate]:
    """Edits of the kinds remedies make, spread over the program: less work, another person, no dependency, more people."""
    found: list[Candidate] = []
    for n in range(count):
        item = snapshot.work[n * len(snapshot.work) // count]
        kinds: list[Edit] = [
            Change("work", item.id, {"estimate": "1-2d"}),
            Change("work", item.id, {"assignee": snapshot.people[n % len(snapshot.people)].id}),
            Change("work", item.id, {"priority": 5}),
            Retire("dependency", snapshot.dependencies[n * len(snapshot.dependencies) // count].id),
            Add("person", {"id": f"new{n}", "name": "Somebody new", "team": item.team, "skills": ["api"]}),
        ]
        found.append(Candidate(f"work:{item.id}", (kinds[n % len(kinds)],)))
    return found


def many(snapshot: Snapshot, candidates: list[Candidate], futures: int, threads: int, in_all: bool) -> dict[str, Any]:
    """How long it takes to price them all."""
    begun, busy = time.perf_counter(), time.process_time()
    scales = Scales(snapshot, seed=1, futures=futures)
    if in_all:
        with ThreadPoolExecutor(threads) as pool:
            found: list[Price | str] = list(pool.map(scales.fine.price, candidates))
    else:
        found = scales.weigh_all(candidates, threads)
    taken, busy = time.perf_counter() - begun, time.process_time() - busy
    priced = [one for one in found if isinstance(one, Price)]
    if len(priced) != len(candidates):
        print(f"WRONG: {next(one for one in found if isinstance(one, str))}")
        raise SystemExit(1)
    moving, clear = sum(moves(one) for one in priced), sum(one.measurable for one in priced)
    fine = len(found) if in_all else min(scales.most_refined, moving)
    print(f"  {taken:>7.2f} s  {len(found)} edits of {ITEMS:,} items ({busy:.1f} s of processor)")
    print(f"           {fine} of them in {futures:,} futures, the others in {scales.few}")
    print(f"           {moving} move a date, {clear} measurably")
    return {"s300": round(taken, 2), "fine": fine}


def quote(snapshot: Snapshot, futures: int, threads: int) -> dict[str, Any]:
    """How long one what-if takes where the program is compiled and played already."""
    scales = Scales(snapshot, seed=1, futures=futures, threads=threads)
    first, second = edits(snapshot, 10)[:2]
    scales.weigh_all([first])
    scales.fine.first_look(first)
    begun = time.perf_counter()
    scales.fine.first_look(second)
    glimpsed = time.perf_counter() - begun
    begun = time.perf_counter()
    scales.weigh_all([second])
    quoted = time.perf_counter() - begun
    print(f"  {glimpsed:>7.2f} s  a glimpse without people; {quoted:.2f} s the price with them, on a warm program")
    return {"glimpse_s": round(glimpsed, 3), "quote_s": round(quoted, 2)}


def noise(snapshot: Snapshot, futures: int) -> dict[str, Any]:
    """The standard deviation of one price over seeds, with the same futures before and after, and with others."""
    known = calibrate(snapshot)
    # The last milestone's longest item: something that moves its date.
    last = max(snapshot.milestones, key=lambda one: one.id).id
    item = max(
        (one for one in snapshot.work if one.milestone == last and one.estimate), key=lambda one: one.estimate.high
    )  # type: ignore[union-attr]
    after = apply_all(snapshot, [Change("work", item.id, {"estimate": "1-2d"})])
    networks = [compile_network(one, known) for one in (snapshot, after)]

    def p80(which: int, seed: int) -> float:
        finishes = play_ends(networks[which], Source(seed, futures, snapshot.id)).finish_of(last)
        return (quantile(finishes, 0.8) if finishes is not None else None) or 0.0

    befores = [p80(0, seed) for seed in range(1, SEEDS + 1)]
    same = [befores[seed - 1] - p80(1, seed) for seed in range(1, SEEDS + 1)]
    free = [befores[seed - 1] - p80(1, seed + SEEDS) for seed in range(1, SEEDS + 1)]
    found = {"sd_crn": round(statistics.stdev(same), 3), "sd_free": round(statistics.stdev(free), 3)}
    print(
        f"  {statistics.mean(same):>7.2f} days gained; over {SEEDS} seeds it varies by {found['sd_crn']} on the same futures"
    )
    print(f"           and by {found['sd_free']} on futures of their own")
    return found


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="What prices cost, and how exact they are.")
    parser.add_argument("--threads", type=int, default=min(4, os.cpu_count() or 1))
    parser.add_argument("--edits", type=int, default=300)
    parser.add_argument("--sample", type=int, default=1, help="divide the number of futures by this")
    parser.add_argument("--all", action="store_true", help="price every edit in all futures")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--gate", action="store_true", help="fail when a goal is missed")
    parser.add_argument("--out", type=Path, help="write the full table here as JSON")
    given = parser.parse_args()
    if given.threads < 1 or given.edits < 1 or not 1 <= given.sample <= 20:
        parser.error("--threads and --edits are at least 1, --sample from 1 to 20")
    return given


if __name__ == "__main__":
    sys.exit(main())
