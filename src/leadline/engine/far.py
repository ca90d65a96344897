"""What lies so far ahead that nothing is foreseen of it, and that no plan goes on to look for."""

from collections.abc import Mapping, Sequence
from datetime import date

from leadline.engine.calendars import day_of
from leadline.engine.drafts import Draft
from leadline.engine.order import Edge
from leadline.engine.rows import Delivery, Effort, Train
from leadline.program.ranges import MOST_DAYS
from leadline.program.work import WorkItem

MIDDLE = 64
"""The middle of a quantile table of 129 values."""


def far_off(drafts: Sequence[Draft], edges: Sequence[Edge], order: Sequence[int], as_of: date) -> frozenset[int]:
    """
    The drafts (their places) that nothing but dates, lags and a single effort puts `MOST_DAYS` away or further.

    Args:
        drafts: what is open.
        edges: between them.
        order: the drafts, each after what it waits for.
        as_of: today.

    Returns:
        Where it begins: what waits for one of these is not named again.
    """
    own = [_own(draft, as_of) for draft in drafts]
    # Nearly always: then the longest way cannot be long enough, and pricing compiles a program hundreds of times.
    if max(own, default=0.0) + sum(edge.lag for edge in edges if edge.lag > 0) < MOST_DAYS:
        return frozenset()
    before: dict[int, list[Edge]] = {}
    for edge in edges:
        before.setdefault(edge.after, []).append(edge)
    return frozenset(_beyond(own, before, order))


def _beyond(own: list[float], before: Mapping[int, Sequence[Edge]], order: Sequence[int]) -> set[int]:
    found: set[int] = set()
    for node in order:
        near = (edge for edge in before.get(node, ()) if edge.before not in found)
        own[node] = max([own[node], *(own[edge.before] + edge.lag for edge in near)])
        if own[node] >= MOST_DAYS:
            found.add(node)
    return found


def _own(draft: Draft, as_of: date) -> float:
    """Days from `as_of` before which it cannot be over, whatever it waits for; efforts as calendar days, so too few."""
    row, earliest = draft.length, max(draft.earliest, draft.finish_floor, 0.0)
    if isinstance(draft.thing, WorkItem) and draft.thing.not_before:
        earliest = max(earliest, day_of(draft.thing.not_before, as_of))
    if isinstance(row, Effort):
        left = row.table[MIDDLE] - row.spent
        return left if left >= MOST_DAYS else earliest
    if isinstance(row, Delivery | Train):
        return max(earliest, row.promised if isinstance(row, Delivery) else row.first)
    return earliest
