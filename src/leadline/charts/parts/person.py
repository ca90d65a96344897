"""Who, and what opens: a face with its name, a number with its evidence, somebody to talk to."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Person:
    """A name with its face. `outside` draws the dashed ring."""

    name: str
    outside: bool = False


@dataclass(frozen=True)
class Evidence:
    """A number or a source that opens. Component: evidence."""

    says: str
    url: str


@dataclass(frozen=True)
class Talk:
    """Somebody to talk to, or something without a price. Component: talk. Without a person it has an icon."""

    title: str
    says: str
    person: Person | None = None
    icon: str = "talk"
    url: str = ""
    more: str = ""
