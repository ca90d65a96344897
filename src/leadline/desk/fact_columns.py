"""What a plain list of each noun shows: what it is, and the two to four fields that tell most beside its name."""

from collections.abc import Mapping
from typing import Any

from leadline.charts.parts import Cell
from leadline.program.fields import field_of
from leadline.program.snapshot import NOUNS, Snapshot
from leadline.program.titles import ENDS, name_of
from leadline.record.describe import said
from leadline.record.field_words import term
from leadline.record.places import place_of

GROUPS: Mapping[str, tuple[str, ...]] = {
    "Strategy": ("goal", "risk"),
    "Direction": (
        "project",
        "milestone",
        "work",
        "dependency",
        "reference",
        "promise",
        "judgement",
        "target",
        "revision",
        "roadblock",
    ),
    "Technical side": ("component", "release"),
    "People": ("team", "person", "calendar", "allocation"),
    "Leadership": ("requirement", "decision", "change", "pledge", "objection"),
    "Communication": ("stakeholder", "ask", "estimation", "letter"),
}
"""Every noun under the part of the work it belongs to."""

WHAT: Mapping[str, str] = {
    "goal": "What the business wants, and how it will know.",
    "risk": "What may happen, why, and what it would do to the work.",
    "project": "A part of the program with its own goals and milestones.",
    "milestone": "A point that is reached or not.",
    "work": "What one person does, or somebody of a team.",
    "dependency": "One thing waits for another.",
    "reference": "One thing points to another. It never moves a date.",
    "promise": "A date somebody stands for.",
    "judgement": "A person's own word on a milestone, beside what is computed.",
    "target": "What aimed at which release, and whether it made it.",
    "revision": "What was changed of the work, and when: forecasts learn from it.",
    "roadblock": "What holds work up now.",
    "component": "A part of a repository, as its history shows it.",
    "release": "A version that was released.",
    "team": "People who work together.",
    "person": "Who does work, owns things or hears about them.",
    "calendar": "The days and hours people work.",
    "allocation": "From when to when a project has claimed somebody.",
    "requirement": "What is to be built, why, and how it is accepted.",
    "decision": "A question that somebody has to settle.",
    "change": "A new way of working, and for whom.",
    "pledge": "What a team as a group said it would do.",
    "objection": "What somebody holds against a plan, until it is answered.",
    "stakeholder": "Who must not be left in the dark.",
    "ask": "Who owes whom what by when.",
    "estimation": "How long a piece of work takes, asked of those who do it.",
    "letter": "What was told to whom.",
}
"""What a noun is, in a line."""

# Of people only what places them: no share of their time, no level and no stance, which a list would set side by side.
TELLING: Mapping[str, tuple[str, ...]] = {
    "goal": ("owner", "due", "cost_of_delay_cents"),
    "risk": ("owner", "probability", "state"),
    "project": ("owner", "team", "state"),
    "milestone": ("project", "owner", "done_on"),
    "work": ("milestone", "assignee", "estimate", "state"),
    "dependency": ("provider", "consumer", "needed_by"),
    "reference": ("source", "target"),
    "promise": ("due", "odds", "set_by", "state"),
    "judgement": ("by", "until", "status"),
    "target": ("release", "release_class", "team", "outcome"),
    "revision": ("changed_on", "was", "became"),
    "roadblock": ("unblocker", "since", "resolved_on"),
    "component": ("serves", "changes", "truck_factor", "touched_on"),
    "release": ("component", "released_on", "changes", "lead_days"),
    "team": ("calendar", "size"),
    "person": ("team", "skills", "outside"),
    "calendar": ("country", "region"),
    "allocation": ("first", "last"),
    "requirement": ("author", "verification", "changed_on"),
    "decision": ("approver", "needed_by", "decided_on"),
    "change": ("sponsor", "starts_on", "ended_on"),
    "pledge": ("team", "due", "done_on"),
    "objection": ("subject", "owed_by", "answered_on"),
    "stakeholder": ("altitude", "cadence_days"),
    "ask": ("owed_by", "asker", "due", "answered_on"),
    "estimation": ("team", "asked_on", "closed_on", "kept"),
    "letter": ("state", "drafted_on", "sent_on"),
}
"""The fields beside the name, in the order they are read."""

NOT_YET = frozenset({"done_on", "resolved_on", "decided_on", "answered_on", "ended_on", "sent_on", "closed_on"})
"""Days on which something was over: empty, it is not over yet."""


def cell(noun: str, value: Any, name: str, snapshot: Snapshot) -> Cell:
    """
    One field of a noun as a cell: a name that leads to its page, a date, a word; unknown is a word too.

    Args:
        noun: the noun's word.
        value: the noun itself.
        name: the field.
        snapshot: where the names of what it refers to are.
    """
    kind, own = NOUNS[noun], getattr(value, name)
    nouns = str(field_of(kind, name).metadata.get("ref", ""))
    if own in ("", None, ()):
        return Cell(_unsaid(name, nouns), kind="quiet")
    if nouns and isinstance(own, str):
        found = next((one for one in nouns.split("|") if snapshot.find(one, own)), "")
        return Cell(name_of(snapshot, nouns, own), place_of(found, own, snapshot.id) if found else "", kind="quiet")
    if name == "skills":
        return Cell(", ".join(dict.fromkeys(one.name for one in own)), kind="quiet")
    return Cell(said(kind, name, own, snapshot), kind="promised" if (noun, name) == ("promise", "due") else "quiet")


def heading(name: str) -> str:
    """What a column is called."""
    says = term(name)
    return says[:1].upper() + says[1:]


def needed(noun: str) -> frozenset[str]:
    """The nouns that a list of one reads: itself, what its columns name, and what the titles of those are made of."""
    shown = {one for name in TELLING[noun] for one in _ends(noun, name)}
    return frozenset({noun} | shown | {one for named in {noun, *shown} for one in _of_title(named)})


def _of_title(noun: str) -> set[str]:
    """What a noun without a name of its own is called by, down to what has one."""
    ends = {one for name in ENDS.get(noun, ()) for one in _ends(noun, name)}
    return ends | {one for end in ends for one in _of_title(end)}


def _ends(noun: str, name: str) -> list[str]:
    nouns = field_of(NOUNS[noun], name).metadata.get("ref", "")
    return nouns.split("|") if nouns else []


def _unsaid(name: str, nouns: str) -> str:
    if name in NOT_YET:
        return "not yet"
    if nouns:
        return "nobody" if nouns == "person" else "none"
    return "not said"
