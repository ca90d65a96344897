"""
How long 10,000 futures take.

Usage: python benchmarks/simulate.py [ITEMS [FUTURES [THREADS]]]

The program is generated: people in three teams on their calendars, six promised milestones, dependencies, risks, an
open decision, costs. Timed is the whole of `simulate`, compiled code being there already, and twenty prices; beside
them the bare draws, which nothing that draws can be faster than.
"""

import sys
import time
from collections.abc import Callable
from random import Random
from typing import Any

from leadline.engine.price import Candidate, price
from leadline.engine.rows import Source
from leadline.engine.simulate import simulate
from leadline.program import document
from leadline.program.edits import Change
from leadline.program.snapshot import Snapshot

TEAMS, MILESTONES = 3, 6


def generated(items: int) -> Snapshot:
    """A program of that many items, the same every time."""
    chance = Random(1)  # noqa: S311 - no secret
    people = max(items // 7, 3)
    plain: dict[str, Any] = {
        "id": "benchmark",
        "as_of": "2026-03-02",
        "budget_cents": 30_000_000,
        "burn_cents": 10_000,
        "teams": [{"id": f"team{n}"} for n in range(TEAMS)],
        "people": [
            {"id": f"person{n}", "team": f"team{n % TEAMS}", "day_rate_cents": 60_000, "capacity": 0.6 + 0.1 * (n % 5)}
            for n in range(people)
        ],
        "milestones": [
            {"id": f"m{n}", "name": f"Milestone {n}", "cost_of_delay_cents": 100_000} for n in range(MILESTONES)
        ],
        "promises": [{"id": f"p{n}", "milestone": f"m{n}", "due": f"2026-{5 + n:02}-01"} for n in range(MILESTONES)],
        "work": [
            {
                "id": f"w{n:05}",
                "team": f"team{n % TEAMS}",
                "milestone": f"m{n * MILESTONES // items}",
                "estimate": f"{1 + n % 4}-{4 + n % 7}d",
                "assignee": f"person{n % people}" if n % 5 == 0 else "",
            }
            for n in range(items)
        ],
        "dependencies": [
            {"id": f"d{n}", "before": f"w{chance.randrange(max(n - 40, 0), n):05}", "after": f"w{n:05}"}
            for n in range(1, items, 2)
        ],
        "risks": [
            {"id": f"r{n}", "event": "late", "probability": 0.3, "delay": "5-20d", "work": [f"w{n * items // 5:05}"]}
            for n in range(5)
        ],
        "decisions": [{"id": "q", "question": "Which?", "work": ["w00001"], "options": [{"name": "A"}, {"name": "B"}]}],
    }
    return document.read(plain)


def seconds(task: Callable[[], object]) -> float:
    """How long a task takes."""
    begun = time.perf_counter()
    task()
    return time.perf_counter() - begun


def main() -> None:
    """Print the seconds."""
    items, futures, threads = (int(given) for given in [*sys.argv[1:], *("60", "10000", "1")[len(sys.argv) - 1 :]])
    snapshot = generated(items)
    first = seconds(lambda: simulate(snapshot, seed=1, futures=10))
    whole = seconds(lambda: simulate(snapshot, seed=1, futures=futures, threads=threads))
    edits = [Candidate(f"work:{one.id}", (Change("work", one.id, {"estimate": "1-2d"}),)) for one in snapshot.work[:20]]
    prices = seconds(lambda: price(snapshot, edits, seed=1, futures=futures, threads=threads))
    draws = seconds(lambda: [Source(1, futures).uniform(one.id) for one in snapshot.work])
    print(f"{items} items, {futures} futures, {threads} threads")
    print(f"{first:8.2f} s  first call (compiles what is not cached)")
    print(f"{whole:8.2f} s  simulate, with risks and options tried")
    print(f"{prices:8.2f} s  20 prices")
    print(f"{draws:8.2f} s  the bare draws")


if __name__ == "__main__":
    main()
