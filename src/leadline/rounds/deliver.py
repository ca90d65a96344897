"""Sending what was approved: at least once, with one Message-ID a letter, so that a resend is the same letter."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction

from leadline.channels.email import send
from leadline.channels.folder import put
from leadline.channels.message import MailProblem, Message, ServerProblem
from leadline.program import edits
from leadline.record import jobs
from leadline.record.access import SYSTEM, for_
from leadline.record.edits.carry_out import carry_out
from leadline.record.fault import point
from leadline.record.models import Letter, OutboxLetter, Stakeholder
from leadline.record.private.models import Address

WAITS = (timedelta(0), timedelta(minutes=1), timedelta(minutes=10), timedelta(hours=1), timedelta(hours=6))
"""How long after it was queued a letter is tried for the first, second … time. A mail server may be down for an evening."""

MOST_TRIES = len(WAITS)
UNDER_WAY = (OutboxLetter.QUEUED, OutboxLetter.SENDING, OutboxLetter.FAILED)
TAKEN_BACK = "Its approval was taken back before it went out."
CUT_OFF = "It was cut off five times while it was being sent, so it may have arrived. Ask the reader before you send it again."


def queue_delivery(at: datetime) -> None:
    """Queue the delivery of letters that wait, if any is due."""
    if any(True for _ in _due(at)):
        jobs.queue("deliver", at, lane=jobs.QUICK, key="outbox")


def deliver(now: datetime) -> int:
    """
    Send every letter that is due. Returns how many went out.

    A letter found in `sending` was cut off between sending and marking: it goes out again under the same Message-ID. Where
    the server itself does not answer, the others keep their tries for later.
    """
    sent = 0
    for letter in _due(now):
        if not _claim(letter):
            continue
        try:
            sent += _send(letter, now)
        except ServerProblem:
            break
    return sent


def _due(now: datetime) -> Iterator[OutboxLetter]:
    for letter in for_(SYSTEM).every(OutboxLetter).filter(state__in=UNDER_WAY).order_by("id"):
        if letter.state != OutboxLetter.FAILED or now >= letter.queued_at + WAITS[min(letter.attempts, MOST_TRIES - 1)]:
            yield letter


def _claim(letter: OutboxLetter) -> bool:
    """Mark it as being sent, unless another worker has, its approval is gone, or it has been cut off too often."""
    if not _approved(letter):
        return _give_up(letter, TAKEN_BACK)
    if letter.state == OutboxLetter.SENDING and letter.attempts >= MOST_TRIES:
        return _give_up(letter, CUT_OFF)
    same = for_(SYSTEM).every(OutboxLetter).filter(pk=letter.pk, state=letter.state, attempts=letter.attempts)
    letter.state, letter.attempts = OutboxLetter.SENDING, letter.attempts + 1
    return bool(same.update(state=letter.state, attempts=letter.attempts))


def _give_up(letter: OutboxLetter, why: str) -> bool:
    _mark(letter, OutboxLetter.DEAD, why, letter.queued_at)
    return False


def _send(letter: OutboxLetter, now: datetime) -> bool:
    point("deliver.before_send")
    try:
        _hand_over(letter)
    except MailProblem as problem:
        dead = letter.attempts >= MOST_TRIES or problem.final
        _mark(letter, OutboxLetter.DEAD if dead else OutboxLetter.FAILED, str(problem), now)
        if isinstance(problem, ServerProblem):
            raise
        return False
    point("deliver.before_mark")
    letter.sent_at = now
    _mark(letter, OutboxLetter.SENT, "", now)
    return True


def _mark(letter: OutboxLetter, state: str, problem: str, now: datetime) -> None:
    """What became of a copy, and in the same transaction what that makes of the letter."""
    with transaction.atomic():
        letter.state, letter.problem = state, problem
        letter.save(update_fields=["state", "problem", "sent_at"])
        _settle(letter, now)


def _approved(letter: OutboxLetter) -> bool:
    """Undo takes an approval back; what has not gone out by then does not go out."""
    if not letter.letter:
        return True
    fact = for_(SYSTEM).facts(Letter, letter.program).filter(key=letter.letter).first()
    return fact is not None and fact.state in ("approved", "sent")


def _hand_over(letter: OutboxLetter) -> None:
    message = Message(
        key=letter.key, sender=settings.MAIL_FROM, to=letter.address, subject=letter.subject, text=letter.text,
        html=letter.html, at=letter.queued_at, reply_to=_reply_to(letter),
    )  # fmt: skip
    if settings.MAIL_HOST:
        send(message, settings.MAIL_HOST, settings.MAIL_PORT, settings.MAIL_USER, settings.MAIL_PASSWORD)
    else:
        put(message, Path(settings.HOME) / "letters")


def _reply_to(letter: OutboxLetter) -> str:
    """An answer to the mail reaches the person who runs the program, where their address is known."""
    known = for_(SYSTEM).rows(Address, letter.program)
    own = known.filter(person=letter.program.tpm).first() if letter.program.tpm else None
    return own.email if own else ""


def _settle(letter: OutboxLetter, now: datetime) -> None:
    """
    The letter's fact, once none of its copies is under way: sent to those it reached, who count as told from then on; a
    draft again where it reached nobody, so that nobody is taken for told.
    """
    if not letter.letter:
        return
    copies = for_(SYSTEM).rows(OutboxLetter, letter.program).filter(letter=letter.letter)
    fact = for_(SYSTEM).facts(Letter, letter.program).filter(key=letter.letter).first()
    if fact is None or copies.filter(state__in=UNDER_WAY).exists():
        return
    reached = set(copies.filter(state=OutboxLetter.SENT).values_list("person", flat=True))
    today = letter.program.today(now)
    if reached:
        fields = {"state": "sent", "sent_on": today.isoformat(), "to": _readers(letter, fact.to, reached)}
    else:
        fields = {"state": "draft"} if fact.state == "approved" else {}
    changed = {name: value for name, value in fields.items() if name == "sent_on" or getattr(fact, name) != value}
    if changed:
        carry_out(letter.program, edits.Change("letter", letter.letter, changed), now, today)


def _readers(letter: OutboxLetter, to: list[str], reached: set[str]) -> list[str]:
    """Of those a letter is for, the ones whose copy went out."""
    readers = for_(SYSTEM).rows(Stakeholder, letter.program).filter(key__in=to)
    people = dict(readers.values_list("key", "person"))
    return [one for one in to if people.get(one) in reached]
