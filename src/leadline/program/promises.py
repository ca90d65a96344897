"""Dates people stand for. What was promised first and what is promised now always stay together."""

from dataclasses import dataclass
from datetime import date

from leadline.program.fields import choice, ref
from leadline.program.ranges import Range


@dataclass(frozen=True)
class Answer:
    """What one doer said to a date: not yet, yes, or another date; with the range they named, where they did."""

    person: str = ref("person")
    answer: str = choice("asked", "accepted", "countered")
    on: date | None = None
    due: date | None = None
    range: Range | None = None
    note: str = ""
    SHORT = "person"


@dataclass(frozen=True)
class Promise:
    """
    A date somebody stands for.

    A *commitment* faces outside (P70-P90), a *target* is the team's own (P40-P70), a *delivery* is owed by the provider of a
    dependency to its consumer. `odds` are those of the day it was set and are never recomputed. A later promise of the same
    kind for the same subject replaces the earlier one, which stays on record.
    """

    id: str
    kind: str = choice("commitment", "target", "delivery")
    milestone: str = ref("milestone")
    dependency: str = ref("dependency")
    due: date | None = None
    state: str = choice("agreed", "proposed", "replaced", "kept", "missed", "withdrawn")
    set_by: str = ref("person")
    set_on: date | None = None
    doers: tuple[Answer, ...] = ()
    odds: float | None = None
    fixed_outside: str = ""
    closed_on: date | None = None


@dataclass(frozen=True)
class Judgement:
    """A person's own colour for a milestone, beside the computed one, with its reason and until when it stands."""

    id: str
    milestone: str = ref("milestone")
    status: str = choice("on-track", "at-risk", "off-track")
    reason: str = ""
    by: str = ref("person")
    on: date | None = None
    until: date | None = None
