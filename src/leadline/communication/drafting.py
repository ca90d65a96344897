"""A draft for each audience that is due, after every round: also when nothing happened. A person approves."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta

from django.db import transaction

from leadline.communication.composing import Composed, compose
from leadline.communication.ground import Ground, told_on
from leadline.program.communication import Letter as LetterNoun
from leadline.program.communication import Told
from leadline.program.people import Stakeholder
from leadline.program.snapshot import Snapshot
from leadline.record.access import SYSTEM, for_
from leadline.record.models import Draft, Letter, OutboxLetter, Program, Round
from leadline.record.results import findings_of, outlook_of, snapshot_of
from leadline.record.snapshots import load_snapshot
from leadline.record.tables import to_columns

CADENCE = {("high", "high"): 7, ("low", "high"): 14, ("high", "low"): 28, ("low", "low"): 84}
"""Days between letters by power and interest where nothing else is agreed: manage closely weekly, monitor each quarter."""

REACHED = ("sent", "approved")
"""States of a letter that counts as told: what is approved is on its way."""

MOST_TOLD = 50


@dataclass(frozen=True)
class Audience:
    """People who get the same letter. Partners get their own each, teams theirs: neither may read what is the other's."""

    key: str
    altitude: str
    readers: tuple[Stakeholder, ...]


def draft_letters(program: Program, round: Round, at: datetime) -> int:
    """
    Draft what is due and refresh drafts that nobody has touched. Returns how many drafts there are now.

    Facts are not touched: a draft is no change of the plan, so it makes no new round.
    """
    seen = snapshot_of(round)
    if seen is None:
        return 0
    # Letters are read fresh: one may have been approved or dropped while the round was running.
    letters = load_snapshot(program, round.as_of).letters
    findings = tuple(one for one in findings_of(SYSTEM, round, round.as_of) if one.audience == "all")
    drafted = 0
    for audience in audiences(seen):
        waiting = _waiting(program, audience)
        due = due_readers(audience, seen, letters, round)
        if not due and waiting is None:
            continue
        readers = due or tuple(one for one in audience.readers if waiting and one.id in waiting.to) or audience.readers
        had = heard(letters, [one.id for one in readers])
        next_on = round.as_of + min(cadence_of(one) for one in readers)
        ground = Ground(seen, outlook_of(round), round.statuses, findings, had, readers, next_on)
        id = waiting.key if waiting else f"{audience.key}-{round.as_of.isoformat()}-{round.number}"
        drafted += _keep(program, round, id, audience.altitude, ground, compose(audience.altitude, ground))
    return drafted


def audiences(snapshot: Snapshot) -> list[Audience]:
    """Who gets which letter, in the order of their keys."""
    groups: dict[tuple[str, str], list[Stakeholder]] = {}
    for one in snapshot.stakeholders:
        person = snapshot.find("person", one.person)
        own = {"partner": one.id, "team": person.team if person else ""}.get(one.altitude, "")
        groups.setdefault((f"{one.altitude}-{own}" if own else one.altitude, one.altitude), []).append(one)
    return [Audience(key, altitude, tuple(readers)) for (key, altitude), readers in sorted(groups.items())]


def cadence_of(one: Stakeholder) -> timedelta:
    """How long they may go without hearing."""
    return timedelta(days=one.cadence_days or CADENCE[one.power, one.interest])


def last_letter(snapshot: Snapshot, stakeholder: str) -> LetterNoun | None:
    """The newest letter that has reached somebody."""
    return newest([one for one in snapshot.letters if one.state == "sent" and one.sent_on], [stakeholder])


def newest(letters: Sequence[LetterNoun], stakeholders: Sequence[str]) -> LetterNoun | None:
    """The newest letter that is told or on its way to one of them."""
    return next(iter(heard(letters, stakeholders)), None)


def heard(letters: Sequence[LetterNoun], stakeholders: Sequence[str]) -> tuple[LetterNoun, ...]:
    """The letters that are told or on their way to one of them, the newest first."""
    told = [one for one in letters if one.state in REACHED and set(stakeholders) & set(one.to) and told_on(one)]
    return tuple(sorted(told, key=lambda one: (told_on(one) or date.min, one.id), reverse=True))


