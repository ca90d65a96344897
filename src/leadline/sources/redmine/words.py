"""What statuses, trackers and fields of a Redmine most likely mean. A person's mapping comes before all of it."""

from collections.abc import Mapping
from typing import Any

from leadline.sources.redmine.settings import Settings
from leadline.sources.shapes import text
from leadline.sources.words import KINDS, STATES, among, plain

DOING = {"resolved", "feedback", "reviewed", "in test", "to test", "to be tested", "ready for testing", "to review"}
"""Statuses of an open issue that somebody has been at, besides those that every tracker has."""


def state_of(status: Mapping[str, Any], settings: Settings) -> str:
    """
    What a status says of the state: `todo`, `doing`, `done` or `dropped`.

    Whether it closes an issue is Redmine's own word (`is_closed`); its name says the rest. What a person said counts first.
    """
    name = text(status.get("name"))
    if said := settings.meaning("states", name):
        return said
    return proposed(name, closed=status.get("is_closed") is True)


def proposed(name: str, *, closed: bool) -> str:
    """What a status most likely means by its name."""
    found = "doing" if plain(name) in DOING else among(STATES, name)
    if closed:
        return "dropped" if found == "dropped" else "done"
    return "doing" if found in ("doing", "done") else "todo"


def kind_of(tracker: str, settings: Settings) -> str:
    """The kind of work that a tracker holds; its own name where no other word is known."""
    said = settings.meaning("kinds", tracker)
    return said if said is not None else among(KINDS, tracker) or plain(tracker)


def field_of(name: str, settings: Settings) -> str:
    """What a custom field is to Leadline; "" unless a person said so: its name says too little."""
    return settings.meaning("fields", name) or ""
