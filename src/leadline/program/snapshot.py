"""One program as it stands: every noun, frozen, with nothing computed and nothing private in it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date
from functools import cached_property
from typing import Any, get_args, get_type_hints

from leadline.program.changes import Change, Objection, Pledge
from leadline.program.communication import Ask, Letter
from leadline.program.decisions import Decision
from leadline.program.estimation import Estimation
from leadline.program.fields import ref
from leadline.program.goals import Goal
from leadline.program.people import Allocation, Calendar, Person, Stakeholder, Team
from leadline.program.promises import Judgement, Promise
from leadline.program.requirements import Requirement
from leadline.program.revisions import Revision
from leadline.program.risks import Risk, Roadblock
from leadline.program.targets import Target
from leadline.program.technical import Component, Release
from leadline.program.work import Dependency, Milestone, Project, Reference, WorkItem

Noun = Any
"""One of the classes in `NOUNS`; each has an `id`."""


@dataclass(frozen=True)
class ElsewherePromise:
    """
    A commitment of another program: its odds there, and in which futures it holds.

    `holds` is base64 of one bit a future, in the order of the futures, so that programs simulated with one seed can be
    counted together; empty where the other program has not been simulated.
    """

    milestone: str
    name: str = ""
    due: date | None = None
    odds: float | None = None
    holds: str = ""


@dataclass(frozen=True)
class Elsewhere:
    """What this program must know of another one: the time it claims of shared people, and its commitments."""

    program: str
    name: str = ""
    allocations: tuple[Allocation, ...] = ()
    driving: tuple[str, ...] = ()
    promises: tuple[ElsewherePromise, ...] = ()


@dataclass(frozen=True)
class Snapshot:
    """
    A program on a day. The head says what it is; the tuples hold its nouns, each sorted by id.

    `spent_cents` is money already gone; `burn_cents` is what a calendar day costs whoever works on what. `switching_share` is
    the share of their time that somebody loses for each project beyond the first among which their open work is divided.
    """

    id: str
    as_of: date
    name: str = ""
    purpose: str = ""
    sponsor: str = ref("person")
    tpm: str = ref("person")
    calendar: str = ref("calendar")
    currency: str = "EUR"
    budget_cents: int | None = None
    spent_cents: int = 0
    burn_cents: int = 0
    switching_share: float = 0.0
    started_on: date | None = None
    connected_on: date | None = None
    calendars: tuple[Calendar, ...] = ()
    teams: tuple[Team, ...] = ()
    people: tuple[Person, ...] = ()
    allocations: tuple[Allocation, ...] = ()
    goals: tuple[Goal, ...] = ()
    projects: tuple[Project, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    work: tuple[WorkItem, ...] = ()
    dependencies: tuple[Dependency, ...] = ()
    references: tuple[Reference, ...] = ()
    promises: tuple[Promise, ...] = ()
    judgements: tuple[Judgement, ...] = ()
    targets: tuple[Target, ...] = ()
    revisions: tuple[Revision, ...] = ()
    components: tuple[Component, ...] = ()
    releases: tuple[Release, ...] = ()
    risks: tuple[Risk, ...] = ()
    roadblocks: tuple[Roadblock, ...] = ()
    requirements: tuple[Requirement, ...] = ()
    decisions: tuple[Decision, ...] = ()
    changes: tuple[Change, ...] = ()
    pledges: tuple[Pledge, ...] = ()
    objections: tuple[Objection, ...] = ()
    stakeholders: tuple[Stakeholder, ...] = ()
    letters: tuple[Letter, ...] = ()
    asks: tuple[Ask, ...] = ()
    estimations: tuple[Estimation, ...] = ()
    elsewhere: tuple[Elsewhere, ...] = ()

    def of(self, noun: str) -> tuple[Noun, ...]:
        """All values of a noun, e.g. `snapshot.of("milestone")`. Raises `KeyError` for an unknown noun."""
        return tuple(getattr(self, PLACES[noun]))

    def find(self, noun: str, id: str) -> Noun | None:
        """The noun with that id, or None. `noun` may name alternatives: `"work|milestone"`."""
        return next((found for name in noun.split("|") if (found := self._ids_of(name).get(id)) is not None), None)

    def _ids_of(self, noun: str) -> Mapping[str, Noun]:
        """A noun's values by id, made when first asked for; of two with one id the first is meant."""
        if noun not in self._by_id:
            self._by_id[noun] = {one.id: one for one in reversed(self.of(noun))}
        return self._by_id[noun]

    @cached_property
    def _by_id(self) -> dict[str, Mapping[str, Noun]]:
        return {}

    def everything(self) -> Iterator[tuple[str, Noun]]:
        """Every noun with its name, in the order of the document."""
        return ((noun, one) for noun in NOUNS for one in self.of(noun))


def _nouns() -> Iterator[tuple[str, type, str]]:
    hints = get_type_hints(Snapshot)
    for one in fields(Snapshot):
        parts = get_args(hints[one.name])
        if len(parts) == 2 and parts[1] is Ellipsis and any(own.name == "id" for own in fields(parts[0])):
            yield _singular(parts[0]), parts[0], one.name


def _singular(noun: type) -> str:
    return "work" if noun is WorkItem else noun.__name__.lower()


NOUNS: Mapping[str, type] = {noun: kind for noun, kind, _ in _nouns()}
"""Every noun by its name in edits, on the command line and in addresses: `milestone`, `work`, `promise` …"""

PLACES: Mapping[str, str] = {noun: place for noun, _, place in _nouns()}
"""The snapshot's field that holds a noun: `milestone` is in `milestones`."""

HEAD: tuple[str, ...] = tuple(
    one.name for one in fields(Snapshot) if one.name not in {*PLACES.values(), "elsewhere", "id", "as_of"}
)
"""The fields of the program itself that an edit of the noun `program` may change."""


def label(noun: str, value: Noun) -> str:
    """What people call it: its name, question, text or event; a relation says its ends; else the id."""
    for field in ("name", "question", "text", "event", "subject"):
        if text := getattr(value, field, ""):
            return str(text)
    if noun == "dependency":
        return f"{value.after} waits for {value.before}"
    if noun == "promise":
        return f"{value.kind} for {value.milestone or value.dependency}"
    return str(value.id)
