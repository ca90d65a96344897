"""Is a plan one that can be followed, and what is the shortest one? Plain Python, without a line of the engine."""

from collections.abc import Iterator, Sequence

from leadline.engine.schedule.project import Project, Wait


def can_be_followed(project: Project, starts: Sequence[int]) -> bool:
    """Slot by slot, item by item."""
    if any(start < (project.releases[n] if project.releases else 0) for n, start in enumerate(starts)):
        return False
    if not all(keeps(project, wait, starts) for wait in project.waits):
        return False
    last = max((start + length for start, length in zip(starts, project.lengths, strict=True)), default=0)
    return all(fits(project, starts, slot) for slot in range(last))


def keeps(project: Project, wait: Wait, starts: Sequence[int]) -> bool:
    gap = starts[wait.after] - starts[wait.before]
    least = project.lengths[wait.before] if wait.least is None else wait.least
    return least <= gap and (wait.most is None or gap <= wait.most)


def fits(project: Project, starts: Sequence[int], slot: int) -> bool:
    on = [n for n, start in enumerate(starts) if start <= slot < start + project.lengths[n]]
    return all(
        sum(project.needs[n].get(pool, 0) for n in on) <= capacity for pool, capacity in enumerate(project.capacities)
    )


def shortest(project: Project, within: int) -> int | None:
    """The end of the shortest plan of at most so many slots, by trying all starts."""
    ends = [
        max((start + length for start, length in zip(starts, project.lengths, strict=True)), default=0)
        for starts in _all(project, within, ())
    ]
    return min(ends, default=None)


def best(project: Project, within: int) -> tuple[int, int, int] | None:
    """Slots late by weight, ends of projects by weight and the end of the best plan of at most so many slots."""
    return min((judged(project, starts) for starts in _all(project, within, ())), default=None)


def judged(project: Project, starts: Sequence[int]) -> tuple[int, int, int]:
    ends = [start + length for start, length in zip(starts, project.lengths, strict=True)]
    late = sum(max(ends[n] - due, 0) * project.late_weights.get(n, 1) for n, due in project.dues.items())
    parts = list(project.parts) or [0] * len(ends)
    last = {part: max(end for end, own in zip(ends, parts, strict=True) if own == part) for part in parts}
    return late, sum(end * project.end_weights.get(part, 0) for part, end in last.items()), max(ends)


def _all(project: Project, within: int, starts: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
    place = len(starts)
    if place == len(project.lengths):
        if can_be_followed(project, starts):
            yield starts
        return
    waits = [wait for wait in project.waits if max(wait.before, wait.after) == place]
    for start in range(within - project.lengths[place] + 1):
        if all(keeps(project, wait, (*starts, start)) for wait in waits):
            yield from _all(project, within, (*starts, start))
