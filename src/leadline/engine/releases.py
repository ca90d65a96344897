"""How often work makes the release it aims at: what is measured elsewhere, drawn towards the program's own outcomes."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import mean

from leadline.engine.forecast.release import Committed, ReleaseOdds
from leadline.engine.past_work import FEW_ITEMS
from leadline.engine.priors import shipped
from leadline.program.finished import told_apart
from leadline.program.outlook import LEVELS_OF_HISTORY
from leadline.program.snapshot import Snapshot
from leadline.program.targets import Target
from leadline.program.work import WorkItem

MANY_RELEASES = 3
"""Releases from which outcomes are a history of one's own: fewer may all have been good ones, or bad."""


@dataclass(frozen=True)
class Outcome:
    """A commitment to a release that is out, the day of the release, and whether it was kept."""

    what: Committed
    release_on: date
    kept: bool


class Releases:
    """
    The odds of open work that travels on a release train.

    Args:
        snapshot: the program; its targets whose release is out are learned from, and its work that made one or not.

    Attributes:
        label: how much there is to learn from, in words.
    """

    def __init__(self, snapshot: Snapshot) -> None:
        self._teams, known = told_apart(snapshot), outcomes(snapshot)
        self._carried = {
            one.milestone: one.carried for one in snapshot.targets if one.milestone and one.outcome == "open"
        }
        self._odds = odds_after(known, snapshot.as_of, measured_elsewhere())
        self._found: dict[Committed, float] = {}
        self.label = _label(known)

    def share(self, item: WorkItem, team: str) -> float:
        """The odds that an item makes the release it is committed to."""
        where = team if team in self._teams else ""
        what = Committed(item.release_class, where, self._carried.get(item.milestone) if item.milestone else None)
        if what not in self._found:
            self._found[what] = float(self._odds.odds([what])[0])
        return self._found[what]


def measured_elsewhere() -> Mapping[str, float]:
    """The shipped shares of what makes its release, by kind; of any under no name."""
    known = shipped().release_kept
    return {**known, "": mean(known.values())}


def odds_after(known: Sequence[Outcome], today: date, elsewhere: Mapping[str, float] | None) -> ReleaseOdds:
    """What outcomes of releases that were out before a day teach, drawn to shares from elsewhere where some are given."""
    past = [one for one in known if one.release_on < today]
    numbers = {day: number for number, day in enumerate(sorted({one.release_on for one in past}, reverse=True), 1)}
    ago = [float(numbers[one.release_on]) for one in past]
    return ReleaseOdds([one.what for one in past], [one.kept for one in past], ago, elsewhere)


def outcomes(snapshot: Snapshot) -> list[Outcome]:
    """What aimed at a release that is out on the day of the snapshot, oldest first."""
    teams = told_apart(snapshot)
    found = [*_of_targets(snapshot, teams), *_of_work(snapshot, teams)]
    return sorted(found, key=lambda one: one.release_on)


def _of_targets(snapshot: Snapshot, teams: frozenset[str]) -> Iterator[Outcome]:
    for one in snapshot.targets:
        if one.outcome != "open" and one.release_on and one.release_on < snapshot.as_of:
            yield Outcome(committed(one, teams), one.release_on, one.outcome == "kept")


def _of_work(snapshot: Snapshot, teams: frozenset[str]) -> Iterator[Outcome]:
    """
    Work beside the release it aimed at, which is out: what is still open then, or was dropped, has missed it.

    Of what has a target, the target is what tells.
    """
    of_project = {one.id: one.team for one in snapshot.projects}
    told = {one.milestone for one in snapshot.targets if one.milestone}
    for item in snapshot.work:
        on, done = item.release_on, item.state == "done"
        if not (item.release_class and on and on < snapshot.as_of) or (done and item.done_on is None):
            continue
        if item.milestone not in told:
            team = item.team or of_project.get(item.project, "")
            kept = done and item.done_on is not None and item.done_on <= on
            yield Outcome(Committed(item.release_class, team if team in teams else ""), on, kept)


def committed(target: Target, teams: frozenset[str]) -> Committed:
    """A target as what it is compared by; a team that stands for a person is not."""
    return Committed(target.release_class, target.team if target.team in teams else "", target.carried)


def _label(known: Sequence[Outcome]) -> str:
    releases = len({one.release_on for one in known})
    if not known:
        return LEVELS_OF_HISTORY[0]
    little = len(known) < FEW_ITEMS or releases < MANY_RELEASES
    count = f"{len(known)} {'target' if len(known) == 1 else 'targets'} of {releases} past {'release' if releases == 1 else 'releases'}"
    return f"{LEVELS_OF_HISTORY[1] if little else LEVELS_OF_HISTORY[3]} ({count})"
