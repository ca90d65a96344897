"""New ways of working: what changes for whom, what groups promised about it, and what people object to."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from leadline.program.fields import ref, refs


@dataclass(frozen=True)
class Change:
    """A change of process, tool or structure, with the plan that lets people follow it."""

    id: str
    name: str = ""
    reason: str = ""
    sponsor: str = ref("person")
    teams: tuple[str, ...] = refs("team")
    stays: str = ""
    training: str = ""
    feedback: str = ""
    starts_on: date | None = None
    trial_until: date | None = None
    raised_on: date | None = None
    ended_on: date | None = None


@dataclass(frozen=True)
class Pledge:
    """Something a team as a group said it would do, for a change or for anything else; `moved` counts new dates given."""

    id: str
    text: str = ""
    team: str = ref("team")
    change: str = ref("change")
    due: date | None = None
    moved: int = 0
    done_on: date | None = None


@dataclass(frozen=True)
class Objection:
    """
    A substantive objection, filed by its author. `claims` are the edits that would be true if the author is right
    (document form), so that it can be run through the simulation before anyone argues.
    """

    id: str
    text: str = ""
    subject: str = ref("change|decision|promise|milestone|project|work")
    filed_by: str = ref("person")
    filed_on: date | None = None
    owed_by: str = ref("person")
    claims: tuple[Mapping[str, Any], ...] = field(default=(), hash=False)
    answer: str = ""
    answered_by: str = ref("person")
    answered_on: date | None = None
