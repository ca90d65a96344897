"""
How long the first round takes, from a real file to its pages, beside what no program can be faster than.

Usage: python benchmarks/first_round.py [--history DIR] [--out FILE.json]

Three things are timed, through the doors that people use:

- the Kubernetes program (567 enhancement proposals) imported into an empty home, and its first round: goal under 60 s;
  beside it the same rows put bare into SQLite.
- every page of that program, for the first and for the second time: goal under 300 ms from the second view on; beside it
  a page that shows nothing (`/health`).
- 10,000 futures of each program in `examples/`: goal under 10 s each; beside it the bare draws of its work items.

`--history` is the folder with the three Kubernetes files; without it the first part is left out and said to be.

The last line of output is one JSON object; a goal that was missed also prints a line with MISS. Exit 0: it ran; 1: an
answer was wrong; 2: bad arguments.
"""

import argparse
import json
import os
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
FILES = (
    "k8s_program_2025-06-28_v1.34_freeze.csv",
    "k8s_program_2025-06-28_v1.34_freeze_links.csv",
    "k8s_release_plan_history.csv",
)
PROJECTS, WITH_ODDS = 567, 61
GOALS = {"round_s": 60.0, "page_ms": 300.0, "futures_s": 10.0}
FUTURES, SEED = 10_000, 20_260_302
PROGRAM = "kubernetes-enhancements"


class Wrong(Exception):
    """An answer that was timed is not the right one."""


def main() -> int:
    """Run it all, print the table, and give the exit code."""
    given = _arguments()
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} before")
    results: dict[str, Any] = {"load": round(os.getloadavg()[0], 1)}
    with tempfile.TemporaryDirectory(prefix="leadline-benchmark-") as home:
        os.environ["LEADLINE_HOME"] = home
        try:
            if given.history:
                results |= first_round([given.history / one for one in FILES], Path(home))
                results |= pages()
            else:
                print("No --history, so import, round and pages were not timed.")
            results |= futures(sorted((ROOT / "examples").glob("*.yaml")))
        except Wrong as wrong:
            print(f"WRONG {wrong}", file=sys.stderr)
            return 1
    print(f"load {os.getloadavg()[0]:.1f} after")
    missed = [name for name, goal in GOALS.items() if results.get(name, 0.0) >= goal]
    for name in missed:
        print(f"MISS {name}: {results[name]} is not under {GOALS[name]:g}")
    if given.out:
        given.out.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
    short = {name: value for name, value in results.items() if not isinstance(value, dict)}
    print(json.dumps({**short, "missed": len(missed)}, separators=(",", ":")))
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="How long the first round takes.")
    parser.add_argument("--history", type=Path, help="folder with the three Kubernetes files")
    parser.add_argument("--out", type=Path, help="file for all figures as JSON")
    given = parser.parse_args()
    if given.history and (missing := [one for one in FILES if not (given.history / one).is_file()]):
        parser.error(f"{given.history} has no {', '.join(missing)}.")
    if given.out and not given.out.absolute().parent.is_dir():
        parser.error(f"There is no folder for {given.out}.")
    return given


def first_round(files: list[Path], home: Path) -> dict[str, Any]:
    """Import the files and run a round by the command line, each in a process of its own, as a person would."""
    how = ["--mapping", "kubernetes_enhancements", "--as-of", "2025-06-28", "--yes"]
    imported, told = _timed(lambda: _leadline("import", *map(str, files), *how, "--json"))
    kept = json.loads(told)["imports"][0]
    _expect("projects", kept["read"]["project"], PROJECTS)
    _expect("milestones that say why not", _without_odds(kept), PROJECTS - WITH_ODDS)
    again, told = _timed(lambda: _leadline("import", *map(str, files), *how, "--json"))
    _expect("a second import", json.loads(told)["imports"][0]["state"], "unchanged")
    began = os.times().children_user + os.times().children_system
    looked, told = _timed(lambda: _leadline("round", "--futures", str(FUTURES), "--json"))
    worked = os.times().children_user + os.times().children_system - began
    _expect("futures", json.loads(told)["futures"], FUTURES)
    rows, bare = _bare_rows(home)
    print(f"{imported:8.2f} s  import of {PROJECTS} projects")
    print(f"{bare:8.2f} s    beside it: the same {rows:,} rows put bare into SQLite")
    print(f"{again:8.2f} s  the same import again, which changes nothing")
    print(f"{looked:8.2f} s  first round, {FUTURES:,} futures; {worked:.1f} s of processor time")
    return {
        "import_s": round(imported, 1),
        "sqlite_s": round(bare, 2),
        "round_s": round(imported + looked, 1),
    }


def _without_odds(kept: dict[str, Any]) -> int:
    """Proposals without odds; the release itself is a milestone as well, and leaves on its day with what is ready."""
    return sum(number for reason, number in kept["without_odds"].items() if not reason.startswith("a release"))


def _bare_rows(home: Path) -> tuple[int, float]:
    """The rows of every table of the program written into an empty database with the same care for the disk."""
    source = sqlite3.connect(home / "leadline.db")
    names = [name for (name,) in source.execute("SELECT name FROM sqlite_master WHERE type='table'")]
    tables = [name for name in names if name.startswith("record_")]
    # Rounds come later; only what an import writes is compared with the import.
    facts = [name for name in tables if "heard_from" in _columns(source, name)]
    held = {name: source.execute(f'SELECT * FROM "{name}"').fetchall() for name in facts}  # noqa: S608 - its own names
    target = sqlite3.connect(home / "bare.db")
    target.execute("PRAGMA journal_mode=WAL")
    target.execute("PRAGMA synchronous=FULL")

    def insert() -> None:
        for name, rows in held.items():
            places = ",".join("?" * len(_columns(source, name)))
            target.execute(f'CREATE TABLE "{name}" ({",".join(_columns(source, name))})')
            target.executemany(f'INSERT INTO "{name}" VALUES ({places})', rows)  # noqa: S608 - its own names
            target.commit()

    seconds, _ = _timed(insert)
    return sum(map(len, held.values())), seconds


