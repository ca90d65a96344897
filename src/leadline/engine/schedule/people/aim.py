"""What makes one plan better than another to the day, as one whole number."""

from collections.abc import Sequence
from operator import mul

import numpy as np

from leadline.engine.schedule.people.arrays import Arrays
from leadline.engine.schedule.people.layout import Floats, Ints
from leadline.engine.schedule.people.timelines import NEVER

MUST = 1_000
"""How much more a day costs by which something is late that is not to be late."""

FINEST = 100
"""Weights are told apart to this part of the largest."""


class Aim:
    """
    Weighted days late, then weighted days on which projects end, then the day on which all ends: `score`, to the day.

    Attributes:
        last: the number of the last day.
        plain: whether only the end of all counts.
        due: the items that are due, with the beats by which they are.
        projects: the items of each project that counts.
        of_late, of_projects: what a day of theirs is worth, as days of the end of all.
    """

    def __init__(self, arrays: Arrays, last: int) -> None:
        self.last, self._day = last, arrays.lines.beats
        self.due = [(int(n), int(arrays.due[n])) for n in np.flatnonzero(arrays.due < NEVER)]
        self.projects = [np.flatnonzero(arrays.project == n) for n in range(len(arrays.project_weight))]
        self.plain = not self.due and not self.projects
        ends = _whole(arrays.project_weight)
        self.of_projects = [one * (last + 1) for one in ends]
        late = _whole([float(arrays.weight[n]) * (MUST if arrays.must[n] else 1) for n, _ in self.due])
        self.of_late = [one * (last + 1) * (1 + sum(ends) * last) for one in late]

    def of(self, finish: Ints, bound_days: float = 0.0) -> int:
        """The number of a plan whose items end then (beats), and that does not end before a day."""
        end = max(self._days(int(finish.max(initial=0))), first_day(bound_days))
        late = [max(self._days(int(finish[n]) - due), 0) for n, due in self.due]
        ends = [self._days(int(finish[own].max(initial=0))) for own in self.projects]
        return end + int(sum(map(mul, self.of_late, late)) + sum(map(mul, self.of_projects, ends)))

    def _days(self, time: int) -> int:
        return -(-time // self._day)


def first_day(bound_days: float) -> int:
    """The number of the first day on which a plan can end that cannot end before a time."""
    return int(np.ceil(bound_days - 1e-6))


def _whole(weights: Sequence[float] | Floats) -> list[int]:
    """Weights as whole numbers, the largest of them `FINEST`."""
    most = max(map(float, weights), default=0.0)
    return [max(round(FINEST * float(one) / most), 1) if most else 0 for one in weights]
