"""New values: written to Leadline's own rows, laid as intents over a tracker's."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from leadline.program.edits import Change
from leadline.program.plain import read_fields, write_field
from leadline.program.snapshot import NOUNS
from leadline.record.edits.intents import lay_all_over, lay_over
from leadline.record.models.program import Program
from leadline.record.snapshots import BATCH
from leadline.record.tables import tables, to_columns, to_noun


def carry_out(program: Program, edit: Change, at: datetime, expires_on: date) -> None:
    """Change the head of the program, the row, or what is laid over it."""
    values = read_fields(edit.noun, edit.fields)
    if edit.noun == "program":
        Program.objects.filter(pk=program.pk).update(**values)
        for name, value in values.items():
            setattr(program, name, value)
        return
    row: Any = tables()[edit.noun].objects.get(program=program, key=edit.id, retired_at=None)
    if not row.heard_from:
        _write(row, edit.noun, values)
        return
    kind = NOUNS[edit.noun]
    heard = to_noun(edit.noun, row.__dict__)
    for name, value in values.items():
        own = write_field(kind, name, getattr(heard, name))
        lay_over(program, edit.noun, edit.id, name, write_field(kind, name, value), own, at, expires_on)


def carry_out_all(program: Program, changes: Sequence[Change], at: datetime, expires_on: date) -> None:
    """Change many things of one noun in a fixed number of queries; each is named once."""
    noun = changes[0].noun
    table = tables()[noun]
    wanted = {one.id: read_fields(noun, one.fields) for one in changes}
    rows = [row for row in table.objects.filter(program=program, retired_at=None) if row.key in wanted]
    own = [row for row in rows if not row.heard_from]
    for row in own:
        _set(row, noun, wanted[row.key])
    for start in range(0, len(own), BATCH):
        table.objects.bulk_update(own[start : start + BATCH], sorted({name for one in changes for name in one.fields}))
    over = []
    for row in (row for row in rows if row.heard_from):
        kind, heard = NOUNS[noun], to_noun(noun, row.__dict__)
        for name, value in wanted[row.key].items():
            says = write_field(kind, name, getattr(heard, name))
            over.append((row.key, name, write_field(kind, name, value), says))
    lay_all_over(program, noun, over, at, expires_on)


def _set(row: Any, noun: str, values: dict[str, Any]) -> None:
    for name, value in to_columns(noun, replace(to_noun(noun, row.__dict__), **values)).items():
        setattr(row, name, value)


def _write(row: Any, noun: str, values: dict[str, Any]) -> None:
    _set(row, noun, values)
    row.save()
