"""Table A: when the next N items will be done, N as many as were done in k recent weeks."""

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from histories.reading import day, number, table
from leadline.engine.forecast.levels import LEVELS, at, weighted
from leadline.engine.forecast.pace import HORIZONS, RECENT, Completions, Pace, TooShort, Windows, asked, weeks_until
from leadline.engine.forecast.scores import coverage, crps, percentile_band

TITLE = "A. When the next N items will be done: N of k weeks of recent work; origins every 4 weeks; mean over projects"
Floats = NDArray[np.float64]

FIRST, EVERY, AFTER, FEWEST = 26, 4, 3, 5
"""Weeks of history before the first origin, between two, horizons of history after the last; origins a project needs."""

DRAWS, LONGEST, NEVER = 300, 260, 520.0
"""Futures of the bootstrap, its longest week, and what counts as never in a score."""

SHARES = (0.5, 0.8, 0.85, 0.95)
METHODS = ("naive velocity, 12 weeks", "bootstrap, 12 weeks", "bootstrap, all history", "Leadline")


def run(folder: Path, sample: int, seed: int, threads: int) -> dict[str, Any] | None:
    """Print the table of each k and give its figures; None without a file."""
    histories = completions(folder)
    if not histories:
        return None
    print(
        f"  {'k':>3} {'method':<26} {'P50':>5} {'P80':>5} {'P85':>5} {'P95':>5}  {'crps':>6} {'wide':>5}  P80 of projects 10/50/90"
    )
    found: dict[str, Any] = {}
    for horizon in HORIZONS:
        found[str(horizon)] = _horizon(histories, horizon, sample, seed)
    return found


def in_line(found: dict[str, Any]) -> dict[str, Any]:
    """P50, P80, P95 and the CRPS beside the 12-week bootstrap's, at 12 and 26 weeks."""
    line = {}
    for horizon in (12, 26):
        ours, boot = (found[str(horizon)].get(name) for name in (METHODS[-1], METHODS[1]))
        if ours:
            line[f"a{horizon}"] = [round(ours[one], 3) for one in ("p50", "p80", "p95")] + [
                round(ours["crps"] / boot["crps"], 3)
            ]
    return line


def missed(found: dict[str, Any]) -> list[str]:
    """What of FORECAST.md §6 does not hold."""
    wrong = []
    for name, (_, p80, p95, ratio) in in_line(found).items():
        wrong += [f"{name} p80 {p80}: goal .74 to .86"] if not 0.74 <= p80 <= 0.86 else []
        wrong += [f"{name} p95 {p95}: goal .90 to .98"] if not 0.90 <= p95 <= 0.98 else []
        wrong += [f"{name} crps {ratio} of the bootstrap's: goal .90"] if ratio > 0.90 else []
    return wrong


def completions(folder: Path) -> dict[str, Completions]:
    """Items done by day, of each project of the daily completions and each data set of the work items."""
    done: dict[str, dict[int, float]] = {}
    for name, when, count in _rows(folder):
        if when is not None and count:
            own = done.setdefault(name, {})
            own[when] = own.get(when, 0.0) + count
    return {name: Completions.of(own) for name, own in sorted(done.items())}


def _rows(folder: Path) -> list[tuple[str, int | None, float | None]]:
    daily = table(folder, "tawos_daily_completions", ("project", "date", "completed"))
    items = table(folder, "work_items", ("dataset", "resolved", "resolution", "status"))
    rows: list[tuple[str, int | None, float | None]] = []
    if daily:
        rows += [(str(name), day(on), number(count)) for name, on, count in zip(*daily.values(), strict=True)]
    if items:
        rows += [
            (f"work items of {name}", day(on), 1.0)
            for name, on in zip(items["dataset"], items["resolved"], strict=True)
        ]
    return rows


def _horizon(histories: dict[str, Completions], horizon: int, sample: int, seed: int) -> dict[str, Any]:
    windows = {name: Windows.of(done, horizon, int(done.days[-1])) for name, done in histories.items()}
    scored: dict[str, list[dict[str, Any]]] = {name: [] for name in METHODS}
    for name, done in histories.items():
        pool = Windows.together(one for other, one in windows.items() if other != name)
        project = _project(done, horizon, windows[name], pool, sample, np.random.default_rng(seed))
        for method, row in project.items():
            scored[method].append(row)
    found = {}
    for method, rows in scored.items():
        if rows:
            found[method] = _mean(rows)
            _say(horizon, method, found[method])
    return found


def _project(
    done: Completions, horizon: int, own: Windows, pool: Windows, sample: int, chance: np.random.Generator
) -> dict[str, dict[str, Any]]:
    """The scores of one project by method; nothing where it is too short."""
    said: dict[str, list[Floats]] = {name: [] for name in METHODS}
    took, left = [], []
    last = int(done.days[-1])
    for today in range(int(done.days[0]) + 7 * FIRST, last - 7 * AFTER * horizon + 1, 7 * EVERY * sample):
        weekly = done.weekly(today)
        count = asked(weekly, horizon)
        if not count:
            continue
        try:
            pace = Pace.of(weekly)
        except TooShort:
            continue
        said[METHODS[0]].append(np.full(len(LEVELS), count / weekly[-RECENT:].mean()))
        said[METHODS[1]].append(_bootstrap(weekly[-RECENT:], count, chance))
        said[METHODS[2]].append(_bootstrap(weekly, count, chance))
        said[METHODS[3]].append(weeks_until(count, pace, today, horizon, own, pool))
        took.append(done.weeks_for(count, today))
        left.append((last - today) / 7)
    if len(took) < FEWEST:
        return {}
    return {name: _score(np.array(rows), np.array(took), np.array(left), horizon) for name, rows in said.items()}


def _bootstrap(weekly: Floats, count: int, chance: np.random.Generator) -> Floats:
    """Weeks until so many are done where each coming week is like one of those given."""
    sums = np.cumsum(chance.choice(weekly, size=(DRAWS, LONGEST)), axis=1)
    return weighted((sums < count).sum(axis=1) + 1.0)


def _score(said: Floats, took: Floats, left: Floats, horizon: int) -> dict[str, Any]:
    """What never came counts as not held; scores are cut off where the history ends, for forecasts and outcomes alike."""
    cut = crps(np.minimum(said, left[:, None]), np.minimum(took, left)) / horizon
    wide = np.minimum(said, NEVER)
    return {
        **{f"p{share * 100:.0f}": coverage(said, took, share) for share in SHARES},
        "crps": float(cut.mean()), "wide": float((at(wide, 0.95) - at(wide, 0.05)).mean() / horizon), "n": len(took),
        "never": int(np.isinf(took).sum()),
    }  # fmt: skip


def _mean(rows: list[dict[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {
        one: float(np.mean([row[one] for row in rows])) for one in rows[0] if one not in ("n", "never")
    }
    found |= {one: sum(row[one] for row in rows) for one in ("n", "never")}
    found["projects"] = percentile_band(np.array([row["p80"] for row in rows]))
    return found


def _say(horizon: int, method: str, found: dict[str, Any]) -> None:
    shares = " ".join(f"{100 * found[f'p{share * 100:.0f}']:>5.1f}" for share in SHARES)
    low, middle, high = (100 * one for one in found["projects"])
    mark = "*" if method == METHODS[-1] else " "
    print(
        f" {mark}{horizon:>3} {method:<26} {shares}  {found['crps']:>6.3f} {found['wide']:>5.2f}  {low:.0f} {middle:.0f} {high:.0f}  n {found['n']}, never {found['never']}"
    )
