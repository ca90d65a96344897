"""A program as a planning problem: middling efforts, the people who can, their calendars, and what is promised."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from leadline.engine.calendars import evening_of
from leadline.engine.dispatch import ARRIVAL, MILESTONE
from leadline.engine.network import Network
from leadline.engine.rows import Delivery, Effort, Fixed, Hit, Lasting, Latency, Row, Train
from leadline.engine.schedule.people.layout import Floats
from leadline.engine.schedule.people.problem import Item, Lag, LastPlan, Need, Problem, Worker
from leadline.program.commitments import commitments
from leadline.program.plan import Plan
from leadline.program.promises import Promise
from leadline.program.snapshot import Snapshot
from leadline.program.work import Milestone, WorkItem

MIDDLE = 64
"""The middle of a quantile table of 129 values."""

HALF_LIFE = 0.6931471805599453
"""The median of an exponential time, as a share of its mean."""


@dataclass(frozen=True)
class Programmed:
    """A problem made of a program, with the ids of its items and people."""

    problem: Problem
    ids: tuple[str, ...]
    people: tuple[str, ...]
    promises: Mapping[str, Promise]


def programmed(network: Network, before: Plan | None) -> Programmed:
    """The planning problem of a program. What cannot be simulated is not in it either: the network names it."""
    snapshot, crew = network.snapshot, network.roster.crew
    worked = crew.book.timetables().worked
    shares: list[Floats] = [np.diff(row) for row in worked]
    nothing = np.zeros(1)
    workers = [
        Worker(
            one.id,
            shares[crew.timetable[n]] if crew.timetable[n] >= 0 and not one.outside else nothing,
            {own.name: own.level for own in one.skills},
            float(one.day_rate_cents or 0),
        )
        for n, one in enumerate(crew.people)
    ]
    promises = commitments(snapshot)
    things: dict[str, WorkItem | Milestone] = {one.id: one for one in snapshot.work}
    things |= {one.id: one for one in snapshot.milestones}
    items = [_item(network, node, things[id], promises) for node, id in enumerate(network.ids)]
    lags = [Lag(one.before, one.after, one.kind, one.lag + _after(network, one.before)) for one in network.edges]
    problem = Problem(items, workers, shares, lags, _weights(snapshot), _last(network, before))
    return Programmed(problem, network.ids, tuple(one.id for one in crew.people), promises)


def _item(network: Network, node: int, thing: WorkItem | Milestone, promises: Mapping[str, Promise]) -> Item:
    as_of = network.snapshot.as_of
    length, kind = network.lengths[node], int(network.kinds[node])
    release = max((middling(row) for _, row in network.waits[node]), default=0.0)
    promise = promises.get(thing.id)
    due = evening_of(promise.due, as_of) if promise and promise.due else None
    if isinstance(thing, Milestone) or kind in (ARRIVAL, MILESTONE):
        floor = middling(length) if length else 0.0
        weight = _cost(network.snapshot, thing) if isinstance(thing, Milestone) else 1.0
        return Item(thing.id, 0.0, release=release, floor=floor, due=due, weight=weight, project=thing.project)
    staff = network.roster.staff(thing)
    work = middling(length) if length else 0.0
    going = thing.state == "doing"
    if not staff.people:
        return Item(thing.id, work, calendar=staff.calendar, release=release, project=thing.project, going=going)
    now = tuple(n for n, since in zip(staff.people, staff.since, strict=True) if since <= 0)
    # While nobody can yet, it waits for the first who has learned it.
    release = release if now else max(release, min(staff.since))
    need = Need(among=now or tuple(n for n, since in zip(staff.people, staff.since, strict=True) if since <= release))
    return Item(thing.id, work, (need,), release=release, project=thing.project, going=going)


def middling(row: Row) -> float:
    """The value of an uncertain row in a middling future, in its own unit."""
    if isinstance(row, Effort):
        return max(row.table[MIDDLE] - row.spent, 0.0)
    if isinstance(row, Train):
        return max(row.first, 0.0)
    if isinstance(row, Delivery):
        return max(row.promised, 0.0)
    if isinstance(row, Fixed):
        return max(row.value, 0.0)
    if isinstance(row, Lasting):
        return row.table[MIDDLE]
    if isinstance(row, Latency):
        return row.mean * (1.0 if row.certain else HALF_LIFE)
    if isinstance(row, Hit):
        return row.table[MIDDLE] if row.probability > 0.5 else 0.0
    raise TypeError(f"{type(row).__name__} has no middling value.")


def _after(network: Network, node: int) -> float:
    """Days that risks which are likelier than not add after something is done."""
    return sum(middling(row) for _, row in network.delays[node])


def _cost(snapshot: Snapshot, milestone: Milestone) -> float:
    """What a day costs by which a milestone is late; 1 where nobody has said it."""
    goals = {one.id: one.cost_of_delay_cents for one in snapshot.goals}
    return (milestone.cost_of_delay_cents or goals.get(milestone.goal) or 100) / 100


def _weights(snapshot: Snapshot) -> dict[str, float]:
    """What a day costs by which a project ends later, from its goals; 1 where nobody has said it."""
    goals = {one.id: one.cost_of_delay_cents or 0 for one in snapshot.goals}
    return {
        project.id: sum(goals.get(one.goal, 0) * one.share for one in project.goals) / 100 or 1.0
        for project in snapshot.projects
        if project.state in ("active", "planned")
    }


def _last(network: Network, before: Plan | None) -> LastPlan | None:
    if before is None:
        return None
    place = network.roster.crew.place
    passed = (network.snapshot.as_of - before.as_of).days
    known = [before.items.get(id) for id in network.ids]
    starts = [one.start_days - passed if one else np.nan for one in known]
    return LastPlan(starts, [tuple(place[who] for who in one.people if who in place) if one else () for one in known])
