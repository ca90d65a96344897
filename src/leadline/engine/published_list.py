"""The published list: whose turn it is when somebody gets free."""

from collections.abc import Sequence

import numpy as np

from leadline.engine.calendars import day_of, evening_of
from leadline.engine.drafts import Draft
from leadline.engine.order import Edge, between, latest_finishes, sorted_nodes
from leadline.engine.rows import Delivery, Effort, Train
from leadline.engine.staffing import Roster
from leadline.program.commitments import commitments
from leadline.program.snapshot import Snapshot
from leadline.program.work import Milestone, WorkItem


def listed(
    snapshot: Snapshot, alive: list[int], drafts: Sequence[Draft], edges: Sequence[Edge], roster: Roster
) -> list[int]:
    """
    The published list: work in progress, then higher priority, then what has to finish earliest to keep the promises;
    then what costs most when it is late; then by id. Where a plan is published, the day it plans comes before those: work
    that is not in it stands where it has to begin at the latest.
    """
    at = {n: place for place, n in enumerate(alive)}
    own = between(edges, at)
    promises = commitments(snapshot)
    due = np.full(len(alive), np.nan)
    cost = np.zeros(len(alive))
    goals = {one.id: one.cost_of_delay_cents for one in snapshot.goals}
    for n, place in at.items():
        thing = drafts[n].thing
        if isinstance(thing, Milestone):
            cost[place] = thing.cost_of_delay_cents or goals.get(thing.goal) or 0
            if (promise := promises.get(thing.id)) and promise.due:
                due[place] = evening_of(promise.due, snapshot.as_of)
    nodes = sorted_nodes(len(alive), own)
    latest = latest_finishes(nodes, own, np.array([_middling(drafts[n], roster) for n in alive]), due)
    into = [[] for _ in alive]  # type: list[list[int]]
    for edge in own:
        into[edge.after].append(edge.before)
    for node in reversed(nodes):
        for before in into[node]:
            cost[before] = max(cost[before], cost[node])

    published = any(one.planned_from for one in snapshot.work if one.state in ("todo", "doing"))

    def key(n: int) -> tuple[bool, int, float, float, float, str]:
        thing, end = drafts[n].thing, round(float(latest[at[n]]), 6)
        doing, priority = (thing.state == "doing", thing.priority) if isinstance(thing, WorkItem) else (False, 0)
        begin = round(end - _middling(drafts[n], roster), 6) if published else 0.0
        if isinstance(thing, WorkItem) and thing.planned_from:
            begin = day_of(thing.planned_from, snapshot.as_of)
            end = evening_of(thing.planned_to or thing.planned_from, snapshot.as_of)
        return (not doing, -priority, begin, end, -cost[at[n]], thing.id)

    return sorted(alive, key=key)


def _middling(draft: Draft, roster: Roster) -> float:
    """Calendar days a node takes in a middling future."""
    row = draft.length
    if isinstance(row, Effort):
        left = max(row.table[64] - row.spent, 0.0)
        return left / roster.crew.best_pace(draft.staff.people)
    if isinstance(row, Train):
        return max(row.first, 0.0)
    return max(row.promised, 0.0) if isinstance(row, Delivery) else 0.0
