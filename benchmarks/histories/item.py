"""Table B: when one open item will be done, given its age; every two months anew."""

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from histories.items import Items, items, peps
from leadline.engine.forecast.levels import LEVELS, weighted
from leadline.engine.forecast.remaining import Durations, Remaining
from leadline.engine.forecast.scores import coverage, crps

TITLE = (
    "B. When one open item will be done: days left, cut off at a year; origins every two months; mean over data sets"
)
Floats = NDArray[np.float64]

EVERY, CAP, FEWEST, MOST = 61, 365.0, 50, 400
METHODS = ("finished items, age ignored", "finished items older", "Leadline")


def run(folder: Path, sample: int, seed: int, threads: int) -> dict[str, Any] | None:
    """Print the table of each data set and give its figures; None without items."""
    found = {name: _scored(own, sample, seed) for name, own in {**items(folder), **peps(folder)}.items()}
    found = {name: rows for name, rows in found.items() if rows}
    if not found:
        return None
    print(f"  {'data set':<14} {'method':<28} {'n':>6} {'P50':>5} {'P80':>5} {'P85':>5} {'P95':>5} {'crps':>6}")
    for name, rows in found.items():
        for method, one in rows.items():
            mark = "*" if method == METHODS[-1] else " "
            shares = " ".join(f"{100 * one[share]:>5.1f}" for share in ("p50", "p80", "p85", "p95"))
            print(f" {mark}{name:<14} {method:<28} {one['n']:>6} {shares} {one['crps']:>6.1f}")
    return found


def in_line(found: dict[str, Any]) -> dict[str, Any]:
    """Nothing: this table has no place in the last line."""
    return {}


def missed(found: dict[str, Any]) -> list[str]:
    """Nothing: this table has no gate."""
    return []


def _scored(own: Items, sample: int, seed: int) -> dict[str, Any]:
    said: dict[str, list[Floats]] = {name: [] for name in METHODS}
    happened: list[Floats] = []
    chance = np.random.default_rng(seed)
    for today in np.arange(own.created.min() + 365, own.last - CAP, EVERY * sample):
        known = Durations.as_of(today, own.created, own.resolved, own.dropped)
        open_now = np.flatnonzero((own.created < today) & ~(own.resolved <= today))
        if known.done.sum() < FEWEST or not len(open_now):
            continue
        chosen = chance.permutation(open_now)[:MOST]
        ages = today - own.created[chosen]
        left = np.where(own.dropped[chosen], np.inf, own.resolved[chosen] - today)
        finished = np.sort(known.days[known.done])
        said[METHODS[0]].append(np.repeat(weighted(finished)[None, :], len(chosen), axis=0))
        said[METHODS[1]].append(np.array([_older(finished, age) for age in ages]))
        said[METHODS[2]].append(Remaining(known, today).days(ages))
        happened.append(np.where(np.isfinite(left), left, np.inf))
    if not happened:
        return {}
    days = np.minimum(np.concatenate(happened), CAP)
    return {name: _score(np.minimum(np.vstack(rows), CAP), days) for name, rows in said.items()}


def _older(finished: Floats, age: float) -> Floats:
    older = finished[np.searchsorted(finished, age, side="right") :]
    return weighted(older - age) if len(older) else np.full(len(LEVELS), CAP)


def _score(said: Floats, happened: Floats) -> dict[str, Any]:
    shares = {f"p{share * 100:.0f}": coverage(said, happened, share) for share in (0.5, 0.8, 0.85, 0.95)}
    return {"n": len(happened), **shares, "crps": float(crps(said, happened).mean())}
