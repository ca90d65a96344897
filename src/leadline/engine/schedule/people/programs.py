"""A program as a planning problem: middling efforts, the people who can, their calendars, and what is promised."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from math import inf

import numpy as np

from leadline.engine.calendars import DAYS, TICKS, day_of, evening_of
from leadline.engine.dispatch.arrays import ARRIVAL, MILESTONE
from leadline.engine.efforts import left_of
from leadline.engine.network import Network
from leadline.engine.rows import Delivery, Effort, Fixed, Hit, Lasting, Latency, Row, Train
from leadline.engine.schedule.people.divided import Loan, Span, worker_shares
from leadline.engine.schedule.people.divided import spans as spans_of
from leadline.engine.schedule.people.layout import Floats
from leadline.engine.schedule.people.problem import FirstCome, Item, Lag, LastPlan, Need, Problem, Worker
from leadline.engine.schedule.people.upper_limits import upper_limits
from leadline.engine.staffing import Crew, Staff
from leadline.program.commitments import commitments
from leadline.program.people import Person
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
    """
    A problem made of a program, with the ids of its items and workers.

    Who has divided their time among projects is several workers of one id.
    """

    problem: Problem
    ids: tuple[str, ...]
    people: tuple[str, ...]
    promises: Mapping[str, Promise]


def programmed(
    network: Network,
    before: Plan | None,
    loans: Sequence[Loan] | None = (),
    *,
    largest: bool = False,
    endless: Collection[str] = (),
    first_come: FirstCome | None = None,
) -> Programmed:
    """
    The planning problem of a program. What cannot be simulated is not in it either: the network names it.

    Args:
        network: the program.
        before: the plan people know; None: the one that is published, where there is one.
        loans: which parts of people have the rest of their time when; None: all of them always, which is more than there is.
        largest: then also a project that has claimed less than the rest.
        endless: what has come to no end in a plan, and is left out.
        first_come: what comes of its list first come, first served.
    """
    snapshot, crew = network.snapshot, network.roster.crew
    worked = crew.book.timetables().worked
    shares: list[Floats] = [np.diff(row) for row in worked]
    days = worker_shares(crew, [_days(crew, shares, n) for n in range(len(crew.people))], loans, largest)
    workers = [
        Worker(
            one.id,
            days[n],
            {own.name: own.level for own in one.skills},
            float(one.day_rate_cents or 0),
        )
        for n, one in enumerate(crew.people)
    ]
    promises = commitments(snapshot)
    things: dict[str, WorkItem | Milestone] = {one.id: one for one in snapshot.work}
    things |= {one.id: one for one in snapshot.milestones}
    items = [_item(network, node, things[id], promises, loans) for node, id in enumerate(network.ids)]
    lags = [Lag(one.before, one.after, one.kind, one.lag + _after(network, one.before)) for one in network.edges]
    lags += [one.lag for one in upper_limits(network)]
    last = _last(network, items, _of_plan(network, before) if before else _of_work(network))
    left_out = frozenset(node for node, id in enumerate(network.ids) if id in endless)
    problem = Problem(items, workers, shares, lags, _weights(snapshot), last, left_out, first_come)
    return Programmed(problem, network.ids, tuple(one.id for one in crew.people), promises)


def _days(crew: Crew, shares: Sequence[Floats], person: int) -> Floats:
    """What somebody works on each day; nothing where they never do, or are not ours."""
    row = crew.timetable[person]
    return shares[row] if row >= 0 and not crew.people[person].outside else np.zeros(DAYS)


def _item(
    network: Network,
    node: int,
    thing: WorkItem | Milestone,
    promises: Mapping[str, Promise],
    loans: Sequence[Loan] | None,
) -> Item:
    as_of = network.snapshot.as_of
    length, kind = network.lengths[node], int(network.kinds[node])
    release = max((middling(row) for _, row in network.waits[node]), default=0.0)
    promise = promises.get(thing.id)
    due = evening_of(promise.due, as_of) if promise and promise.due else None
    if isinstance(thing, Milestone) or kind in (ARRIVAL, MILESTONE):
        floor = middling(length) if length else 0.0
        weight = _cost(network.snapshot, thing) if isinstance(thing, Milestone) else 1.0
        must = bool(promise and promise.fixed_outside)
        return Item(
            thing.id,
            0.0,
            release=release,
            floor=floor,
            due=due,
            weight=weight,
            must=must,
            project=_end_of(thing) if isinstance(thing, Milestone) else thing.project,
        )
    staff = network.roster.staff(thing)
    work = middling(length) if length else 0.0
    floor = float(network.plan.nodes["finish_floor"][node]) / TICKS
    going = thing.state == "doing"
    item = Item(thing.id, work, release=release, floor=floor, project=thing.project, going=going)
    if not staff.people:
        return replace(item, calendar=staff.calendar)
    spans = _spans(network, thing, staff, loans)
    # While nobody can yet, it waits for the first who can.
    release = max(release, min(since for _, since, _ in spans))
    return replace(item, needs=_needs(network, staff, spans), release=release, together=staff.hands > 1)


def _spans(network: Network, thing: WorkItem, staff: Staff, loans: Sequence[Loan] | None) -> list[Span]:
    """Who can do an item and when. What is in progress stays with those for whom it was planned, where nobody else has it."""
    spans = spans_of(network.roster.crew, staff, loans)
    if thing.state == "doing" and not thing.assignee:
        people = network.roster.crew.people
        own = [span for span in spans if people[span[0]].id in thing.planned_for]
        if len({people[n].id for n, *_ in own}) >= staff.hands:
            return own
    return spans


def _needs(network: Network, staff: Staff, spans: Sequence[Span]) -> tuple[Need, ...]:
    """Those who do an item, and apart from the others who has to be among them."""
    if staff.lead < 0:
        return (_need(spans, staff.hands),)
    people = network.roster.crew.people
    lead = people[staff.lead].id
    own = [span for span in spans if people[span[0]].id == lead]
    return _need(own, 1), _need([span for span in spans if span not in own], staff.hands - 1)


def _need(spans: Sequence[Span], count: int) -> Need:
    among, since, until = zip(*spans, strict=True) if spans else ((), (), ())
    always = not any(since) and all(day == inf for day in until)
    return Need(count=count, among=among, windows=() if always else tuple(zip(since, until, strict=True)))


def middling(row: Row) -> float:
    """The value of an uncertain row in a middling future, in its own unit."""
    if isinstance(row, Effort):
        return float(left_of(np.array(row.table), 1.0, row.spent, 0.5))
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
    """What a day costs by which a project ends later, from its goals (1 where nobody has said it), or a milestone with a cost of its own."""
    goals = {one.id: one.cost_of_delay_cents or 0 for one in snapshot.goals}
    ends = {
        project.id: sum(goals.get(one.goal, 0) * one.share for one in project.goals) / 100 or 1.0
        for project in snapshot.projects
        if project.state in ("active", "planned")
    }
    own = {_end_of(one): one.cost_of_delay_cents / 100 for one in snapshot.milestones if one.cost_of_delay_cents}
    return ends | own


def _end_of(milestone: Milestone) -> str:
    """What the end of a milestone counts for: its project, or itself where a day of it has a cost of its own."""
    return f"milestone:{milestone.id}" if milestone.cost_of_delay_cents else milestone.project


_Known = tuple[float, tuple[str, ...]]
"""When something was to start, in days from today, and who was to do it."""


def _of_plan(network: Network, before: Plan) -> dict[str, _Known]:
    passed = (network.snapshot.as_of - before.as_of).days
    return {id: (one.start_days - passed, one.people) for id, one in before.items.items()}


def _of_work(network: Network) -> dict[str, _Known]:
    """The plan that is published, as it stands on the work."""
    as_of = network.snapshot.as_of
    return {
        one.id: (day_of(one.planned_from, as_of), one.planned_for) for one in network.snapshot.work if one.planned_from
    }


def _last(network: Network, items: Sequence[Item], known: Mapping[str, _Known]) -> LastPlan | None:
    """The plan people know of the items; None where it knows none of them."""
    found = [known.get(item.id) for item in items]
    if not any(found):
        return None
    crew = network.roster.crew.people
    return LastPlan(
        [one[0] if one else np.nan for one in found],
        [
            tuple(place for who in one[1] if (place := _part_of(crew, item, who, one[0])) is not None) if one else ()
            for item, one in zip(items, found, strict=True)
        ],
    )


def _part_of(crew: Sequence[Person], item: Item, who: str, start: float) -> int | None:
    """The worker (place) as whom somebody begins an item on a day, else on any other; None where they cannot do it."""
    own = [
        (not first <= start < last, place)
        for need in item.needs
        for place, (first, last) in zip(
            need.among or (), need.windows or ((0.0, inf),) * len(need.among or ()), strict=True
        )
        if crew[place].id == who
    ]
    return min(own)[1] if own else None
