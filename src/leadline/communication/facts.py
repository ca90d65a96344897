"""The facts of a brief: each number once, with the words that say what it is and the place where it can be opened."""

import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from math import ceil

from leadline.charts import words
from leadline.communication.discretion import Discretion
from leadline.communication.ground import Ground
from leadline.communication.numbers import found_in
from leadline.program.commitments import commitments, line
from leadline.record.results import PricedRemedy, StoredFinding

MARK = re.compile(r"\[\[(f\d+)\]\]")


@dataclass(frozen=True)
class Fact:
    """A figure as it stands in the text, what it says, and what it is about (`milestone:iberia`)."""

    id: str
    figure: str
    says: str
    ref: str


@dataclass
class Facts:
    """Collects facts while sentences are written; a figure used twice is one fact."""

    ground: Ground
    told: Discretion
    found: dict[tuple[str, str, str], Fact] = field(default_factory=dict)

    def mark(self, figure: str, says: str, ref: str) -> str:
        """The mark of a figure for the text, `[[f1]]`; the figure and its proof are kept."""
        key = (figure, says, ref)
        if key not in self.found:
            self.found[key] = Fact(f"f{len(self.found) + 1}", figure, self.told.fit(says), ref)
        return f"[[{self.found[key].id}]]"

    def quoted(self, text: str, says: str, ref: str) -> str:
        """Words somebody typed or a rule wrote, fit for the readers, each number in them marked. Keys are names."""
        fit = self.told.fit(text)
        made, end = "", 0
        for one in found_in(fit):
            made += fit[end : one.start()] + self.mark(self._figure(one.group()), says, ref)
            end = one.end()
        return made + fit[end:]

    def inside(self, text: str, says: str, ref: str) -> str:
        """The same in the middle of a sentence: without its full stop, and small where it is no name."""
        names = {
            word for one in self.ground.snapshot.people + self.ground.snapshot.milestones for word in one.name.split()
        }
        first = text.split()[0] if text.split() else ""
        small = first[1:] == first[1:].lower() and first not in names
        text = text[:1].lower() + text[1:] if small else text
        return self.quoted(text.rstrip("."), says, ref)

    def _figure(self, number: str) -> str:
        """A number as it stands; a day in the form of records is said as people say it."""
        try:
            return words.day(date.fromisoformat(number), self.ground.as_of)
        except ValueError:
            return number

    def count(self, number: int, one: str, many: str, says: str) -> str:
        """A count of things, in words where it is one: `One decision`, `3 decisions`."""
        return f"one {one}" if number == 1 else self.mark(words.plural(number, one, many), says, self._program())

    def odds(self, milestone: str) -> str:
        """The odds of a milestone's commitment."""
        due = words.day(commitments(self.ground.snapshot)[milestone].due, self.ground.as_of)
        futures = words.number(self.ground.outlook.futures)
        says = f"{self.ground.name(milestone)}: share of {futures} futures that reach it by {due}."
        return self.mark(words.share(self.ground.odds(milestone)), says, f"milestone:{milestone}")

    def due(self, milestone: str) -> str:
        """The promised date of a milestone."""
        stood = line(self.ground.snapshot, milestone)
        promise = commitments(self.ground.snapshot)[milestone]
        moves = ""
        if stood and stood.moves:
            first = words.day(stood.first.due, self.ground.as_of)
            moves = f", moved {words.plural(stood.moves, 'time')} since the first promise of {first}"
        says = f"{self.ground.name(milestone)}: the date promised now{moves}."
        return self.mark(words.day(promise.due, self.ground.as_of), says, f"milestone:{milestone}")

    def first_due(self, milestone: str) -> str:
        """The date that was promised first."""
        stood = line(self.ground.snapshot, milestone)
        first = stood.first.due if stood else commitments(self.ground.snapshot)[milestone].due
        says = f"{self.ground.name(milestone)}: the date promised first."
        return self.mark(words.day(first, self.ground.as_of), says, f"milestone:{milestone}")

    def quantile(self, milestone: str, share: float) -> str:
        """The working day by which a share of futures has reached a milestone; empty when so many never do."""
        foreseen = self.ground.outlook.milestones.get(milestone)
        found = foreseen.date_at(share) if foreseen else None
        if found is None:
            return ""
        says = f"{self.ground.name(milestone)}: {words.share(share)} of futures have reached it by then."
        return self.mark(words.day(words.working_day(found), self.ground.as_of), says, f"milestone:{milestone}")

    def window(self, milestone: str) -> str:
        """From the middle future to P80: `between 12 May and 2 Jun`; empty when there is no such day."""
        early, late = self.quantile(milestone, 0.5), self.quantile(milestone, 0.8)
        if not early or not late:
            return ""
        same = self.figure(early) == self.figure(late)
        return f"by {late}" if same else f"between {early} and {late}"

    def figure(self, mark: str) -> str:
        """The figure behind a mark."""
        return next(one.figure for one in self.found.values() if f"[[{one.id}]]" == mark)

    def was(self, milestone: str) -> str:
        """The odds the last letter told."""
        day = words.day(self.ground.told_on(milestone), self.ground.as_of)
        says = f"{self.ground.name(milestone)}: the odds told on {day}."
        return self.mark(words.share(self.ground.told(milestone)[1]), says, f"milestone:{milestone}")

    def gained(self, finding: StoredFinding, best: PricedRemedy) -> str:
        """The days the best remedy of a finding wins back, of the milestone that the sentence names: its first line."""
        lines = best.price.lines if best.price else ()
        days = lines[0].days if lines else best.price.days if best.price else 0.0
        says = f"Days earlier at P80 with “{best.says}”, from the same futures with and without it."
        return self.mark(words.plural(max(1, round(days)), "day"), says, f"finding:{finding.id}")

    def lost(self, finding: StoredFinding, best: PricedRemedy) -> str:
        """The days that the promise loses which pays most for a remedy."""
        days = best.price.losses[0].days if best.price else 0.0
        says = f"Days later at P80 with “{best.says}”, from the same futures with and without it."
        return self.mark(words.plural(max(1, round(-days)), "day"), says, f"finding:{finding.id}")

    def money(self, cents: int, says: str, ref: str) -> str:
        """An amount."""
        return self.mark(words.money(cents, self.ground.snapshot.currency), says, ref)

    def joint(self) -> str:
        """How often all promises hold together."""
        says = "Share of futures in which every promise with odds holds. Never the single odds multiplied."
        return self.mark(words.share(self.ground.outlook.joint), says, self._program())

    def joint_with_cost(self) -> str:
        """How often all promises hold and the budget as well."""
        says = "Share of futures in which every promise holds and the cost stays within the budget."
        return self.mark(words.share(self.ground.outlook.joint_with_cost), says, self._program())

    def cost(self, share: float) -> str:
        """Cost at completion at a level."""
        cents = self.ground.outlook.cost.at(share) if self.ground.outlook.cost else None
        says = f"Cost at completion: {words.share(share)} of futures cost so much at most."
        return self.mark(words.money(cents, self.ground.snapshot.currency), says, self._program())

    def budget(self) -> str:
        """The budget."""
        figure = words.money(self.ground.snapshot.budget_cents, self.ground.snapshot.currency)
        return self.mark(figure, "The program's budget.", self._program())

    def day(self, value: date, says: str, ref: str) -> str:
        """A recorded date."""
        return self.mark(words.day(value, self.ground.as_of), says, ref)

    def finish(self, work: str) -> str:
        """The day on which a work item is done in the middle future."""
        days = self.ground.outlook.items[work].finish_p50
        ends = words.working_day(self.ground.as_of + timedelta(days=max(ceil(days) - 1, 0)))
        return self.mark(words.day(ends, self.ground.as_of), "Done by then in half of the futures.", f"work:{work}")

    def _program(self) -> str:
        return f"program:{self.ground.snapshot.id}"
