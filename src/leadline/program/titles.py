"""What people call a noun: by its own words, and where it has none by the names of what it joins, never by ids."""

from collections.abc import Callable, Mapping
from dataclasses import fields
from typing import Any

from leadline.program.fields import field_of
from leadline.program.snapshot import NOUNS, Noun, Snapshot, label


def title(snapshot: Snapshot, noun: str, value: Noun) -> str:
    """
    A noun as people call it: “Pilot waits for Pix certification”, “Commitment: Iberia live”, “Wen Li on Ledger”.

    Args:
        snapshot: where the names of its ends are looked up; an end that is not there keeps its id.
        noun: its word, as in `NOUNS`.
        value: the noun itself.
    """

    def end(name: str) -> str:
        return name_of(snapshot, field_of(NOUNS[noun], name).metadata["ref"], getattr(value, name))

    made = _BY_ENDS.get(noun)
    return made(value, end) if made else label(noun, value)


def name_of(snapshot: Snapshot, nouns: str, id: str) -> str:
    """What people call the noun of that id (`nouns` may name alternatives); the id where it is not in the plan."""
    for noun in nouns.split("|"):
        if found := snapshot.find(noun, id):
            return title(snapshot, noun, found)
    return id


def _promise(value: Noun, end: Callable[[str], str]) -> str:
    return f"{value.kind.capitalize()}: {end('milestone') if value.milestone else end('dependency')}"


_BY_ENDS: Mapping[str, Callable[[Any, Callable[[str], str]], str]] = {
    "dependency": lambda value, end: f"{end('after')} waits for {end('before')}",
    "reference": lambda value, end: f"{end('source')}, {value.relation.replace('-', ' ')} {end('target')}",
    "promise": _promise,
    "judgement": lambda value, end: f"Judgement of {end('milestone')}",
    "estimation": lambda value, end: f"Range for {end('work')}",
    "revision": lambda value, end: f"{value.field.capitalize()} of {end('subject')} changed",
    "allocation": lambda value, end: f"{end('person')} on {end('project')}",
    "stakeholder": lambda value, end: f"{end('person')}, stakeholder",
}

ENDS: Mapping[str, tuple[str, ...]] = {
    "dependency": ("before", "after"),
    "reference": ("source", "target", "relation"),
    "promise": ("kind", "milestone", "dependency"),
    "judgement": ("milestone",),
    "estimation": ("work",),
    "revision": ("subject", "field"),
    "allocation": ("person", "project"),
    "stakeholder": ("person",),
}
"""The fields that a title already says; the other nouns say their `name`, `question`, `text` or `event`."""

OWN_WORDS = ("name", "question", "text", "event", "subject")
"""The field that names a noun, the first it has."""


def named_by(noun: str) -> tuple[str, ...]:
    """The fields a title is made of."""
    if noun in ENDS:
        return ENDS[noun]
    own = {one.name for one in fields(NOUNS[noun])} if noun in NOUNS else {"name"}
    return tuple([name for name in OWN_WORDS if name in own][:1])
