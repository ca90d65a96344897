"""The arrays that are played, of the things chosen, the edges between them and those who can do them."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from leadline.engine.calendars import ticks
from leadline.engine.dispatch.arrays import (
    CALENDAR,
    EDGE,
    LEADS,
    NODE,
    PEOPLE,
    PERSON,
    PLACE,
    POOL,
    SEVERAL,
    SHARED,
    SPAN,
    STARTS,
    TABLE,
    Plan,
)
from leadline.engine.drafts import Draft
from leadline.engine.order import FF, FS, SF, SS, Edge
from leadline.engine.staffing import Roster, Staff
from leadline.program.work import WorkItem

_Who = tuple[tuple[int, ...], tuple[int, ...], tuple[float, ...], tuple[float, ...]]
"""Places in `Crew.people`, and of each their timetable and the days between which they can begin."""


def plan_of(chosen: Sequence[Draft], edges: Sequence[Edge], roster: Roster, resources: Sequence[int]) -> Plan:
    """The arrays of the nodes chosen, of the edges between them, and of those who can do them."""
    nodes = len(chosen)
    befores, afters = [one.before for one in edges], [one.after for one in edges]
    links = np.zeros(nodes, dtype=np.int32)
    for one in edges:
        links[one.before] |= STARTS * (one.kind in (SS, SF)) | LEADS * (one.lag < 0)
    starts = _small([one.after for one in edges if one.kind in (FS, SS)])
    finishes = _small([one.after for one in edges if one.kind in (FF, SF)])
    pools, of_node = _pools([draft.staff for draft in chosen])
    hands = np.array([draft.staff.hands for draft in chosen], dtype=np.int64)
    several = np.where(hands > 1, hands, 0)
    links |= SEVERAL * (hands > 1).astype(np.int32)
    leads = [draft.staff.lead for draft in chosen]
    number = {n: place for place, n in enumerate(resources)}
    whole = {roster.crew.people[n].id: number[n] for n in reversed(resources)}
    holders = [number[n] for people, *_ in pools for n in people]
    rows = [row for _, rows, *_ in pools for row in rows]
    since = [ticks(day) for _, _, days, _ in pools for day in days]
    until = [ticks(day) for *_, days in pools for day in days]
    place_pool = [pool for (people, *_), pool in pools.items() for _ in people]
    crowded = np.bincount(of_node, weights=several, minlength=len(pools)) > 0
    table = roster.crew.book.timetables()
    rates = {one.id: one.day_rate_cents or 0 for one in roster.crew.people}
    range_of = _ranges(_small(place_pool), len(pools))
    sizes = range_of["last"] - range_of["first"]
    words = np.cumsum((sizes + 63) // 64) - (sizes + 63) // 64
    nth = np.arange(len(holders)) - range_of["first"][_small(place_pool)]
    bit = (np.uint64(1) << (nth % 64).astype(np.uint64)).astype(np.int64)
    first_edge = np.searchsorted(_small(befores), np.arange(nodes + 1))
    return Plan(
        _records(
            NODE,
            nodes,
            kind=[draft.kind for draft in chosen],
            calendar=[draft.staff.calendar for draft in chosen],
            first_edge=first_edge[:-1],
            last_edge=first_edge[1:],
            links=links,
            pool=of_node,
            start_needs=np.bincount(starts, minlength=nodes),
            finish_needs=np.bincount(finishes, minlength=nodes),
            finish_floor=[_ticks(draft.finish_floor) for draft in chosen],
            rate=[_outside_rate(draft, rates) for draft in chosen],
        ),
        _records(
            SHARED,
            nodes,
            hands=hands,
            crew=np.cumsum(several) - several,
            lead=[whole[roster.crew.people[lead].id] if lead >= 0 else -1 for lead in leads],
        ),
        _records(EDGE, len(edges), after=afters, kind=[e.kind for e in edges], lag=[_ticks(e.lag) for e in edges]),
        _records(POOL, len(pools), room=_firsts(_small(of_node), len(pools)), words=words, several=crowded, **range_of),
        _records(
            PLACE,
            len(holders),
            person=holders,
            pool=place_pool,
            row=rows,
            word=words[_small(place_pool)] + nth // 64,
            bit=bit,
        ),
        _records(SPAN, len(holders), since=since, until=until),
        _records(
            PERSON,
            len(resources),
            row=[roster.crew.timetable[n] for n in resources],
            rate=[roster.crew.people[n].day_rate_cents or 0 for n in resources],
            whole=[whole[roster.crew.people[n].id] for n in resources],
            **_ranges(_small(holders), len(resources)),
        ),
        _small(np.argsort(holders, kind="stable")),
        _records(TABLE, len(table.pace), pace=table.pace),
        table.worked,
        table.opens,
        table.reached,
    )


def _pools(staffs: Sequence[Staff]) -> tuple[dict[_Who, int], list[int]]:
    """The different groups of people with their numbers, and the number of each node's."""
    pools: dict[_Who, int] = {}
    # Most nodes share a staff object with others: comparing what is in it takes ten times as long.
    known: dict[int, int] = {}
    of_node = []
    for one in staffs:
        number = known.get(id(one))
        if number is None:
            number = known[id(one)] = pools.setdefault((one.people, one.rows, one.since, one.until), len(pools))
        of_node.append(number)
    return pools, of_node


def _ticks(days: float) -> int:
    """The same as `ticks`, which is called from Python: slow for the noughts that most of these are."""
    return int(ticks(days)) if days else 0


def _outside_rate(draft: Draft, rates: Mapping[str, int]) -> int:
    """What a day of a node costs where no resource of ours does it: the rate of whom it is assigned to."""
    if isinstance(draft.thing, WorkItem) and draft.kind in (PEOPLE, CALENDAR):
        return rates.get(draft.thing.assignee, 0)
    return 0


def _records(dtype: np.dtype[np.void], count: int, **columns: object) -> NDArray[np.void]:
    """An array of records, zero where no column is given."""
    found = np.zeros(count, dtype)
    for name, values in columns.items():
        found[name] = values
    return found


def _firsts(group: NDArray[np.int32], groups: int) -> NDArray[np.int64]:
    """Where each group begins among members that are sorted by group."""
    return np.cumsum(np.bincount(group, minlength=groups)) - np.bincount(group, minlength=groups)


def _ranges(group: NDArray[np.int32], groups: int) -> dict[str, NDArray[np.int64]]:
    first = _firsts(group, groups)
    return {"first": first, "last": first + np.bincount(group, minlength=groups)}


def _small(values: object) -> NDArray[np.int32]:
    return np.ascontiguousarray(values, dtype=np.int32)
