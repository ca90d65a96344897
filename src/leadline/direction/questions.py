"""What this room asks of the record: the last round's results, with the promises as they stand now."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from math import ceil
from typing import Any

from leadline.program.commitments import commitments
from leadline.program.movement import Movement
from leadline.program.outlook import MilestoneOutlook, Outlook
from leadline.program.snapshot import Snapshot, label
from leadline.record.access import for_
from leadline.record.doors import Visit
from leadline.record.models import Forecast, Intent
from leadline.record.models import Judgement as JudgementRow
from leadline.record.models import Promise as PromiseRow
from leadline.record.results import (
    StoredFinding,
    findings_of,
    last_round,
    movement_of,
    outlook_of,
    snapshot_of,
    week_before,
)
from leadline.record.snapshots import load_snapshot, with_intents
from leadline.record.tables import to_noun

LEVELS = {0.1: 1, 0.5: 5, 0.8: 8, 0.9: 10}
"""Where the levels a trail is drawn from stand in `Forecast.quantiles`."""


@dataclass(frozen=True)
class Standing:
    """
    The program as the last round saw it, with today's promises and judgements laid over it.

    Without a round the facts are those of today, and there is no outlook. `statuses` are the computed colours.
    """

    snapshot: Snapshot
    base: str
    role: str = ""
    person: str = ""
    outlook: Outlook | None = None
    round_number: int = 0
    statuses: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    before: Outlook | None = None
    before_statuses: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    @property
    def today(self) -> date:
        """The day dates are read from."""
        return self.snapshot.as_of

    def foreseen(self, milestone: str) -> MilestoneOutlook | None:
        """What the round says of a milestone; None where there was none, or the milestone is newer."""
        return self.outlook.milestones.get(milestone) if self.outlook else None

    def status(self, milestone: str) -> str:
        """The computed colour: on-track, at-risk, off-track, unknown or done."""
        found = self.snapshot.find("milestone", milestone)
        if found is not None and found.done_on:
            return "done"
        return str(self.statuses.get(milestone, {}).get("status", "unknown"))

    def name(self, noun: str, id: str) -> str:
        """What people call it; its id where it has left the plan."""
        found = self.snapshot.find(noun, id) if id else None
        return label(noun.split("|")[0], found) if found else id

    def url(self, noun: str, id: str) -> str:
        """The address of a noun's page."""
        return f"{self.base}/milestones/{id}" if noun == "milestone" else f"{self.base}/{noun}/{id}"

    def day(self, days: float) -> date:
        """The date of an event that many days after the round's morning (`Outlook`'s times)."""
        return self.today + timedelta(days=max(ceil(days) - 1, 0))

    def movement(self, milestone: str) -> Movement | None:
        """Why P80 moved since the round before; None where it did not, or nobody knows."""
        return movement_of(self.statuses.get(milestone, {}))

    def moved(self, milestone: str) -> float | None:
        """By how many days P80 moved since the round before, positive for later; None where either is unknown."""
        now = self.statuses.get(milestone, {}).get("p80_days")
        was = self.before_statuses.get(milestone, {}).get("p80_days")
        if now is None or was is None or self.before is None:
            return None
        return float(now) - float(was) + (self.today - self.before.as_of).days


@dataclass(frozen=True)
class Slice:
    """What was believed of a milestone on a day: P10, P50, P80 and P90 as dates; None where it was never that sure."""

    on: date
    p10: date | None
    p50: date | None
    p80: date | None
    p90: date | None


def standing(visit: Visit, milestone: str = "") -> Standing:
    """The program ready to be shown; from today's facts where the milestone is newer than the last round."""
    round = last_round(visit.who, visit.program)
    seen = snapshot_of(round) if round else None
    base = f"/p/{visit.program.key}"
    role, person = visit.who.role_in(visit.program) or "", visit.who.person_in(visit.program)
    if round is None or seen is None or (milestone and seen.find("milestone", milestone) is None):
        return Standing(load_snapshot(visit.program, visit.today), base, role, person)
    before = week_before(visit.who, visit.program, round.as_of, round.number)
    return Standing(
        snapshot=_with_todays_promises(visit, seen),
        base=base,
        role=role,
        person=person,
        outlook=outlook_of(round),
        round_number=round.number,
        statuses=round.statuses,
        before=outlook_of(before) if before else None,
        before_statuses=before.statuses if before else {},
    )


def trail(visit: Visit, milestone: str) -> list[Slice]:
    """What each day's last round believed of a milestone, oldest first."""
    own = for_(visit.who).rows(Forecast, visit.program)
    rows = own.filter(question="network", subject=milestone).order_by("made_on", "id")
    by_day = {row.made_on: _slice(row.made_on, row.quantiles) for row in rows}
    return list(by_day.values())


def findings_about(visit: Visit, snapshot: Snapshot, milestone: str) -> list[StoredFinding]:
    """Open findings of the last round about a milestone, its promises, its work, or what hangs on them; in rank order."""
    round = last_round(visit.who, visit.program)
    if round is None:
        return []
    about = _subjects(snapshot, milestone)
    return [one for one in findings_of(visit.who, round, visit.today) if one.subject in about and not one.muted]


def last_commitment(snapshot: Snapshot) -> str:
    """The milestone whose standing commitment is due last; empty where nothing is promised."""
    standing = list(commitments(snapshot))
    return standing[-1] if standing else ""


def _subjects(snapshot: Snapshot, milestone: str) -> set[str]:
    fed_by = {milestone, *(one.id for one in snapshot.work if one.milestone == milestone)}
    about = {f"milestone:{milestone}", *(f"work:{id}" for id in fed_by)}
    about |= {f"promise:{one.id}" for one in snapshot.promises if one.milestone == milestone}
    about |= {f"dependency:{one.id}" for one in snapshot.dependencies if fed_by & {one.before, one.after}}
    for noun in ("decision", "risk", "roadblock", "requirement"):
        about |= {f"{noun}:{one.id}" for one in snapshot.of(noun) if fed_by.intersection(one.work)}
    return about


def _with_todays_promises(visit: Visit, seen: Snapshot) -> Snapshot:
    """A proposal or an answer is shown at once, not after the next round."""
    scope, program = for_(visit.who), visit.program
    promises = _nouns("promise", scope.facts(PromiseRow, program).values())
    judgements = _nouns("judgement", scope.facts(JudgementRow, program).values())
    now = replace(seen, promises=promises, judgements=judgements)
    own = scope.rows(Intent, program).filter(state=Intent.OPEN, noun__in=("promise", "judgement")).order_by("id")
    return with_intents(now, own)


def _nouns(noun: str, rows: Iterable[Mapping[str, Any]]) -> tuple[Any, ...]:
    return tuple(sorted((to_noun(noun, row) for row in rows), key=lambda one: str(one.id)))


def _slice(on: date, quantiles: Sequence[int | None]) -> Slice:
    def at(level: float) -> date | None:
        place = LEVELS[level]
        days = quantiles[place] if place < len(quantiles) else None
        return None if days is None else on + timedelta(days=days)

    return Slice(on, at(0.1), at(0.5), at(0.8), at(0.9))
