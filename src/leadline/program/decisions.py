"""Questions that somebody has to settle, by when, and what the answers would do to the plan."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from leadline.program.fields import choice, ref, refs


@dataclass(frozen=True)
class Option:
    """One answer: whether it meets every must, what it costs, and the edits it would make to the plan (document form)."""

    name: str
    meets_musts: bool = True
    cost_cents: int = 0
    edits: tuple[Mapping[str, Any], ...] = field(default=(), hash=False)
    note: str = ""
    SHORT = "name"


@dataclass(frozen=True)
class Decision:
    """A question with one approver, a date by which it is needed, its options, and the work that waits for it."""

    id: str
    question: str = ""
    approver: str = ref("person")
    driver: str = ref("person")
    opened_on: date | None = None
    needed_by: date | None = None
    parked_until: date | None = None
    door: str = choice("two-way", "one-way")
    touches: str = choice("", "safety", "legal", "people")
    options: tuple[Option, ...] = ()
    default: str = ""
    work: tuple[str, ...] = refs("work|milestone")
    decided_on: date | None = None
    chosen: str = ""
    rationale: str = ""
