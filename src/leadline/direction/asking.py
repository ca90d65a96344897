"""
Asking a doer by letter: one letter a person and promise, with a signed link that answers and does nothing else.

Leadline writes the envelope: whoever asks learns no address, and sees no other letter of the outbox.
"""

from collections.abc import Callable, Iterable
from hashlib import sha256

from django.conf import settings
from django.db.models import QuerySet

from leadline.charts import words
from leadline.direction.promising import about, name_of
from leadline.program.promises import Promise
from leadline.program.snapshot import Snapshot
from leadline.record.access import SYSTEM, for_
from leadline.record.doors import Act
from leadline.record.models import JournalLine, OutboxLetter
from leadline.record.private.answer_links import make
from leadline.record.private.models import Address

LONGEST_KEY = 120


def by_letter(act: Act, snapshot: Snapshot, promise: Promise) -> Callable[[JournalLine], None]:
    """What writes the letters, in the transaction of the verb. Without an address one is asked on the page only."""
    asked = [one.person for one in promise.doers if one.answer == "asked"]

    def write(_: JournalLine) -> None:
        for address in _addresses(act, asked).order_by("person"):
            _write(act, snapshot, promise, address)

    return write


def unreached(act: Act, people: Iterable[str]) -> list[str]:
    """Those without an address: somebody has to tell them."""
    asked = list(people)
    reached = set(_addresses(act, asked).values_list("person", flat=True))
    return [one for one in asked if one not in reached]


def _addresses(act: Act, people: list[str]) -> QuerySet[Address]:
    return for_(SYSTEM).rows(Address, act.program).filter(person__in=people)


def _write(act: Act, snapshot: Snapshot, promise: Promise, address: Address) -> None:
    subject = f"Can you stand for {words.long_day(promise.due, act.today)} for {about(snapshot, promise)}?"
    for_(SYSTEM).into(OutboxLetter, act.program).get_or_create(
        key=_key(act, promise, address.person),
        defaults={
            "program": act.program, "person": address.person, "address": address.email, "subject": subject,
            "text": _text(act, snapshot, promise, address, subject), "queued_at": act.at,
        },
    )  # fmt: skip


def _text(act: Act, snapshot: Snapshot, promise: Promise, address: Address, subject: str) -> str:
    # No odds and no history here: an estimate is asked for before any number could anchor it.
    asker = name_of(snapshot, promise.set_by) if promise.set_by else act.who.name
    link = f"{settings.SITE_URL}/answer/{make(act.program, address.person, f'promise:{promise.id}')}"
    return (
        f"{name_of(snapshot, address.person)},\n\n{subject}\n{asker} asks for {snapshot.name or act.program.key}.\n\n"
        f"Say yes, or name another date with your own range:\n{link}\n\n"
        "Opening the link changes nothing; only its buttons answer. It holds for 30 days.\n"
    )


def _key(act: Act, promise: Promise, person: str) -> str:
    key = f"ask-{act.program.key}-{promise.id}-{person}"
    return key if len(key) <= LONGEST_KEY else f"ask-{sha256(key.encode()).hexdigest()}"
