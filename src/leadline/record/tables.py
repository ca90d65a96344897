"""Which table holds which noun, and how a row and a noun become each other."""

from collections.abc import Mapping
from dataclasses import fields
from functools import cache
from typing import Any

from leadline.program.fields import field_of
from leadline.program.limits import saturated
from leadline.program.plain import read_value, write_field
from leadline.program.snapshot import NOUNS
from leadline.record.models.fact import Fact


@cache
def tables() -> Mapping[str, type[Fact]]:
    """The table of each noun: `tables()["milestone"]`."""
    return {table.NOUN: table for table in Fact.__subclasses__()}


@cache
def _columns(noun: str) -> tuple[str, ...]:
    return tuple(one.name for one in fields(NOUNS[noun]) if one.name != "id")


@cache
def _needs_reading(noun: str) -> frozenset[str]:
    """Columns kept in document form (JSON, ranges); the others hold the noun's value as it is."""
    plain = {"JSONField", "CharField"}
    kinds = {
        one.name: one.get_internal_type()
        for one in tables()[noun]._meta.get_fields()
        if hasattr(one, "get_internal_type")
    }
    hints = NOUNS[noun].__annotations__
    return frozenset(name for name in _columns(noun) if kinds[name] in plain and hints[name] not in (str, "str"))


def to_noun(noun: str, values: Mapping[str, Any]) -> Any:
    """The noun in a row's values (`QuerySet.values()`); what was stored beyond a limit counts as the limit."""
    kind, reading = NOUNS[noun], _needs_reading(noun)
    made = {
        name: read_value(kind, name, values[name])
        if name in reading and values[name] not in (None, "")
        else values[name]
        for name in _columns(noun)
        if not (name in reading and values[name] in (None, "") and field_of(kind, name).default not in (None, ()))
    }
    return saturated(kind(id=values["key"], **made))


def to_columns(noun: str, value: Any) -> dict[str, Any]:
    """The column values of a noun."""
    reading = _needs_reading(noun)
    return {
        name: write_field(type(value), name, getattr(value, name)) if name in reading else getattr(value, name)
        for name in _columns(noun)
    }
