"""Reads `.sch`: one project with least and most lags between starts (ProGen/max's form)."""

from pathlib import Path

from leadline.engine.schedule.project import Project, Wait


def read(path: Path) -> Project:
    """The project of a file. Raises `ValueError` where it is cut off or no such file."""
    lines = [line.split() for line in path.read_text().splitlines() if line.strip()]
    count, pools = int(lines[0][0]) + 2, int(lines[0][1])
    if len(lines) < 2 + 2 * count:
        raise ValueError(f"{path} ends before its capacities.")
    waits: list[Wait] = []
    for words in lines[1 : 1 + count]:
        before, successors = int(words[0]), int(words[2])
        for after, lag in zip(words[3 : 3 + successors], words[3 + successors :], strict=True):
            slots = int(lag.strip("[]"))
            # A negative lag is a most lag the other way: s(after) >= s(before) - 5 is s(before) <= s(after) + 5.
            waits.append(Wait(before, int(after), slots) if slots >= 0 else _most(int(after), before, -slots))
    rows = lines[1 + count : 1 + 2 * count]
    needs = [{pool: int(units) for pool, units in enumerate(row[3:])} for row in rows]
    capacities = [int(units) for units in lines[1 + 2 * count]]
    if len(capacities) != pools:
        raise ValueError(f"{path} has {len(capacities)} capacities for {pools} pools.")
    return Project([int(row[2]) for row in rows], waits, needs, capacities)


def _most(before: int, after: int, slots: int) -> Wait:
    """That `after` starts at most so many slots after `before`, be it ever so early."""
    return Wait(before, after, -(1 << 20), slots)
