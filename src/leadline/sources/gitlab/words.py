"""What words in a project most likely mean: labels, scoped ones such as `workflow::doing`, and fields."""

from collections.abc import Mapping
from typing import Any

from leadline.program.ranges import MOST_DAYS, Range
from leadline.sources.gitlab.settings import Settings
from leadline.sources.shapes import whole
from leadline.sources.words import KINDS, STATES, among, plain, split

DAY_SECONDS = 8 * 3600
"""A working day, as GitLab counts them: `1d` is eight hours."""
FIELDS: Mapping[str, str] = {"Due date": "baseline_on", "Time estimate": "estimate_days"}
"""What fields mean where nobody said otherwise. Weight and Iteration mean nothing until somebody says what."""
NAMED = (*FIELDS, "Weight", "Iteration")
OWN_STATES = {
    "doing": {"in dev", "in development", "in design", "solution validation", "verification", "canary", "staging"},
    "todo": {
        "scheduling", "start", "problem validation", "design", "planning breakdown", "refinement", "ready for design",
        "ready for development", "ready for dev", "validation backlog",
    },
    "done": {"production", "complete"},
}  # fmt: skip
"""Words of GitLab's own way of working, under `workflow::`."""
_STATE_HEADS = ("status", "state", "stage", "workflow")


def state_of(word: str, settings: Settings) -> str:
    """What a label says of the state: `todo`, `doing`, `done`, `dropped`, or "" for nothing."""
    if (said := settings.meaning("states", word)) is not None:
        return said
    head, rest = split(word)
    if head in _STATE_HEADS:
        return among(STATES, rest) or among(OWN_STATES, rest)
    return "" if head or "::" in word else among(STATES, rest)


def kind_of(word: str, settings: Settings) -> str:
    """What a label or an issue type says of the kind of work; "" for nothing. `type::x` is x, whatever it is."""
    if (said := settings.meaning("kinds", word)) is not None:
        return said
    head, rest = split(word)
    if head in ("type", "kind"):
        return among(KINDS, rest) or plain(rest)
    return "" if head or "::" in word else among(KINDS, rest)


def field_of(name: str, settings: Settings) -> str:
    """What a field of an issue is to Leadline: `baseline_on`, `estimate_days`, `priority` …, or "" for nothing."""
    said = settings.meaning("fields", name)
    return said if said is not None else FIELDS.get(name, "")


def days(seconds: int) -> Range | None:
    """Seconds of a time estimate as working days; None where there is none."""
    found = round(seconds / DAY_SECONDS, 4)
    return Range(found, found) if 0 < found <= MOST_DAYS else None


def weighed(weight: Any) -> Range | None:
    """A weight as working days, where somebody said that it counts them; None where there is none."""
    found = whole(weight)
    return Range(float(found), float(found)) if 0 < found <= MOST_DAYS else None


def duration(estimate: Range) -> str:
    """An estimate of one number as GitLab reads it, in hours and minutes; "" for less than a minute."""
    hours, minutes = divmod(round(estimate.low * DAY_SECONDS / 60), 60)
    return " ".join(part for part in (f"{hours}h" if hours else "", f"{minutes}m" if minutes else "") if part)
