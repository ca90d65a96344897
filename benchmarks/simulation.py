"""
What a simulation costs, beside only drawing the numbers, which nothing that draws can be faster than.

Usage: python benchmarks/simulation.py [--threads N] [--sample N] [--seed N] [--peer COMMAND] [--gate] [--out FILE.json]

A generated program (people in teams on their calendars, with leave, part time and skills, promises, risks, costs) is

- only drawn, played by its logic alone, and played with its people: nanoseconds of one core an item and future;
- simulated as a round does it: 1,000 items in 10,000 futures (goal: under 4 s on two cores) and 10,000 items in 2,000
  (goal: under 12 s); in brackets the whole outlook, with chains, risks, costs and the ladder.

`--sample` divides the numbers of futures, for a quick look. `--peer` names the command of mcprojsim: it simulates the same
items and dependencies without people in the same number of futures in the same run. The last line is one JSON object;
a goal that was missed also prints MISS. Exit 0: it ran (with --gate only if no goal was missed); 1: wrong; 2: bad arguments.
"""

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from instances.program import program

from leadline.engine.calibrate import Calibration, calibrate
from leadline.engine.futures import play_all
from leadline.engine.logic import logic_finishes
from leadline.engine.network import Network, compile_network
from leadline.engine.rows import Source
from leadline.engine.simulate import simulate
from leadline.program.snapshot import Snapshot

GOALS = {"s1k": 4.0, "s10k": 12.0, "mb": 1_000.0, "logic_ratio": 1.5}
SIZES = {"s1k": (1_000, 10_000), "s10k": (10_000, 2_000)}


