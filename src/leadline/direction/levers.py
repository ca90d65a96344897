"""What could be tried on a milestone: edits built from the facts, each answered by a quote before anybody is asked."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from leadline.charts.parts import Field, Option
from leadline.direction.questions import Standing
from leadline.program.edits import Change, Edit, write_edit
from leadline.program.snapshot import label
from leadline.program.work import WorkItem

MOST_ITEMS = 3
MOST = 16


@dataclass(frozen=True)
class Lever:
    """
    One thing to try. Its fields go to `ask-quote`: whole edits, or one change whose value is typed or picked.

    `field` is the visible question, None where pressing the button is the whole answer.
    """

    id: str
    says: str
    hidden: tuple[tuple[str, str], ...]
    field: Field | None = None
    url: str = ""


def levers(now: Standing, milestone: str) -> tuple[Lever, ...]:
    """
    The levers of a milestone: the items that decide it most, with a value to be typed or picked. What can be said without
    asking for a value is a standard solution (`record.helping`).
    """
    return tuple(_all(now, milestone))[:MOST]


def _all(now: Standing, milestone: str) -> Iterator[Lever]:
    for item in _deciding(now, milestone)[:MOST_ITEMS]:
        yield from _of_item(now, milestone, item)


def _deciding(now: Standing, milestone: str) -> list[WorkItem]:
    """Open work of the milestone or among its drivers, what decides it most first."""
    foreseen = now.foreseen(milestone)
    decides = {one.subject: one.decides for one in foreseen.drivers} if foreseen else {}
    chosen = [
        one for one in now.snapshot.work
        if one.state in ("todo", "doing") and (one.milestone == milestone or f"work:{one.id}" in decides)
    ]  # fmt: skip
    return sorted(chosen, key=lambda one: (-decides.get(f"work:{one.id}", 0.0), one.id))


def _of_item(now: Standing, milestone: str, item: WorkItem) -> Iterator[Lever]:
    name = label("work", item)
    if options := _others_with_the_skill(now, item):
        field = _select(f"assign-{item.id}", "Who", options)
        yield _typed(now, milestone, "work", item.id, "assignee", f"Give “{name}” to somebody else", field)
    estimate = Field(
        f"estimate-{item.id}", "value", "Effort", required=True, hint="In working days, as in 3-8d.",
        placeholder=str(item.estimate) if item.estimate else "",
    )  # fmt: skip
    yield _typed(now, milestone, "work", item.id, "estimate", f"Change the estimate of “{name}”", estimate)
    if options := _later_milestones(now, milestone):
        field = _select(f"move-{item.id}", "To", options)
        yield _typed(now, milestone, "work", item.id, "milestone", f"Move “{name}” to a later milestone", field)
    drop = Change("work", item.id, {"state": "dropped"})
    yield _pressed(now, milestone, f"drop-{item.id}", f"Leave “{name}” out", [drop], now.url("work", item.id))


def _others_with_the_skill(now: Standing, item: WorkItem) -> list[Option]:
    """By name, never by how good or free they are."""
    able = [
        one for one in now.snapshot.people
        if one.id != item.assignee and not one.outside
        and (any(own.name == item.skill and own.level >= item.skill_level for own in one.skills) if item.skill
             else bool(one.team) and one.team == (item.team or _team_of(now, item)))
    ]  # fmt: skip
    return [Option(one.id, one.name or one.id) for one in sorted(able, key=lambda one: (one.name, one.id))]


def _team_of(now: Standing, item: WorkItem) -> str:
    assignee = now.snapshot.find("person", item.assignee)
    return assignee.team if assignee else ""


def _later_milestones(now: Standing, milestone: str) -> list[Option]:
    others = [one for one in now.snapshot.milestones if one.id != milestone and one.done_on is None]
    return [Option(one.id, one.name or one.id) for one in sorted(others, key=lambda one: (one.name, one.id))[:50]]


def _select(id: str, says: str, options: Sequence[Option]) -> Field:
    return Field(id, "value", says, kind="select", options=options, required=True)


def _typed(now: Standing, milestone: str, noun: str, id: str, field: str, says: str, asks: Field) -> Lever:
    hidden = (("subject", f"milestone:{milestone}"), ("noun", noun), ("id", id), ("field", field))
    return Lever(f"{field}-{id}", says, hidden, asks, now.url(noun, id))


def _pressed(now: Standing, milestone: str, id: str, says: str, edits: Sequence[Edit], url: str) -> Lever:
    plain = json.dumps([write_edit(one) for one in edits], sort_keys=True)
    return Lever(id, says, (("subject", f"milestone:{milestone}"), ("edits", plain)), url=url)
