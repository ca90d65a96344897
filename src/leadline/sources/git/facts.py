"""What is stated of each part of a repository: how much it changes, where it is tangled, and how many people know it."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from typing import Any

from leadline.sources.git.authorship import BULK_FILES, Lost, Tally, truck_factor
from leadline.sources.git.components import is_own, parts
from leadline.sources.git.merging import Merged, usual
from leadline.sources.git.recent import Recent

WEEKS, YEAR_WEEKS = 13, 52
AWAY_WEEKS = 52
"""Who has committed nothing to the repository for so long is not counted on any more."""
MOST_MENTIONS, HOT_FILES = 60, 3
LEAST_MERGES = 3
"""Of fewer branches nothing usual can be told."""


@dataclass(frozen=True)
class Year:
    """The last year in a repository, seen from a Monday: commits of people, and the branches taken in."""

    monday: date
    commits: Sequence[Recent]
    merges: Sequence[Merged]

    @property
    def recent(self) -> date:
        """The first day of the last weeks, which are looked at."""
        return self.monday - timedelta(weeks=WEEKS)

    @property
    def first(self) -> date:
        """The first day of all, so much before that the rest is what is usual."""
        return self.monday - timedelta(weeks=YEAR_WEEKS)


@dataclass(frozen=True)
class Known:
    """Who knows what: each file's tally, and the last day on which each person (by number) committed anything."""

    files: Mapping[str, Tally]
    seen: Mapping[int, date]

    def still_there(self, monday: date) -> frozenset[int]:
        """Who has committed within a year."""
        return frozenset(one for one, day in self.seen.items() if day >= monday - timedelta(weeks=AWAY_WEEKS))


@dataclass(frozen=True)
class Part:
    """A part of a repository: its plain facts, and the number of the one who alone knows it, where one does."""

    path: str
    facts: Mapping[str, Any]
    holder: int | None


def key_of(address: str, path: str) -> str:
    """What tells a part of a repository from all parts of all repositories."""
    return sha256(f"{address}\n{path}".encode()).hexdigest()[:12]


def of_all(
    there: Collection[str], known: Known, year: Year, tangled: Mapping[str, int], named: Iterable[str]
) -> list[Part]:
    """
    The parts of a repository with their facts, and the repository as a whole, whose path is `/`.

    Args:
        there: the files that stand in it now.
        known: who knows what.
        year: what happened lately.
        tangled: the complexity of each file that changed lately.
        named: folders that a person named.
    """
    own = [one for one in there if is_own(one)]
    alive = known.still_there(year.monday)
    authors = {path: known.files[path].authors(alive) for path in own if path in known.files}
    changes = Counter(path for one in year.commits if one.day >= year.recent for path in one.lines)
    heat = {path: changes[path] * tangled.get(path, 0) for path in own if changes[path]}
    made = [_Folder(path, files, known, authors, year, heat) for path, files in sorted(parts(own, named).items())]
    whole = _Folder("/", own, known, authors, year, heat)
    return [Part(one.path, one.facts(), one.holder) for one in (whole, *made)]


class _Folder:
    """One part on its way to being facts."""

    def __init__(
        self,
        path: str,
        files: Sequence[str],
        known: Known,
        authors: Mapping[str, Collection[int]],
        year: Year,
        heat: Mapping[str, int],
    ) -> None:
        self.path, self._year, self._heat = path or "(top)", year, heat
        self._files = set(files)
        self._authors = {one: authors[one] for one in files if one in authors}
        self._touched = [day for one in files if one in known.files and (day := known.files[one].last)]
        self._lost: Lost | None = truck_factor(self._authors)
        self._commits = [one for one in year.commits if not self._files.isdisjoint(one.lines)]
        self._late = [one for one in self._commits if one.day >= year.recent]

    @property
    def holder(self) -> int | None:
        """The number of the one whose loss would leave more than half of it to nobody."""
        return self._lost.first if self._lost else None

    def facts(self) -> dict[str, Any]:
        """Plain facts without anybody's name in them."""
        usual_weeks = YEAR_WEEKS - WEEKS
        before = len(self._commits) - len(self._late)
        lost = self._lost
        found: dict[str, Any] = {
            "path": self.path,
            "files": len(self._files),
            "changes": len(self._late),
            "usual_changes": round(before * WEEKS / usual_weeks, 1),
            "churn_lines": sum(self._lines(one) for one in self._late if len(one.lines) <= BULK_FILES),
            "reverts": sum(one.reverts for one in self._late),
            "fixes": sum(one.fixes for one in self._late),
            "usual_fixes": round(
                sum(one.fixes for one in self._commits if one.day < self._year.recent) * WEEKS / usual_weeks, 1
            ),
            "reviewed": sum(one.reviewed for one in self._late),
            "hotspot": self._hot_share(),
            "hot_files": self._hot_files(),
            "truck_factor": lost.factor if lost else None,
            "orphaned": self._orphaned(),
            "touched_on": max(self._touched, default=None),
            "mentions": self._mentions(),
            "measured_on": self._year.monday,
        }
        return found | (self._waits() if self.path == "/" else {})

    def _lines(self, one: Recent) -> int:
        return sum(lines for path, lines in one.lines.items() if path in self._files)

    def _hot_share(self) -> float:
        total = sum(self._heat.values())
        return round(sum(self._heat.get(one, 0) for one in self._files) / total, 3) if total else 0.0

    def _hot_files(self) -> list[str]:
        own = [(heat, path) for path, heat in self._heat.items() if heat and path in self._files]
        return [path for _, path in sorted(own, key=lambda one: (-one[0], one[1]))[:HOT_FILES]]

    def _orphaned(self) -> float | None:
        """The share of files that nobody who is still there knows."""
        if not self._authors:
            return None
        return round(sum(not own for own in self._authors.values()) / len(self._authors), 3)

    def _mentions(self) -> list[str]:
        newest = sorted(self._commits, key=lambda one: (one.taken_at, one.sha), reverse=True)
        found = dict.fromkeys(word for one in newest for word in one.mentions)
        return sorted(list(found)[:MOST_MENTIONS])

    def _waits(self) -> dict[str, Any]:
        """How long branches wait until they are taken in, lately and usually."""
        late = [one.days for one in self._year.merges if one.day >= self._year.recent]
        before = [one.days for one in self._year.merges if self._year.first <= one.day < self._year.recent]
        return {
            "merge_days": usual(late) if len(late) >= LEAST_MERGES else None,
            "usual_merge_days": usual(before) if len(before) >= LEAST_MERGES else None,
        }
