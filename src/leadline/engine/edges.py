"""What waits for what among open things; what is done or has started becomes days to wait for."""

from collections.abc import Mapping, Sequence

import numpy as np

from leadline.engine.calendars import day_of, evening_of
from leadline.engine.dispatch.arrays import MILESTONE
from leadline.engine.drafts import Draft
from leadline.engine.order import FF, FS, KINDS, SF, SS, Edge
from leadline.program.ranges import MOST_DAYS
from leadline.program.snapshot import Snapshot
from leadline.program.work import Dependency, Milestone, WorkItem


def edges_between(snapshot: Snapshot, place: Mapping[str, int], drafts: Sequence[Draft]) -> list[Edge]:
    """Edges between open nodes; what is done or has started becomes days to wait for."""
    edges = []
    for item in snapshot.work:
        if item.id in place and item.milestone in place:
            edges.append(Edge(place[item.id], place[item.milestone], FS, 0.0))
    facts: dict[str, WorkItem | Milestone] = {one.id: one for one in snapshot.work}
    facts |= {one.id: one for one in snapshot.milestones}
    for dependency in snapshot.dependencies:
        before, after = facts.get(dependency.before), facts.get(dependency.after)
        if before is None or after is None or after.id not in place or before.id == after.id:
            continue
        kind = KINDS[dependency.kind]
        begun = begun_at(before, snapshot) if kind in (SS, SF) else ended_at(before, snapshot)
        if begun is not None:
            _bound(drafts[place[after.id]], kind, begun + _lag(dependency))
        elif before.id in place:
            edges.append(Edge(place[before.id], place[after.id], _kind_into(kind, after), _lag(dependency)))
    return edges


def _lag(dependency: Dependency) -> float:
    """Its lag, as far as anything is foreseen."""
    return min(max(dependency.lag_days, -MOST_DAYS), MOST_DAYS)


def _kind_into(kind: int, after: WorkItem | Milestone) -> int:
    """A milestone has no length: what must come before its finish must come before its start."""
    return {FF: FS, SF: SS}.get(kind, kind) if isinstance(after, Milestone) else kind


def begun_at(before: WorkItem | Milestone, snapshot: Snapshot) -> float | None:
    """When it began, in days from `as_of`; None while it has not."""
    if isinstance(before, WorkItem) and before.started_on and before.state in ("doing", "done"):
        return day_of(before.started_on, snapshot.as_of)
    return ended_at(before, snapshot)


def ended_at(before: WorkItem | Milestone, snapshot: Snapshot) -> float | None:
    """The evening it was done; None while it is open. What was dropped holds nothing up."""
    if isinstance(before, WorkItem) and before.state == "dropped":
        return -np.inf
    if before.done_on:
        return min(evening_of(before.done_on, snapshot.as_of), 0.0)
    return 0.0 if isinstance(before, WorkItem) and before.state == "done" else None


def _bound(draft: Draft, kind: int, time: float) -> None:
    if kind in (FS, SS) or draft.kind == MILESTONE:
        draft.earliest = max(draft.earliest, time)
    else:
        draft.finish_floor = max(draft.finish_floor, time)
