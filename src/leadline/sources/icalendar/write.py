"""Days of a program as an iCalendar file (RFC 5545) that calendars open and subscribe to."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

PRODUCT = "-//Leadline//Leadline//EN"
REFRESH = timedelta(hours=6)


@dataclass(frozen=True)
class Entry:
    """
    A stretch of whole days, both ends included.

    `uid` stays the same for the same thing, so that a calendar moves it instead of showing it twice.
    """

    uid: str
    title: str
    first: date
    last: date
    says: str = ""
    url: str = ""
    kind: str = ""


def write_calendar(name: str, entries: Iterable[Entry], stamp: datetime) -> bytes:
    """
    The file: one all-day event an entry, in nobody's way (`TRANSPARENT`), in the order of their days.

    Args:
        name: what calendars call it.
        entries: the days.
        stamp: when what they say was known; the same entries and stamp give the same bytes.
    """
    from icalendar import Calendar, Event, vDuration, vText  # Only those who take a calendar out need it.

    made = Calendar()
    made.add("prodid", PRODUCT)
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", vText(_printable(" ".join(name.split()))))
    made.add("refresh-interval", vDuration(REFRESH), parameters={"VALUE": "DURATION"})
    made.add("x-published-ttl", vDuration(REFRESH))
    for one in sorted(entries, key=lambda one: (one.first, one.last, one.uid)):
        event = Event()
        event.add("uid", one.uid)
        event.add("dtstamp", stamp)
        event.add("dtstart", one.first)
        # The end of whole days is the first day that is none of them.
        event.add("dtend", one.last + timedelta(days=1))
        event.add("summary", _printable(one.title))
        event.add("transp", "TRANSPARENT")
        for field, text in (("description", one.says), ("url", one.url), ("categories", one.kind)):
            if text:
                event.add(field, [text] if field == "categories" else _printable(text))
        made.add_component(event)
    return bytes(made.to_ical())


def _printable(text: str) -> str:
    """Without the control characters that RFC 5545 has no place for."""
    return "".join(one for one in text.replace("\r\n", "\n").replace("\r", "\n") if one in "\n\t" or one.isprintable())