def _columns(source: sqlite3.Connection, table: str) -> list[str]:
    return [f'"{row[1]}"' if row[1] != "heard_from" else "heard_from" for row in source.execute(f'PRAGMA table_info("{table}")')]  # fmt: skip


def pages() -> dict[str, Any]:
    """Every page of the program, twice, by Django's own client: the server's whole work without the network."""
    client, paths = _client_and_paths()
    seen: dict[str, dict[str, float]] = {}
    for name, address in paths.items():
        first, answer = _timed(partial(client.get, address))
        _expect(f"{address} answers", answer.status_code, 200)
        second = min(_timed(partial(client.get, address))[0] for _ in range(3))
        kilobytes = len(answer.content) / 1024
        seen[name] = {"first_ms": round(first * 1e3), "ms": round(second * 1e3), "kb": round(kilobytes)}
        print(f"{first * 1e3:8.0f} ms first, {second * 1e3:5.0f} ms then, {kilobytes:6.0f} KB  {name}")
    floor = min(_timed(partial(client.get, "/health"))[0] for _ in range(3))
    print(f"{floor * 1e3:8.1f} ms  beside them: an answer that shows nothing")
    slowest = max(seen, key=lambda name: seen[name]["ms"])
    return {"pages": seen, "page_ms": seen[slowest]["ms"], "slowest": slowest, "floor_ms": round(floor * 1e3, 1)}


def _client_and_paths() -> tuple[Any, dict[str, str]]:
    """A signed-in owner, and the address of every page; those of one thing with the first such thing there is."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "leadline.site.settings"
    import django

    django.setup()
    from django.test import Client

    from leadline.record.access import SYSTEM, for_
    from leadline.record.doors import PAGES, open_rooms
    from leadline.record.models import Account
    from leadline.record.results import last_round, outlook_of

    open_rooms()
    owner = Account.objects.filter(is_owner=True).first() or Account.objects.create_account(
        "owner@example.com", "Owner", owner=True
    )
    client = Client()
    client.force_login(owner, backend="django.contrib.auth.backends.ModelBackend")
    program = for_(SYSTEM).programs().get(key=PROGRAM)
    last = last_round(SYSTEM, program)
    if last is None:
        raise Wrong("there is no round")
    commitments = outlook_of(last).holds
    _expect("milestones with odds", len(commitments), WITH_ODDS)
    finding = for_(SYSTEM).findings(last).first()
    _expect("a finding", bool(finding), True)
    one = {"<str:id>": min(commitments), "<str:fingerprint>": finding.fingerprint if finding else ""}
    # These files name no reader, so there is no letter to open.
    paths = {name: _filled(door.path, one) for name, door in PAGES.items() if name != "letter"}
    paths |= {"find": "find?q=kubelet", "add": "work/add", "project": f"project/{project_of(min(commitments))}"}
    return client, {name: f"/p/{PROGRAM}/{path}" for name, path in paths.items() if "<" not in path}


def project_of(milestone: str) -> str:
    """The proposal that a stage of it belongs to: `kep-4192-beta` is of `kep-4192`."""
    return milestone.rpartition("-")[0]


def _filled(path: str, one: dict[str, str]) -> str:
    for hole, id in one.items():
        path = path.replace(hole, id)
    return path


def futures(files: list[Path]) -> dict[str, Any]:
    """10,000 futures of each example, once the compiled programs are there; beside them the bare draws."""
    if not files:
        print("There are no examples, so no futures of them were timed.")
        return {}
    from numpy.random import default_rng

    from leadline.engine.simulate import simulate
    from leadline.sources.file.yaml_document import read_file

    seen: dict[str, float] = {}
    for file in files:
        snapshot = read_file(file, as_of=date(2026, 3, 2)).snapshot
        simulate(snapshot, seed=SEED, futures=10)
        seconds, outlook = _timed(partial(simulate, snapshot, seed=SEED, futures=FUTURES))
        _expect(f"futures of {file.name}", outlook.futures, FUTURES)
        draws, _ = _timed(partial(default_rng(SEED).random, (len(snapshot.work), FUTURES)))
        seen[file.stem] = round(seconds, 2)
        print(f"{seconds:8.2f} s  {FUTURES:,} futures of {file.name}, {len(snapshot.work)} work items")
        print(f"{draws:8.3f} s    beside it: its bare draws")
    return {"examples": seen, "futures_s": max(seen.values())}


def _leadline(*words: str) -> str:
    done = subprocess.run([sys.executable, "-m", "leadline", *words], capture_output=True, text=True, check=False)
    if done.returncode:
        raise Wrong(f"leadline {words[0]} ended with {done.returncode}: {done.stderr[-500:]}")
    return done.stdout


def _expect(what: str, found: object, wanted: object) -> None:
    if found != wanted:
        raise Wrong(f"{what}: {found}, not {wanted}")


def _timed(task: Callable[[], Any]) -> tuple[float, Any]:
    begun = time.perf_counter()
    answer = task()
    return time.perf_counter() - begun, answer


if __name__ == "__main__":
    sys.exit(main())
