"""
How good our plans are, beside the best known ones and beside a peer.

Usage: python benchmarks/scheduling.py DIR [--seconds S] [--set NAME] [--sample N] [--seed N] [--threads N]
       [--peer cpsat] [--gate] [--out FILE.json]

DIR holds `bounds.csv` with the columns set, instance, file (relative to DIR) and ub_best, the shortest plan anybody has
found, and the files it names: `.rcp` (one project), `.rcmp` (several), `.sch` (with upper limits on lags), `.dzn` and
`.def` (people with skills). Each instance is planned for S seconds of wall time, and every plan goes through a checker
that shares no code with the engine. Compiling is not timed: it happens once after an update.

`own` is our own set of programs with calendars, leave, skills, releases and deadlines, made from the seed: see `calendars.py`, which
runs it beside TaskJuggler too. It has no best known plans, so it is in the table and in FILE.json, and in the last line only with
`--set own`. Without `--set` it comes last.

The table shows for each set the mean and worst gap to ub_best, the gap to our own lower bound, wall and CPU seconds. With
`--peer cpsat`, PyJobShop's CP-SAT model gets the same seconds on the same machine right after us. The last line is one
JSON object: mean gaps in percent; `imopse` is to our own lower bound, since nobody has published others.

Exit 0: all ran and every plan can be followed; 1: a plan that cannot, or a bound above a plan; 2: bad arguments. A missed
goal prints MISS, and with `--gate` ends in 1.
"""

import argparse
import csv
import importlib
import json
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from statistics import fmean
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))

import calendars
from instances import peer
from instances.outcome import Outcome

SETS = {
    "J120": "j120",
    "J60": "j60",
    "RG300": "rg300",
    "MPLIB": "mplib",
    "MSPSP": "mspsp",
    "RCPSPmax": "rcpspmax",
    "iMOPSE": "imopse",
}
"""How a set's name in bounds.csv begins, and what it is called in the last line."""

KINDS = {"mspsp": "instances.run_people:run_mspsp", "imopse": "instances.run_people:run_imopse"}
"""Where the run of a set is, as module:function (see `instances.run_pools.run`); all others are on shared pools."""

TO_OWN_BOUND = {"imopse"}

OWN = "own"
"""The set that is made here."""

GOALS = {
    2: {"j120": 1.6, "mplib": 0.5},
    5: {"rg300": 2.0},
    10: {"j120": 1.2, "mplib": 0.15, "mspsp": 2.0, "rcpspmax": 2.0, "imopse": 5.0},
}
"""Mean gaps in percent to be reached in so many seconds on two cores."""

AHEAD = {"j120", "rg300", "mplib", "rcpspmax"}
"""Sets of 100 items or more that the peer plans too, on which its mean is not to be better than ours."""

Row = dict[str, str]


def main() -> int:
    """Run, print the table, give the exit code."""
    given = _arguments()
    rows = _rows(given.dir, given.set, given.sample, given.seed)
    if not rows and given.set != OWN:
        print(f"No instance in {given.dir} belongs to {given.set or 'a set that is known'}.", file=sys.stderr)
        return 2
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} before; {given.seconds:g} s each, seed {given.seed}")
    results = {name: _set(name, members, given) for name, members in rows.items()}
    own = _own(given) if given.set in (None, OWN) else {}
    missed = [*_missed(results, given.seconds), *calendars.misses(own, given.seconds)]
    for line in missed:
        print(line)
    if given.out:
        given.out.write_text(
            json.dumps({"seconds": given.seconds, "seed": given.seed, "sets": results, OWN: own}, indent=1)
        )
    bad = sum(one["bad"] for one in (*results.values(), *own.values()))
    gaps = {name: results[name]["gap"] for name in SETS.values() if name in results}
    if given.set == OWN:
        gaps[OWN] = max(one["gap"] for one in own.values())
    print(
        json.dumps(
            {
                "bench": "scheduling",
                "s": round(given.seconds, 2) if given.seconds % 1 else int(given.seconds),
                **gaps,
                "bad": bad,
            },
            separators=(",", ":"),
        )
    )
    return 1 if bad or (given.gate and missed) else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0].strip())
    parser.add_argument("dir", type=Path, metavar="DIR")
    parser.add_argument("--seconds", type=float, default=2.0)
    parser.add_argument("--set", choices=[*SETS.values(), OWN])
    parser.add_argument("--sample", type=int, help="so many instances of each set, drawn by the seed")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=min(os.cpu_count() or 1, 2))
    parser.add_argument("--peer", choices=["cpsat"])
    parser.add_argument("--gate", action="store_true")
    parser.add_argument("--out", type=Path, metavar="FILE")
    given = parser.parse_args()
    if not (given.dir / "bounds.csv").is_file():
        parser.error(f"{given.dir} has no bounds.csv. Name a folder laid out as the beginning of this file says.")
    if given.seconds <= 0 or (given.sample is not None and given.sample < 1):
        parser.error("--seconds and --sample must be more than 0.")
    if given.peer and not peer.installed():
        parser.error("PyJobShop is not installed. It comes with: pip install -r requirements/bench.txt")
    return given


def _rows(folder: Path, only: str | None, sample: int | None, seed: int) -> dict[str, list[Row]]:
    """The rows of bounds.csv of each set."""
    found: dict[str, list[Row]] = {}
    with (folder / "bounds.csv").open(newline="") as file:
        for row in csv.DictReader(file):
            name = next((name for start, name in SETS.items() if row["set"].startswith(start)), None)
            if name and only in (None, name):
                found.setdefault(name, []).append(row)
    if sample:
        chance = Random(seed)  # noqa: S311 - no secret
        found = {name: chance.sample(rows, min(sample, len(rows))) for name, rows in found.items()}
    return found


