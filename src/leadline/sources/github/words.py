"""What words in a repository most likely mean. A person's mapping comes before all of it."""

from leadline.sources.github.settings import Settings
from leadline.sources.words import KINDS, STATES, among, plain, split

FIELDS = {
    "baseline_on": {"target date", "due date", "due", "end date", "end", "target"},
    "state": {"status"},
}  # fmt: skip


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


def field_of(name: str, settings: Settings) -> str:
    """What a field of a project is to Leadline: `state`, `baseline_on`, `estimate_days`, `priority` …, or "" for nothing."""
    said = settings.meaning("fields", name)
    return said if said is not None else among(FIELDS, name)
