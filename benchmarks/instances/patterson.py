"""Reads `.rcp`: one project, its pools (Patterson's form)."""

from collections.abc import Iterator
from pathlib import Path

from leadline.engine.schedule.project import Project, Wait


def read(path: Path) -> Project:
    """The project of a file. Raises `ValueError` where it is cut off or no such file."""
    numbers = map(int, path.read_text().split())
    try:
        return _project(numbers)
    except StopIteration:
        raise ValueError(f"{path} ends in the middle of an item.") from None


def _project(numbers: Iterator[int]) -> Project:
    count, pools = next(numbers), next(numbers)
    capacities = [next(numbers) for _ in range(pools)]
    lengths: list[int] = []
    waits: list[Wait] = []
    needs: list[dict[int, int]] = []
    for item in range(count):
        lengths.append(next(numbers))
        needs.append({pool: next(numbers) for pool in range(pools)})
        waits += [Wait(item, next(numbers) - 1) for _ in range(next(numbers))]
    return Project(lengths, waits, needs, capacities)