def main() -> int:
    """Run it all, print the table, and give the exit code."""
    given = _arguments()
    print(f"{os.cpu_count()} cores, {given.threads} threads, load {os.getloadavg()[0]:.1f} before")
    warm(given.seed)
    results: dict[str, Any] = {"bench": "simulation"}
    results |= nanoseconds(given.seed, 10_000 // given.sample)
    for name, (items, futures) in SIZES.items():
        results |= seconds(name, items, futures // given.sample, given.threads, given.seed)
    results["mb"] = round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
    print(f"  {results['mb']:>7} MB at most")
    if given.peer:
        results["peer_s"] = peer(given.peer, given.seed, 1_000, 2_000 // given.sample)
    ratio = results["logic_ns"] / results["draw_ns"]
    print(f"  logic alone takes {ratio:.2f} times the draws (its own included)")
    missed = [name for name, goal in GOALS.items() if (ratio if name == "logic_ratio" else results[name]) > goal]
    for name in missed:
        print(f"MISS {name}: goal {GOALS[name]}")
    print(f"load {os.getloadavg()[0]:.1f} after")
    if given.out:
        given.out.write_text(json.dumps(results, indent=1))
    print(json.dumps({key: value for key, value in results.items() if not key.endswith("_outlook")}))
    return 1 if given.gate and missed else 0


def warm(seed: int) -> None:
    """Load what is compiled, so that it is not timed."""
    simulate(program(20, seed), seed=1, futures=50)


def nanoseconds(seed: int, futures: int) -> dict[str, Any]:
    """What a core spends on one item in one future: drawing it; drawing it and its logic; drawing and playing it."""
    snapshot = program(1_000, seed)
    known = calibrate(snapshot)
    network = compile_network(snapshot, known)
    cells = len(network.ids) * futures

    def drawn() -> Source:
        source = Source(seed, futures, snapshot.id)
        source.efforts(network.lengths)
        return source

    steps: dict[str, Callable[[], Any]] = {
        "draw_ns": drawn,
        "logic_ns": lambda: logic_finishes(network, drawn()),
        "people_ns": lambda: play_all(network, drawn()),
    }
    found = {name: round(_processor_seconds(step) / cells * 1e9, 1) for name, step in steps.items()}
    for name, value in found.items():
        print(f"  {value:>7} {name}, 1,000 items, {futures:,} futures, one core")
    _check(network, known, snapshot, seed)
    return found


def seconds(name: str, items: int, futures: int, threads: int, seed: int) -> dict[str, Any]:
    """How long all futures take, and the whole outlook with them."""
    snapshot = program(items, seed)
    begun = time.perf_counter()
    network = compile_network(snapshot, calibrate(snapshot))
    play_all(network, Source(seed, futures, snapshot.id), threads=threads)
    played = time.perf_counter() - begun
    begun = time.perf_counter()
    outlook = simulate(snapshot, seed=seed, futures=futures, threads=threads)
    whole = time.perf_counter() - begun
    print(f"  {played:>7.2f} s  {items:,} items, {futures:,} futures (outlook of {outlook.futures:,}: {whole:.2f} s)")
    return {name: round(played, 2), f"{name}_outlook": round(whole, 2)}


def peer(command: str, seed: int, items: int, futures: int) -> float:
    """Seconds the peer takes for the same items and dependencies, without people; ours beside it."""
    snapshot = program(items, seed)
    before: dict[str, list[str]] = {}
    for one in snapshot.dependencies:
        before.setdefault(one.after, []).append(one.before)
    tasks = [
        {
            "id": item.id,
            "name": item.id,
            "estimate": {
                "low": item.estimate.low,
                "expected": item.estimate.middle,
                "high": item.estimate.high,
                "unit": "days",
            },
            "dependencies": before.get(item.id, []),
        }
        for item in snapshot.work
        if item.estimate
    ]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "project.yaml"
        path.write_text(
            json.dumps({"project": {"name": "bench", "start_date": snapshot.as_of.isoformat()}, "tasks": tasks})
        )
        begun = time.perf_counter()
        arguments = [command, "simulate", "-n", str(futures), "-s", str(seed), "-q", "--no-fx", "-m", str(path)]
        done = subprocess.run(arguments, capture_output=True, text=True, timeout=900, check=False)
        theirs = time.perf_counter() - begun
    if done.returncode:
        raise SystemExit(f"The peer failed: {done.stderr[-300:]}")
    begun = time.perf_counter()
    network = compile_network(snapshot, calibrate(snapshot))
    logic_finishes(network, Source(seed, futures, snapshot.id))
    ours = time.perf_counter() - begun
    begun = time.perf_counter()
    play_all(network, Source(seed, futures, snapshot.id))
    people = time.perf_counter() - begun
    print(f"  {theirs:>7.2f} s  mcprojsim, {items:,} items, {futures:,} futures, no people (its start included)")
    print(f"  {ours:>7.2f} s  the same here, no people; {people:.2f} s with people; one thread")
    return round(theirs, 2)


def _check(network: Network, known: Calibration, snapshot: Snapshot, seed: int) -> None:
    """With people nothing is done before it is by logic, but for what weekends shift: what was timed is no nonsense."""
    source = Source(seed, 200, snapshot.id)
    played, logic = play_all(network, source), logic_finishes(network, source)
    for id, finishes in logic.items():
        own = played.finish_of(id)
        if own is None or not np.isfinite(own).all() or (own < finishes - 3).any():
            print(f"WRONG: {id} is reached before its logic allows")
            raise SystemExit(1)


def _processor_seconds(step: Callable[[], Any]) -> float:
    """The least of three runs: what is left when nobody else disturbs."""
    found = []
    for _ in range(3):
        begun = time.process_time()
        step()
        found.append(time.process_time() - begun)
    return min(found)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="What a simulation costs.")
    parser.add_argument("--threads", type=int, default=min(4, os.cpu_count() or 1))
    parser.add_argument("--sample", type=int, default=1, help="divide the numbers of futures by this")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--peer", default="", help="the command of mcprojsim")
    parser.add_argument("--gate", action="store_true", help="fail when a goal is missed")
    parser.add_argument("--out", type=Path, help="write the full table here as JSON")
    given = parser.parse_args()
    if given.peer and not shutil.which(given.peer):
        parser.error(f"--peer names {given.peer}, which is no command here")
    if given.threads < 1 or not 1 <= given.sample <= 100:
        parser.error("--threads is at least 1, --sample from 1 to 100")
    return given


if __name__ == "__main__":
    sys.exit(main())