def due_readers(
    audience: Audience, seen: Snapshot, letters: Sequence[LetterNoun], round: Round
) -> tuple[Stakeholder, ...]:
    """
    Those who should hear now: their day has come, or something they follow got darker than they were told.

    Once anybody is due, those past half their own time join in, so that a group keeps one rhythm. Nobody is due on the
    day their draft was dropped.
    """
    if any(one.state == "dropped" and one.drafted_on == seen.as_of and _is_for(one, audience) for one in letters):
        return ()
    shares = {one.id: _share_of_silence(one, seen, letters, round) for one in audience.readers}
    if not any(share >= 1.0 for share in shares.values()):
        return ()
    return tuple(one for one in audience.readers if shares[one.id] >= 0.5)


def _share_of_silence(one: Stakeholder, seen: Snapshot, letters: Sequence[LetterNoun], round: Round) -> float:
    """How much of their time without news is over; 1 and more is due. A letter is drafted a day before."""
    last = newest(letters, [one.id])
    day = told_on(last) if last else None
    if last is None or day is None:
        return 1.0
    ground = Ground(seen, outlook_of(round), round.statuses, letters=heard(letters, [one.id]), readers=(one,))
    if day < seen.as_of and ground.darkened():
        return 1.0
    return (seen.as_of - day).days / max(1, cadence_of(one).days - 1)


def _is_for(letter: LetterNoun, audience: Audience) -> bool:
    return bool(set(letter.to) & {one.id for one in audience.readers})


def _waiting(program: Program, audience: Audience) -> "Waiting | None":
    """The draft of ours for these readers that nobody has approved, dropped or sent. Heard drafts are never written to."""
    ours = for_(SYSTEM).facts(Letter, program).filter(state="draft", heard_from="").order_by("key")
    drafts = for_(SYSTEM).rows(Draft, program).filter(altitude=audience.altitude)
    written = set(drafts.values_list("letter", flat=True))
    readers = {one.id for one in audience.readers}
    found = [one for one in ours if one.key in written - _gone_out(program) and readers & set(one.to)]
    return Waiting(found[-1].key, tuple(found[-1].to)) if found else None


def _gone_out(program: Program) -> set[str]:
    """Letters that have left, whatever their fact says: taking an approval back does not call them home."""
    outbox = for_(SYSTEM).rows(OutboxLetter, program)
    left = outbox.filter(state__in=(OutboxLetter.SENDING, OutboxLetter.SENT))
    return set(left.values_list("letter", flat=True))


@dataclass(frozen=True)
class Waiting:
    """A draft that waits for a person."""

    key: str
    to: tuple[str, ...]


def _keep(program: Program, round: Round, id: str, altitude: str, ground: Ground, composed: Composed) -> int:
    """Write the draft, unless a person has changed its words or settled it meanwhile. Returns how many drafts stand: 1, or 0."""
    with transaction.atomic():
        row = for_(SYSTEM).rows(Letter, program).filter(key=id).first()
        if (row and row.state != "draft") or id in _gone_out(program):
            return 0
        if for_(SYSTEM).rows(Draft, program).filter(letter=id).exclude(edited="").exists():
            return 1
        _write(program, round, id, altitude, ground, composed)
    return 1


def _write(program: Program, round: Round, id: str, altitude: str, ground: Ground, composed: Composed) -> None:
    fact = LetterNoun(
        id=id, to=tuple(one.id for one in ground.readers), subject=composed.subject, state="draft",
        drafted_on=ground.as_of, told=told_by(altitude, ground),
    )  # fmt: skip
    for_(SYSTEM).into(Letter, program).update_or_create(
        program=program, key=id, defaults={**to_columns("letter", fact), "retired_at": None}
    )
    for_(SYSTEM).into(Draft, program).update_or_create(
        program=program, letter=id,
        defaults={
            "altitude": altitude, "subject": composed.subject, "round_number": round.number, "since": ground.since,
            "paragraphs": [
                {"kind": one.kind, "text": one.text, "cells": list(one.cells)} for one in composed.paragraphs
            ],
            "facts": [asdict(one) for one in composed.facts],
        },
    )  # fmt: skip


def told_by(altitude: str, ground: Ground) -> tuple[Told, ...]:
    """What the letter counts as having told. A partner is never told odds."""
    promised = ground.promised()[:MOST_TOLD]
    return tuple(Told(id, ground.status(id), None if altitude == "partner" else ground.odds(id)) for id in promised)
