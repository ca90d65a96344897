"""
Table A2: when 80 % of the items that are open now will be closed; every four weeks anew.

Beyond three years is one answer, for forecasts and outcomes alike. A set that was not watched for so long and has not ended by then
tells nothing, and is left out.
"""

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from histories.items import Items, items
from leadline.engine.forecast.levels import at, weighted
from leadline.engine.forecast.remaining import Durations, Remaining
from leadline.engine.forecast.scope import common_factor, days_until
from leadline.engine.forecast.scores import coverage, pinball

TITLE = (
    "A2. When 80 % of what is open now will be done: origins every 4 weeks, cut off at three years; mean over data sets"
)
Floats = NDArray[np.float64]

SHARE, EVERY, AFTER, CAP, FEWEST, OPEN, MOST = 0.8, 28, 365, 1096.0, 50, 5, 600
"""The share, days between origins, days of history after the last, the cut; finished and open items an origin needs, and uses."""

SHARES = np.array([0.5, 0.8, 0.95])
DRAWS, LONGEST = 300, 320
METHODS = ("throughput of all", "throughput to older items", "each alone", "Leadline")


def run(folder: Path, sample: int, seed: int, threads: int) -> dict[str, Any] | None:
    """Print the table of each data set and give its figures; None without items."""
    found = {name: _scored(own, sample, seed) for name, own in items(folder).items()}
    found = {name: rows for name, rows in found.items() if rows}
    if not found:
        return None
    print(f"  {'data set':<14} {'method':<26} {'n':>4} {'P50':>5} {'P80':>5} {'P95':>5} {'pinball':>7}  actual/P50")
    for name, rows in found.items():
        for method, one in rows.items():
            mark = "*" if method == METHODS[-1] else " "
            shares = " ".join(f"{100 * one[share]:>5.1f}" for share in ("p50", "p80", "p95"))
            print(f" {mark}{name:<14} {method:<26} {one['n']:>4} {shares} {one['pinball']:>7.1f}  {one['ratio']:.2f}")
    return found


def in_line(found: dict[str, Any]) -> dict[str, Any]:
    """The mean coverage of P80."""
    return {"a2": round(float(np.mean([rows[METHODS[-1]]["p80"] for rows in found.values()])), 3)}


def missed(found: dict[str, Any]) -> list[str]:
    """What of FORECAST.md §6 does not hold."""
    p80 = in_line(found)["a2"]
    return [] if 0.72 <= p80 <= 0.92 else [f"a2 p80 {p80}: goal .72 to .92"]


def _scored(own: Items, sample: int, seed: int) -> dict[str, Any]:
    said: dict[str, list[Floats]] = {name: [] for name in METHODS}
    took: list[float] = []
    made: list[float] = []
    for number, today in enumerate(np.arange(own.created.min() + 365, own.last - AFTER, EVERY * sample)):
        known = Durations.as_of(today, own.created, own.resolved, own.dropped)
        open_now = np.flatnonzero((own.created < today) & ~(own.resolved <= today))
        if known.done.sum() < FEWEST or len(open_now) < OPEN:
            continue
        chosen = np.random.default_rng(seed + number).permutation(open_now)[:MOST]
        left = Remaining(known, today).days(today - own.created[chosen])
        over = [place for place, (days, day) in enumerate(zip(took, made, strict=True)) if day + days <= today]
        # Sets that follow each other every four weeks share most of their items.
        alone = [said[METHODS[2]][place] for place in over]
        common = common_factor(alone, [took[place] for place in over], weight=0.25)
        for name, rate in zip(METHODS[:2], _rates(own, today), strict=True):
            said[name].append(_throughput(rate, SHARE * len(chosen), seed + number))
        said[METHODS[2]].append(days_until(left, SHARE, common=0.0, seed=seed + number))
        said[METHODS[3]].append(days_until(left, SHARE, common=common, seed=seed + number))
        ends = np.sort(np.where(np.isfinite(own.resolved[chosen]), own.resolved[chosen] - today, np.inf))
        took.append(float(ends[int(np.ceil(SHARE * len(chosen) - 1e-9)) - 1]))
        made.append(today)
    if not took:
        return {}
    known = np.isfinite(took) | (own.last - np.array(made) >= CAP)
    if not known.any():
        return {}
    return {name: _score(np.array(rows)[known], np.array(took)[known]) for name, rows in said.items()}


def _rates(own: Items, today: float) -> tuple[Floats, Floats]:
    """Completions in each of the last twelve weeks, all and those of items that had been open when the twelve weeks began."""
    edges = today - 7 * np.arange(12, -1, -1)
    lately = (own.resolved >= edges[0]) & (own.resolved < today)
    every = np.histogram(own.resolved[lately], edges)[0].astype(np.float64)
    older = lately & (own.created < edges[0])
    return every, every * (older.sum() / max(lately.sum(), 1))


def _throughput(weekly: Floats, count: float, seed: int) -> Floats:
    sums = np.cumsum(np.random.default_rng(seed).choice(weekly, size=(DRAWS, LONGEST)), axis=1)
    return weighted(7.0 * ((sums < count).sum(axis=1) + 1.0))


def _score(said: Floats, took: Floats) -> dict[str, Any]:
    cut, days = np.minimum(said, CAP), np.minimum(took, CAP)
    shares = {f"p{share * 100:.0f}": coverage(cut, days, share) for share in SHARES}
    three = np.stack([at(cut, share) for share in SHARES], axis=1)
    middle = np.maximum(at(cut, 0.5), 1.0)
    return {
        "n": len(took), **shares, "pinball": float(pinball(three, days, SHARES).mean()), "ratio": float(np.median(days / middle)),
    }  # fmt: skip
