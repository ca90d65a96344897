"""The texts of a schedule file as numbers, days and spans. What is no such thing gives None: nothing here raises."""

import re
from datetime import date, datetime, timedelta
from math import isfinite

from leadline.sources.mspdi.schedule import Record

MINUTE = 1 / 60
_SPAN = re.compile(r"(-?)P(?:(\d{1,7})D)?(?:T(?:(\d{1,9})H)?(?:(\d{1,9})M)?(?:(\d{1,9})(?:\.\d*)?S)?)?")
_YES = frozenset({"1", "true"})


def text(record: Record, name: str) -> str:
    """A field; "" where it is missing."""
    found = record.get(name, "")
    return found if isinstance(found, str) else ""


def number(record: Record, name: str) -> float | None:
    """A number as the file writes it, in whatever unit the field has."""
    given = text(record, name)
    try:
        found = float(given) if given.isascii() and len(given) < 40 else None
    except ValueError:
        return None
    return found if found is not None and isfinite(found) and abs(found) < 1e15 else None


def whole(record: Record, name: str, default: int = 0) -> int:
    """A whole number; `default` where there is none."""
    found = number(record, name)
    return default if found is None else int(found)


def flag(record: Record, name: str, *, default: bool = False) -> bool:
    """Yes or no."""
    given = text(record, name).casefold()
    return given in _YES if given else default


def moment(record: Record, name: str) -> datetime | None:
    """A day with its time. “NA”, and the days far away that stand for “never”, are none."""
    given = text(record, name)
    try:
        found = datetime.fromisoformat(given).replace(tzinfo=None) if given.isascii() and given[:1].isdigit() else None
    except ValueError:
        return None
    return found if found and date(1984, 1, 2) < found.date() < date(2149, 1, 1) else None


def day(record: Record, name: str) -> date | None:
    """The day of a moment."""
    found = moment(record, name)
    return found.date() if found else None


def iso(record: Record, name: str) -> str | None:
    """The day of a moment, in document form."""
    found = day(record, name)
    return found.isoformat() if found else None


def hours(record: Record, name: str) -> float | None:
    """A duration or work, `PT40H0M0S`, in hours."""
    return hours_of(text(record, name))


def hours_of(given: str) -> float | None:
    """`PT40H30M0S` as 40.5; None for what is no such text. A day is 24 hours, as the form says."""
    found = _SPAN.fullmatch(given)
    if not found or len(given) < 3:
        return None
    days, own, minutes, seconds = (int(part or 0) for part in found.groups()[1:])
    total = days * 24 + own + minutes / 60 + seconds / 3600
    return -total if found[1] else total


def minutes_of(given: str) -> int | None:
    """A time of day, `08:30:00`, as minutes since midnight."""
    try:
        own, minutes = (int(part) for part in given.split(":")[:2])
    except ValueError:
        return None
    return own * 60 + minutes if 0 <= own <= 24 and 0 <= minutes < 60 else None


def days_from(first: date, last: date, most: int) -> list[date]:
    """The days from `first` to `last`, both included, `most` of them at the most."""
    return [first + timedelta(days=step) for step in range(max(min((last - first).days + 1, most), 0))]
