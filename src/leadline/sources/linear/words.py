"""What words in a workspace most likely mean. A person's mapping comes before all of it."""

from collections.abc import Mapping
from typing import Any

from leadline.program.ranges import MOST_DAYS, Range
from leadline.sources.linear.settings import Settings
from leadline.sources.linear.shapes import number, record, text
from leadline.sources.words import KINDS, among, plain, split

TYPES = {
    "triage": "todo", "backlog": "todo", "unstarted": "todo", "started": "doing", "completed": "done", "canceled": "dropped",
    "duplicate": "dropped",
}  # fmt: skip
"""Each state that a team makes is of one of these types."""
PROJECT_TYPES = {
    "backlog": "planned", "planned": "planned", "started": "active", "paused": "paused", "completed": "done", "canceled": "dropped",
}  # fmt: skip
ESTIMATE, DUE, PRIORITY, CYCLE = "Estimate", "Due date", "Priority", "Cycle"
FIELDS: Mapping[str, str] = {DUE: "baseline_on", PRIORITY: "priority", ESTIMATE: "", CYCLE: ""}
"""What fields mean where nobody said otherwise. Points and the end of a cycle mean nothing until somebody says what."""
MOST_PRIORITY = 4


def state_of(state: Any, settings: Settings) -> str:
    """What a workflow state means: `todo`, `doing`, `done`, `dropped`; "" where there is none."""
    name = text(record(state).get("name"))
    said = settings.meaning("states", name) if name else None
    return said or TYPES.get(text(record(state).get("type")), "")


def kind_of(word: str, settings: Settings) -> str:
    """What a label says of the kind of work; "" for nothing. `type: x` is x, whatever it is."""
    if (said := settings.meaning("kinds", word)) is not None:
        return said
    head, rest = split(word)
    if head in ("type", "kind"):
        return among(KINDS, rest) or plain(rest)
    return "" if head else among(KINDS, rest)


def field_of(name: str, settings: Settings) -> str:
    """What a field of an issue is to Leadline: `baseline_on`, `estimate_days`, `priority`, or "" for nothing."""
    said = settings.meaning("fields", name)
    return FIELDS.get(name, "") if said is None else said


def days_of(estimate: Any, settings: Settings) -> Range | None:
    """The days that an estimate is, where a person said that its points are days."""
    points = number(estimate)
    if points is None or field_of(ESTIMATE, settings) != "estimate_days" or not 0 < points <= MOST_DAYS:
        return None
    return Range(points, points)


def priority_of(priority: Any) -> int:
    """Linear counts from urgent (1) to low (4), and nothing is 0; here more comes first."""
    found = int(number(priority) or 0)
    return MOST_PRIORITY + 1 - found if 1 <= found <= MOST_PRIORITY else 0
