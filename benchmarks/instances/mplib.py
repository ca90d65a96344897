"""Reads `.rcmp`: several projects on the same pools (MPLIB's form)."""

from pathlib import Path

from leadline.engine.schedule.project import Project, Wait


def read(path: Path) -> Project:
    """All projects of a file as one. Raises `ValueError` where it is cut off or no such file."""
    words = iter(path.read_text().split())
    lengths: list[int] = []
    needs: list[dict[int, int]] = []
    releases: list[int] = []
    parts: list[int] = []
    links: list[tuple[int, str]] = []
    firsts: list[int] = []
    try:
        projects, pools = int(next(words)), int(next(words))
        capacities = [int(next(words)) for _ in range(pools)]
        for project in range(projects):
            count, release = int(next(words)), int(next(words))
            used = [int(next(words)) for _ in range(pools)]
            firsts.append(len(lengths))
            for _ in range(count):
                lengths.append(int(next(words)))
                needs.append({pool: int(next(words)) * used[pool] for pool in range(pools)})
                releases.append(release)
                parts.append(project)
                links += [(len(lengths) - 1, next(words)) for _ in range(int(next(words)))]
    except StopIteration:
        raise ValueError(f"{path} ends in the middle of a project.") from None
    waits = []
    for before, after in links:
        project, item = map(int, after.split(":"))
        waits.append(Wait(before, firsts[project - 1] + item - 1))
    return Project(lengths, waits, needs, capacities, releases, parts=parts)
