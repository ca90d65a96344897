"""What statuses, resolutions, types, links and fields of a Jira most likely mean. A person's mapping comes before all of it."""

from collections.abc import Mapping
from typing import Any

from leadline.sources.jira.settings import Settings
from leadline.sources.shapes import record, text
from leadline.sources.words import KINDS, STATES, among, plain

CATEGORIES = {"new": "todo", "indeterminate": "doing", "done": "done"}
"""What Jira itself says of a status, whatever it is called."""
UNDONE = {"won't do", "won't fix", "duplicate", "cannot reproduce", "declined", "incomplete", "not a bug", "known error", "hardware failure", "software failure"}  # fmt: skip
"""Resolutions of what was never made, besides the words that every tracker has."""
WAITS = {
    "is blocked by", "depends on", "depends upon", "has to be done after", "has to be finished together with", "requires", "needs",
    "waits for", "is waiting for", "follows", "is preceded by", "has to be started after",
}  # fmt: skip
"""How a link reads from the side that waits."""

SPRINT = "com.pyxis.greenhopper.jira:gh-sprint"
EPIC_LINK = "com.pyxis.greenhopper.jira:gh-epic-link"
TEAM = "com.atlassian.jira.plugin.system.customfieldtypes:atlassian-team"
CHECKBOXES = "com.atlassian.jira.plugin.system.customfieldtypes:multicheckboxes"
FLAGGED = "flagged"
START = "start date"


def state_of(status: Mapping[str, Any], resolution: str, settings: Settings) -> str:
    """
    What a status, and the resolution beside it, say of the state: `todo`, `doing`, `done` or `dropped`.

    The status decides whether it is over, by the category that Jira gives it; the resolution whether anything came of it.
    """
    name = text(status.get("name"))
    found = settings.meaning("states", name) or proposed(name, category(status))
    if found != "done" or not resolution:
        return found
    return settings.meaning("states", resolution) or ("dropped" if is_undone(resolution) else found)


def category(status: Mapping[str, Any]) -> str:
    """The category of a status: `new`, `indeterminate`, `done`, or "" where Jira says none."""
    return text(record(status.get("statusCategory")).get("key"))


def proposed(name: str, category: str) -> str:
    """What a status most likely means."""
    by_name, found = among(STATES, name), CATEGORIES.get(category, "")
    if found == "done":
        return "dropped" if by_name == "dropped" else "done"
    return found or by_name or "todo"


def is_undone(resolution: str) -> bool:
    """Whether a resolution says that nothing was made."""
    return plain(resolution) in UNDONE or among(STATES, resolution) == "dropped"


def kind_of(type: str, settings: Settings) -> str:
    """The kind of work that an issue type stands for; its own name where no other word is known."""
    said = settings.meaning("kinds", type)
    return said if said is not None else among(KINDS, type) or plain(type)


def waits(phrase: str) -> bool:
    """Whether a link that reads so, seen from an issue, makes it wait for the other."""
    return plain(phrase) in WAITS


def field_of(name: str, type: str, settings: Settings) -> str:
    """
    What a custom field is to Leadline: `sprint`, `epic`, `team`, `flagged`, `not_before`, what a person said, or "" for nothing.

    The kinds of fields that come with Jira are known by their type, whatever a site calls them.
    """
    if (said := settings.meaning("fields", name)) is not None:
        return said
    by_type = {SPRINT: "sprint", EPIC_LINK: "epic", TEAM: "team"}.get(type, "")
    if by_type:
        return by_type
    if type == CHECKBOXES and plain(name) == FLAGGED:
        return "flagged"
    return "not_before" if plain(name) == START else ""
