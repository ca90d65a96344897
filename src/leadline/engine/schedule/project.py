"""What is to be planned when work takes units of shared pools: items, what they wait for, what they need."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Whole = NDArray[np.int32]
Longs = NDArray[np.int64]

NEVER = 1 << 30
"""A slot beyond all others: the due slot of what is never late."""


class Unplannable(ValueError):
    """No plan can keep what is asked for; the sentence says which items or pools, and why."""


@dataclass(frozen=True)
class Wait:
    """
    `after` starts at least `least` and at most `most` slots after `before` starts (both places of items).

    `least` None: the whole length of `before`, so that `after` starts when it is done. `most` None: as late as it likes.
    """

    before: int
    after: int
    least: int | None = None
    most: int | None = None


@dataclass(frozen=True)
class Project:
    """
    Items that are done without a break, each taking units of pools while it lasts; all times in slots, as many projects as you like.

    Args:
        lengths: slots each item takes, 0 for a point in time.
        waits: who waits for whom.
        needs: for each item, units by pool (places of `capacities`); empty: none needs any.
        capacities: units of each pool.
        releases: the slot before which an item cannot start; empty: 0.
        dues: the slot by which an item is to be done, by its place.
        late_weights: what a slot costs by which an item misses its due slot; 1 where nothing is said.
        parts: the project each item belongs to; empty: all to one.
        end_weights: what a slot costs by which a project ends later, by project.
        before: start slots of the plan that people know, by place of the item.
        names: of items, for sentences; empty: "item 1" and so on.
        pool_names: of pools, likewise.
    """

    lengths: Sequence[int]
    waits: Sequence[Wait] = ()
    needs: Sequence[Mapping[int, int]] = ()
    capacities: Sequence[int] = ()
    releases: Sequence[int] = ()
    dues: Mapping[int, int] = field(default_factory=dict)
    late_weights: Mapping[int, int] = field(default_factory=dict)
    parts: Sequence[int] = ()
    end_weights: Mapping[int, int] = field(default_factory=dict)
    before: Mapping[int, int] = field(default_factory=dict)
    names: Sequence[str] = ()
    pool_names: Sequence[str] = ()

    def name(self, item: int) -> str:
        """What an item is called in a sentence."""
        return self.names[item] if self.names else f"item {item + 1}"

    def pool_name(self, pool: int) -> str:
        """What a pool is called in a sentence."""
        return self.pool_names[pool] if self.pool_names else f"pool {pool + 1}"

    def need(self, item: int) -> Mapping[int, int]:
        """Units of each pool that an item takes."""
        return self.needs[item] if self.needs else {}

    def release(self, item: int) -> int:
        """The slot before which an item cannot start."""
        return self.releases[item] if self.releases else 0

    def least(self, wait: Wait) -> int:
        """Slots from start to start that a wait asks for."""
        return self.lengths[wait.before] if wait.least is None else wait.least

    @property
    def bounded(self) -> bool:
        """Whether some wait has an upper limit, which needs another way of planning (`maximal.py`)."""
        return any(wait.most is not None or self.least(wait) < 0 for wait in self.waits)


def check(project: Project) -> None:
    """
    Refuse what no plan can keep, or what makes no sense.

    Raises:
        Unplannable: a demand is above its pool's capacity, or items wait for each other in a circle.
        ValueError: a number is negative, or a place names no item or pool.
    """
    count = len(project.lengths)
    for name, values in (("needs", project.needs), ("releases", project.releases), ("parts", project.parts)):
        if values and len(values) != count:
            raise ValueError(f"{name} has {len(values)} entries for {count} items.")
    for item, length in enumerate(project.lengths):
        if length < 0 or project.release(item) < 0:
            raise ValueError(f"{project.name(item)} has a negative length or release.")
        _check_need(project, item)
    for wait in project.waits:
        if not (0 <= wait.before < count and 0 <= wait.after < count):
            raise ValueError(f"A wait names items {wait.before} and {wait.after}, but there are {count}.")
        if wait.most is not None and wait.most < project.least(wait):
            raise Unplannable(
                f"{project.name(wait.after)} may start at most {wait.most} slots after {project.name(wait.before)}, "
                f"but must start at least {project.least(wait)} after it."
            )
    if not project.bounded:
        in_order(project)


def _check_need(project: Project, item: int) -> None:
    for pool, units in project.need(item).items():
        if not 0 <= pool < len(project.capacities):
            raise ValueError(f"{project.name(item)} needs pool {pool}, but there are {len(project.capacities)} pools.")
        if units < 0:
            raise ValueError(f"{project.name(item)} needs a negative amount of {project.pool_name(pool)}.")
        if units > project.capacities[pool]:
            raise Unplannable(
                f"{project.name(item)} needs {units} of {project.pool_name(pool)}, which has {project.capacities[pool]}."
            )


def in_order(project: Project) -> list[int]:
    """
    The items so that each comes after all it waits for; among those that could come next, the first in the list.

    Raises:
        Unplannable: items wait for each other in a circle; it is named.
    """
    count = len(project.lengths)
    missing, after = [0] * count, [[] for _ in range(count)]  # type: tuple[list[int], list[list[int]]]
    for wait in project.waits:
        missing[wait.after] += 1
        after[wait.before].append(wait.after)
    found = [item for item in range(count) if not missing[item]]
    for item in found:
        for one in after[item]:
            missing[one] -= 1
            if not missing[one]:
                found.append(one)
    if len(found) < count:
        circle = " → ".join(project.name(item) for item in _circle(after, missing))
        raise Unplannable(f"These items wait for each other in a circle: {circle}.")
    return found


def _circle(after: list[list[int]], missing: list[int]) -> list[int]:
    """One circle among items that still miss something, closed: its first item is also its last."""
    before = {item: [] for item, left in enumerate(missing) if left}  # type: dict[int, list[int]]
    for item in before:
        for one in after[item]:
            before[one].append(item)
    # Backwards, since each of them waits for another of them; what is only behind the circle is left at the first step.
    walk = [next(iter(before))]
    while walk[-1] not in walk[:-1]:
        walk.append(before[walk[-1]][0])
    return walk[walk.index(walk[-1]) :][::-1]
