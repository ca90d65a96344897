"""How a noun's fields say what they refer to, so that one reader, one checker and one form serve all nouns."""

from dataclasses import MISSING, Field, field, fields
from typing import Any


def ref(noun: str, default: Any = "") -> Any:
    """A field that holds the id of another noun; `""` means nobody or nothing. Without a default: `ref(noun, MISSING)`."""
    return field(default=default, metadata={"ref": noun}) if default is not MISSING else field(metadata={"ref": noun})


def refs(noun: str) -> Any:
    """A field that holds the ids of other nouns, in an order that means nothing."""
    return field(default=(), metadata={"ref": noun})


def choice(*words: str, hint: str = "") -> Any:
    """A field that holds one of a few words; the first is the default. `hint` says what to write where they are many."""
    return field(default=words[0], metadata={"choice": words, "hint": hint})


def words_of(noun: type, name: str) -> tuple[str, ...]:
    """The words a `choice` field allows; empty for other fields."""
    words: tuple[str, ...] = field_of(noun, name).metadata.get("choice", ())
    return words


def field_of(noun: type, name: str) -> Field[Any]:
    """The dataclass field of that name. Raises `KeyError` when the noun has none."""
    return {one.name: one for one in fields(noun)}[name]
