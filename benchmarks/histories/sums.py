"""Table E: the effort of the next B tasks together, batch after batch, from what had ended before each."""

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from histories.effort import NO_POOL
from histories.estimates import Finished, finished
from leadline.engine.forecast.levels import LEVELS, weighted
from leadline.engine.forecast.ratios import Ratios
from leadline.engine.forecast.scores import coverage, crps
from leadline.engine.forecast.sums import COMMON, common_factor, total

TITLE = "E. Sums of tasks: the effort of the next B tasks; crps as a share of the estimates' sum"
Floats = NDArray[np.float64]

SIZES, FIRST, MOST, DRAWS = (10, 25, 50), 200, 60, 1_000
METHODS = ("sum of estimates", "independent ratios", "ratios of like size", "Leadline")


def run(folder: Path, sample: int, seed: int, threads: int) -> dict[str, Any] | None:
    """Print the table of each data set and give its figures; None without estimates."""
    found: dict[str, Any] = {}
    for name, own in finished(folder).items():
        for size in SIZES:
            rows = _scored(own, size, sample, seed)
            if rows:
                found[f"{name} {size}"] = rows
    if not found:
        return None
    print(f"  {'data set, B':<16} {'method':<22} {'n':>4} {'P50':>5} {'P80':>5} {'P95':>5} {'crps':>6}")
    for name, rows in found.items():
        for method, one in rows.items():
            mark = "*" if method == METHODS[-1] else " "
            shares = " ".join(f"{100 * one[share]:>5.1f}" for share in ("p50", "p80", "p95"))
            print(f" {mark}{name:<16} {method:<22} {one['n']:>4} {shares} {one['crps']:>6.4f}")
    return found


def in_line(found: dict[str, Any]) -> dict[str, Any]:
    """Nothing: this table has no place in the last line."""
    return {}


def missed(found: dict[str, Any]) -> list[str]:
    """Nothing: this table has no gate."""
    return []


def _scored(own: Finished, size: int, sample: int, seed: int) -> dict[str, Any]:
    # Evenly over the history, so that a long one takes no longer than a short one.
    starts = np.arange(FIRST, len(own.tasks) - size + 1, size)
    starts = starts[:: max(1, len(starts) // MOST) * sample]
    said: dict[str, list[Floats]] = {name: [] for name in METHODS}
    happened: list[float] = []
    alone: list[Floats] = []
    raw: list[float] = []
    for number, first in enumerate(starts):
        batch, today = own.tasks[first : first + size], own.ended[first]
        past = int(np.searchsorted(own.ended, today))
        if past < FIRST // 2:
            continue
        ratios = Ratios(own.tasks[:past], own.actuals[:past].tolist(), own.ended[:past].tolist(), NO_POOL)
        estimates = np.array([one.estimate for one in batch])
        plain = own.actuals[:past] / np.array([one.estimate for one in own.tasks[:past]])
        free = (np.random.default_rng(seed + number).choice(plain, size=(DRAWS, size)) * estimates).sum(axis=1)
        # Only batches that were over by then tell what they had in common: each begins after the one before has ended.
        common = common_factor(alone, raw) if alone else COMMON
        like = total(batch, ratios, today, common=0.0, seed=seed + number)
        ours = total(batch, ratios, today, common=common, seed=seed + number)
        whole, took = float(estimates.sum()), float(own.actuals[first : first + size].sum())
        rows = (np.full(len(LEVELS), whole), weighted(free), like, ours)
        for name, row in zip(METHODS, rows, strict=True):
            said[name].append(row / whole)
        happened.append(took / whole)
        alone.append(like)
        raw.append(took)
    if not happened:
        return {}
    return {name: _score(np.array(rows), np.array(happened)) for name, rows in said.items()}


def _score(said: Floats, happened: Floats) -> dict[str, Any]:
    shares = {f"p{share * 100:.0f}": coverage(said, happened, share) for share in (0.5, 0.8, 0.95)}
    return {"n": len(happened), **shares, "crps": float(crps(said, happened).mean())}
