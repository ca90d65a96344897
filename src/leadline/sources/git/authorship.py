"""
Who knows a file, by degree of authorship, and how many people a part of a program can lose before nobody does.

Source: Fritz et al., *A degree-of-knowledge model* (2010); Avelino, Passos, Hora, Valente, *A novel approach for estimating truck
factors* (2016), whose own program counts as here: who adds a file has made it, and only changes are deliveries.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from math import log

from leadline.sources.git.history import Touched

BASE, FIRST, DELIVERED, ACCEPTED = 3.293, 1.098, 0.164, 0.321
NORMAL, LEAST = 0.75, 3.293
"""An author has more than this share of the file's best degree, and at least this degree."""
LOST_SHARE = 0.5
BULK_FILES = 200
"""A commit that changes more files than this is a sweep over all of them (a format, a licence line): nobody learns a file so."""


def degree(first: bool, delivered: int, accepted: int) -> float:
    """
    Somebody's degree of authorship of a file.

    Args:
        first: they made the file.
        delivered: how often they changed it.
        accepted: how often others did.
    """
    return BASE + FIRST * first + DELIVERED * delivered - ACCEPTED * log(1 + accepted)


@dataclass
class Tally:
    """What happened to one file: who made it (a person's number), how often each changed it, and when that was last."""

    first: int | None = None
    last: date | None = None
    changes: dict[int, int] = field(default_factory=dict)

    def authors(self, among: Collection[int] | None = None) -> frozenset[int]:
        """
        Who knows it: whose degree is high enough, by itself and beside the best.

        With `among` only they are looked at, and the best is the best of them: what those did who are gone is still counted as
        done by others, and is no measure for those who stayed.
        """
        total = sum(self.changes.values())
        people = set(self.changes) | ({self.first} if self.first is not None else set())
        people = people if among is None else people.intersection(among)
        degrees = {
            one: degree(one == self.first, self.changes.get(one, 0), total - self.changes.get(one, 0)) for one in people
        }
        best = max(degrees.values(), default=0.0)
        return frozenset(one for one, own in degrees.items() if own >= LEAST and own > NORMAL * best)


class Tallies:
    """The files of a repository with what happened to each, taken in commit by commit, oldest first."""

    def __init__(self, files: dict[str, Tally] | None = None) -> None:
        self.files: dict[str, Tally] = files or {}

    def take(self, people: Sequence[int], touched: Iterable[Touched], day: date, *, bulk: bool) -> None:
        """
        Take a commit in.

        Args:
            people: who wrote it, first the one it is by. Nobody for a program: then files move and go, and nobody learns.
            touched: what it did to which files.
            day: when it was taken in.
            bulk: it is a sweep: its changes teach nobody anything.
        """
        for one in touched:
            self._take(people, one.kind, one.path, one.was, bulk)
            if one.kind != "D":
                self.files[one.path].last = max(day, self.files[one.path].last or day)

    def _take(self, people: Sequence[int], kind: str, path: str, was: str, bulk: bool) -> None:
        if kind == "D":
            self.files.pop(path, None)
        elif kind in "RV":
            self.files[path] = self.files.pop(was, Tally())
            self._change(path, people, bulk or kind == "V")
        elif path in self.files:
            # Also where it is added once more, on another branch: it stays whose it was, and this is a change.
            self._change(path, people, bulk)
        else:
            self.files[path] = Tally(people[0] if people else None, changes=dict.fromkeys(people[1:], 1))

    def _change(self, path: str, people: Sequence[int], bulk: bool) -> None:
        if not bulk:
            changes = self.files[path].changes
            for one in people:
                changes[one] = changes.get(one, 0) + 1


@dataclass(frozen=True)
class Lost:
    """
    How a part of a program comes to be known by nobody.

    `factor` is how many people must be gone until more than half of its files are known by none of the others. `first` is the
    one that the first loss takes, where one loss is enough.
    """

    factor: int
    first: int | None = None


def truck_factor(authors: Mapping[str, Collection[int]]) -> Lost | None:
    """
    The truck factor of files: those who know most files are taken away one after the other, until more than half of the files
    have nobody. None without files.

    Args:
        authors: file → the numbers of those who know it and are still there.
    """
    if not authors:
        return None
    knows = Counter(one for own in authors.values() for one in own)
    by_person: dict[int, list[str]] = {}
    for path, own in authors.items():
        for one in own:
            by_person.setdefault(one, []).append(path)
    left = {path: len(own) for path, own in authors.items()}
    orphans, gone = sum(not number for number in left.values()), list[int]()
    while orphans <= LOST_SHARE * len(authors):
        # The smaller number among equals, so that the same history gives the same answer.
        top = min(knows, key=lambda one: (-knows[one], one))
        del knows[top]
        gone.append(top)
        for path in by_person[top]:
            left[path] -= 1
            orphans += not left[path]
    return Lost(len(gone), gone[0] if len(gone) == 1 else None)
