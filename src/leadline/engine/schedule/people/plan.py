"""A program's plan: at once, or better with time."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from math import floor

from leadline.engine.calendars import dated, day_of
from leadline.engine.calibrate import Calibration, calibrate
from leadline.engine.network import Network, compile_network
from leadline.engine.schedule.people.arrays import Compiled, compile_problem
from leadline.engine.schedule.people.bounds import lower_bound
from leadline.engine.schedule.people.contradictions import impossible
from leadline.engine.schedule.people.programs import Programmed, programmed
from leadline.engine.schedule.people.reasons import Why, reasons
from leadline.engine.schedule.people.score import CHANGED, LENGTH
from leadline.engine.schedule.people.search import Found, search
from leadline.engine.schedule.people.words import (
    Names,
    bound_sentence,
    conflict_sentence,
    start_reason,
    unplanned_sentence,
)
from leadline.program.plan import Contradiction, Plan, PlanBound, PlannedItem, StartReason, Unplanned
from leadline.program.snapshot import Snapshot

HAIR_DAYS = 1e-4


def plan(
    snapshot: Snapshot,
    *,
    seed: int,
    schedules: int | None = None,
    stop: Callable[[], bool] | None = None,
    threads: int = 2,
    before: Plan | None = None,
    progress: Callable[[int, Sequence[float]], None] | None = None,
    calibration: Calibration | None = None,
) -> Plan:
    """
    Plan a program: middling efforts, named people, their calendars.

    Args:
        snapshot: the program.
        seed: of the search. The same seed and number of schedules give the same plan on any number of threads.
        schedules: about how many to try; None without `stop`: the priority rules only, which is instant.
        stop: asked often; once it says True, the best plan so far is given.
        threads: that work at once.
        before: the plan people know; among equal plans the one that changes least is taken.
        progress: is told how many schedules were made and the best score so far.
        calibration: how estimates are read; None: by the program's own history.

    Returns:
        The plan. It always comes: what cannot be planned is named in it with the reason.
    """
    network = compile_network(snapshot, calibration or calibrate(snapshot))
    own = programmed(network, before)
    compiled = compile_problem(own.problem)
    found = search(compiled, seed=seed, schedules=schedules, stop=stop, threads=threads, progress=progress)
    return _published(network, own, compiled, found, seed, before)


def _published(
    network: Network, own: Programmed, compiled: Compiled, found: Found, seed: int, before: Plan | None
) -> Plan:
    as_of, names = network.snapshot.as_of, Names(network.snapshot, own.ids, own.people)
    end = float(found.score[LENGTH])
    items = _items(network, own, compiled, found, names)
    known = sum(one in before.items for one in items) if before else 0
    return Plan(
        as_of,
        seed,
        found.schedules,
        end,
        dated(end, as_of),
        items,
        tuple(sorted(items, key=lambda id: (items[id].start_days, items[id].finish_days, id))),
        _bound(own, compiled, end, names),
        _late(own, items, network.snapshot),
        tuple(
            Contradiction(
                tuple(own.ids[one] for one in chosen),
                conflict_sentence(chosen, why, names, compiled.arrays.lines.beats),
            )
            for chosen, why in impossible(compiled, end)
        ),
        _unplanned(network, own, compiled, names),
        float(found.score[CHANGED]) / known if known else None,
    )


def _items(network: Network, own: Programmed, compiled: Compiled, found: Found, names: Names) -> dict[str, PlannedItem]:
    snapshot, arrays = network.snapshot, compiled.arrays
    begun = {
        one.id: day_of(one.started_on, snapshot.as_of)
        for one in snapshot.work
        if one.state == "doing" and one.started_on
    }
    planned = {}
    for item, why in enumerate(reasons(compiled, found)):
        id = own.ids[compiled.places[item]]
        start = min(begun.get(id, float("inf")), float(found.start[item]) / arrays.lines.beats)
        finish = float(found.finish[item]) / arrays.lines.beats
        who = found.who[arrays.slot_first[item] : arrays.slot_first[item + 1]]
        planned[id] = PlannedItem(
            id,
            start,
            finish,
            _first_day(start, network),
            dated(finish, snapshot.as_of),
            tuple(own.people[one] for one in who),
            _reason(why, names, own, id in begun),
        )
    return planned


def _reason(why: Why, names: Names, own: Programmed, begun: bool) -> StartReason:
    """Why it does not start, or go on, earlier."""
    reason = start_reason(why, names, own.ids, own.people)
    return replace(reason, sentence="It is in progress.") if begun and why.kind == "at once" else reason


def _first_day(start: float, network: Network) -> date:
    return network.snapshot.as_of + timedelta(days=floor(start + HAIR_DAYS))


def _bound(own: Programmed, compiled: Compiled, end: float, names: Names) -> PlanBound:
    bound = lower_bound(compiled, end)
    return PlanBound(
        bound.days,
        dated(bound.days, names.as_of),
        bound.kind,
        bound_sentence(bound, names),
        tuple(own.ids[one] for one in bound.items),
        tuple(own.people[one] for one in bound.people),
        bound.work,
    )


def _late(own: Programmed, items: dict[str, PlannedItem], snapshot: Snapshot) -> dict[str, float]:
    late = {}
    for id, promise in own.promises.items():
        if id in items and promise.due:
            over = items[id].finish_days - day_of(promise.due, snapshot.as_of) - 1
            if over > HAIR_DAYS:
                late[id] = over
    return late


def _unplanned(network: Network, own: Programmed, compiled: Compiled, names: Names) -> tuple[Unplanned, ...]:
    """What the network could not take in, then what the plan could not."""
    left = [Unplanned((id,), says) for id, says in network.unstaffed.items()]
    left += [Unplanned((id,), says) for id, says in network.blind.items()]
    left += [
        Unplanned(tuple(own.ids[one] for one in why.items), unplanned_sentence(why, own.problem, names))
        for why in compiled.unplannable
    ]
    named = {id for one in left for id in one.items} | set(own.ids)
    rest = tuple(one.id for one in network.snapshot.work if one.state in ("todo", "doing") and one.id not in named)
    if rest:
        left.append(Unplanned(rest, "Nothing says how long this takes, or what it waits for cannot be planned."))
    return tuple(left)
