"""What words in a repository most likely mean. A person's mapping comes before all of it."""

import re

from leadline.program.ranges import Range
from leadline.sources.github.settings import Settings
from leadline.sources.words import BLOCKED, KINDS, STATES, among, plain

FIELDS = {
    "baseline_on": {"target date", "due date", "due", "end date", "end", "target"},
    "state": {"status"},
}  # fmt: skip
_HEAD = re.compile(r"^(type|kind|status|state|stage|estimate|effort|size)\s*[:/=]\s*(.+)$", re.IGNORECASE)


def state_of(word: str, settings: Settings) -> str:
    """What a label or a status says of the state: `todo`, `doing`, `done`, `dropped`, or "" for nothing."""
    if (said := settings.meaning("states", word)) is not None:
        return said
    head, rest = split(word)
    return among(STATES, rest) if head in ("", "status", "state", "stage") else ""


def kind_of(word: str, settings: Settings) -> str:
    """What a label or an issue type says of the kind of work; "" for nothing. `type: x` is x, whatever it is."""
    if (said := settings.meaning("kinds", word)) is not None:
        return said
    head, rest = split(word)
    if head in ("type", "kind"):
        return among(KINDS, rest) or plain(rest)
    return among(KINDS, rest) if not head else ""


def estimate_of(word: str) -> Range | None:
    """The days that a label such as `estimate: 3d` or `effort/1-2w` says; None for a size or points, which are no days."""
    head, rest = split(word)
    if head not in ("estimate", "effort") or not re.search(r"\d\s*[hdw]\s*$", rest, re.IGNORECASE):
        return None
    try:
        return Range.parse(rest)
    except ValueError:
        return None


def field_of(name: str, settings: Settings) -> str:
    """What a field of a project is to Leadline: `state`, `baseline_on`, `estimate_days`, `priority` …, or "" for nothing."""
    said = settings.meaning("fields", name)
    return said if said is not None else among(FIELDS, name)


def says_blocked(word: str) -> bool:
    """Whether a label says that work does not go on."""
    return plain(split(word)[1]) in BLOCKED


def split(word: str) -> tuple[str, str]:
    """A label in its two halves: `type: bug` is ("type", "bug"), `bug` is ("", "bug")."""
    found = _HEAD.match(word.strip())
    return (found[1].casefold(), found[2].strip()) if found else ("", word.strip())
