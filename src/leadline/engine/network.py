"""A program as flat arrays: what is open, what it waits for, who can do it, and what about it is uncertain."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from leadline.engine.blind import Causes, blindness
from leadline.engine.calendars import day_of, evening_of, ticks
from leadline.engine.calibrate import Calibration
from leadline.engine.dispatch.arrays import (
    ARRIVAL,
    CALENDAR,
    EDGE,
    LEADS,
    MILESTONE,
    NODE,
    PEOPLE,
    PERSON,
    PLACE,
    POOL,
    STARTS,
    TABLE,
    Plan,
)
from leadline.engine.draws import constant, lognormal
from leadline.engine.order import FF, FS, KINDS, SF, SS, Edge, latest_finishes, sorted_nodes
from leadline.engine.priors import shipped
from leadline.engine.rows import Delivery, Effort, Fixed, Row, Train
from leadline.engine.staffing import Roster, Staff
from leadline.engine.waits import delays, waits
from leadline.program.commitments import commitments, delivery
from leadline.program.snapshot import Snapshot
from leadline.program.work import Milestone, WorkItem

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Network:
    """
    What can be simulated of a program. Nodes are in the order of the published list: number 0 goes first.

    `lengths` is the row that says how long each node takes (working days; for arrivals the day; None for milestones).
    `waits`, `delays` name the uncertain rows that hold a node up or come after it, with their subjects. `blind` has the
    sentence for each open milestone that cannot be foreseen, `unstaffed` for each work item that nobody can do.
    """

    snapshot: Snapshot
    book: "RowBook"
    roster: Roster
    ids: tuple[str, ...]
    place: Mapping[str, int]
    lengths: tuple[Row | None, ...]
    edges: tuple[Edge, ...]
    people: tuple[str, ...]
    plan: Plan
    waits: tuple[tuple[tuple[str, Row], ...], ...]
    delays: tuple[tuple[tuple[str, Row], ...], ...]
    blind: Mapping[str, str]
    unstaffed: Mapping[str, str]

    @property
    def calibration(self) -> Calibration:
        """How estimates were read."""
        return self.book.calibration

    @property
    def kinds(self) -> NDArray[np.int32]:
        """What each node is."""
        return np.asarray(self.plan.nodes["kind"])

    @property
    def milestones(self) -> dict[str, int]:
        """The open milestones that can be foreseen, with their nodes."""
        return {self.ids[node]: node for node in range(len(self.ids)) if self.kinds[node] == MILESTONE}


@dataclass
class _Draft:
    """A node before it has its place in the list."""

    thing: WorkItem | Milestone
    kind: int = MILESTONE
    length: Row | None = None
    staff: Staff = field(default_factory=Staff)
    earliest: float = 0.0
    finish_floor: float = 0.0


class RowBook:
    """The rows of efforts that were made for a program and for edits of it: equal work has the same row in all of them."""

    def __init__(self, calibration: Calibration) -> None:
        self.calibration = calibration
        self._rows: dict[tuple[str, Hashable], tuple[WorkItem, Effort | None]] = {}

    def effort(self, item: WorkItem, roster: Roster) -> Effort | None:
        """What is left of an item; None when nothing says it."""
        team = roster.team_of(item)
        around = (team, roster.crew.team_name(team), roster.spent(item), roster.program)
        item_before, row = self._rows.get((item.id, around), (None, None))
        if item_before is not item:
            row = _effort(item, roster, self.calibration, *around[:3])
            self._rows[item.id, around] = (item, row)
        return row


def compile_network(snapshot: Snapshot, calibration: Calibration, like: Network | None = None) -> Network:
    """
    The arrays of a program. Never fails: what cannot be simulated is left out and named.

    Args:
        snapshot: the program.
        calibration: how estimates are read.
        like: a network of the same program before an edit. The result is the same without it; with it, work that the edit
            left alone shares its rows, and so its draws, and compiling takes a fraction of the time.
    """
    roster = Roster(snapshot, like.roster if like else None)
    book = like.book if like and like.book.calibration is calibration else RowBook(calibration)
    promised = _deliveries(snapshot)
    drafts = [_draft(item, roster, book, promised) for item in snapshot.work if item.state in ("todo", "doing")]
    drafts += [_milestone(one, promised, calibration) for one in snapshot.milestones if one.done_on is None]
    place = {draft.thing.id: n for n, draft in enumerate(drafts)}
    edges = _edges(snapshot, place, drafts)
    causes = _causes(snapshot, drafts, edges)
    blind = blindness([draft.thing for draft in drafts], edges, causes)
    kept = _listed(snapshot, [n for n in range(len(drafts)) if n not in blind], drafts, edges, roster)
    return _flat(snapshot, book, drafts, kept, edges, roster, blind, causes)


def _deliveries(snapshot: Snapshot) -> dict[str, Delivery]:
    """By the work item or milestone that is owed: when what is promised from outside, or of unknown length, arrives."""
    outside = {one.id for one in snapshot.people if one.outside}
    unknown = {item.id for item in snapshot.work if not item.estimate and not item.release_class}
    foreign = {item.id for item in snapshot.work if item.assignee in outside}
    idle = {one.id for one in snapshot.milestones} - {
        item.milestone for item in snapshot.work if item.state != "dropped"
    }
    found: dict[str, Delivery] = {}
    for dependency in snapshot.dependencies:
        promise = delivery(snapshot, dependency.id)
        owed = dependency.before
        if not promise or not promise.due or promise.state != "agreed":
            continue
        if dependency.provider in outside or owed in unknown or owed in foreign or owed in idle:
            day = evening_of(promise.due, snapshot.as_of)
            if owed not in found or found[owed].promised < day:
                prior = shipped()
                late = lognormal(prior.delivery_late_median_days, prior.delivery_late_log_sd)
                found[owed] = Delivery(f"delivery:{owed}", day, prior.delivery_kept, late)
    return found


def _draft(item: WorkItem, roster: Roster, book: RowBook, promised: Mapping[str, Delivery]) -> _Draft:
    if item.id in promised:
        return _Draft(item, ARRIVAL, _arrival(promised[item.id], book.calibration))
    if item.release_class and item.release_on:
        return _Draft(item, ARRIVAL, _train(item, roster, book.calibration))
    staff = roster.staff(item)
    kind = PEOPLE if staff.people else CALENDAR
    return _Draft(item, kind, book.effort(item, roster), staff)


def _arrival(row: Delivery, calibration: Calibration) -> Row:
    return Delivery(row.key, row.promised, 1.0, constant(0.0)) if calibration.exact else row


def _train(item: WorkItem, roster: Roster, calibration: Calibration) -> Train:
    assert item.release_on  # noqa: S101 - asked by the caller; this is for the type checker
    prior, team = shipped(), roster.team_of(item)
    return Train(
        f"work:{item.id}",
        f"release:{item.release_on.isoformat()}",
        evening_of(item.release_on, roster.as_of),
        prior.release_interval_days,
        calibration.kept_share(item.release_class, team),
        prior.release_slips,
        prior.release_shock,
    )


def _effort(
    item: WorkItem, roster: Roster, calibration: Calibration, team: str, team_name: str, spent: float
) -> Effort | None:
    table = calibration.effort(item, team)
    if table is None:
        return None
    factors = (
        (f"program:{roster.program}", calibration.program_sd),
        (f"team:{team_name}", calibration.team_sd if team else 0.0),
        (f"supplier:{item.supplier}", calibration.supplier_sd if item.supplier else 0.0),
        (f"technology:{item.technology}", calibration.technology_sd if item.technology else 0.0),
    )
    return Effort(
        f"work:{item.id}",
        table,
        tuple(one for one in factors if one[1]),
        calibration.heavy_share,
        calibration.heavy_cap,
        spent,
    )


def _milestone(milestone: Milestone, promised: Mapping[str, Delivery], calibration: Calibration) -> _Draft:
    if milestone.id in promised:
        return _Draft(milestone, MILESTONE, _arrival(promised[milestone.id], calibration))
    return _Draft(milestone)


def _edges(snapshot: Snapshot, place: Mapping[str, int], drafts: Sequence[_Draft]) -> list[Edge]:
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
        begun = _begun(before, snapshot) if kind in (SS, SF) else _ended(before, snapshot)
        if begun is not None:
            _bound(drafts[place[after.id]], kind, begun + dependency.lag_days)
        elif before.id in place:
            edges.append(Edge(place[before.id], place[after.id], _kind_into(kind, after), dependency.lag_days))
    return edges


def _kind_into(kind: int, after: WorkItem | Milestone) -> int:
    """A milestone has no length: what must come before its finish must come before its start."""
    return {FF: FS, SF: SS}.get(kind, kind) if isinstance(after, Milestone) else kind


def _begun(before: WorkItem | Milestone, snapshot: Snapshot) -> float | None:
    if isinstance(before, WorkItem) and before.started_on and before.state in ("doing", "done"):
        return day_of(before.started_on, snapshot.as_of)
    return _ended(before, snapshot)


def _ended(before: WorkItem | Milestone, snapshot: Snapshot) -> float | None:
    """The evening it was done; None while it is open. What was dropped holds nothing up."""
    if isinstance(before, WorkItem) and before.state == "dropped":
        return -np.inf
    if before.done_on:
        return min(evening_of(before.done_on, snapshot.as_of), 0.0)
    return 0.0 if isinstance(before, WorkItem) and before.state == "done" else None


def _bound(draft: _Draft, kind: int, time: float) -> None:
    if kind in (FS, SS) or draft.kind == MILESTONE:
        draft.earliest = max(draft.earliest, time)
    else:
        draft.finish_floor = max(draft.finish_floor, time)


def _causes(snapshot: Snapshot, drafts: Sequence[_Draft], edges: Sequence[Edge]) -> dict[int, Causes]:
    """Why some nodes cannot be simulated, by their place among the drafts."""
    fed = {edge.after for edge in edges}
    done = {item.milestone for item in snapshot.work if item.state == "done"}
    over = {item.id for item in snapshot.work if item.done_on} | {one.id for one in snapshot.milestones if one.done_on}
    done |= {one.after for one in snapshot.dependencies if one.before in over}
    ordered = set(sorted_nodes(len(drafts), edges))
    found: dict[int, Causes] = {}
    for n, draft in enumerate(drafts):
        thing, name = draft.thing, draft.thing.name or draft.thing.id
        if n not in ordered:
            found[n] = Causes(circle=frozenset([name]))
        elif draft.kind != MILESTONE and draft.staff.lacking:
            found[n] = Causes(unstaffed=frozenset([draft.staff.lacking]))
        elif draft.kind != MILESTONE and draft.length is None:
            found[n] = Causes(unestimated=frozenset([name]))
        elif draft.kind == MILESTONE and not draft.length and n not in fed and thing.id not in done:
            found[n] = Causes(idle=frozenset([name]))
    return found


def _listed(
    snapshot: Snapshot, alive: list[int], drafts: Sequence[_Draft], edges: Sequence[Edge], roster: Roster
) -> list[int]:
    """
    The published list: work in progress, then higher priority, then what has to finish earliest to keep the promises;
    then what costs most when it is late; then by id. Where a plan is published, the day it plans comes before those: work
    that is not in it stands where it has to begin at the latest.
    """
    at = {n: place for place, n in enumerate(alive)}
    own = [
        Edge(at[one.before], at[one.after], one.kind, one.lag) for one in edges if one.before in at and one.after in at
    ]
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


def _middling(draft: _Draft, roster: Roster) -> float:
    """Calendar days a node takes in a middling future."""
    row = draft.length
    if isinstance(row, Effort):
        left = max(row.table[64] - row.spent, 0.0)
        return left / roster.crew.best_pace(draft.staff.people)
    if isinstance(row, Train):
        return max(row.first, 0.0)
    return max(row.promised, 0.0) if isinstance(row, Delivery) else 0.0


def _flat(
    snapshot: Snapshot,
    book: RowBook,
    drafts: Sequence[_Draft],
    kept: Sequence[int],
    edges: Sequence[Edge],
    roster: Roster,
    blind: Mapping[int, str],
    causes: Mapping[int, Causes],
) -> Network:
    at = {n: place for place, n in enumerate(kept)}
    chosen = [drafts[n] for n in kept]
    ids = tuple(draft.thing.id for draft in chosen)
    place = {id: n for n, id in enumerate(ids)}
    own = sorted(
        (
            Edge(at[one.before], at[one.after], one.kind, one.lag)
            for one in edges
            if one.before in at and one.after in at
        ),
        key=lambda one: (one.before, one.after, one.kind, one.lag),
    )
    holds: list[list[tuple[str, Row]]] = [[] for _ in ids]
    late: list[list[tuple[str, Row]]] = [[] for _ in ids]
    for draft, held in zip(chosen, holds, strict=True):
        if draft.earliest > 0:
            held.append(("", Fixed(draft.earliest)))
        if draft.kind == MILESTONE and draft.length:
            held.append((f"milestone:{draft.thing.id}", draft.length))
    for rows, found in ((holds, waits(snapshot, book.calibration)), (late, delays(snapshot, book.calibration))):
        for subject, hit, row in found:
            if hit in place and (subject, row) not in rows[place[hit]]:
                rows[place[hit]].append((subject, row))
    resources = [n for n, one in enumerate(roster.crew.people) if not one.outside and roster.crew.timetable[n] >= 0]
    return Network(
        snapshot,
        book,
        roster,
        ids,
        place,
        tuple(draft.length if draft.kind != MILESTONE else None for draft in chosen),
        tuple(own),
        tuple(roster.crew.people[n].id for n in resources),
        _plan(chosen, own, roster, resources),
        tuple(map(tuple, holds)),
        tuple(map(tuple, late)),
        {drafts[n].thing.id: says for n, says in blind.items() if isinstance(drafts[n].thing, Milestone)},
        {drafts[n].thing.id: min(one.unstaffed) for n, one in causes.items() if one.unstaffed},
    )


def _plan(chosen: Sequence[_Draft], edges: Sequence[Edge], roster: Roster, resources: Sequence[int]) -> Plan:
    """The arrays of the nodes chosen, of the edges between them, and of those who can do them."""
    nodes = len(chosen)
    befores, afters = [one.before for one in edges], [one.after for one in edges]
    links = np.zeros(nodes, dtype=np.int32)
    for one in edges:
        links[one.before] |= STARTS * (one.kind in (SS, SF)) | LEADS * (one.lag < 0)
    starts = _small([one.after for one in edges if one.kind in (FS, SS)])
    finishes = _small([one.after for one in edges if one.kind in (FF, SF)])
    staff = [(draft.staff.people, draft.staff.rows, draft.staff.since, draft.staff.until) for draft in chosen]
    pools = {own: n for n, own in enumerate(dict.fromkeys(staff))}
    of_node = [pools[own] for own in staff]
    hands = np.array([draft.staff.hands for draft in chosen], dtype=np.int64)
    several = np.where(hands > 1, hands, 0)
    leads = [draft.staff.lead for draft in chosen]
    number = {n: place for place, n in enumerate(resources)}
    whole = {roster.crew.people[n].id: number[n] for n in reversed(resources)}
    holders = [number[n] for people, *_ in pools for n in people]
    rows = [row for _, rows, *_ in pools for row in rows]
    since = [ticks(day) for _, _, days, _ in pools for day in days]
    until = [ticks(day) for *_, days in pools for day in days]
    place_pool = [pool for (people, *_), pool in pools.items() for _ in people]
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
            finish_floor=[ticks(draft.finish_floor) for draft in chosen],
            rate=[_outside_rate(draft, rates) for draft in chosen],
            hands=hands,
            crew=np.cumsum(several) - several,
            lead=[whole[roster.crew.people[lead].id] if lead >= 0 else -1 for lead in leads],
        ),
        _records(EDGE, len(edges), after=afters, kind=[e.kind for e in edges], lag=[ticks(e.lag) for e in edges]),
        _records(POOL, len(pools), room=_firsts(_small(of_node), len(pools)), words=words, **range_of),
        _records(
            PLACE,
            len(holders),
            person=holders,
            pool=place_pool,
            since=since,
            until=until,
            row=rows,
            word=words[_small(place_pool)] + nth // 64,
            bit=bit,
        ),
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


def _outside_rate(draft: _Draft, rates: Mapping[str, int]) -> int:
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
