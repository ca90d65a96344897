"""Rounded parts that still add up."""

from collections.abc import Sequence
from math import floor


def round_to_total(parts: Sequence[float], digits: int = 0, total: float | None = None) -> list[float]:
    """
    Parts rounded so that they sum up to their rounded total (largest remainder).

    Args:
        parts: may be of either sign.
        digits: kept after the point.
        total: what they are to sum up to; without it, their own sum. What it lacks is spread by one unit a part.

    Returns:
        As many numbers, each within a unit of its part as long as `total` is within a unit a part of their sum.

    Source: Hamilton's method of apportionment.
    """
    unit: float = 10**digits
    scaled = [part * unit for part in parts]
    down = [floor(part + 1e-9) for part in scaled]
    goal = floor((sum(parts) if total is None else total) * unit + 0.5)
    missing = goal - sum(down)
    # The largest remainders are rounded up first; on a tie the earlier part.
    order = sorted(range(len(parts)), key=lambda at: down[at] - scaled[at], reverse=missing < 0)
    for turn in range(abs(missing) if parts else 0):
        down[order[turn % len(order)]] += 1 if missing > 0 else -1
    return [part / unit for part in down]
