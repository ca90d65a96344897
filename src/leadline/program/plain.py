"""Nouns to plain values and back: the form of documents, edits, stored fields and form posts. One form for all."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

from leadline.program.limits import beyond, fields_beyond
from leadline.program.problems import DocumentError, Path, Problem, unknown_field, unknown_noun, where
from leadline.program.ranges import Range
from leadline.program.reading import default_of, fields_of, hints_of, read_dataclass, read_plain
from leadline.program.snapshot import HEAD, NOUNS, Snapshot

__all__ = [
    "DocumentError", "Path", "Problem", "read_dataclass", "read_fields", "read_noun", "read_value", "where",
    "write_field", "write_noun",
]  # fmt: skip


def read_noun(noun: str, plain: Any, path: Path = (), *, limited: bool = False) -> Any:
    """
    One noun from its plain form; `limited` where somebody says it, not where it was stored.

    Raises:
        DocumentError: with every problem found in it, what lies beyond the limits among them if `limited`.
    """
    if noun not in NOUNS:
        raise DocumentError([Problem(path, unknown_noun(noun, NOUNS))])
    problems: list[Problem] = []
    value = read_dataclass(NOUNS[noun], plain, path, problems)
    if limited and not problems:
        problems += beyond(value, path)
    if problems:
        raise DocumentError(problems)
    return value


def read_fields(noun: str, plain: Mapping[str, Any], *, limited: bool = False) -> dict[str, Any]:
    """
    Some fields of a noun (or of the head, noun `program`) from plain form; `limited` where somebody says them.

    Raises:
        DocumentError: an unknown noun or field, a value that does not fit, or an attempt to change an id; one beyond
            its limit too if `limited`.
    """
    if noun != "program" and noun not in NOUNS:
        raise DocumentError([Problem((), unknown_noun(noun, NOUNS))])
    if not isinstance(plain, Mapping):
        raise DocumentError([Problem((), "Say which fields change, as in “due: 2026-03-31”.")])
    kind: type = Snapshot if noun == "program" else NOUNS[noun]
    allowed = [name for name in fields_of(kind) if name != "id" and (noun != "program" or name in HEAD)]
    problems: list[Problem] = []
    values = {}
    for name, value in plain.items():
        if name == "id":
            problems.append(Problem((name,), f"The id of a {noun} stays. Retire it and add another one instead."))
        elif name not in allowed:
            problems.append(Problem((name,), unknown_field(name, noun, allowed)))
        else:
            values[name] = read_plain(hints_of(kind)[name], value, (name,), problems, fields_of(kind)[name])
    if limited:
        problems += fields_beyond(kind, values)
    if problems:
        raise DocumentError(problems)
    return values


def read_value(kind: type, name: str, plain: Any) -> Any:
    """One field's value from its plain form. Raises `DocumentError`."""
    problems: list[Problem] = []
    value = read_plain(hints_of(kind)[name], plain, (name,), problems, fields_of(kind)[name])
    if problems:
        raise DocumentError(problems)
    return value


def write_noun(value: Any) -> dict[str, Any]:
    """The plain form of a noun: its id first, then the fields that differ from their defaults, in their order."""
    plain = {}
    for one in fields(value):
        own = getattr(value, one.name)
        if one.name == "id" or own != default_of(one):
            plain[one.name] = _write(own)
    return plain


def write_field(kind: type, name: str, value: Any) -> Any:
    """The plain form of one field's value, `None` and empty included, so that a change can set it back."""
    return _write(value)


def _write(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Range):
        return str(value)
    if isinstance(value, tuple | list):
        return [_write(part) for part in value]
    if isinstance(value, Mapping):
        return {name: _write(part) for name, part in value.items()}
    if is_dataclass(value):
        plain = {
            one.name: _write(getattr(value, one.name))
            for one in fields(value)
            if getattr(value, one.name) != default_of(one)
        }
        short = getattr(value, "SHORT", None)
        return plain[short] if short and set(plain) == {short} else plain
    return value
