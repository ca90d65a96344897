"""
The same program for TaskJuggler, and its answer: the peer that plans people with calendars.

Written are working days, leave and holidays of each person, skills as the people a task may be given to, links, releases,
priorities by what is due, and who work in progress is with. Links between starts or between ends are left out:
TaskJuggler refuses its own plan where leave comes between, so it has less to keep than we. It has no effort for several people at their own
pace and no levels: a task for two people gets two allocations. Days become days of 8 hours, a half day 4 of them.

Source: TaskJuggler 3.7, https://taskjuggler.org, Debian package tj3.
"""

import csv
import shutil
import subprocess
import time
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from leadline.engine.order import FS
from leadline.engine.schedule.people.problem import Item, Lag, Need, Problem, Worker

MONDAY = date(2026, 3, 2)
MOST_ALTERNATIVES = 12
"""TaskJuggler tries alternatives one by one; with all of them it takes hours."""

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(frozen=True)
class Peer:
    """Its seconds and, in days, the end of each item (NaN: none)."""

    seconds: float
    ends: list[float]


def installed() -> bool:
    """Whether there is a `tj3` to be run."""
    return shutil.which("tj3") is not None


def run(problem: Problem, folder: Path, limit: float) -> Peer | None:
    """TaskJuggler's plan; None when it needs longer than `limit` seconds or gives up."""
    (folder / "plan.tjp").write_text(written(problem), encoding="utf-8")
    began = time.perf_counter()
    try:
        subprocess.run(["tj3", "--silent", "plan.tjp"], cwd=folder, timeout=limit, check=False, capture_output=True)  # noqa: S607
    except subprocess.TimeoutExpired:
        return None
    seconds = time.perf_counter() - began
    report = folder / "ends.csv"
    if not report.exists():
        return None
    ends = [float("nan")] * len(problem.items)
    with report.open(newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file, delimiter=";"):
            if row["Id"].startswith("t"):
                done = datetime.strptime(row["End"], "%Y-%m-%d-%H:%M")
                ends[int(row["Id"][1:])] = _days(done)
    return Peer(seconds, ends)


def _days(at: datetime) -> float:
    """Days from the start, as ours: a working day from nine to five is a day from midnight to midnight."""
    since = at - datetime.combine(MONDAY, datetime.min.time())
    return since.days + min(max((since.seconds / 3600 - 9) / 8, 0.0), 1.0)


def written(problem: Problem) -> str:
    """The program as a `.tjp`."""
    lines = [
        f'project leadline "Leadline" {MONDAY} +36m {{',
        '  timezone "UTC"',
        "  dailyworkinghours 8",
        "  timingresolution 60min",
        '  timeformat "%Y-%m-%d-%H:%M"',
        "  workinghours mon - sun 9:00 - 17:00",
        "}",
    ]
    into: dict[int, list[Lag]] = {}
    for lag in problem.lags:
        into.setdefault(lag.after, []).append(lag)
    for n, worker in enumerate(problem.workers):
        lines += _worker(n, worker)
    for n, item in enumerate(problem.items):
        lines += _task(n, item, problem, [lag for lag in into.get(n, ()) if lag.kind == FS])
    lines += ['taskreport ends "ends" {', "  formats csv", "  columns id, end", "}"]
    return "\n".join(lines)


def _worker(n: int, worker: Worker) -> list[str]:
    """Hours of the week as they are most weeks; every day that is different is leave."""
    shares = [float(one) for one in worker.shares[: 365 * 3]]
    usual = [max(shares[day::7]) for day in range(7)]
    lines = [f'resource p{n} "{worker.id}" {{']
    for day, share in enumerate(usual):
        hours = round(share * 8)
        lines.append(f"  workinghours {DAYS[day]} " + (f"9:00 - {9 + hours}:00" if hours else "off"))
    away = [day for day, share in enumerate(shares) if share == 0 and usual[day % 7]]
    for first, last in _runs(away):
        lines.append(f"  leaves annual {MONDAY + timedelta(days=first)} +{last - first + 1}d")
    return [*lines, "}"]


def _runs(days: list[int]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for day in days:
        if runs and runs[-1][1] == day - 1:
            runs[-1] = (runs[-1][0], day)
        else:
            runs.append((day, day))
    return runs


def _task(n: int, item: Item, problem: Problem, links: list[Lag]) -> list[str]:
    priority = 1000 if item.going else 600 if item.due is not None else 500
    opening = [f'task t{n} "{item.id}" {{', f"  priority {priority}"]
    given = [f"  allocate p{item.staff[0]}"] if item.staff else [_allocated(need, problem) for need in item.needs]
    if not all(given):
        # Nobody can: left out here as it is left out there, but links to it stay.
        return [*opening, "  duration 1h", "}"]
    opening += [f"  effort {item.work * len(given) * 8:g}h", *given]
    if links:
        return [*opening, "  depends " + ", ".join(map(_link, links)), "}"]
    return [*opening, f"  start {MONDAY + timedelta(days=int(item.release))}", "}"] if item.release else [*opening, "}"]


def _allocated(need: Need, problem: Problem) -> str:
    able = [w for w, one in enumerate(problem.workers) if one.skills.get(need.skill, 0) >= need.level]
    chosen = sorted(able, key=lambda w: len(problem.workers[w].skills))[:MOST_ALTERNATIVES]
    others = ", ".join(f"p{w}" for w in chosen[1:])
    more = f" {{ alternative {others} select minloaded persistent }}" if others else ""
    return f"  allocate p{chosen[0]}{more}" if chosen else ""


def _link(lag: Lag) -> str:
    inside = f" gapduration {lag.least:g}d" if lag.least else ""
    return f"!t{lag.before}" + (f" {{{inside} }}" if inside else "")
