"""What a brief is written from: the results of one round, who reads it, and what they were told last time."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from leadline.program.commitments import commitments
from leadline.program.communication import Letter, Told
from leadline.program.decisions import Decision
from leadline.program.outlook import Outlook
from leadline.program.people import Stakeholder
from leadline.program.risks import Roadblock
from leadline.program.snapshot import Snapshot, label
from leadline.program.status import STATUSES, brighter
from leadline.program.work import WorkItem
from leadline.record.results import StoredFinding

NOTABLE = 0.03
"""Odds that moved by less are noise of the arithmetic and of small edits, and are not news."""


@dataclass(frozen=True)
class Ground:
    """
    All a letter may say. `findings` are those for everybody's eyes.

    `letters` are those the readers have had, the newest first; `next_on` is the day by which they hear again.
    """

    snapshot: Snapshot
    outlook: Outlook
    statuses: Mapping[str, Mapping[str, Any]]
    findings: tuple[StoredFinding, ...] = ()
    letters: tuple[Letter, ...] = ()
    readers: tuple[Stakeholder, ...] = ()
    next_on: date | None = None

    @property
    def since(self) -> date | None:
        """The day of the last letter to these readers."""
        return told_on(self.letters[0]) if self.letters else None

    @property
    def as_of(self) -> date:
        """The day the letter is written on."""
        return self.snapshot.as_of

    @property
    def people(self) -> frozenset[str]:
        """The ids of the people who read it."""
        return frozenset(one.person for one in self.readers if one.person)

    @property
    def teams(self) -> frozenset[str]:
        """The teams of the readers."""
        found = (self.snapshot.find("person", one) for one in self.people)
        return frozenset(one.team for one in found if one and one.team)

    def name(self, milestone: str) -> str:
        """What people call a milestone."""
        found = self.snapshot.find("milestone", milestone)
        return label("milestone", found) if found else milestone

    def person(self, id: str) -> str:
        """What people call a person."""
        found = self.snapshot.find("person", id)
        return label("person", found) if found else id

    def told(self, milestone: str) -> tuple[str, float | None]:
        """The status and odds the readers were last told of a milestone; empty and None where they never were."""
        _, told = self._told(milestone)
        return (told.status, told.odds) if told else ("", None)

    def told_on(self, milestone: str) -> date | None:
        """The day they were last told of it."""
        letter, _ = self._told(milestone)
        return told_on(letter) if letter else None

    def _told(self, milestone: str) -> tuple[Letter, Told] | tuple[None, None]:
        # A letter may leave a milestone out; then what an earlier one said of it still stands in the reader's mind.
        found = ((letter, told) for letter in self.letters for told in letter.told if told.milestone == milestone)
        return next(found, (None, None))

    def status(self, milestone: str) -> str:
        """The computed status of a milestone."""
        return str(self.statuses.get(milestone, {}).get("status", "unknown"))

    def odds(self, milestone: str) -> float | None:
        """The odds of a milestone's commitment."""
        odds = self.statuses.get(milestone, {}).get("odds")
        return None if odds is None else float(odds)

    def follows(self, milestone: str) -> bool:
        """Whether the readers want to know of it: those who named nothing want to know of everything."""
        named = [one.milestones for one in self.readers]
        return not named or any(not one or milestone in one for one in named)

    def promised(self) -> list[str]:
        """Milestones the readers follow with a commitment and odds, the one worst off first."""
        known = [id for id in commitments(self.snapshot) if self.odds(id) is not None and self.follows(id)]
        return sorted(known, key=lambda id: (STATUSES.index(self.status(id)), self.odds(id), id))

    def moved(self) -> list[str]:
        """Those whose odds are notably other than the last letter told, the largest move first."""
        moves = [
            (abs((self.odds(id) or 0.0) - was), id) for id in self.promised() if (was := self.told(id)[1]) is not None
        ]
        return [id for size, id in sorted(moves, key=lambda pair: (-pair[0], pair[1])) if size >= NOTABLE]

    def darkened(self) -> list[str]:
        """Those whose status is darker than the last letter told: news that does not wait for its day."""
        return [id for id in self.promised() if brighter(self.told(id)[0], self.status(id))]

    @property
    def is_bad(self) -> bool:
        """Whether the letter brings bad news: something got darker, or is off track and was never told."""
        return bool(self.darkened()) or any(
            self.status(id) == "off-track" and not self.told(id)[0] for id in self.promised()
        )

    def reached(self) -> dict[str, date]:
        """Milestones the readers follow that were reached since the last letter, with the day."""
        return {
            one.id: one.done_on
            for one in self.snapshot.milestones
            if one.done_on and self.since and self.since < one.done_on <= self.as_of and self.follows(one.id)
        }

    def was_due(self) -> bool:
        """Whether a promised day has come since the last letter."""
        due = (one.due for one in commitments(self.snapshot).values() if one.due)
        return any(self.since and self.since < day <= self.as_of for day in due)

    def decisions(self) -> list[Decision]:
        """Open decisions that are for these readers or for nobody yet, the most urgent first; parked ones left out."""
        found = [
            one for one in self.snapshot.decisions
            if not one.decided_on and not (one.parked_until and one.parked_until > self.as_of)
            and (not one.approver or one.approver in self.people)
        ]  # fmt: skip
        return sorted(found, key=lambda one: (one.needed_by is None, one.needed_by or self.as_of, one.id))

    def roadblocks(self) -> list[Roadblock]:
        """What stands in the way and is not resolved, the oldest first."""
        found = [one for one in self.snapshot.roadblocks if not one.resolved_on]
        return sorted(found, key=lambda one: (one.since or self.as_of, one.id))

    def team_work(self) -> list[WorkItem]:
        """The work of the readers' teams; all of it where they belong to none."""
        if not self.teams:
            return list(self.snapshot.work)
        team_of = {one.id: one.team for one in self.snapshot.people}
        return [one for one in self.snapshot.work if (one.team or team_of.get(one.assignee, "")) in self.teams]


def told_on(letter: Letter) -> date | None:
    """The day a letter counts from: when it was sent, or drafted while it is on its way."""
    return letter.sent_on or letter.drafted_on
