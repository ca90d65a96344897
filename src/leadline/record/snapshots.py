"""Rows to a snapshot and back, in a fixed number of queries whatever the size of the program."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from leadline.program.limits import saturated
from leadline.program.plain import read_fields
from leadline.program.revisions import NOTICED
from leadline.program.snapshot import HEAD, NOUNS, PLACES, Snapshot
from leadline.record.models.intent import Intent
from leadline.record.models.program import Program
from leadline.record.noticing import Noticing
from leadline.record.tables import tables, to_columns, to_noun

BATCH = 1_000
"""Rows a transaction writes at most, so that an import never holds the write lock for long."""

MOST_OPEN_ITEMS = 50_000


MOST_REVISIONS = 50_000
"""Dated changes that a snapshot carries, the newest: a program of as many items whose every item was changed once."""


class TooLarge(ValueError):
    """The program has more open items than one snapshot may hold."""


def load_snapshot(program: Program, as_of: date, only: Iterable[str] = NOUNS) -> Snapshot:
    """
    The program as it stands: one query a table, one for the intents laid over it.

    Args:
        program: which.
        as_of: the day it is read from.
        only: the nouns that are needed; of the others there are none in it.

    Raises:
        TooLarge: more than 50,000 work items; split the program.
    """
    nouns: dict[str, Any] = {PLACES[noun]: _load(noun, program) for noun in only}
    if len(nouns.get("work", ())) > MOST_OPEN_ITEMS:
        raise TooLarge(
            f"{program} has {len(nouns['work']):,} work items; one program holds {MOST_OPEN_ITEMS:,}. "
            "Split it into several programs, by release or by product."
        )
    head: dict[str, Any] = {name: getattr(program, name) for name in HEAD}
    bare = saturated(Snapshot(id=program.key, as_of=as_of, **head))
    return _with_known_past(with_intents(replace(bare, **nouns), _open_intents(program)))


def _with_known_past(snapshot: Snapshot) -> Snapshot:
    """With the newest of its dated changes; what was changed of things that have left the plan tells nothing of it."""
    own = snapshot.revisions
    if snapshot.work or snapshot.milestones:
        there = {one.id for one in snapshot.work} | {one.id for one in snapshot.milestones}
        own = tuple(one for one in own if one.subject in there or not one.subject)
    if len(own) > MOST_REVISIONS:
        newest = sorted(own, key=lambda one: (one.changed_on or date.min, one.id))[-MOST_REVISIONS:]
        own = tuple(sorted(newest, key=lambda one: one.id))
    return snapshot if len(own) == len(snapshot.revisions) else replace(snapshot, revisions=own)


def with_intents(snapshot: Snapshot, intents: Iterable[Intent]) -> Snapshot:
    """The heard facts with the accepted edits laid over them. An intent whose subject has left the plan changes nothing."""
    # Noun by noun, not edit by edit: a published plan lays three intents over each of thousands of items.
    laid: dict[str, dict[str, Any]] = {}
    for intent in intents:
        if intent.noun not in laid:
            laid[intent.noun] = {one.id: one for one in snapshot.of(intent.noun)}
        kept = laid[intent.noun]
        if intent.key not in kept:
            continue
        if intent.field:
            laid_over = read_fields(intent.noun, {intent.field: intent.value})
            kept[intent.key] = saturated(replace(kept[intent.key], **laid_over))
        else:
            del kept[intent.key]
    over: dict[str, Any] = {
        PLACES[noun]: tuple(sorted(kept.values(), key=lambda one: str(one.id))) for noun, kept in laid.items()
    }
    return replace(snapshot, **over) if over else snapshot


def store(snapshot: Snapshot, at: datetime, *, heard_from: str = "", pinned: bool = False) -> Program:
    """
    Keep a whole snapshot as a program, replacing what its source said before. `load_snapshot(store(s)) == s`.

    Facts of other sources and of Leadline itself stay; facts of this source that it no longer has are retired. What a source
    says otherwise than last time becomes a dated change (`noticing.py`).
    """
    with transaction.atomic():
        program, _ = Program.objects.get_or_create(key=snapshot.id)
        pinned_before = program.pinned_on
        for name in HEAD:
            setattr(program, name, getattr(snapshot, name))
        program.pinned_on = snapshot.as_of if pinned else program.pinned_on
        program.save()
    noticing = Noticing.of(program, heard_from, pinned_before, at)
    for noun in NOUNS:
        _store_noun(program, noun, snapshot.of(noun), at, heard_from, noticing)
    noticing.keep(at)
    touch(program)
    return program


def touch(program: Program) -> None:
    """Say that a fact changed, so that rounds and quotes notice."""
    Program.objects.filter(pk=program.pk).update(facts_version=F("facts_version") + 1)


def _load(noun: str, program: Program) -> tuple[Any, ...]:
    rows = tables()[noun].objects.filter(program=program, retired_at=None).order_by("key").values()
    # Sorted here as well: a database may collate differently from Python, and the order is part of the document.
    return tuple(sorted((to_noun(noun, row) for row in rows), key=lambda one: one.id))


def _open_intents(program: Program) -> list[Intent]:
    return list(Intent.objects.filter(program=program, state=Intent.OPEN).order_by("id"))


def _store_noun(
    program: Program, noun: str, values: tuple[Any, ...], at: datetime, heard_from: str, noticing: Noticing
) -> None:
    table: Any = tables()[noun]
    old = {row.key: row for row in table.objects.filter(program=program)}
    kept = {one.id for one in values}
    fresh, changed = [], []
    for value in values:
        row = old.get(value.id)
        if row is None:
            fresh.append(table(program=program, key=value.id, heard_from=heard_from, **to_columns(noun, value)))
        elif row.heard_from == heard_from:
            noticing.compare(noun, row, value)
            if _differs(row, to_columns(noun, value)):
                changed.append(row)
    gone = [row for row in old.values() if row.heard_from == heard_from and row.key not in kept and _may_go(noun, row)]
    for row in gone:
        row.retired_at = at
    _write(table, fresh, changed, gone)


def _may_go(noun: str, row: Any) -> bool:
    """What is in the plan may leave it when its source says it no more; what was noticed itself no source has ever said."""
    return row.retired_at is None and not (noun == "revision" and row.key.startswith(NOTICED))


def _differs(row: Any, columns: dict[str, Any]) -> bool:
    """Set the new values on the row; True when any of them is new."""
    new = {name: value for name, value in columns.items() if getattr(row, name) != value}
    for name, value in new.items():
        setattr(row, name, value)
    was_retired, row.retired_at = row.retired_at is not None, None
    return bool(new) or was_retired


def _write(table: Any, fresh: list[Any], changed: list[Any], gone: list[Any]) -> None:
    names = [one.name for one in table._meta.concrete_fields if one.name not in ("id", "program", "key", "heard_from")]
    for start in range(0, len(fresh), BATCH):
        table.objects.bulk_create(fresh[start : start + BATCH])
    for start in range(0, len(changed + gone), BATCH):
        table.objects.bulk_update((changed + gone)[start : start + BATCH], names)
