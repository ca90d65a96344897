"""Items with a beginning and an end, by data set: what tables B and A2 are made of."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from histories.reading import day, table

COLUMNS = ("dataset", "created", "started", "resolved", "status")
NO_WORK = {"CHRONICLE", "CANCELLED"}
"""Rows that were never open work where they have no end (the folder's README)."""


@dataclass(frozen=True)
class Items:
    """Day numbers at which items were created and resolved (NaN: open), whether that was by dropping them, and the last day seen."""

    created: NDArray[np.float64]
    resolved: NDArray[np.float64]
    dropped: NDArray[np.bool_]
    last: float


def items(folder: Path) -> dict[str, Items]:
    """By data set of the work items; where nothing says when an item was created, when it was started."""
    columns = table(folder, "work_items", COLUMNS)
    rows: dict[str, list[tuple[float, float, bool]]] = {}
    for name, made, begun, ended, status in zip(*columns.values(), strict=True) if columns else ():
        first, last = day(made) or day(begun), day(ended)
        if first is None or (last is None and str(status).upper() in NO_WORK):
            continue
        # However it was closed: which words mean that it was given up differs from tracker to tracker.
        rows.setdefault(str(name), []).append((first, np.nan if last is None else last, False))
    return {name: _items(own) for name, own in sorted(rows.items())}


def peps(folder: Path) -> dict[str, Items]:
    """Python enhancement proposals, done when final."""
    columns = table(folder, "peps_items", ("created", "final_on", "rejected_on", "withdrawn_on"))
    rows = []
    for made, final, rejected, withdrawn in zip(*columns.values(), strict=True) if columns else ():
        first, done = day(made), day(final)
        gone = min((one for one in (day(rejected), day(withdrawn)) if one), default=None)
        if first is not None:
            end = done or gone
            rows.append((first, np.nan if end is None else end, done is None and gone is not None))
    return {"peps": _items(rows)} if rows else {}


def _items(rows: list[tuple[float, float, bool]]) -> Items:
    made, ended = (np.array([row[column] for row in rows], dtype=np.float64) for column in (0, 1))
    # An item that ends before it begins was written down late.
    ended = np.where(ended < made, made, ended)
    return Items(
        made, ended, np.array([row[2] for row in rows], dtype=np.bool_), float(np.nanmax(np.concatenate([made, ended])))
    )
