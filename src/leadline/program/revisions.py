"""What was changed of the work, and when: its estimate, its due day, the milestone it belongs to, its state, whether it is blocked."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from leadline.program.fields import choice, ref
from leadline.program.ranges import Range

NOTICED = "noticed-"
"""How the ids begin of revisions that Leadline noticed itself, between two hearings of a source."""

BLOCKED, OVER = "blocked", ("done", "dropped")


@dataclass(frozen=True)
class Revision:
    """
    A change of one field of a work item or a milestone on a day. It moves no date by itself: it is what forecasts learn from.

    `was` and `became` are written as in a document: `3d` of an estimate, `2026-03-02` of a due day (of a baseline), the id of a
    milestone, a state, `blocked` or nothing. Nothing about a person is kept as a revision.
    """

    id: str
    subject: str = ref("work|milestone")
    field: str = choice("estimate", "due", "milestone", "state", "blocked")
    changed_on: date | None = None
    was: str = ""
    became: str = ""


def noticed_id(subject: str, field: str, day: date) -> str:
    """The id of the change of a field that was noticed on a day: the same change noticed again is the same revision."""
    return f"{NOTICED}{day}-{sha256(f'{subject}\n{field}'.encode()).hexdigest()[:16]}"


class Revisions:
    """
    The dated changes of a program, by what they are about.

    Args:
        revisions: in any order; those without a day, and those after `until`, tell nothing.
        until: the last day that counts.
    """

    def __init__(self, revisions: Iterable[Revision], until: date) -> None:
        self._by: dict[tuple[str, str], list[Revision]] = {}
        for one in revisions:
            if one.changed_on and one.changed_on <= until and one.was != one.became:
                self._by.setdefault((one.subject, one.field), []).append(one)
        for own in self._by.values():
            own.sort(key=lambda one: (one.changed_on or until, one.id))

    @property
    def told(self) -> bool:
        """Whether anything is dated at all."""
        return bool(self._by)

    def of(self, subject: str, field: str) -> Sequence[Revision]:
        """The changes of one field of a thing, oldest first."""
        return self._by.get((subject, field), ())

    def subjects(self, field: str) -> frozenset[str]:
        """What has a dated change of a field."""
        return frozenset(subject for subject, own in self._by if own == field)

    def on(self, subject: str, field: str, day: date, now: str) -> str:
        """What a field held at the end of a day; `now` is what it holds today, and held always where nothing is dated."""
        later = (one.was for one in self.of(subject, field) if one.changed_on and one.changed_on > day)
        return next(later, now)

    def estimate_on(self, subject: str, day: date | None, now: Range | None) -> Range | None:
        """The estimate that stood on a day; today's where no day is given, or where what stood cannot be read."""
        if day is None or not (own := self.of(subject, "estimate")):
            return now
        stood = next((one.was for one in own if one.changed_on and one.changed_on > day), None)
        return now if stood is None else _range(stood, now)

    def blocked(self, subject: str, until: date) -> Iterator[tuple[date, date]]:
        """From which day it was blocked to which day it was free again, that day not counted; `until` where it is not free yet."""
        yield from _spans(self.of(subject, BLOCKED), (BLOCKED,), until)

    def closed(self, subject: str) -> Iterator[tuple[date, date]]:
        """From which day it was over to which day it was opened again, that day not counted."""
        yield from _spans(self.of(subject, "state"), OVER, None)


def _spans(own: Sequence[Revision], inside: Sequence[str], until: date | None) -> Iterator[tuple[date, date]]:
    """The days between becoming one of some values and becoming another one; what goes on ends on a day, or is left out."""
    first: date | None = None
    for one in own:
        if one.became in inside:
            first = first or one.changed_on
            continue
        if first and one.changed_on and first < one.changed_on:
            yield first, one.changed_on
        first = None
    if first and until and first < until:
        yield first, until


def _range(text: str, otherwise: Range | None) -> Range | None:
    if not text:
        return None
    try:
        return Range.parse(text)
    except ValueError:
        return otherwise


def spelled(one: Revision) -> str:
    """What it became, in one spelling: `3 days` and `3d` are the same estimate."""
    if one.field != "estimate":
        return one.became
    found = _range(one.became, None)
    return str(found) if found else one.became
