"""What the desk asks of the record: stored results, gathered once for a page."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from leadline.program.outlook import Outlook
from leadline.program.snapshot import Snapshot
from leadline.record.access import for_
from leadline.record.doors import Visit
from leadline.record.models import Acceptance, Job, Round
from leadline.record.results import StoredFinding, findings_of, last_round, outlook_of, snapshot_of, week_before


@dataclass(frozen=True)
class Standing:
    """A round with what it saw, what it found, and the round of a week before, where there is one."""

    round: Round
    snapshot: Snapshot
    outlook: Outlook
    findings: list[StoredFinding]
    before: Mapping[str, Mapping[str, Any]]
    before_on: date | None
    accepted: frozenset[tuple[str, str]]
    hidden: int

    @property
    def names(self) -> dict[str, str]:
        """Milestone names by id."""
        return {one.id: one.name or one.id for one in self.snapshot.milestones}

    @property
    def people(self) -> dict[str, tuple[str, bool]]:
        """Name of each person by id, and whether they are from outside."""
        return {one.id: (one.name or one.id, one.outside) for one in self.snapshot.people}


@dataclass(frozen=True)
class Running:
    """A round that is queued or running: its number, how far it is and what it does."""

    number: int
    share: float
    says: str


def standing(visit: Visit, *, gone: bool = False) -> Standing | None:
    """The last round, ready to be shown; None before the first."""
    round = last_round(visit.who, visit.program)
    snapshot = snapshot_of(round) if round else None
    if round is None or snapshot is None:
        return None
    before = week_before(visit.who, visit.program, round.as_of, round.number)
    open_ones = for_(visit.who).rows(Acceptance, visit.program).filter(state="open").values_list("fingerprint", "says")
    return Standing(
        round=round,
        snapshot=snapshot,
        outlook=outlook_of(round),
        findings=findings_of(visit.who, round, visit.today, gone=gone),
        before=before.statuses if before else {},
        before_on=before.as_of if before else None,
        accepted=frozenset(open_ones),
        hidden=for_(visit.who).hidden_findings(round),
    )


def running(visit: Visit) -> Running | None:
    """The round that is under way."""
    live = for_(visit.who).jobs(visit.program).filter(kind="round", state__in=(Job.QUEUED, Job.RUNNING)).first()
    if live is None:
        return None
    last = last_round(visit.who, visit.program)
    return Running((last.number if last else 0) + 1, live.share, live.says or "Waiting for a worker")
