"""
What hearing brings: payloads as a tracker sent them, and the nouns that come of them; and what may be written back.

A **subject** is one thing of the tracker (`issue/12`), and its **parts** are the payloads that tell of it (`issue`,
`events`, `blocked_by`), each kept as it came. Nouns are always made of all parts of one subject, so that a part that
comes later, twice or in the wrong order leads to the same nouns, and so that a better translator can read what is kept.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

Parts = Mapping[str, Any]
"""The payloads of one subject, by part: plain JSON as the tracker sent it."""

Cursor = Mapping[str, Any]
"""Where reading goes on, as plain JSON; an empty one reads from the beginning."""


@dataclass(frozen=True)
class Payload:
    """
    One part of one subject, as the tracker sent it.

    `changed_at` is the tracker's own stamp: of two payloads of a part the one with the later stamp stands, and of two with one
    stamp the one that was read last. None for a part that has no stamp; then what was read last stands. `adds` marks lists that
    grow (events, changes): their entries are added to those kept, by their `id`.
    """

    subject: str
    part: str
    body: Any
    changed_at: datetime | None = None
    adds: bool = False


@dataclass(frozen=True)
class Gone:
    """A subject that is no longer there: deleted, or moved to where this source does not look (`moved_to` says where)."""

    subject: str
    moved_to: str = ""


@dataclass(frozen=True)
class Step:
    """
    A piece of reading: what came, and where reading goes on once that is kept.

    `cursor` is kept in the same transaction as the payloads, so reading may be cut anywhere. `share` is how much of the whole
    is read by now, from 0 to 1 and as good as it can be known; `says` tells a person where it is ("issues 200 of about 1,300").

    `holders` are those who alone know a component, by its id: for the private record, and for nothing else. None says nothing of
    it. `words` are words found on the way for which a person may say what they mean, like those of `Checked.names`.
    """

    payloads: Sequence[Payload] = ()
    gone: Sequence[Gone] = ()
    cursor: Cursor = field(default_factory=dict)
    share: float = 0.0
    says: str = ""
    holders: Mapping[str, str] | None = None
    words: Mapping[str, Mapping[str, str]] | None = None


@dataclass(frozen=True)
class Stated:
    """
    A noun that a subject states.

    `shared` nouns are mentioned by many subjects (a person, a team, the project of a repository): they are made where they are
    missing, their empty fields are filled, and no single subject takes them away.
    """

    noun: str
    value: Any
    shared: bool = False


@dataclass(frozen=True)
class Translated:
    """
    What the parts of one subject come to: nouns, and in sentences what could not be used.

    `failed`: nothing could be made of them, so what was made before stays.
    """

    stated: Sequence[Stated] = ()
    problems: Sequence[str] = ()
    failed: bool = False


@dataclass(frozen=True)
class Write:
    """
    One field of one subject that a person approved to be written: what it is to become, and what Leadline last heard it was.

    `field` is a field of Leadline's noun (`name`, `assignee`, `due`, `label`, `comment`, `blocked_by`), values are plain text in
    document form; "" takes a value away.
    """

    subject: str
    field: str
    heard: str
    value: str
