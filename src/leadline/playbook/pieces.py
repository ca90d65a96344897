"""New pieces of work and links, as edits: what a solution adds has the place of the work it belongs to."""

from collections.abc import Iterator
from typing import Any

from leadline.playbook.plan import fresh_id
from leadline.program.edits import Add
from leadline.program.plain import read_noun, write_noun
from leadline.program.snapshot import Snapshot
from leadline.program.work import WorkItem

PLACE = ("project", "milestone", "kind", "team")


def is_there(snapshot: Snapshot, item: WorkItem, suffix: str) -> bool:
    """True when this solution has been taken for an item before: what it would add is in the plan."""
    return snapshot.find("work", f"{item.id}-{suffix}") is not None


def piece_id(snapshot: Snapshot, item: WorkItem, suffix: str) -> str:
    """The id of a new piece of an item, such as `RAIL-17-spike`."""
    return fresh_id(snapshot, "work|milestone", f"{item.id}-{suffix}")


def piece(snapshot: Snapshot, item: WorkItem, suffix: str, name: str, estimate: str, **fields: Any) -> Add:
    """A new work item in the place of another one: its project, milestone, kind and team unless others are given."""
    new = {"id": piece_id(snapshot, item, suffix), "name": name, "estimate": estimate}
    kept = {field: own for field in PLACE if (own := getattr(item, field))}
    return _add("work", {**new, **kept, **fields})


def link(snapshot: Snapshot, before: str, after: str, kind: str = "FS", lag_days: float = 0.0) -> Add:
    """A new dependency between two things."""
    id = fresh_id(snapshot, "dependency", f"{before}-{after}")
    return _add("dependency", {"id": id, "before": before, "after": after, "kind": kind, "lag_days": lag_days})


def links_like(snapshot: Snapshot, item: WorkItem, piece: str, suffix: str) -> Iterator[Add]:
    """The dependencies of an item once more, for a piece that stands beside it."""
    for one in snapshot.dependencies:
        if item.id in (one.before, one.after):
            ends = {
                "before": piece if one.before == item.id else one.before,
                "after": piece if one.after == item.id else one.after,
            }
            id = fresh_id(snapshot, "dependency", f"{one.id}-{suffix}")
            yield _add("dependency", {"id": id, **ends, "kind": one.kind, "lag_days": one.lag_days})


def _add(noun: str, plain: dict[str, Any]) -> Add:
    """Without what is left at its default, as documents are written: an edit is read by people before they accept it."""
    return Add(noun, write_noun(read_noun(noun, plain)))
