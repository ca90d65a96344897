"""Days, stretches of days and durations as TaskJuggler writes them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from leadline.sources.taskjuggler.lex import DATE, DURATION, NUMBER, TIME, Token

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_AMOUNT = re.compile(r"(\d+(?:\.\d+)?)(min|[hdwmy])?")
FURTHEST = 10_000
"""Days of a stretch that are counted; a longer one is a slip."""


@dataclass(frozen=True)
class Measure:
    """How long a working day, week, month and year are, as the project says."""

    hours_a_day: float = 8.0
    days_a_year: float = 260.714

    def working_days(self, text: str, unit: str = "") -> float:
        """Working days of an effort or a length: `5d`, `2w`, `4h`."""
        number, unit = split(text, unit)
        return number * {
            "min": 1 / 60 / self.hours_a_day, "h": 1 / self.hours_a_day, "d": 1.0, "w": self.days_a_year / 52.1429,
            "m": self.days_a_year / 12, "y": self.days_a_year,
        }[unit]  # fmt: skip


def calendar_days(text: str, unit: str = "") -> float:
    """Calendar days of a duration: `5d`, `2w`, `36h`."""
    number, unit = split(text, unit)
    return number * {"min": 1 / 1440, "h": 1 / 24, "d": 1.0, "w": 7.0, "m": 30.4375, "y": 365.25}[unit]


def split(text: str, unit: str = "") -> tuple[float, str]:
    """The number and the unit of a duration; the unit may stand apart."""
    found = _AMOUNT.match(text)
    return (float(found[1]), found[2] or unit or "d") if found else (0.0, "d")


def day_of(token: Token | None) -> date | None:
    """The day a word names; None for a word that is no day, or a day that no calendar has."""
    if token is None or token.kind != DATE:
        return None
    try:
        year, month, day = (int(part) for part in token.text.split("-")[:3])
        return date(year, month, day)
    except ValueError:
        return None


def has_time(token: Token) -> bool:
    """Whether a day is said with the time of day, other than its very beginning."""
    parts = token.text.split("-", 3)
    return len(parts) > 3 and not parts[3].startswith(("0:00", "00:00"))


def last_day(token: Token) -> date | None:
    """The last day before a moment: an end without a time of day is the midnight at which that day begins."""
    day = day_of(token)
    return day if day is None or has_time(token) else day - timedelta(days=1)


def stretch(given: Sequence[Token]) -> tuple[date, date] | None:
    """
    The first and the last day of an interval: `2026-03-02`, `2026-03-02 - 2026-03-07` (without the 7th), `2026-03-02 +5d`.

    None where there is none, or where it ends before it begins.
    """
    dates = [one for one in given if one.kind == DATE]
    first = day_of(dates[0]) if dates else None
    if first is None:
        return None
    if len(dates) > 1:
        last = last_day(dates[1])
    else:
        spans = [one for one in given if one.kind in (DURATION, NUMBER)]
        days = calendar_days(spans[0].text) if spans else 1.0
        last = first + timedelta(days=max(min(-int(-days // 1), FURTHEST), 1) - 1)
    return (first, last) if last and first <= last else None


def week_of(given: Sequence[Token], hours_a_day: float, week: list[float]) -> list[float]:
    """A week after a statement such as `workinghours mon - fri 9:00 - 12:00, 13:00 - 18:00`: shares of a full day."""
    words = [one.text.lower() for one in given if one.text.lower() in WEEKDAYS or one.is_sign("-")]
    times = [_minutes(one.text) for one in given if one.kind == TIME]
    hours = sum(max(last - first, 0) for first, last in zip(times[::2], times[1::2], strict=False)) / 60
    made = list(week)
    for day in _days(words):
        made[day] = round(min(hours / hours_a_day, 1.0), 4)
    return made


def _days(words: Sequence[str]) -> set[int]:
    found: set[int] = set()
    for place, word in enumerate(words):
        if word in WEEKDAYS:
            own = WEEKDAYS.index(word)
            found.add(own)
            if place > 1 and words[place - 1] == "-" and words[place - 2] in WEEKDAYS:
                at = WEEKDAYS.index(words[place - 2])
                while at != own:
                    found.add(at)
                    at = (at + 1) % 7
    return found


def _minutes(text: str) -> int:
    hours, minutes = text.split(":")
    return int(hours) * 60 + int(minutes)
