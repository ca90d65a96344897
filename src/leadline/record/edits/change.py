"""New values: written to Leadline's own rows, laid as intents over a tracker's."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from leadline.program.edits import Change
from leadline.program.plain import read_fields, write_field
from leadline.program.snapshot import NOUNS
from leadline.record.edits.intents import lay_over
from leadline.record.models.program import Program
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


def _write(row: Any, noun: str, values: dict[str, Any]) -> None:
    for name, value in to_columns(noun, replace(to_noun(noun, row.__dict__), **values)).items():
        setattr(row, name, value)
    row.save()
