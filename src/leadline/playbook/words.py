"""Words by which solutions tell what a piece of work or a roadblock is about. Lists of our own: change them here."""

import re

from leadline.program.snapshot import Snapshot
from leadline.program.work import WorkItem

SENSITIVE = frozenset(
    [
        "safe",
        "safety",
        "secure",
        "security",
        "privacy",
        "legal",
        "law",
        "compliance",
        "regulatory",
        "audit",
        "auditor",
        "fraud",
        "medical",
        "certification",
    ]
)
"""What is neither dropped, put off nor done to a lower level."""

YES_OR_NO = frozenset(["sign", "signs", "signed", "signature", "contract", "contracts", "hire", "hired"])
"""What is accepted or not, with no level between."""

ENVIRONMENT = frozenset(
    [
        "environment",
        "environments",
        "sandbox",
        "staging",
        "hardware",
        "device",
        "devices",
        "server",
        "servers",
        "lab",
        "rig",
    ]
)
"""What one can borrow or simulate for a while."""

AWAY = frozenset(
    ["absent", "absence", "away", "ill", "illness", "leave", "leaves", "leaving", "quits", "holiday", "vacation"]
)
"""What risks of somebody not being there speak of."""

ROUTINE = frozenset(
    [
        "test",
        "tests",
        "testing",
        "deploy",
        "deployment",
        "release",
        "approval",
        "approvals",
        "migration",
        "regression",
        "build",
        "packaging",
        "check",
    ]
)
"""Steps that a machine can learn to do."""

REVIEW = frozenset(["review", "reviews", "reviewer", "reviewing"])
"""What waits for a second pair of eyes."""


def speaks_of(words: frozenset[str], *texts: str) -> bool:
    """True when one of the words stands in one of the texts, whole and in any case."""
    return any(word in words for text in texts for word in re.findall(r"[a-z]+", text.casefold()))


def is_sensitive(snapshot: Snapshot, item: WorkItem) -> bool:
    """True for work that is about safety, security, privacy or law, by its words, its requirements or a decision about it."""
    asked = [f"{one.text} {one.reason}" for one in snapshot.requirements if item.id in one.work]
    touched = any(one.touches for one in snapshot.decisions if item.id in one.work)
    return touched or speaks_of(SENSITIVE, item.name, item.kind, item.skill, item.acceptance, *asked)
