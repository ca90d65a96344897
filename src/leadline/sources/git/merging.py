"""How long changes wait: a branch until it is taken in, a change until the version that has it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from statistics import median

from leadline.sources.git.recent import Recent


@dataclass(frozen=True)
class Merged:
    """A branch that was taken in: when, and how many days after its first commit was written."""

    day: date
    days: float


def merged(head: str, by_sha: Mapping[str, Recent]) -> list[Merged]:
    """The branches taken into a line of development, oldest first. Those with a commit from before the first known are left out."""
    line = _line(head, by_sha)
    seen = set(line)
    found: list[Merged] = []
    for sha in reversed(line):
        one = by_sha[sha]
        inside, whole = _inside(one.parents[1:], by_sha, seen)
        if inside and whole and not all(own.by_program for own in inside):
            first = min(own.written_at for own in inside)
            found.append(Merged(one.day, _days(first, one.taken_at)))
    return found


def _line(head: str, by_sha: Mapping[str, Recent]) -> list[str]:
    """The commits of a line itself, newest first: each one's first parent."""
    found: list[str] = []
    while head in by_sha:
        found.append(head)
        head = by_sha[head].parents[0] if by_sha[head].parents else ""
    return found


def _inside(begin: Sequence[str], by_sha: Mapping[str, Recent], seen: set[str]) -> tuple[list[Recent], bool]:
    """What a merge brought that was not there; whether all of it is known."""
    waiting, found, whole = list(begin), list[Recent](), True
    while waiting:
        sha = waiting.pop()
        if sha in seen:
            continue
        seen.add(sha)
        if sha not in by_sha:
            whole = False
            continue
        found.append(by_sha[sha])
        waiting += by_sha[sha].parents
    return [one for one in found if len(one.parents) < 2], whole


@dataclass(frozen=True)
class Released:
    """A version that was tagged: how many changes it was the first to have, and the median of the days they had waited for it."""

    tag: str
    day: date
    changes: int
    lead_days: float | None


def released(tags: Mapping[str, str], by_sha: Mapping[str, Recent]) -> list[Released]:
    """
    The tagged versions among known commits, oldest first. Several tags on one commit are one version, named by the shortest.

    Versions whose changes reach back beyond what is known have no lead time: it would be too short.
    """
    names: dict[str, str] = {}
    for name, sha in sorted(tags.items(), key=lambda one: (len(one[0]), one[0])):
        if sha in by_sha:
            names.setdefault(sha, name)
    seen: set[str] = set()
    found: list[Released] = []
    for sha in sorted(names, key=lambda one: (by_sha[one].taken_at, one)):
        inside, whole = _inside([sha], by_sha, seen)
        waits = [_days(one.written_at, by_sha[sha].taken_at) for one in inside if not one.by_program]
        known = usual(waits) if whole or found else None
        found.append(Released(names[sha], by_sha[sha].day, len(inside), known))
    return found


def usual(values: Collection[float]) -> float | None:
    """The median, to a tenth; None of nothing."""
    return round(median(values), 1) if values else None


def _days(first: datetime, last: datetime) -> float:
    return max(0.0, (last - first).total_seconds() / 86_400)
