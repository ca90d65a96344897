"""Sentences that several rules share, so that one thing is always said in the same words."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from leadline.program.people import Calendar
from leadline.program.snapshot import Snapshot, label


def named(snapshot: Snapshot, subject: str) -> str:
    """What people call the subject of a finding (`work:RAIL-17`); its id where it is no longer there."""
    noun, _, id = subject.partition(":")
    one = snapshot.find(noun, id)
    return label(noun, one) if one else id


def called(snapshot: Snapshot, noun: str, ids: Iterable[str]) -> str:
    """The names of several nouns as part of a sentence: “Mara, Ines and Tomas”."""
    return listed([named(snapshot, f"{noun}:{id}") for id in ids])


def listed(words: Sequence[str]) -> str:
    """Words as part of a sentence, with commas and a last “and”; empty for none."""
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def counted(number: int, one: str, many: str = "") -> str:
    """A number with its noun: “1 day”, “3 days”."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def percent(share: float) -> str:
    """A share for people: “59 %”, with a hard space; never 0 % or 100 % of what is not certain."""
    if 0 < share < 0.005:
        return "under 1\u00a0%"
    return "over 99\u00a0%" if 0.995 <= share < 1 else f"{share:.0%}".replace("%", "\u00a0%")


def working_days(snapshot: Snapshot, first: date, last: date) -> int:
    """Days of work after `first` up to and with `last`, by the program's calendar (Monday to Friday without one)."""
    calendar = next((one for one in snapshot.calendars if one.id == snapshot.calendar), Calendar("days"))
    span = (first + timedelta(days) for days in range(1, (last - first).days + 1))
    return sum(calendar.week[day.weekday()] > 0 and day not in calendar.holidays for day in span)
