"""What is kept of a repository: facts of its parts and versions, and no word of anybody's."""

from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from hashlib import sha256
from typing import Any

from leadline.sources.git.facts import Part, key_of
from leadline.sources.git.gathering import Gathered
from leadline.sources.git.mirror import Heads
from leadline.sources.git.settings import Settings
from leadline.sources.tracker import Payload

COMPONENT, RELEASE = "component", "release"
MOST_VERSIONS, MOST_AUTHORS = 200, 300
FORM = 1
"""Counted up where more is read of a repository, so that each is read again."""


def mark(heads: Heads, monday: date, settings: Settings) -> str:
    """Something that stays as long as a new reading would bring nothing."""
    said = repr([sorted(settings.mapping.get(kind, {}).items()) for kind in ("people", "parts")])
    return f"{FORM}-{heads.mark}-{monday}-{sha256(said.encode()).hexdigest()[:8]}"


def parts(gathered: Gathered, settings: Settings) -> Iterator[Payload]:
    """One payload for each part."""
    for one in gathered.parts:
        yield Payload(f"{COMPONENT}/{key_of(settings.address, one.path)}", COMPONENT, _plain(dict(one.facts)))


def versions(gathered: Gathered, settings: Settings) -> Iterator[Payload]:
    """One payload for each version."""
    for one in gathered.versions[-MOST_VERSIONS:]:
        yield Payload(f"{RELEASE}/{key_of(settings.address, f'tag {one.tag}')}", RELEASE, _plain(asdict(one)))


def holders(gathered: Gathered, settings: Settings) -> dict[str, str]:
    """
    Who alone knows a part, by the part's id: people of the program only, where a person said that this author is they.

    An author of whom nobody said anything has no name here.
    """
    return {
        component_id(settings, one.path): person
        for one in gathered.parts
        if (person := _person(one, gathered, settings)) and one.facts["truck_factor"] is not None
    }


def words(gathered: Gathered) -> dict[str, dict[str, str]]:
    """Authors of the last year, in the order of their names, and folders: a person may say who and what they are in the program."""
    return {
        "people": dict.fromkeys(sorted(gathered.alive)[:MOST_AUTHORS], ""),
        "parts": dict.fromkeys((str(one.facts["path"]) for one in gathered.parts), ""),
    }


def component_id(settings: Settings, path: str) -> str:
    """The id of a part in the program."""
    return f"git-{settings.name[:60]}-{key_of(settings.address, path)}"


def _person(one: Part, gathered: Gathered, settings: Settings) -> str:
    return "" if one.holder is None else settings.meaning("people", gathered.names[one.holder])


def _plain(facts: dict[str, Any]) -> dict[str, Any]:
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in facts.items()}
