"""A forecast as it was said, and how it ended."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True)
class Said:
    """
    A forecast as it was said, and how it ended.

    Args:
        question: what kind of thing it is about.
        subject: which.
        made_on: the day it was made.
        days: from that day at `KEPT` shares; None from where on it never comes. Empty where only odds were given.
        happened_on: when it came; None: not yet, or never.
        dropped: it was given up; nobody will know.
        due: the day promised for it then.
        odds: of that day.
        naive: days from `made_on` that a team would have said that has no such forecast, kept with it when it was made.
    """

    question: str
    subject: str
    made_on: date
    days: Sequence[int | None]
    happened_on: date | None = None
    dropped: bool = False
    due: date | None = None
    odds: float | None = None
    naive: int | None = None

    def day(self, place: int) -> date | None:
        """The day at one of the `KEPT` shares."""
        days = self.days[place] if place < len(self.days) else None
        return None if days is None else self.made_on + timedelta(days=days)

    def tested(self, place: int, today: date) -> bool:
        """
        Whether its day at a share has passed, so that one knows whether it held.

        What came early is not counted before that day either: else the quick would be judged first, and all would look true.
        """
        day = self.day(place)
        return day is not None and day < today and not self.dropped

    def held(self, place: int) -> bool:
        """Whether it had come by its day at a share."""
        day = self.day(place)
        return self.happened_on is not None and (day is None or self.happened_on <= day)
