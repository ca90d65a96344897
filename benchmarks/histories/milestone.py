"""Table F: when a milestone comes that is estimated anew every week, by products that had ended before."""

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from histories.reading import day, table
from leadline.engine.forecast.levels import LEVELS
from leadline.engine.forecast.reestimated import Estimates, days_left
from leadline.engine.forecast.scores import coverage, crps

TITLE = "F. When a milestone comes that is estimated anew: by products that had ended before; crps of the logarithm"
Floats = NDArray[np.float64]

COLUMNS = ("project", "week", "target", "est_end", "first_est", "actual", "start")
FEWEST, EVERY = 10, 4
"""Products that must have ended before a forecast; of each product every so many weeks are scored."""

METHODS = ("own target", "Leadline")


def run(folder: Path, sample: int, seed: int, threads: int) -> dict[str, Any] | None:
    """Print the table and give its figures; None without the file, or with too few products in it."""
    history = estimates(folder)
    if history is None:
        return None
    said: dict[str, list[Floats]] = {name: [] for name in METHODS}
    took: list[float] = []
    for number in range(0, len(history.made), EVERY * sample):
        today, left = history.made[number], history.took[number]
        ended = np.unique(history.project[history.made + history.took <= today])
        if len(ended) < FEWEST or not np.isfinite(left) or left <= 0:
            continue
        own = str(history.project[number])
        said[METHODS[0]].append(np.full(len(LEVELS), max(history.said[number], 1.0)))
        said[METHODS[1]].append(days_left(history.said[number], history.progress[number], today, history, own))
        took.append(left)
    if not took:
        return None
    days = np.log(np.array(took))
    found = {name: _score(np.log(np.array(rows)), days) for name, rows in said.items()}
    print(f"  {'method':<14} {'n':>5} {'P50':>5} {'P80':>5} {'P95':>5} {'crps':>6}")
    for name, one in found.items():
        shares = " ".join(f"{100 * one[share]:>5.1f}" for share in ("p50", "p80", "p95"))
        print(f" {'*' if name == METHODS[-1] else ' '}{name:<14} {one['n']:>5} {shares} {one['crps']:>6.3f}")
    return found


def in_line(found: dict[str, Any]) -> dict[str, Any]:
    """Nothing: this table has no place in the last line."""
    return {}


def missed(found: dict[str, Any]) -> list[str]:
    """Nothing: this table has no gate."""
    return []


def estimates(folder: Path) -> Estimates | None:
    """The re-estimates in the order of their products and weeks; without an estimated end the target counts as one."""
    columns = table(folder, "landmark_milestone_reestimates", COLUMNS)
    rows = []
    for name, week, target, end, _, actual, start in zip(*columns.values(), strict=True) if columns else ():
        made, due, came, begun = day(week), day(end) or day(target), day(actual), day(start)
        if made is None or due is None:
            continue
        begun = made if begun is None else begun
        whole = max(due - begun, made - begun, 1)
        rows.append(
            (
                str(name),
                made,
                max(due - made, 0),
                min(max((made - begun) / whole, 0.0), 1.0),
                np.inf if came is None else came - made,
            )
        )
    if not rows:
        return None
    rows.sort()
    numbers = (np.array([row[column] for row in rows], dtype=np.float64) for column in range(1, 5))
    return Estimates(np.array([row[0] for row in rows], dtype=np.str_), *numbers)


def _score(said: Floats, happened: Floats) -> dict[str, Any]:
    shares = {f"p{share * 100:.0f}": coverage(said, happened, share) for share in (0.5, 0.8, 0.95)}
    return {"n": len(happened), **shares, "crps": float(crps(said, happened).mean())}