def _runner(name: str) -> Callable[..., Outcome]:
    module, function = KINDS.get(name, "instances.run_pools:run").split(":")
    runner: Callable[..., Outcome] = getattr(importlib.import_module(module), function)
    return runner


def _set(name: str, rows: list[Row], given: argparse.Namespace) -> dict[str, Any]:
    """Run a set, and say so line by line."""
    runner = _runner(name)
    lines = []
    for row in rows:
        path = given.dir / row["file"]
        ours = runner(path, seconds=given.seconds, seed=given.seed, threads=given.threads)
        line = _judged(row, ours, name in TO_OWN_BOUND)
        if given.peer and name not in KINDS:
            from instances.run_pools import run_peer

            theirs = run_peer(path, seconds=given.seconds)
            line["peer"] = _judged(row, theirs, name in TO_OWN_BOUND)
        lines.append(line)
        print(f"  {name} {_told(line)}", flush=True)
        for fault in ours.faults:
            print(f"    WRONG {fault}")
    return _summed(name, lines)


def _own(given: argparse.Namespace) -> dict[str, dict[str, Any]]:
    """Our own set, the smaller programs first; as many as are sampled of each set."""
    calendars.warmed()
    with_peer = argparse.Namespace(seconds=given.seconds, seed=given.seed, threads=given.threads, peer=None)
    return {size: calendars.measured(size, with_peer) for size in list(calendars.SIZES)[: given.sample]}


def _judged(row: Row, outcome: Outcome, to_own_bound: bool) -> dict[str, Any]:
    best = outcome.bound if to_own_bound else int(row["ub_best"])
    end = outcome.end
    return {
        "instance": row["instance"],
        "best": best,
        "end": end,
        "bound": outcome.bound,
        "gap": None if end is None else 100 * (end - best) / max(best, 1),
        "to_bound": None if end is None else 100 * (end - outcome.bound) / max(outcome.bound, 1),
        "wall": round(outcome.wall, 2),
        "cpu": round(outcome.cpu, 2),
        "first": outcome.first,
        "bad": bool(outcome.faults),
    }


def _told(line: dict[str, Any]) -> str:
    gap = "no plan" if line["gap"] is None else f"{line['gap']:+.2f} %"
    text = f"{line['instance']}: {line['end']} beside {line['best']} ({gap}), no plan below {line['bound']}"
    return text + (f"; peer {line['peer']['end']}" if "peer" in line else "")


def _summed(name: str, lines: list[dict[str, Any]]) -> dict[str, Any]:
    """Means over a set. Where no plan was found there is no gap, so it is counted apart."""
    gaps = [line["gap"] for line in lines if line["gap"] is not None]
    summed: dict[str, Any] = {
        "gap": round(fmean(gaps), 2) if gaps else None,
        "worst": round(max(gaps), 2) if gaps else None,
        "to_bound": round(fmean([line["to_bound"] for line in lines if line["to_bound"] is not None]), 2)
        if gaps
        else None,
        "none": len(lines) - len(gaps),
        "bad": sum(line["bad"] for line in lines),
        "wall": round(fmean([line["wall"] for line in lines]), 2),
        "cpu": round(fmean([line["cpu"] for line in lines]), 2),
    }
    firsts = [line["first"] for line in lines if line["first"] is not None]
    first = f", first plan after {1000 * fmean(firsts):.0f} ms" if firsts else ""
    print(
        f"{name}: {len(lines)} instances, gap {summed['gap']} % (worst {summed['worst']}), to our bound {summed['to_bound']} %, "
        f"{summed['wall']} s wall, {summed['cpu']} s CPU, load {os.getloadavg()[0]:.1f}{first}"
    )
    theirs = [line["peer"] for line in lines if "peer" in line]
    if theirs:
        summed["peer"] = _beside(lines, theirs)
    return summed | {"instances": lines}


def _beside(lines: list[dict[str, Any]], theirs: list[dict[str, Any]]) -> dict[str, Any]:
    """The peer's gaps, and ours on the instances it found a plan for."""
    both = [
        (a["gap"], b["gap"])
        for a, b in zip(lines, theirs, strict=True)
        if a["gap"] is not None and b["gap"] is not None
    ]
    none = sum(one["gap"] is None for one in theirs)
    if not both:
        print(f"  peer: no plan on any of {len(theirs)} instances")
        return {"none": none}
    ours, peers = (fmean(one) for one in zip(*both, strict=True))
    print(f"  peer: gap {peers:.2f} %, ours {ours:.2f} % on the same; it found no plan on {none} of {len(theirs)}")
    return {"gap": round(peers, 2), "ours": round(ours, 2), "none": none}


def _missed(results: dict[str, dict[str, Any]], seconds: float) -> Iterator[str]:
    for budget, goals in GOALS.items():
        for name, goal in goals.items():
            if seconds >= budget and name in results:
                gap = results[name]["gap"]
                if gap is None or gap > goal or results[name]["none"]:
                    yield f"MISS {name}: {gap} % instead of {goal} % in {budget} s"
    for name in sorted(AHEAD & results.keys()):
        theirs = results[name].get("peer", {})
        if "gap" in theirs and theirs["ours"] > theirs["gap"]:
            yield f"MISS {name}: {theirs['ours']} %, and the peer has {theirs['gap']} %"


if __name__ == "__main__":
    sys.exit(main())
