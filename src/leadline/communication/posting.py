"""
Letters into the outbox: in the transaction of the verb that approved them, once for each reader.

Leadline writes the envelope: whoever asks learns no address, and sees no other letter of the outbox.
"""

from hashlib import sha256

from leadline.record import jobs
from leadline.record.access import SYSTEM, for_
from leadline.record.doors import Act
from leadline.record.models import OutboxLetter
from leadline.record.private.models import Address

LONGEST_KEY = 120
LONGEST_NUMBER = 18


def addresses(act: Act, people: list[str]) -> dict[str, str]:
    """The address of each person who has one."""
    known = for_(SYSTEM).rows(Address, act.program).filter(person__in=people)
    return dict(known.values_list("person", "email"))


def post(
    act: Act, key: str, person: str, address: str, subject: str, text: str, html: str = "", letter: str = ""
) -> None:
    """
    Queue one letter to one person. The same key is the same letter: posting it again sends it, with the words it has now,
    only if it never went out, because its approval was taken back in between.
    """
    whole = f"{act.program.key}-{key}-{person}"
    short = whole if len(whole) <= LONGEST_KEY else sha256(whole.encode()).hexdigest()
    words = {"subject": subject, "text": text, "html": html, "address": address}
    outbox = for_(SYSTEM).into(OutboxLetter, act.program)
    row, fresh = outbox.get_or_create(
        key=short, defaults={"program": act.program, "person": person, "letter": letter, "queued_at": act.at, **words}
    )
    if not fresh:
        again = outbox.filter(pk=row.pk, state__in=(OutboxLetter.DEAD, OutboxLetter.QUEUED))
        again.update(state=OutboxLetter.QUEUED, attempts=0, problem="", queued_at=act.at, **words)
    jobs.queue("deliver", act.at, lane=jobs.QUICK, key="outbox")


def undelivered(act: Act, number: str) -> OutboxLetter | None:
    """The copy of that number, if it was given up."""
    if not number.isdecimal() or len(number) > LONGEST_NUMBER:
        return None
    return for_(act.who).rows(OutboxLetter, act.program).filter(pk=int(number), state=OutboxLetter.DEAD).first()


def send_again(act: Act, mail: OutboxLetter, address: str) -> None:
    """Queue a copy that was given up, with all its tries, to the address its reader has now."""
    again = for_(SYSTEM).into(OutboxLetter, act.program).filter(pk=mail.pk, state=OutboxLetter.DEAD)
    again.update(state=OutboxLetter.QUEUED, attempts=0, problem="", queued_at=act.at, address=address)
    jobs.queue("deliver", act.at, lane=jobs.QUICK, key="outbox")
