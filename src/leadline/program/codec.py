"""Results to plain values and back: how outlooks, findings and prices are kept. Compact, and blind to defaults on purpose."""

import json
import types
import zlib
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache
from typing import Any, Union, cast, get_args, get_origin, get_type_hints

from leadline.program.edits import Add, Change, Edit, Retire, read_edit, write_edit


def plain(value: Any) -> Any:
    """A result as dicts, lists, numbers, text and None; dates as ISO text, edits in their document form."""
    if isinstance(value, Add | Change | Retire):
        return write_edit(value)
    if is_dataclass(value) and not isinstance(value, type):
        return {one.name: plain(getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, Mapping):
        return {str(name): plain(part) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [plain(part) for part in value]
    return value.isoformat() if isinstance(value, date) else value


def revive[T](kind: type[T], value: Any) -> T:
    """The result of that type that `plain` came from: `revive(Outlook, plain(outlook)) == outlook`."""
    read: Callable[[Any], T] = _reader(cast(Hashable, kind))
    return read(value)


def squeeze(value: Any) -> bytes:
    """Plain values as compressed canonical JSON: the same values give the same bytes."""
    return zlib.compress(json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode(), 6)


def expand(packed: bytes) -> Any:
    """The plain values `squeeze` packed."""
    return json.loads(zlib.decompress(packed))


@cache
def _reader(hint: Any) -> Callable[[Any], Any]:
    """One reader a type, made once: an outlook has thousands of values."""
    origin, parts = get_origin(hint), get_args(hint)
    if hint == Edit or hint in (Add, Change, Retire):
        return read_edit
    if origin in (Union, types.UnionType):
        inner = _reader(next(part for part in parts if part is not type(None)))
        return lambda value: None if value is None else inner(value)
    if origin is tuple:
        return _tuple_reader(parts)
    if origin is not None and issubclass(origin, Mapping):
        own = _reader(parts[1])
        return lambda value: {name: own(part) for name, part in value.items()}
    if hint is date:
        return date.fromisoformat
    return _dataclass_reader(hint) if is_dataclass(hint) else lambda value: value


def _tuple_reader(parts: Sequence[Any]) -> Callable[[Any], Any]:
    if len(parts) == 2 and parts[1] is Ellipsis:
        one = _reader(parts[0])
        return lambda value: tuple(one(part) for part in value)
    readers = [_reader(part) for part in parts]
    return lambda value: tuple(read(part) for read, part in zip(readers, value, strict=True))


def _dataclass_reader(kind: Any) -> Callable[[Any], Any]:
    hints = get_type_hints(kind)
    readers = {one.name: _reader(hints[one.name]) for one in fields(kind)}
    # A result stored by an older version may lack a field: it keeps its default. One it has too many is left out.
    return lambda value: kind(**{name: readers[name](part) for name, part in value.items() if name in readers})
