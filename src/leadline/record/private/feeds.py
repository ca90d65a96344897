"""Calendar feeds: addresses that nobody can guess, each for one calendar, and taken back at any time."""

import secrets
from datetime import datetime, timedelta
from hashlib import sha256

from django.db import transaction
from django.db.models import F, Q

from leadline.record.access import RUNS, Who
from leadline.record.doors import Act, Refused
from leadline.record.models.program import Program
from leadline.record.private.models import CalendarFeed

WINDOW = timedelta(hours=1)
MOST_READS = 60
"""Reads of one feed within an hour; calendars ask a few times a day."""

MOST_FEEDS = 200
"""Feeds of a program that are not taken back."""


class TooOften(Exception):
    """The feed was read too often; `seconds` says when it may be read again."""

    def __init__(self, seconds: int) -> None:
        self.seconds = seconds
        super().__init__(f"This calendar was read {MOST_READS} times within an hour. Ask again in {seconds} seconds.")


def make(act: Act, person: str) -> str:
    """
    A token for a feed of the program, or of one of its people; shown once, because only its hash is kept.

    Raises:
        Refused: the program has as many feeds as it may have.
    """
    if CalendarFeed.objects.filter(program=act.program, revoked_at=None).count() >= MOST_FEEDS:
        raise Refused(f"{act.program} has {MOST_FEEDS} calendar feeds. Take back those that nobody reads.")
    token = secrets.token_urlsafe(32)
    CalendarFeed.objects.create(
        program=act.program,
        account=act.who.account,
        person=person,
        token_hash=_hash(token),
        made_at=act.at,
        made_by=act.who.name,
    )
    return token


def seen_by(who: Who, program: Program) -> list[CalendarFeed]:
    """The feeds of a program that somebody may take back: those they made and those of their own days; all for who runs it."""
    live = CalendarFeed.objects.filter(program=program, revoked_at=None).order_by("made_at", "id")
    if who.role_in(program) in RUNS:
        return list(live)
    if who.account is None or who.role_in(program) is None:
        return []
    own = who.person_in(program)
    return list(live.filter(Q(account=who.account) | Q(person=own) if own else Q(account=who.account)))


def revoke(act: Act, id: int) -> CalendarFeed:
    """Take a feed back: its address answers no more. Raises `Refused` where there is none that they may take back."""
    feed = next((one for one in seen_by(act.who, act.program) if one.pk == id), None)
    if feed is None:
        raise Refused(f"There is no calendar feed {id} that you may take back. Look at Take it out.", "feed")
    CalendarFeed.objects.filter(pk=feed.pk).update(revoked_at=act.at)
    return feed


def find(token: str) -> CalendarFeed | None:
    """The feed of a token; None where nobody made it, it was taken back, or its program or account is closed."""
    if not 20 <= len(token) <= 100:
        return None
    live = CalendarFeed.objects.filter(token_hash=_hash(token), revoked_at=None, program__retired_at=None)
    return live.filter(Q(account=None) | Q(account__is_active=True)).select_related("program", "account").first()


def reader_of(feed: CalendarFeed) -> Who:
    """As whom a feed is read: the one that made it, as they are now."""
    return Who(feed.made_by, account=feed.account) if feed.account else Who(feed.made_by, system=True)


def count(feed: CalendarFeed, at: datetime) -> None:
    """
    Note that a feed is read.

    Raises:
        TooOften: it was read as often as it may be within the hour.
    """
    with transaction.atomic():
        own = CalendarFeed.objects.filter(pk=feed.pk)
        began = feed.window_at
        if began is None or at - began >= WINDOW:
            own.update(window_at=at, reads=1, read_at=at)
            return
        if not own.filter(reads__lt=MOST_READS).update(reads=F("reads") + 1, read_at=at):
            raise TooOften(max(1, round((began + WINDOW - at).total_seconds())))


def _hash(token: str) -> str:
    return sha256(token.encode()).hexdigest()
