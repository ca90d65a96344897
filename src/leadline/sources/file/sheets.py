"""A program as tables that people open: its items first, then a table for each other kind of thing it has."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from leadline.program.commitments import commitment
from leadline.program.outlook import Outlook
from leadline.program.plain import write_field, write_noun
from leadline.program.ranges import Range, spelled
from leadline.program.snapshot import NOUNS, PLACES, Snapshot
from leadline.program.work import Dependency, WorkItem

SheetCell = str | int | float | bool | date | None
"""What a cell holds: a text is a text, whatever it begins with; None is an empty cell."""

ITEMS, MILESTONES = "Items", "Milestones"
ITEM_COLUMNS = (
    "Key", "Task", "State", "Type", "Project", "Milestone", "Assignee", "Team", "Skill", "Skill level", "Estimate",
    "Estimate in days", "Spent days", "People at once", "Priority", "Not before", "Planned finish", "Plan starts",
    "Plan ends", "Plan done by", "Created", "Started", "Done", "Waits for", "Cost", "Supplier", "Technology",
    "Release class", "Release day", "Acceptance criteria", "Link", "Project key", "Milestone key", "Assignee key",
    "Team key",
)  # fmt: skip
"""The columns of the items, as `mappings/leadline_items.yaml` reads them back."""

MILESTONE_COLUMNS = (
    "Key", "Milestone", "Project", "Owner", "Committed for", "Odds of it", "Target", "Even odds by", "Likely by (80 %)",
    "Why no forecast", "Planned", "Reached", "Release", "Cost of delay a day", "Acceptance criteria",
)  # fmt: skip
SEPARATOR = "; "


@dataclass(frozen=True)
class Sheet:
    """A table with the names of its columns."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[SheetCell, ...], ...]


def sheets(snapshot: Snapshot, outlook: Outlook | None = None) -> tuple[Sheet, ...]:
    """
    Every table of a program that has rows; the items always.

    Args:
        snapshot: the program.
        outlook: what the last round foresaw, for the milestones; None leaves their forecast empty.
    """
    others = [_plain(noun, snapshot) for noun in NOUNS if noun not in ("work", "milestone") and snapshot.of(noun)]
    reached = [_milestones(snapshot, outlook)] if snapshot.milestones else []
    return (items(snapshot), *reached, *others)


def items(snapshot: Snapshot) -> Sheet:
    """The work items, a row each: the table that comes back through the mapping `leadline_items`."""
    called = {noun: _names(snapshot.of(noun)) for noun in ("project", "milestone", "person", "team")}
    waits: dict[str, list[str]] = {}
    for one in snapshot.dependencies:
        waits.setdefault(one.after, []).append(_link(one))
    rows = (_item(one, called, waits.get(one.id, ())) for one in snapshot.work)
    return Sheet(ITEMS, ITEM_COLUMNS, tuple(rows))


def _item(one: WorkItem, called: Mapping[str, Mapping[str, str]], waits: Iterable[str]) -> tuple[SheetCell, ...]:
    people = called["person"]
    return (
        one.id, one.name, one.state, one.kind, called["project"].get(one.project), called["milestone"].get(one.milestone),
        people.get(one.assignee), called["team"].get(one.team), one.skill, one.skill_level,
        str(one.estimate) if one.estimate else None, round(one.estimate.middle, 2) if one.estimate else None,
        one.spent_days, one.hands, one.priority, one.not_before, one.baseline_on, one.planned_from, one.planned_to,
        SEPARATOR.join(one.planned_for), one.created_on, one.started_on, one.done_on, SEPARATOR.join(waits),
        one.cost_cents / 100 if one.cost_cents else None, one.supplier, one.technology, one.release_class,
        one.release_on, one.acceptance, one.link, one.project, one.milestone, one.assignee, one.team,
    )  # fmt: skip


def _names(nouns: Iterable[Any]) -> dict[str, str]:
    return {one.id: one.name or one.id for one in nouns}


def _link(one: Dependency) -> str:
    """What planning tools write of a predecessor: `PAY-1FS+3d`."""
    sign = "+" if one.lag_days > 0 else "-"
    return f"{one.before}{one.kind}{f'{sign}{spelled(abs(one.lag_days))}d' if one.lag_days else ''}"


def _milestones(snapshot: Snapshot, outlook: Outlook | None) -> Sheet:
    projects, people = _names(snapshot.projects), _names(snapshot.people)
    foreseen = outlook.milestones if outlook else {}
    rows = []
    for one in snapshot.milestones:
        committed, target = (commitment(snapshot, one.id, kind) for kind in ("commitment", "target"))
        ahead = None if one.done_on else foreseen.get(one.id)
        due = committed.due if committed else None
        odds = ahead.odds_of(due) if ahead and due else None
        money = None if one.cost_of_delay_cents is None else one.cost_of_delay_cents / 100
        rows.append((
            one.id, one.name or one.id, projects.get(one.project), people.get(one.owner), due, odds,
            target.due if target else None, ahead.date_at(0.5) if ahead else None, ahead.date_at(0.8) if ahead else None,
            (ahead.blind if ahead else "") or one.without_odds, one.baseline_on, one.done_on, one.release, money,
            one.acceptance,
        ))  # fmt: skip
    return Sheet(MILESTONES, MILESTONE_COLUMNS, tuple(rows))


def _plain(noun: str, snapshot: Snapshot) -> Sheet:
    """A noun as it stands in the document: a column for each field that any of them has."""
    nouns, place = snapshot.of(noun), PLACES[noun]
    kind = NOUNS[noun]
    filled = {name for one in nouns for name in write_noun(one)}
    names = [one.name for one in fields(kind) if one.name in filled]
    rows = tuple(tuple(_cell(kind, name, getattr(one, name)) for name in names) for one in nouns)
    return Sheet(place.capitalize(), tuple(name.replace("_", " ").capitalize() for name in names), rows)


def _cell(kind: type, name: str, value: Any) -> SheetCell:
    if value is None or isinstance(value, bool | date | int | float | str):
        return value
    if isinstance(value, Range):
        return str(value)
    return SEPARATOR.join(_words(write_field(kind, name, value if isinstance(value, tuple) else (value,))))


def _words(parts: Iterable[Any]) -> Iterator[str]:
    """Parts of a noun in a cell: `python`, or `name: sql, level: 3`."""
    for part in parts:
        if isinstance(part, Mapping):
            yield ", ".join(f"{name}: {' '.join(_words([own]))}" for name, own in part.items())
        elif isinstance(part, list):
            yield " ".join(_words(part))
        else:
            yield str(part)


def left_out(snapshot: Snapshot) -> tuple[str, ...]:
    """What the table of items alone has no place for, as sentences with counts."""
    other = [
        f"{len(snapshot.of(noun)):,} {PLACES[noun]}" for noun in NOUNS if snapshot.of(noun) and noun not in _IN_ITEMS
    ]
    told = [f"Only the work items are in it, not: {', '.join(other)}."] if other else []
    known = {one.id for one in snapshot.work}
    limits = sum(one.at_most_days is not None for one in snapshot.dependencies)
    ends = sum(one.after not in known for one in snapshot.dependencies)
    told += [f"{limits:,} waits have an upper limit, which it does not hold."] if limits else []
    told += [f"{ends:,} dependencies of milestones are not in it."] if ends else []
    return tuple(told)


_IN_ITEMS = frozenset({"work", "project", "milestone", "person", "team", "dependency"})
