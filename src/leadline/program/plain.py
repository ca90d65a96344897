"""Nouns to plain values and back: the form of documents, edits, stored fields and form posts. One reader for every noun."""

import types
from collections.abc import Callable, Mapping, Sequence
from dataclasses import MISSING, Field, dataclass, fields, is_dataclass
from datetime import date
from difflib import get_close_matches
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

from leadline.program.ranges import Range
from leadline.program.snapshot import HEAD, NOUNS, Snapshot

Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Problem:
    """What is wrong at one place of a document, as a sentence that says what to do."""

    path: Path
    says: str


class DocumentError(ValueError):
    """A document cannot be read; `problems` has every reason, each with its place."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(f"{where(one.path)}: {one.says}" if one.path else one.says for one in problems))


def where(path: Path) -> str:
    """A place in words a person can follow: `work[3].estimate`."""
    return "".join(f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in path).lstrip(".")


def read_noun(noun: str, plain: Any, path: Path = ()) -> Any:
    """One noun from its plain form. Raises `DocumentError` with every problem found in it."""
    if noun not in NOUNS:
        raise DocumentError([Problem(path, f"“{noun}” is no noun. {_did_you_mean(noun, NOUNS)}")])
    problems: list[Problem] = []
    value = read_dataclass(NOUNS[noun], plain, path, problems)
    if problems:
        raise DocumentError(problems)
    return value


def read_fields(noun: str, plain: Mapping[str, Any]) -> dict[str, Any]:
    """Some fields of a noun (or of the head, noun `program`) from plain form. Raises `DocumentError`."""
    if noun != "program" and noun not in NOUNS:
        raise DocumentError([Problem((), f"“{noun}” is no noun. {_did_you_mean(noun, NOUNS)}")])
    kind: type = Snapshot if noun == "program" else NOUNS[noun]
    allowed = {name: one for name, one in _fields(kind).items() if noun != "program" or name in HEAD}
    problems: list[Problem] = []
    values = {}
    for name, value in plain.items():
        if name not in allowed or name == "id":
            problems.append(Problem((name,), _unknown_field(name, noun, allowed)))
        else:
            values[name] = _read(_hints(kind)[name], value, (name,), problems, allowed[name])
    if problems:
        raise DocumentError(problems)
    return values


def write_noun(value: Any) -> dict[str, Any]:
    """The plain form of a noun: its id first, then the fields that differ from their defaults, in their order."""
    plain = {}
    for one in fields(value):
        own = getattr(value, one.name)
        if one.name == "id" or own != _default(one):
            plain[one.name] = _write(own)
    return plain


def write_field(kind: type, name: str, value: Any) -> Any:
    """The plain form of one field's value, `None` and empty included, so that a change can set it back."""
    return _write(value)


def read_value(kind: type, name: str, plain: Any) -> Any:
    """One field's value from its plain form. Raises `DocumentError`."""
    problems: list[Problem] = []
    value = _read(_hints(kind)[name], plain, (name,), problems, _fields(kind)[name])
    if problems:
        raise DocumentError(problems)
    return value


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


@cache
def _fields(kind: type) -> dict[str, Field[Any]]:
    return {one.name: one for one in fields(kind)}


def _default(one: Field[Any]) -> Any:
    if one.default is not MISSING:
        return one.default
    return one.default_factory() if one.default_factory is not MISSING else MISSING


def read_dataclass(kind: type, plain: Any, path: Path, problems: list[Problem]) -> Any:
    """A dataclass from its plain form, problems added to the list; None where there were any."""
    short = getattr(kind, "SHORT", None)
    if short and isinstance(plain, str):
        plain = {short: plain}
    if not isinstance(plain, Mapping):
        problems.append(Problem(path, f"Expected fields such as {', '.join(list(_fields(kind))[:3])}, got {_named(plain)}."))
        return None
    values: dict[str, Any] = {}
    before = len(problems)
    for name, value in plain.items():
        if name not in _fields(kind):
            problems.append(Problem((*path, str(name)), _unknown_field(str(name), kind.__name__.lower(), _fields(kind))))
        else:
            values[name] = _read(_hints(kind)[name], value, (*path, name), problems, _fields(kind)[name])
    for name, one in _fields(kind).items():
        if name not in values and _default(one) is MISSING:
            problems.append(Problem(path, f"It has no {name}. Add “{name}: …”."))
    return kind(**values) if len(problems) == before else None


