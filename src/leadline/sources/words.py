"""What words in trackers most likely mean: states and kinds. A person's mapping comes before all of it."""

import re
from collections.abc import Mapping

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

_CLASS = re.compile(r"[^a-z0-9' ]+")


def plain(word: str) -> str:
    """A word as it is compared: small letters, without ornaments."""
    return " ".join(_CLASS.sub(" ", word.casefold().replace("’", "'").replace("-", " ")).split())


def among(known: Mapping[str, set[str]], word: str) -> str:
    """What a word means, by words for each meaning; "" for nothing."""
    found = plain(word)
    return next((means for means, words in known.items() if found in words), "")
