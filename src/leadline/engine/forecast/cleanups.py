"""
Days on which a tracker was tidied up: much old work closed in one go, which says nothing of how fast work is done.

Counted as done, one such day makes every pace after it look quick, and every old item look as if it were about to end (FORECAST.md §6).
"""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

LEAST, TIMES, IN_ONE_GO = 10, 5.0, 0.8
"""Items closed on a day, how many usual weeks its week is worth, and its share of that week: less of any is work, not tidying."""

BUSY, YEAR = 8, 52
"""Weeks with something done, of the year before, that tell what is usual; with fewer nothing is called a clean-up."""


def cleaned_up(created: Floats, resolved: Floats) -> Flags:
    """
    Which items were closed in a clean-up.

    On its day, and with what was known on it, so that a replay sees what a round would have seen: the week up to that day is worth
    more than five usual weeks of the year before, more than four fifths of it are of that day, and most of those had been open
    for longer than items usually take. Of them only the old ones count as tidied away.

    Args:
        created: day numbers.
        resolved: day numbers; NaN where it is open.

    Returns:
        One flag an item.
    """
    found = np.zeros(len(resolved), dtype=np.bool_)
    over = np.flatnonzero(np.isfinite(resolved))
    if len(over) < LEAST:
        return found
    ends = resolved[over].astype(np.int64)
    first = int(ends.min())
    per_day = np.bincount(ends - first)
    for day in np.flatnonzero(per_day >= LEAST).tolist():
        if _stands_out(per_day, day):
            own = over[ends == first + day]
            old = own[resolved[own] - created[own] > _usual(created, resolved, first + day, found)]
            if 2 * len(old) > len(own):
                found[old] = True
                # From then on the day counts for what was done on it.
                per_day[day] -= len(old)
    return found


def _stands_out(per_day: NDArray[np.int64], day: int) -> bool:
    """Whether so much was closed on a day that its week is worth many usual ones, and hardly anything else in that week."""
    start = max(day - 6, 0)
    week = int(per_day[start : day + 1].sum())
    weeks = min(start // 7, YEAR)
    before = per_day[start - 7 * weeks : start].reshape(-1, 7).sum(axis=1)
    busy = before[before > 0]
    return len(busy) >= BUSY and per_day[day] > IN_ONE_GO * week and week > TIMES * float(np.median(busy))


def _usual(created: Floats, resolved: Floats, day: int, cleaned: Flags) -> float:
    """Days that items took in the middle that were done before the week of a day."""
    before = (resolved <= day - 7) & ~cleaned
    return float(np.median(resolved[before] - created[before]))
