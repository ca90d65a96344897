"""Quantiles of samples in which some futures never come to an end."""

from collections import Counter
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from leadline.engine.calendars import DAYS
from leadline.program.outlook import MilestoneOutlook
from leadline.program.ranges import MOST_DAYS

Floats = NDArray[np.float64]


def quantile(values: Floats, share: float) -> float | None:
    """The value that a share of them does not exceed, straight lines between neighbours; None where that is never."""
    if not len(values):
        return None
    place = share * (len(values) - 1)
    low = int(place)
    high = min(low + 1, len(values) - 1)
    near = np.partition(values, (low, high))
    if place == low or near[low] == near[high]:
        return float(near[low]) if np.isfinite(near[low]) else None
    return float(near[low] + (place - low) * (near[high] - near[low])) if np.isfinite(near[high]) else None


def capped[Width: np.floating[Any]](values: NDArray[Width]) -> NDArray[Width]:
    """
    The values with “never” as the last day there is, where differences and means are taken.

    That is the horizon of the calendars; of what may come later than that, the last day anything is foreseen.
    """
    latest = values[np.isfinite(values)].max(initial=0.0)
    return np.asarray(np.minimum(values, values.dtype.type(DAYS if latest <= DAYS else MOST_DAYS)), dtype=values.dtype)


def days_of(finishes: Floats) -> NDArray[np.int64]:
    """The day each finish is dated, counted from `as_of`; finite ones only."""
    return np.asarray(np.maximum(np.ceil(finishes[np.isfinite(finishes)]) - 1, 0), dtype=np.int64)


def milestone_outlook(id: str, as_of: date, finishes: Floats, label: str) -> MilestoneOutlook:
    """The histogram by day of a milestone's finishes, one a future, infinite where it is never reached."""
    counts = sorted(Counter(days_of(finishes).tolist()).items())
    return MilestoneOutlook(
        id,
        as_of,
        len(finishes),
        tuple(day for day, _ in counts),
        tuple(count for _, count in counts),
        quantile(finishes, 0.5),
        quantile(finishes, 0.8),
        label=label,
    )
