"""What words in trackers most likely mean: states and kinds. A person's mapping comes before all of it."""

import re
from collections.abc import Mapping

from leadline.program.ranges import Range

STATES = {
    "doing": {
        "in progress", "doing", "wip", "work in progress", "in review", "review", "needs review", "ready for review", "started",
        "in development", "development", "testing", "in testing", "qa", "verifying", "active", "implementing",
    },
    "todo": {"todo", "to do", "backlog", "ready", "new", "triage", "needs triage", "planned", "open", "next", "up next", "blocked"},
    "done": {"done", "closed", "shipped", "released", "complete", "completed", "merged", "finished"},
    "dropped": {
        "wontfix", "won't fix", "wont fix", "won't do", "duplicate", "invalid", "rejected", "cancelled", "canceled", "abandoned",
        "not planned", "obsolete", "stale",
    },
}  # fmt: skip
KINDS = {
    "bug": {"bug", "defect", "regression", "fix"},
    "feature": {"feature", "enhancement", "story", "user story", "feature request"},
    "docs": {"documentation", "docs", "doc"},
    "chore": {"chore", "maintenance", "cleanup", "clean up", "refactor", "refactoring", "tech debt", "technical debt", "dependencies"},
    "task": {"task"},
    "epic": {"epic", "initiative"},
    "spike": {"spike", "research", "investigation"},
    "test": {"test", "tests", "flake", "failing test"},
}  # fmt: skip
BLOCKED = {"blocked", "on hold", "waiting", "stalled"}

_HEAD = re.compile(
    r"^(type|kind|status|state|stage|workflow|estimate|effort|size)\s*(?:::|[:/=])\s*(.+)$", re.IGNORECASE
)
_CLASS = re.compile(r"[^a-z0-9' ]+")


def plain(word: str) -> str:
    """A word as it is compared: small letters, without ornaments."""
    return " ".join(_CLASS.sub(" ", word.casefold().replace("’", "'").replace("-", " ")).split())


def among(known: Mapping[str, set[str]], word: str) -> str:
    """What a word means, by words for each meaning; "" for nothing."""
    found = plain(word)
    return next((means for means, words in known.items() if found in words), "")


def split(word: str) -> tuple[str, str]:
    """A label in its two halves: `type: bug` and `type::bug` are ("type", "bug"), `bug` is ("", "bug")."""
    found = _HEAD.match(word.strip())
    return (found[1].casefold(), found[2].strip()) if found else ("", word.strip())


def estimate_of(word: str) -> Range | None:
    """The days that a label such as `estimate: 3d` or `effort/1-2w` says; None for a size or points, which are no days."""
    head, rest = split(word)
    if head not in ("estimate", "effort") or not re.search(r"\d\s*[hdw]\s*$", rest, re.IGNORECASE):
        return None
    try:
        return Range.parse(rest)
    except ValueError:
        return None


def says_blocked(word: str) -> bool:
    """Whether a label says that work does not go on."""
    return plain(split(word)[1]) in BLOCKED
