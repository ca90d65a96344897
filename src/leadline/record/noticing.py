"""
Changes that a source does not date itself: noticed by comparing what it says with what it said at its last hearing.

They are dated the day of hearing, belong to the source, and no later hearing takes them away. What the source's own log tells is
never told twice.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from leadline.program.plain import write_field
from leadline.program.revisions import NOTICED, Revision, noticed_id, spelled
from leadline.record.models.program import Program
from leadline.record.models.revision import Revision as Row

WATCHED = {
    "work": {"estimate": "estimate", "baseline_on": "due", "milestone": "milestone", "state": "state"},
    "milestone": {"baseline_on": "due"},
}
"""The fields that are compared, and under what name their change is kept. Never an assignee: changes of people are no history."""

AROUND = timedelta(days=45)
"""How long before its noticing a change may be dated in a log: hearings are a month apart at the most, or history has a gap."""

BATCH = 1_000


@dataclass
class Noticing:
    """What one hearing of a source says otherwise; nothing is noticed of a hearing that goes back in time, or of Leadline's own facts."""

    program: Program
    heard_from: str
    day: date
    listens: bool
    found: list[Revision] = field(default_factory=list)

    @classmethod
    def of(cls, program: Program, heard_from: str, pinned_before: date | None, at: datetime) -> "Noticing":
        """
        Args:
            program: as it is stored now, with the day it is held on.
            heard_from: the source.
            pinned_before: the day it was held on until now.
            at: the moment of hearing.
        """
        day = program.today(at)
        back = program.pinned_on is not None and (pinned_before is None or day < pinned_before)
        return cls(program, heard_from, day, bool(heard_from) and not back)

    def compare(self, noun: str, row: Any, value: Any) -> None:
        """Puts down what a fact says otherwise than its row. A fact that comes back after it was gone has not changed on the way."""
        if not self.listens or noun not in WATCHED or row.retired_at is not None:
            return
        for name, called in WATCHED[noun].items():
            was, became = _text(getattr(row, name)), _text(write_field(type(value), name, getattr(value, name)))
            if was != became:
                id = noticed_id(value.id, called, self.day)
                self.found.append(Revision(id, value.id, called, self.day, was, became))

    def keep(self, at: datetime) -> None:
        """Writes what was noticed, and takes back what the source has dated itself by now."""
        rows = (
            Row.objects.filter(program=self.program, heard_from=self.heard_from) if self.listens else Row.objects.none()
        )
        noticed = {row.key: row for row in rows.filter(key__startswith=NOTICED)}
        if not self.found and not noticed:
            return
        told = _told(rows.exclude(key__startswith=NOTICED).filter(retired_at=None))
        fresh: list[Row] = []
        for one in self.found:
            if row := noticed.get(one.id):
                # Twice on one day: from what it was in the morning to what it is now; back again is no change.
                row.became = one.became
            else:
                noticed[one.id] = row = self._row(one)
                fresh.append(row)
        stale = [row for row in noticed.values() if row.pk and self._settle(row, told, at)]
        Row.objects.bulk_create([row for row in fresh if not self._is_told(row, told)], batch_size=BATCH)
        Row.objects.bulk_update(stale, ["became", "retired_at"], batch_size=BATCH)

    def _row(self, one: Revision) -> Row:
        own = {
            "subject": one.subject,
            "field": one.field,
            "changed_on": one.changed_on,
            "was": one.was,
            "became": one.became,
        }
        return Row(program=self.program, key=one.id, heard_from=self.heard_from, **own)

    def _settle(self, row: Row, told: dict[tuple[str, str, str], list[date]], at: datetime) -> bool:
        """Sets whether a change that was noticed before still counts; True where its row is to be written."""
        heard_now = row.changed_on == self.day
        counts = row.was != row.became and not self._is_told(row, told)
        if row.retired_at is None and not counts:
            row.retired_at = at
            return True
        if row.retired_at is not None and counts and heard_now:
            row.retired_at = None
            return True
        return heard_now

    def _is_told(self, row: Row, told: dict[tuple[str, str, str], list[date]]) -> bool:
        key = row.subject, row.field, spelled(_noun(row))
        last = row.changed_on or self.day
        return any(last - AROUND <= day <= last for day in told.get(key, ()))


def _told(rows: Any) -> dict[tuple[str, str, str], list[date]]:
    """The days that the source gives itself, by subject, field and what it became."""
    found: dict[tuple[str, str, str], list[date]] = {}
    for row in rows.iterator():
        if row.changed_on:
            found.setdefault((row.subject, row.field, spelled(_noun(row))), []).append(row.changed_on)
    return found


def _noun(row: Row) -> Revision:
    return Revision(row.key, row.subject, row.field, row.changed_on, row.was, row.became)


def _text(value: Any) -> str:
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else str(value)
