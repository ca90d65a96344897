"""Finished work with an estimate and what it took, by data set."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from histories.reading import day, number, table
from leadline.engine.forecast.ratios import Task

COLUMNS = ("dataset", "team", "type", "resolved", "estimate_h", "actual_h")


@dataclass(frozen=True)
class Finished:
    """Tasks in the order in which they ended, what each took in hours, and the day numbers."""

    tasks: list[Task]
    actuals: NDArray[np.float64]
    ended: NDArray[np.float64]


def finished(folder: Path) -> dict[str, Finished]:
    """By data set, those with an estimate and an actual above zero; assignees are not read."""
    columns = table(folder, "work_items", COLUMNS)
    rows: dict[str, list[tuple[int, float, Task]]] = {}
    for name, team, kind, ended, estimate, actual in zip(*columns.values(), strict=True) if columns else ():
        on, said, took = day(ended), number(estimate), number(actual)
        if on is not None and said and took and said > 0 and took > 0:
            rows.setdefault(str(name), []).append((on, took, Task(said, str(kind or ""), str(team or ""))))
    found = {}
    for name, own in sorted(rows.items()):
        own.sort(key=lambda row: row[0])
        found[name] = Finished(
            [row[2] for row in own], np.array([row[1] for row in own]), np.array([float(row[0]) for row in own])
        )
    return found
