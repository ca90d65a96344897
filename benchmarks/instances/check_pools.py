"""Is a plan on shared pools one that can be followed? Said without a line of the engine that made it."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from leadline.engine.schedule.project import Project


def faults(project: Project, starts: Sequence[int]) -> list[str]:
    """What is wrong with a plan, in sentences; nothing where it can be followed. Due slots are wishes and not looked at."""
    if len(starts) != len(project.lengths):
        return [f"{len(starts)} starts for {len(project.lengths)} items."]
    return [*_of_releases(project, starts), *_of_waits(project, starts), *_of_pools(project, starts)]


def _of_releases(project: Project, starts: Sequence[int]) -> Iterator[str]:
    for item, start in enumerate(starts):
        released = project.releases[item] if project.releases else 0
        if start < released:
            yield f"Item {item + 1} starts in slot {start}, before its release in {released}."


def _of_waits(project: Project, starts: Sequence[int]) -> Iterator[str]:
    for wait in project.waits:
        gap = starts[wait.after] - starts[wait.before]
        least = project.lengths[wait.before] if wait.least is None else wait.least
        if gap < least or (wait.most is not None and gap > wait.most):
            yield f"Item {wait.after + 1} starts {gap} slots after item {wait.before + 1}."


def _of_pools(project: Project, starts: Sequence[int]) -> Iterator[str]:
    """Pool by pool, from change to change."""
    for pool, capacity in enumerate(project.capacities):
        change: dict[int, int] = defaultdict(int)
        for item, needs in enumerate(project.needs):
            if project.lengths[item]:
                change[starts[item]] += needs.get(pool, 0)
                change[starts[item] + project.lengths[item]] -= needs.get(pool, 0)
        taken = 0
        for slot in sorted(change):
            taken += change[slot]
            if taken > capacity:
                yield f"Pool {pool + 1} gives {taken} of {capacity} units in slot {slot}."
                break
