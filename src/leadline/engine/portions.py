"""How somebody's time is divided among the projects that have claimed a share of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from leadline.engine.calendars import day_of, evening_of
from leadline.program.people import Allocation
from leadline.program.snapshot import Snapshot

Floats = NDArray[np.float64]

ROUNDING = 1e-9

Window = tuple[float, float]
"""Days from `as_of` between which something holds, the second one excluded."""


@dataclass(frozen=True)
class Portion:
    """
    The part of a person's time that goes to one project, or, without a `project`, to all work that has no claim on them.

    Who has promised more than there is gives each project less, all by the same factor. On days on which a project has no
    claim its work is done in what no project has claimed.
    """

    capacity: float
    claims: tuple[Allocation, ...]
    project: str = ""

    def daily(self, first: date, days: int) -> Floats:
        """The share of a full working day on each of `days` days from `first` on."""
        claimed = _summed(self.claims, first, days)
        fits = np.minimum(1.0, self.capacity / np.maximum(claimed, 1e-12))
        rest = self.capacity - claimed * fits
        # Shares are decimals: what they leave by rounding is no time.
        rest = np.where(rest < ROUNDING, 0.0, rest)
        if not self.project:
            return np.asarray(rest, dtype=np.float64)
        own = _summed([one for one in self.claims if one.project == self.project], first, days) * fits
        return np.where(own > 0, own, rest)


def windows(claims: Sequence[Allocation], project: str, as_of: date) -> tuple[Window, ...]:
    """When a project has a claim, earliest first and never two that touch."""
    own = sorted(
        (
            max(day_of(one.first, as_of), 0.0) if one.first else 0.0,
            evening_of(one.last, as_of) if one.last else np.inf,
        )
        for one in claims
        if one.project == project
    )
    merged: list[Window] = []
    for first, last in own:
        if merged and first <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], last))
        else:
            merged.append((first, last))
    return tuple(merged)


def between(found: Sequence[Window]) -> tuple[Window, ...]:
    """The days that some windows leave over."""
    edges = [0.0, *(edge for window in found for edge in window), np.inf]
    return tuple((first, last) for first, last in zip(edges[::2], edges[1::2], strict=True) if first < last)


def running(snapshot: Snapshot) -> dict[str, tuple[Allocation, ...]]:
    """By person: the claims on their time that take some, are not over, and whose project still has something to do."""
    found: dict[str, tuple[Allocation, ...]] = {}
    idle = _idle(snapshot)
    for one in snapshot.allocations:
        over = one.last and (one.last < snapshot.as_of or (one.first and one.last < one.first))
        if one.person and one.project and one.share > 0 and not over and one.project not in idle:
            found[one.person] = (*found.get(one.person, ()), one)
    return found


def _idle(snapshot: Snapshot) -> set[str]:
    """Projects that are over, or all of whose work is. Of one without any work on record nothing is known."""
    over = {one.id for one in snapshot.projects if one.state in ("done", "dropped")}
    begun = {one.project for one in snapshot.work}
    return over | (begun - {one.project for one in snapshot.work if one.state in ("todo", "doing")})


def _summed(claims: Sequence[Allocation], first: date, days: int) -> Floats:
    total = np.zeros(days)
    for one in claims:
        begins = max((one.first - first).days, 0) if one.first else 0
        ends = (one.last - first).days + 1 if one.last else days
        total[begins : max(ends, 0)] += one.share
    return total
