"""What is laid over heard facts: one open intent a field, settled when the source is heard again."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from leadline.program.plain import write_field
from leadline.program.snapshot import NOUNS
from leadline.record.models.intent import Intent
from leadline.record.models.program import Program
from leadline.record.snapshots import BATCH
from leadline.record.tables import tables, to_noun


def lay_over(
    program: Program, noun: str, key: str, field: str, value: Any, heard: Any, at: datetime, expires_on: date
) -> None:
    """Open an intent for the field, or change the open one. Wanting what the source already says takes it back."""
    if value == heard:
        withdraw(program, noun, key, field)
        return
    defaults = {"value": value, "heard": heard, "made_at": at, "expires_on": expires_on}
    # Deleted and made anew, so that the newest intent is laid over last.
    Intent.objects.filter(program=program, noun=noun, key=key, field=field, state=Intent.OPEN).update(
        state=Intent.WITHDRAWN
    )
    Intent.objects.create(program=program, noun=noun, key=key, field=field, **defaults)


def lay_all_over(
    program: Program,
    noun: str,
    wanted: Sequence[tuple[str, str, Any, Any]],
    at: datetime,
    expires_on: date,
) -> None:
    """The same for many fields of one noun at once, each given by key, field, value, and what the source says."""
    fields = {(key, field) for key, field, *_ in wanted}
    open_ones = Intent.objects.filter(program=program, noun=noun, state=Intent.OPEN)
    changed = [pk for pk, key, field in open_ones.values_list("pk", "key", "field") if (key, field) in fields]
    for start in range(0, len(changed), BATCH):
        Intent.objects.filter(pk__in=changed[start : start + BATCH]).update(state=Intent.WITHDRAWN)
    new = [
        Intent(
            program=program,
            noun=noun,
            key=key,
            field=field,
            value=value,
            heard=heard,
            made_at=at,
            expires_on=expires_on,
        )
        for key, field, value, heard in wanted
        if value != heard
    ]
    Intent.objects.bulk_create(new, batch_size=BATCH)


def withdraw(program: Program, noun: str, key: str, field: str) -> None:
    """Take the open intent of a field back, where there is one."""
    open_one = Intent.objects.filter(program=program, noun=noun, key=key, field=field, state=Intent.OPEN)
    open_one.update(state=Intent.WITHDRAWN)


def settle(program: Program, today: date) -> dict[str, int]:
    """
    Compare every open intent with what its source says now.

    Returns:
        How many were confirmed (the source says the same), became a conflict (it says a third thing), or expired.
    """
    counts = {Intent.CONFIRMED: 0, Intent.CONFLICT: 0, Intent.EXPIRED: 0}
    for intent in Intent.objects.filter(program=program, state=Intent.OPEN):
        if state := _settled(intent, today):
            intent.state = state
            intent.save(update_fields=["state"])
            counts[state] += 1
    return counts


def _settled(intent: Intent, today: date) -> str | None:
    row: dict[str, Any] | None = (
        tables()[intent.noun].objects.filter(program_id=intent.program_id, key=intent.key).values().first()
    )
    gone = row is None or row["retired_at"] is not None
    if row is None or gone or not intent.field:
        return (Intent.CONFIRMED if not intent.field else Intent.CONFLICT) if gone else _expired(intent, today)
    says = write_field(NOUNS[intent.noun], intent.field, getattr(to_noun(intent.noun, row), intent.field))
    if says == intent.value:
        return Intent.CONFIRMED
    return Intent.CONFLICT if says != intent.heard else _expired(intent, today)


def _expired(intent: Intent, today: date) -> str | None:
    return Intent.EXPIRED if intent.expires_on and intent.expires_on < today else None
