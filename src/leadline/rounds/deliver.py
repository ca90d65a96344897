"""Sending what was approved: at least once, with one Message-ID a letter, so that a resend is the same letter."""

from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db.models import Q, QuerySet

from leadline.channels.email import send
from leadline.channels.folder import put
from leadline.channels.message import MailProblem, Message
from leadline.program import edits
from leadline.record import jobs
from leadline.record.edits.carry_out import carry_out
from leadline.record.fault import point
from leadline.record.models import Letter, OutboxLetter

MOST_TRIES = 5


def queue_delivery(at: datetime) -> None:
    """Queue the delivery of letters that wait, if any do."""
    if _waiting().exists():
        jobs.queue("deliver", at, lane=jobs.QUICK, key="outbox")


def deliver(now: datetime) -> int:
    """
    Send every waiting letter. Returns how many went out.

    A letter found in `sending` was cut off between sending and marking: it goes out again under the same Message-ID.
    """
    return sum(_send(letter, now) for letter in _waiting().order_by("id"))


def _waiting() -> QuerySet[OutboxLetter]:
    return OutboxLetter.objects.filter(
        Q(state__in=(OutboxLetter.QUEUED, OutboxLetter.SENDING)) | Q(state=OutboxLetter.FAILED, attempts__lt=MOST_TRIES)
    )


def _send(letter: OutboxLetter, now: datetime) -> bool:
    if not _approved(letter):
        letter.state, letter.problem = OutboxLetter.DEAD, "Its approval was taken back before it went out."
        letter.save(update_fields=["state", "problem"])
        return False
    letter.state, letter.attempts = OutboxLetter.SENDING, letter.attempts + 1
    letter.save(update_fields=["state", "attempts"])
    point("deliver.before_send")
    try:
        _hand_over(letter, now)
    except MailProblem as problem:
        letter.state = OutboxLetter.DEAD if letter.attempts >= MOST_TRIES else OutboxLetter.FAILED
        letter.problem = str(problem)
        letter.save(update_fields=["state", "problem"])
        return False
    point("deliver.before_mark")
    letter.state, letter.sent_at, letter.problem = OutboxLetter.SENT, now, ""
    letter.save(update_fields=["state", "sent_at", "problem"])
    _mark_letter(letter, now)
    return True


def _approved(letter: OutboxLetter) -> bool:
    """Undo takes an approval back; what has not gone out by then does not go out."""
    if not letter.letter:
        return True
    fact = Letter.objects.filter(program=letter.program, key=letter.letter, retired_at=None).first()
    return fact is not None and fact.state in ("approved", "sent")


def _hand_over(letter: OutboxLetter, now: datetime) -> None:
    message = Message(
        key=letter.key,
        sender=settings.MAIL_FROM,
        to=letter.address,
        subject=letter.subject,
        text=letter.text,
        html=letter.html,
        at=letter.queued_at,
    )
    if settings.MAIL_HOST:
        send(message, settings.MAIL_HOST, settings.MAIL_PORT, settings.MAIL_USER, settings.MAIL_PASSWORD)
    else:
        put(message, Path(settings.HOME) / "letters")


def _mark_letter(letter: OutboxLetter, now: datetime) -> None:
    """The letter's fact says sent once all its copies are out: from then on its readers count as told."""
    others = OutboxLetter.objects.filter(program=letter.program, letter=letter.letter)
    if letter.letter and not others.exclude(state=OutboxLetter.SENT).exists():
        today = letter.program.today(now)
        change = edits.Change("letter", letter.letter, {"state": "sent", "sent_on": today.isoformat()})
        carry_out(letter.program, change, now, today)