def _read(hint: Any, value: Any, path: Path, problems: list[Problem], one: Field[Any] | None = None) -> Any:
    origin = get_origin(hint)
    if origin in (Union, types.UnionType):
        inner = [part for part in get_args(hint) if part is not type(None)]
        return None if value is None or value == "" and inner[0] is not str else _read(inner[0], value, path, problems, one)
    if origin is tuple:
        return _read_tuple(get_args(hint)[0], value, path, problems)
    if is_dataclass(hint) and hint is not Range:
        return read_dataclass(hint, value, path, problems)  # type: ignore[arg-type]  # a class, as is_dataclass cannot tell
    if origin is not None and issubclass(origin, Mapping):
        return value if isinstance(value, Mapping) else _refuse(path, problems, "an edit with its kind", value)
    try:
        read = _READERS[hint](value)
    except (ValueError, TypeError) as problem:
        says = str(problem) if hint is Range and isinstance(value, str) else f"Expected {_WORDS[hint]}, got {_named(value)}."
        problems.append(Problem(path, says))
        return None
    allowed = one.metadata.get("choice") if one is not None else None
    if allowed and read not in allowed:
        problems.append(Problem(path, f"“{read}” is none of {', '.join(word or 'nothing' for word in allowed)}."))
    return read


def _read_tuple(inner: Any, value: Any, path: Path, problems: list[Problem]) -> tuple[Any, ...]:
    if value is None:
        return ()
    if isinstance(value, str | Mapping) or not isinstance(value, Sequence):
        _refuse(path, problems, "a list", value)
        return ()
    return tuple(_read(inner, part, (*path, index), problems) for index, part in enumerate(value))


def _refuse(path: Path, problems: list[Problem], expected: str, value: Any) -> None:
    problems.append(Problem(path, f"Expected {expected}, got {_named(value)}."))


def _read_str(value: Any) -> str:
    if isinstance(value, bool | Mapping | list | tuple):
        raise TypeError
    return "" if value is None else str(value)


def _read_bool(value: Any) -> bool:
    if not isinstance(value, bool):
        raise TypeError
    return value


def _read_int(value: Any) -> int:
    if isinstance(value, bool) or (isinstance(value, float) and value != int(value)):
        raise TypeError
    return int(value)


def _read_float(value: Any) -> float:
    number = float(value)
    if isinstance(value, bool) or number != number or number in (float("inf"), float("-inf")):
        raise TypeError
    return number


def _read_date(value: Any) -> date:
    # A datetime is a date in Python; its time of day would make two equal days differ.
    return date(value.year, value.month, value.day) if isinstance(value, date) else date.fromisoformat(value)


def _read_range(value: Any) -> Range:
    if isinstance(value, Range):
        return value
    if isinstance(value, Mapping):
        return Range(float(value["low"]), float(value["high"]), None if value.get("likely") is None else float(value["likely"]))
    return Range.parse(value if isinstance(value, str) else format(_read_float(value), "f"))


_READERS: dict[Any, Callable[[Any], Any]] = {
    str: _read_str, bool: _read_bool, int: _read_int, float: _read_float, date: _read_date, Range: _read_range, Any: lambda value: value,
}  # fmt: skip
_WORDS = {
    str: "a word or text", bool: "true or false", int: "a whole number", float: "a number",
    date: "a date such as 2026-03-31", Range: "a range such as 3-8d", Any: "anything",
}  # fmt: skip


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
        plain = {one.name: _write(getattr(value, one.name)) for one in fields(value) if getattr(value, one.name) != _default(one)}
        short = getattr(value, "SHORT", None)
        return plain[short] if short and set(plain) == {short} else plain
    return value


def _named(value: Any) -> str:
    return "nothing" if value is None else f"“{str(value)[:60]}”"


def _unknown_field(name: str, noun: str, known: Mapping[str, Any]) -> str:
    return f"A {noun} has no field “{name}”. {_did_you_mean(name, known)}"


def _did_you_mean(word: str, known: Mapping[str, Any]) -> str:
    close = get_close_matches(word, known, n=1)
    return f"Did you mean “{close[0]}”?" if close else f"Known are {', '.join(known)}."
