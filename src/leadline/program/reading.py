"""One reader for every noun: plain values to dataclasses, guided by the types of their fields."""

import types
from collections.abc import Callable, Mapping, Sequence
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

from leadline.program.problems import Path, Problem, got, unknown_field
from leadline.program.ranges import Range

DEEPEST = 50
"""How deep plain values inside an edit may be nested; a document that goes deeper is broken or hostile."""


@cache
def hints_of(kind: type) -> dict[str, Any]:
    """The types of a dataclass's fields."""
    return get_type_hints(kind)


@cache
def fields_of(kind: type) -> dict[str, Field[Any]]:
    """The fields of a dataclass by name."""
    return {one.name: one for one in fields(kind)}


def default_of(one: Field[Any]) -> Any:
    """What the field holds when nothing is said; `MISSING` where it has to be said."""
    if one.default is not MISSING:
        return one.default
    return one.default_factory() if one.default_factory is not MISSING else MISSING


def read_dataclass(kind: type, plain: Any, path: Path, problems: list[Problem]) -> Any:
    """A dataclass from its plain form, problems added to the list; None where there were any."""
    short = getattr(kind, "SHORT", None)
    if short and isinstance(plain, str):
        plain = {short: plain}
    known = fields_of(kind)
    if not isinstance(plain, Mapping):
        problems.append(Problem(path, f"Expected fields such as {', '.join(list(known)[:3])}, got {got(plain)}."))
        return None
    before = len(problems)
    values = _read_fields(kind, plain, path, problems)
    for name, one in known.items():
        if (name not in plain or plain[name] is None) and default_of(one) is MISSING:
            problems.append(Problem(path, f"It has no {name}. Add “{name}: …”."))
    if values.get("id") == "":
        problems.append(Problem((*path, "id"), "An id cannot be empty. Give it a short word."))
    if len(problems) > before:
        return None
    try:
        return kind(**values)
    except ValueError as problem:
        problems.append(Problem(path, str(problem)))
        return None


def _read_fields(kind: type, plain: Mapping[Any, Any], path: Path, problems: list[Problem]) -> dict[str, Any]:
    known, hints = fields_of(kind), hints_of(kind)
    values: dict[str, Any] = {}
    for name, value in plain.items():
        if name not in known:
            problems.append(Problem((*path, str(name)), unknown_field(str(name), kind.__name__.lower(), known)))
        elif value is not None:  # “name:” with nothing behind it says nothing.
            values[name] = read_plain(hints[name], value, (*path, name), problems, known[name])
    return values


def read_plain(hint: Any, value: Any, path: Path, problems: list[Problem], one: Field[Any] | None = None) -> Any:
    """A field's value from its plain form, problems added to the list."""
    origin = get_origin(hint)
    if origin in (Union, types.UnionType):
        inner = next(part for part in get_args(hint) if part is not type(None))
        nothing = value is None or (value == "" and inner is not str)
        return None if nothing else read_plain(inner, value, path, problems, one)
    if origin is tuple:
        return _read_tuple(get_args(hint)[0], value, path, problems)
    if is_dataclass(hint) and hint is not Range:
        return read_dataclass(hint, value, path, problems)  # type: ignore[arg-type]  # a class, as is_dataclass cannot tell
    if origin is not None and issubclass(origin, Mapping):
        return _read_mapping(value, path, problems)
    return _read_single(hint, value, path, problems, one.metadata if one is not None else {})


def _read_single(hint: Any, value: Any, path: Path, problems: list[Problem], about: Mapping[Any, Any]) -> Any:
    try:
        read = _READERS[hint](value)
    except (ValueError, TypeError, OverflowError, KeyError) as problem:
        own_words = hint is Range and isinstance(problem, ValueError)
        problems.append(Problem(path, str(problem) if own_words else f"Expected {_WORDS[hint]}, got {got(value)}."))
        return None
    allowed = about.get("choice")
    if allowed and read not in allowed:
        hint = about.get("hint")
        none_of = f"is none of {', '.join(word or 'nothing' for word in allowed)}."
        problems.append(Problem(path, f"“{read}” {f'is not known. {hint}' if hint else none_of}"))
    return read


def _read_tuple(inner: Any, value: Any, path: Path, problems: list[Problem]) -> tuple[Any, ...]:
    if value is None:
        return ()
    if isinstance(value, str | bytes | Mapping) or not isinstance(value, Sequence):
        problems.append(Problem(path, f"Expected a list, got {got(value)}. Write it as [{str(value)[:20]}]."))
        return ()
    return tuple(read_plain(inner, part, (*path, index), problems) for index, part in enumerate(value))


def _read_mapping(value: Any, path: Path, problems: list[Problem]) -> Any:
    if not isinstance(value, Mapping):
        problems.append(Problem(path, f"Expected an edit with its kind, got {got(value)}."))
        return {}
    try:
        return _loose(value, 0)
    except TypeError as problem:
        problems.append(Problem(path, str(problem)))
        return {}


def _loose(value: Any, depth: int) -> Any:
    """Plain values without a type to guide them: only what JSON knows, so that files, tables and memory agree."""
    if depth > DEEPEST:
        raise TypeError(f"It is nested deeper than {DEEPEST} levels. Take levels out.")
    if isinstance(value, Mapping):
        return {str(name): _loose(part, depth + 1) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [_loose(part, depth + 1) for part in value]
    if isinstance(value, date):
        return _read_date(value).isoformat()
    if value is None or isinstance(value, bool | str):
        return value
    if isinstance(value, int | float):
        return int(value) if isinstance(value, int) else float(value)
    raise TypeError(f"Expected words, numbers or lists, got {got(value)}.")


def _read_str(value: Any) -> str:
    if isinstance(value, bool | bytes | Mapping | list | tuple):
        raise TypeError
    return "" if value is None else str(value)


def _read_bool(value: Any) -> bool:
    if not isinstance(value, bool):
        raise TypeError
    return value


LARGEST = 2**63
"""No database keeps a larger whole number, and nobody's plan needs one."""


def _read_int(value: Any) -> int:
    if isinstance(value, bool) or (isinstance(value, float) and value != int(value)):
        raise TypeError
    number = int(value)
    if abs(number) >= LARGEST:
        raise TypeError
    return number


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
        likely = value.get("likely")
        return Range(
            _read_float(value["low"]), _read_float(value["high"]), None if likely is None else _read_float(likely)
        )
    return Range.parse(value if isinstance(value, str) else format(_read_float(value), "f"))


_READERS: dict[Any, Callable[[Any], Any]] = {
    str: _read_str, bool: _read_bool, int: _read_int, float: _read_float, date: _read_date, Range: _read_range,
    Any: lambda value: value,
}  # fmt: skip
_WORDS = {
    str: "a word or text", bool: "true or false", int: "a whole number", float: "a number",
    date: "a date such as 2026-03-31", Range: "a range such as 3-8d", Any: "anything",
}  # fmt: skip
