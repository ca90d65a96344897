"""What people agreed on that a tracker does not say yet, as writes to it: the dry run of a change set."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from leadline.program.heard import Write
from leadline.program.limits import saturated
from leadline.record.models.intent import Intent
from leadline.record.models.source import Heard, Source
from leadline.record.tables import tables, to_noun

FIELDS: Mapping[tuple[str, str], str] = {
    ("work", "name"): "name",
    ("work", "state"): "state",
    ("work", "assignee"): "assignee",
    ("work", "milestone"): "milestone",
    ("work", "estimate"): "estimate",
    ("milestone", "name"): "name",
    ("milestone", "baseline_on"): "due",
}
"""The fields of nouns that can be written to a tracker, and what a tracker's folder calls them."""


@dataclass(frozen=True)
class Wanted:
    """One field that a tracker should say otherwise: `intent` is the agreement behind it, `name` what people call the thing."""

    intent: int
    noun: str
    key: str
    name: str
    write: Write


def wanted(source: Source) -> list[Wanted]:
    """
    Everything agreed on that could be written to a source, oldest first.

    What has changed in the tracker since is still here: the write finds out and shows the conflict, it overwrites nothing.
    """
    open_ones = Intent.objects.filter(program_id=source.program_id, state=Intent.OPEN).exclude(field="").order_by("id")
    found = []
    for one in open_ones:
        name = FIELDS.get((one.noun, one.field))
        row = _row(source, one) if name else None
        subject = _subject(source, one.noun, one.key) if row is not None else ""
        if name and row is not None and subject:
            called = str(getattr(saturated(to_noun(one.noun, row)), "name", "") or one.key)
            write = Write(subject, name, _text(one.heard), _text(one.value))
            found.append(Wanted(one.pk, one.noun, one.key, called, write))
    return found


def _row(source: Source, one: Intent) -> Mapping[str, Any] | None:
    """The row an intent is about, if this source owns it."""
    own = tables()[one.noun].objects.filter(
        program_id=source.program_id, key=one.key, heard_from=source.address, retired_at=None
    )
    return own.values().first()


def _subject(source: Source, noun: str, key: str) -> str:
    """The tracker's own thing that states a noun."""
    likely = Heard.objects.filter(source=source, gone_at=None, made__icontains=f'"{key}"').only("subject", "made")
    return next((row.subject for row in likely if [noun, key, False] in row.made), "")


def _text(value: Any) -> str:
    return "" if value is None else str(value)
