"""What a calendar gets that asks for a feed: the days of a program or of a person, as whoever made the feed may see them."""

from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256

from leadline.desk.program_days import entries_for, entries_of
from leadline.desk.taking_out import theirs
from leadline.program.snapshot import Snapshot
from leadline.record.access import RUNS, Who
from leadline.record.models import Program, Round
from leadline.record.private import feeds
from leadline.record.private.models import CalendarFeed
from leadline.record.results import last_round, outlook_of
from leadline.record.snapshots import load_snapshot
from leadline.sources.icalendar.write import write_calendar

NEEDED = ("project", "milestone", "work", "promise", "person", "calendar", "ask", "dependency")
"""Nouns that have days on a calendar, or name what has; the others are not even read."""


@dataclass(frozen=True)
class Asked:
    """A feed that may be read, and the mark of what it would say: the same mark, the same bytes."""

    feed: CalendarFeed
    who: Who
    program: Program
    round: Round | None
    at: datetime
    mark: str


def asked(token: str, at: datetime) -> Asked | None:
    """
    What a token asks for; None where it opens nothing, or whoever made it may not see it any more.

    Raises:
        TooOften: it is read too often.
    """
    feed = feeds.find(token)
    if feed is None:
        return None
    who, program = feeds.reader_of(feed), feed.program
    if not _may_still(who, program, feed.person):
        return None
    feeds.count(feed, at)
    round = last_round(who, program)
    parts = (feed.pk, program.facts_version, program.today(at), round.pk if round else 0)
    return Asked(feed, who, program, round, at, sha256(repr(parts).encode()).hexdigest()[:32])


def body(found: Asked, site: str) -> bytes:
    """The calendar. `site` is the address of this Leadline, for the links in it."""
    snapshot = load_snapshot(found.program, found.program.today(found.at), only=NEEDED)
    snapshot, _ = theirs(found.who, found.program, snapshot)
    outlook = outlook_of(found.round) if found.round else None
    base = f"{site}/p/{found.program.key}"
    person = found.feed.person
    entries, _ = entries_for(snapshot, person, outlook, base) if person else entries_of(snapshot, outlook, base)
    day = snapshot.as_of
    stamp = found.round.finished_at if found.round else datetime(day.year, day.month, day.day, tzinfo=UTC)
    return write_calendar(_name(snapshot, person), entries, stamp)


def _name(snapshot: Snapshot, person: str) -> str:
    program = snapshot.name or snapshot.id
    if not person:
        return program
    who = snapshot.find("person", person)
    return f"{(who.name if who else '') or person} · {program}"


def _may_still(who: Who, program: Program, person: str) -> bool:
    """Asked at each reading: a feed shows no more than the one that made it may see today."""
    role = who.role_in(program)
    return role in RUNS or (role is not None and person in ("", who.person_in(program)))
