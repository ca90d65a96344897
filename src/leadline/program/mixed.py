"""
A program between two days: some of what changed has happened already, the rest has not.

What can change is divided into causes, such that everything in a snapshot belongs to exactly one. With none of them taken the
mixture is the earlier snapshot, with all of them the later one.
"""

from collections.abc import Mapping, Set
from dataclasses import fields, replace
from typing import Any

from leadline.program.snapshot import HEAD, NOUNS, PLACES, Noun, Snapshot
from leadline.program.work import Milestone, WorkItem

CAUSES = ("progress", "scope", "estimates", "people", "order", "trouble", "rest")
"""
Progress: the days that went by and what was done in them. Scope: what is to be done at all. Estimates: how much it is. People:
who is there, when, and who does what. Order: what waits for what, and for which day. Trouble: risks, roadblocks, open decisions.
"""

NOUN_CAUSE: Mapping[str, str] = {
    "calendar": "people", "team": "people", "person": "people", "allocation": "people", "project": "scope",
    "revision": "progress", "dependency": "order", "risk": "trouble", "roadblock": "trouble", "decision": "trouble",
}  # fmt: skip
"""Nouns that change as a whole; milestones and work change field by field, all others belong to the rest."""

FIELD_CAUSE: Mapping[type, Mapping[str, str]] = {
    WorkItem: {
        **dict.fromkeys(("state", "started_on", "done_on", "spent_days"), "progress"),
        **dict.fromkeys(("project", "milestone"), "scope"),
        **dict.fromkeys(("estimate", "hands"), "estimates"),
        **dict.fromkeys(("assignee", "team", "skill", "skill_level", "planned_for"), "people"),
        **dict.fromkeys(
            ("not_before", "release_class", "release_on", "supplier", "planned_from", "planned_to"), "order"
        ),
    },
    Milestone: {"done_on": "progress", "project": "scope", "without_odds": "scope", "release": "order"},
}

HEAD_CAUSE: Mapping[str, str] = {"as_of": "progress", "calendar": "people", "switching_share": "people"}


def mixed(before: Snapshot, now: Snapshot, taken: Set[str]) -> Snapshot:
    """The earlier snapshot with what belongs to the `taken` causes as it is in the later one."""
    head: dict[str, Any] = {
        name: getattr(now if HEAD_CAUSE.get(name, "rest") in taken else before, name) for name in (*HEAD, "as_of")
    }
    parts: dict[str, Any] = {PLACES[noun]: _part(noun, before.of(noun), now.of(noun), taken) for noun in NOUNS}
    # What other programs claim stays as it was: it moves no forecast.
    return replace(before, **head, **parts)


def cause_of(noun: str, name: str, was: object, becomes: object) -> str:
    """To which cause a changed field of a noun belongs; "" for a noun that came or went as a whole."""
    if not name and NOUNS[noun] in FIELD_CAUSE:
        return "scope"
    # What is dropped or taken up again is no progress: it is not to be done any more, or is again.
    if noun == "work" and name == "state" and "dropped" in (was, becomes):
        return "scope"
    by_field = FIELD_CAUSE.get(NOUNS[noun])
    return by_field.get(name, "rest") if by_field else NOUN_CAUSE.get(noun, "rest")


def _part(noun: str, before: tuple[Noun, ...], now: tuple[Noun, ...], taken: Set[str]) -> tuple[Noun, ...]:
    if before == now or NOUNS[noun] not in FIELD_CAUSE:
        return now if NOUN_CAUSE.get(noun, "rest") in taken else before
    was, becomes = ({one.id: one for one in side} for side in (before, now))
    there = becomes if "scope" in taken else was
    return tuple(_blend(noun, was.get(id), becomes.get(id), taken) for id in there)


def _blend(noun: str, was: Any, becomes: Any, taken: Set[str]) -> Noun:
    """One noun between two days; what is there on one of them only is as it is then."""
    if was is None or becomes is None or was == becomes:
        return was if becomes is None else becomes
    changed = {
        one.name: new
        for one in fields(was)
        if (old := getattr(was, one.name)) != (new := getattr(becomes, one.name))
        and cause_of(noun, one.name, old, new) in taken
    }
    return replace(was, **changed)
