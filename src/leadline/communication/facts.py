"""The facts of a brief: each number once, with the words that say what it is and the place where it can be opened."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from leadline.charts import words
from leadline.program.commitments import commitments, line
from leadline.program.communication import Letter
from leadline.program.outlook import Outlook
from leadline.program.snapshot import Snapshot
from leadline.record.results import StoredFinding


@dataclass(frozen=True)
class Fact:
    """A figure as it stands in the text, what it says, and what it is about (`milestone:iberia`)."""

    id: str
    figure: str
    says: str
    ref: str


@dataclass(frozen=True)
class Ground:
    """What a brief is written from: a round's results, and what was told last time."""

    snapshot: Snapshot
    outlook: Outlook
    statuses: Mapping[str, Mapping[str, Any]]
    findings: tuple[StoredFinding, ...]
    last: Letter | None = None

    @property
    def since(self) -> date | None:
        """The day of the last letter to these readers."""
        return self.last.sent_on if self.last else None

    def name(self, milestone: str) -> str:
        """What people call a milestone."""
        found = self.snapshot.find("milestone", milestone)
        return found.name or found.id if found else milestone

    def person(self, id: str) -> str:
        """What people call a person."""
        found = self.snapshot.find("person", id)
        return found.name or found.id if found else id

    def told(self, milestone: str) -> tuple[str, float | None]:
        """The status and odds the last letter told of a milestone."""
        return next(((one.status, one.odds) for one in self.last.told if one.milestone == milestone), ("", None)) if self.last else ("", None)

    def promised(self) -> list[str]:
        """Milestones with a commitment and odds, the one worst off first."""
        known = [id for id in commitments(self.snapshot) if self.statuses.get(id, {}).get("odds") is not None]
        return sorted(known, key=lambda id: (self.statuses[id]["odds"], id))


@dataclass
class Facts:
    """Collects facts while sentences are written; a figure used twice is one fact."""

    ground: Ground
    found: dict[tuple[str, str, str], Fact] = field(default_factory=dict)

    def mark(self, figure: str, says: str, ref: str) -> str:
        """The mark of a figure for the text, `[[f1]]`; the figure and its proof are kept."""
        key = (figure, says, ref)
        if key not in self.found:
            self.found[key] = Fact(f"f{len(self.found) + 1}", figure, says, ref)
        return f"[[{self.found[key].id}]]"

    def odds(self, milestone: str) -> str:
        """The odds of a milestone's commitment."""
        odds = self.ground.statuses[milestone]["odds"]
        due = words.day(commitments(self.ground.snapshot)[milestone].due, self.ground.snapshot.as_of)
        says = f"{self.ground.name(milestone)}: share of {words.number(self.ground.outlook.futures)} futures that reach it by {due}."
        return self.mark(words.share(odds), says, f"milestone:{milestone}")

    def due(self, milestone: str) -> str:
        """The promised date of a milestone."""
        stood = line(self.ground.snapshot, milestone)
        promise = commitments(self.ground.snapshot)[milestone]
        moves = f", moved {words.plural(stood.moves, 'time')} since the first promise of {words.day(stood.first.due, self.ground.snapshot.as_of)}" if stood and stood.moves else ""
        says = f"{self.ground.name(milestone)}: the date promised now{moves}."
        return self.mark(words.day(promise.due, self.ground.snapshot.as_of), says, f"milestone:{milestone}")

    def quantile(self, milestone: str, share: float) -> str:
        """The date by which a share of futures has reached a milestone."""
        found = self.ground.outlook.milestones[milestone].date_at(share)
        figure = words.day(words.working_day(found), self.ground.snapshot.as_of) if found else "never in sight"
        return self.mark(figure, f"{self.ground.name(milestone)}: reached in {words.share(share)} of futures by then.", f"milestone:{milestone}")

    def was(self, milestone: str, odds: float) -> str:
        """The odds the last letter told."""
        day = words.day(self.ground.since, self.ground.snapshot.as_of)
        return self.mark(words.share(odds), f"{self.ground.name(milestone)}: the odds told on {day}.", f"milestone:{milestone}")

    def days(self, finding: StoredFinding) -> str:
        """What the best remedy of a finding wins back."""
        best = finding.best
        gained = best.price.days if best and best.price else 0.0
        says = f"Days earlier at P80 with “{best.says if best else ''}”, from the same futures with and without it."
        return self.mark(words.plural(round(gained), "day"), says, f"finding:{finding.id}")

    def joint(self) -> str:
        """How often all promises hold together."""
        figure = words.share(self.ground.outlook.joint)
        return self.mark(figure, "Share of futures in which every promise with odds holds. Never the single odds multiplied.", f"program:{self.ground.snapshot.id}")

    def cost(self, share: float) -> str:
        """Cost at completion at a level."""
        cents = self.ground.outlook.cost.at(share) if self.ground.outlook.cost else None
        figure = words.money(cents, self.ground.snapshot.currency)
        return self.mark(figure, f"Cost at completion in {words.share(share)} of futures at most.", f"program:{self.ground.snapshot.id}")

    def budget(self) -> str:
        """The budget."""
        return self.mark(words.money(self.ground.snapshot.budget_cents, self.ground.snapshot.currency), "The program's budget.", f"program:{self.ground.snapshot.id}")

    def day(self, value: date, says: str, ref: str) -> str:
        """A recorded date."""
        return self.mark(words.day(value, self.ground.snapshot.as_of), says, ref)
