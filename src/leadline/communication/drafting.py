"""A draft for each altitude that is due, after every round: also when nothing happened. A person approves."""

from dataclasses import asdict
from datetime import date, datetime, timedelta

from django.db import transaction

from leadline.communication.composing import Composed, compose
from leadline.communication.facts import Ground
from leadline.program.communication import Letter as LetterNoun, Told
from leadline.program.people import Stakeholder
from leadline.program.snapshot import Snapshot
from leadline.record.access import SYSTEM
from leadline.record.models import Draft, Letter, Program, Round
from leadline.record.results import findings_of, outlook_of, snapshot_of
from leadline.record.tables import to_columns

CADENCE = {("high", "high"): 7, ("low", "high"): 14, ("high", "low"): 28, ("low", "low"): 84}
"""Days between letters by power and interest where nothing else is agreed: manage closely weekly, monitor each quarter."""


def draft_letters(program: Program, round: Round, at: datetime) -> int:
    """
    Draft what is due and refresh drafts that nobody has touched. Returns how many drafts there are now.

    Facts are not touched: a draft is no change of the plan, so it makes no new round.
    """
    snapshot = snapshot_of(round)
    if snapshot is None:
        return 0
    groups: dict[str, list[Stakeholder]] = {}
    for one in snapshot.stakeholders:
        groups.setdefault(one.altitude, []).append(one)
    return sum(_draft(program, round, snapshot, altitude, readers) for altitude, readers in groups.items())


def cadence_of(one: Stakeholder) -> timedelta:
    """How long they may go without hearing."""
    return timedelta(days=one.cadence_days or CADENCE[one.power, one.interest])


def last_letter(snapshot: Snapshot, stakeholder: str) -> LetterNoun | None:
    """The newest letter sent to somebody."""
    sent = [one for one in snapshot.letters if one.state == "sent" and stakeholder in one.to and one.sent_on]
    return max(sent, key=lambda one: (one.sent_on or date.min, one.id), default=None)


def _draft(program: Program, round: Round, snapshot: Snapshot, altitude: str, readers: list[Stakeholder]) -> int:
    waiting = next((one for one in snapshot.letters if one.state == "draft" and one.id.startswith(f"{altitude}-")), None)
    last = max((found for one in readers if (found := last_letter(snapshot, one.id))), key=lambda one: one.sent_on or date.min, default=None)
    if waiting is None and not _due(snapshot, readers):
        return 0
    ground = Ground(snapshot, outlook_of(round), round.statuses, tuple(one for one in findings_of(SYSTEM, round, round.as_of) if one.audience == "all"), last)
    composed = compose(altitude, ground)
    id = waiting.id if waiting else f"{altitude}-{round.as_of.isoformat()}-{round.number}"
    with transaction.atomic():
        kept = Draft.objects.filter(program=program, letter=id).first()
        if kept is None or not kept.edited:
            _keep(program, round, snapshot, id, altitude, readers, composed, last)
    return 1


def _due(snapshot: Snapshot, readers: list[Stakeholder]) -> bool:
    """A letter is drafted a day before the first reader's silence would be too long."""
    for one in readers:
        last = last_letter(snapshot, one.id)
        if last is None or last.sent_on is None or snapshot.as_of - last.sent_on >= cadence_of(one) - timedelta(days=1):
            return True
    return False


def _keep(program: Program, round: Round, snapshot: Snapshot, id: str, altitude: str, readers: list[Stakeholder], composed: Composed, last: LetterNoun | None) -> None:
    told = tuple(Told(milestone, state["status"], state["odds"]) for milestone, state in round.statuses.items() if state["odds"] is not None)
    fact = LetterNoun(
        id=id, to=tuple(one.id for one in readers), subject=composed.subject, state="draft", drafted_on=snapshot.as_of, told=told[:50],
    )  # fmt: skip
    Letter.objects.update_or_create(program=program, key=id, defaults={**to_columns("letter", fact), "retired_at": None})
    Draft.objects.update_or_create(
        program=program, letter=id,
        defaults={
            "altitude": altitude, "subject": composed.subject, "round_number": round.number, "since": last.sent_on if last else None,
            "paragraphs": [{"kind": kind, "text": text} for kind, text in composed.paragraphs],
            "facts": [asdict(one) for one in composed.facts],
        },
    )  # fmt: skip
