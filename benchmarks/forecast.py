"""
How true forecasts are, on real histories, beside what is usually done.

Usage: python benchmarks/forecast.py DIR [--table NAME] [--sample N] [--seed N] [--threads N] [--gate] [--out FILE.json]

DIR holds any of `tawos_daily_completions`, `work_items` (each .parquet or .csv), `k8s_freeze_outcomes`, `k8s_releases`, `peps_items`,
`openstack_specs_outcomes` and `landmark_milestone_reestimates`, with the columns that `histories/` reads; a table whose
file is absent says “not here”. Each forecast stands on a day (rolling origins) and knows only what was known on it; what is
shipped with Leadline is not read: pools are measured anew for each origin, on other projects.

- A: when the next N items will be done. A2: when 80 % of the items open now will be. B: when one item will be.
- C: whether what is committed to a release makes it. D: what an estimate turns into. E: sums of estimates.
- F: when a milestone will be that is re-estimated every week.

Coverage is the share of outcomes at or before the forecast: 50, 80 and 95 % would be ideal. The last line is one JSON object. A goal
that was missed also prints MISS. Exit 0: it ran (with --gate only if no goal was missed); 1: wrong; 2: bad arguments.
"""

import argparse
import importlib
import json
import os
import sys
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))

TABLES = ("pace", "scope", "item", "release", "effort", "sums", "milestone")
"""One module of `histories/` each, in the order of the letters A, A2, B, C, D, E, F."""

IN_LINE = ("a12", "a26", "a2", "d", "k8s", "nova")


def main() -> int:
    """Run the tables, print them, and give the exit code."""
    given = _arguments()
    if not given.dir.is_dir():
        print(f"{given.dir} is no folder. Name one with histories in it.", file=sys.stderr)
        return 2
    print(f"{os.cpu_count()} cores, {given.threads} threads, load {os.getloadavg()[0]:.1f} before")
    line: dict[str, Any] = dict.fromkeys(IN_LINE)
    full: dict[str, Any] = {}
    missed: list[str] = []
    for name in [given.table] if given.table else TABLES:
        module = importlib.import_module(f"histories.{name}")
        begun = time.perf_counter()
        print(f"\n{module.TITLE}")
        found = module.run(given.dir, given.sample, given.seed, given.threads)
        if found is None:
            print("  not here")
            continue
        print(f"  ({time.perf_counter() - begun:.1f} s)")
        full[name] = found
        line |= module.in_line(found)
        missed += module.missed(found)
    for one in missed:
        print(f"MISS {one}")
    print(f"load {os.getloadavg()[0]:.1f} after")
    if given.out:
        given.out.write_text(json.dumps(full, indent=1))
    print(json.dumps({"bench": "forecast", **line}, separators=(",", ":")))
    return 1 if given.gate and missed else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="How true forecasts are, on real histories.")
    parser.add_argument("dir", type=Path, help="the folder with the histories")
    parser.add_argument("--table", choices=TABLES)
    parser.add_argument("--sample", type=int, default=1, help="use every Nth origin only")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=min(4, os.cpu_count() or 1))
    parser.add_argument("--gate", action="store_true", help="fail when a goal is missed")
    parser.add_argument("--out", type=Path, help="write the full tables here as JSON")
    given = parser.parse_args()
    if given.sample < 1 or given.threads < 1:
        parser.error("--sample and --threads are at least 1")
    return given


if __name__ == "__main__":
    sys.exit(main())
