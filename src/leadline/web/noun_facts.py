"""What is recorded of a noun, as terms and words; what has only its default was never said and is left out."""

from dataclasses import fields
from typing import Any

from leadline.charts.parts import Evidence
from leadline.program.fields import field_of
from leadline.program.reading import default_of
from leadline.program.snapshot import Snapshot
from leadline.program.titles import title
from leadline.record.describe import said
from leadline.record.field_words import term
from leadline.record.places import place_of


def facts_of(
    noun: str, value: Any, snapshot: Snapshot, key: str, hidden: frozenset[str]
) -> tuple[tuple[str, tuple[Evidence, ...]], ...]:
    """
    Terms, each with its words and where they lead.

    Args:
        noun: the noun's word; `program` is the head.
        value: the noun itself.
        snapshot: for the names of what it refers to.
        key: the program's, for addresses.
        hidden: fields that are not for this reader.
    """
    kind, told = type(value), []
    for one in fields(value):
        own = getattr(value, one.name)
        nested = noun == "program" and isinstance(own, tuple)
        default = own == default_of(one) and "choice" not in one.metadata
        if one.name in {"id", *hidden} or own in ("", None, ()) or nested or default:
            continue
        says = term(one.name)
        told.append((says[:1].upper() + says[1:], _words(kind, one.name, own, snapshot, key)))
    return tuple(told)


def _words(kind: type, name: str, own: Any, snapshot: Snapshot, key: str) -> tuple[Evidence, ...]:
    nouns = field_of(kind, name).metadata.get("ref", "").split("|")
    if nouns == [""]:
        return (Evidence(said(kind, name, own, snapshot), ""),)
    return tuple(_end(nouns, id, snapshot, key) for id in (own if isinstance(own, tuple) else (own,)))


def _end(nouns: list[str], id: str, snapshot: Snapshot, key: str) -> Evidence:
    for noun in nouns:
        if found := snapshot.find(noun, id):
            return Evidence(title(snapshot, noun, found), place_of(noun, id, key))
    return Evidence(id, "")
