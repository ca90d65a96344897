"""Whether what a new value refers to is there. A dangling reference would make the program unreadable as a document."""

from collections.abc import Iterator, Mapping
from dataclasses import is_dataclass
from typing import Any, get_args, get_type_hints

from leadline.program.cycle import cycle
from leadline.program.edits import Edit, apply
from leadline.program.fields import field_of
from leadline.program.snapshot import NOUNS, Snapshot
from leadline.record.doors import Refused


def check_references(noun: str, values: Mapping[str, Any], snapshot: Snapshot) -> None:
    """Raises `Refused` naming the first field whose id is nowhere in the program."""
    kind: type = Snapshot if noun == "program" else NOUNS[noun]
    for field, wanted, id in _references(kind, values):
        if id and snapshot.find(wanted, id) is None:
            raise Refused(f"There is no {wanted.replace('|', ' or ')} “{id}”. Add it first, or pick another.", field)


LINKS = {"dependency", "work"}
"""Nouns whose change can close a circle."""


def check_circle(edit: Edit, snapshot: Snapshot) -> None:
    """Raises `Refused` naming the circle that an edit would close."""
    if edit.noun in LINKS and (round_trip := cycle(apply(snapshot, edit))):
        raise Refused(
            f"These would wait for each other in a circle: {' → '.join(round_trip)}. Leave out one of these links."
        )


def _references(kind: type, values: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    hints = get_type_hints(kind)
    for name, value in values.items():
        if name not in hints or value in (None, "", [], ()):
            continue
        if wanted := field_of(kind, name).metadata.get("ref"):
            for id in value if isinstance(value, list | tuple) else [value]:
                yield name, wanted, str(id)
        for part in get_args(hints[name]):
            if is_dataclass(part) and isinstance(part, type):
                yield from _inside(part, name, value)


def _inside(kind: type, name: str, value: Any) -> Iterator[tuple[str, str, str]]:
    for one in value if isinstance(value, list | tuple) else [value]:
        plain = {kind.SHORT: one} if isinstance(one, str) and hasattr(kind, "SHORT") else one
        if isinstance(plain, Mapping):
            for _, wanted, id in _references(kind, plain):
                yield name, wanted, id
