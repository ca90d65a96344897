"""A program's plan: at once, or better with time."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from math import floor

import numpy as np
from numpy.typing import NDArray

from leadline.engine.calendars import dated, day_of
from leadline.engine.calibrate import Calibration, calibrate
from leadline.engine.network import Network, compile_network
from leadline.engine.never import why_never
from leadline.engine.schedule.people.anytime import Planned, planned
from leadline.engine.schedule.people.arrays import Arrays, Compiled
from leadline.engine.schedule.people.bounds import Bound, lower_bound
from leadline.engine.schedule.people.contradictions import impossible
from leadline.engine.schedule.people.divided import is_divided
from leadline.engine.schedule.people.holders import delay_sentence, holder_sentence
from leadline.engine.schedule.people.lateness import soonest
from leadline.engine.schedule.people.lending import lent_best
from leadline.engine.schedule.people.problem import Unplannable
from leadline.engine.schedule.people.programs import Programmed
from leadline.engine.schedule.people.proof import plainly_best
from leadline.engine.schedule.people.reasons import Why, reasons
from leadline.engine.schedule.people.score import CHANGED, LENGTH
from leadline.engine.schedule.people.search import Found
from leadline.engine.schedule.people.upper_limits import exceeded
from leadline.engine.schedule.people.words import (
    Names,
    bound_sentence,
    conflict_sentence,
    exceeded_sentence,
    proof_sentence,
    start_reason,
    unavoidable_sentence,
    unplanned_sentence,
)
from leadline.program.limits import days_later
from leadline.program.plan import (
    Contradiction,
    Exceeded,
    Plan,
    PlanBound,
    PlannedItem,
    Proof,
    StartReason,
    Unavoidable,
    Unplanned,
)
from leadline.program.ranges import MOST_DAYS
from leadline.program.snapshot import Snapshot
from leadline.program.work import WorkItem

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
    work: float = 0.0,
) -> Plan:
    """
    Plan a program: middling efforts, named people, their calendars.

    Args:
        snapshot: the program.
        seed: of the search. Without `stop` the same seed, schedules and work give the same plan on any number of threads.
        schedules: about how many to try; None without `stop`: the priority rules only, which is instant.
        stop: asked often; once it says True, the best plan so far is given. Without `schedules`, CP-SAT is asked too until then.
        threads: that work at once.
        before: the plan people know, of which only as much is changed as is worth it; None: the one that is published, if any.
        progress: is told how many schedules were made and the best score so far.
        calibration: how estimates are read; None: by the program's own history.
        work: without `stop`: about seconds of one core that CP-SAT has afterwards, counted without a clock; 0: it is not asked.

    Returns:
        The plan. It always comes: what cannot be planned is named in it with the reason.
    """
    network = compile_network(snapshot, calibration or calibrate(snapshot))
    endless: frozenset[str] = frozenset()
    while True:
        own, compiled, relaxed = lent_best(network, before, threads, endless)
        found = planned(
            compiled, seed=seed, schedules=schedules, stop=stop, threads=threads, work=work, progress=progress
        )
        without_end = _endless(own, compiled, found.found)
        if not without_end:
            break
        endless |= without_end
    if is_divided(network.roster.crew):
        # What CP-SAT proves holds for these loans only.
        found = replace(found, best=False, bound_days=0.0)
    return _published(network, own, compiled, relaxed, found, seed)


def _endless(own: Programmed, compiled: Compiled, found: Found) -> frozenset[str]:
    """What begins within a hundred years and is not done by then: those who do it have too little time, or leave for good."""
    arrays, known = compiled.arrays, own.problem.first_come
    last = MOST_DAYS * arrays.lines.beats
    late = np.flatnonzero((found.finish >= last) | _left_alone(arrays, found))
    # What is done first come, first served, is held up by what is not: without that it has an end.
    never = [one for one in late if known and np.isinf(known.finishes[compiled.places[one]])]
    late = np.array(never, dtype=np.int64) if never else late
    first = found.start[late].min(initial=last) if len(late) else 0
    return frozenset(
        own.ids[compiled.places[one]] for one in late if found.start[one] < last or found.start[one] == first
    )


def _left_alone(arrays: Arrays, found: Found) -> NDArray[np.bool_]:
    """Which items are not done when somebody on them has time for the last time."""
    item = np.repeat(np.arange(len(arrays.work)), np.diff(arrays.slot_first))
    over = (arrays.lines.worked.shape[1] - 1) * arrays.lines.beats
    alone = np.zeros(len(arrays.work), dtype=np.bool_)
    alone[item[(arrays.lines.pace[arrays.person_row[found.who]] <= 1) & (found.finish[item] > over)]] = True
    return alone


def _published(
    network: Network, own: Programmed, compiled: Compiled, relaxed: Compiled, best: Planned, seed: int
) -> Plan:
    """The plan found. What no plan can do is asked of `relaxed`, which has no less time."""
    as_of, names = network.snapshot.as_of, Names(network.snapshot, own.ids, own.people)
    found = best.found
    end = float(found.score[LENGTH])
    items = _items(network, own, compiled, found, names)
    known = own.problem.before
    bound, possible = _bound(own, relaxed, best, names), soonest(relaxed, found.finish)
    return Plan(
        as_of,
        seed,
        found.schedules,
        end,
        _evening(end, as_of),
        items,
        tuple(sorted(items, key=lambda id: (items[id].start_days, items[id].finish_days, id))),
        bound,
        _late(own, items, network.snapshot),
        tuple(
            Contradiction(
                tuple(own.ids[one] for one in chosen),
                conflict_sentence(chosen, why, names, compiled.arrays.lines.beats),
            )
            for chosen, why in impossible(relaxed, end)
        ),
        _unplanned(network, own, compiled, names),
        float(found.score[CHANGED]) / max(sum(map(bool, known.people)), 1) if known else None,
        _unavoidable(own, relaxed, possible, names),
        _proof(best.best or plainly_best(relaxed, found, bound.days, possible), bound, end, names),
        tuple(
            Exceeded(one.dependency.id, days, exceeded_sentence(one, days, names))
            for one, days in exceeded(network, compiled, found)
        ),
    )


def _items(network: Network, own: Programmed, compiled: Compiled, found: Found, names: Names) -> dict[str, PlannedItem]:
    snapshot, arrays = network.snapshot, compiled.arrays
    begun = {
        one.id: day_of(one.started_on, snapshot.as_of)
        for one in snapshot.work
        if one.state == "doing" and one.started_on
    }
    every = {}
    for item, why in enumerate(reasons(compiled, found)):
        id = own.ids[compiled.places[item]]
        start = min(begun.get(id, float("inf")), float(found.start[item]) / arrays.lines.beats)
        finish = float(found.finish[item]) / arrays.lines.beats
        who = found.who[arrays.slot_first[item] : arrays.slot_first[item + 1]]
        every[id] = PlannedItem(
            id,
            start,
            finish,
            # What takes no time is over on the evening of a day, not on the morning of the next.
            min(_first_day(start, network), _evening(finish, snapshot.as_of)),
            _evening(finish, snapshot.as_of),
            tuple(dict.fromkeys(own.people[one] for one in who)),
            _reason(why, names, own, network, id, id in begun),
        )
    return every


def _reason(why: Why, names: Names, own: Programmed, network: Network, id: str, begun: bool) -> StartReason:
    """Why it does not start, or go on, earlier."""
    reason = start_reason(why, names, own.ids, own.people)
    if why.kind == "release" and (held := holder_sentence(network, id, why.ready_days)):
        return replace(reason, sentence=held)
    if why.kind == "before" and (more := delay_sentence(network, own.ids[why.other], why.lag_days)):
        return replace(reason, sentence=more)
    return replace(reason, sentence="It is in progress.") if begun and why.kind == "at once" else reason


MINUTES = 0.005
"""What ends so few minutes (in days) after midnight ends on the day before: middling efforts are not exact to the minute."""


def _evening(time: float, as_of: date) -> date:
    """The date on which something ends."""
    return dated(max(time - MINUTES, 0.0), as_of)


def _first_day(start: float, network: Network) -> date:
    return days_later(network.snapshot.as_of, floor(start + MINUTES))


def _bound(own: Programmed, compiled: Compiled, best: Planned, names: Names) -> PlanBound:
    bound = lower_bound(compiled, float(best.found.score[LENGTH]))
    if best.bound_days > bound.days + HAIR_DAYS:
        bound = Bound(best.bound_days, "search")
    return PlanBound(
        bound.days,
        _evening(bound.days, names.as_of),
        bound.kind,
        bound_sentence(bound, names),
        tuple(own.ids[one] for one in bound.items),
        tuple(dict.fromkeys(own.people[one] for one in bound.people)),
        bound.work,
    )


def _proof(best: bool, bound: PlanBound, end: float, names: Names) -> Proof:
    within = max(end - bound.days, 0.0)
    same_day = bound.on == _evening(end, names.as_of)
    return Proof(best, within, proof_sentence(best, same_day, within))


def _unavoidable(
    own: Programmed, compiled: Compiled, possible: Mapping[int, Bound], names: Names
) -> dict[str, Unavoidable]:
    """By how much the milestones that the plan has too late are late at the least."""
    arrays, late = compiled.arrays, {}
    for item, bound in possible.items():
        id, days = own.ids[compiled.places[item]], bound.days - float(arrays.due[item]) / arrays.lines.beats
        if days > HAIR_DAYS:
            late[id] = Unavoidable(
                days,
                _evening(bound.days, names.as_of),
                bound.kind,
                unavoidable_sentence(compiled.places[item], days, bound, names),
                tuple(own.ids[one] for one in bound.items),
                tuple(dict.fromkeys(own.people[one] for one in bound.people)),
                bound.work,
            )
    return late


def _late(own: Programmed, items: dict[str, PlannedItem], snapshot: Snapshot) -> dict[str, float]:
    late = {}
    for id, promise in own.promises.items():
        if id in items and promise.due:
            over = items[id].finish_days - day_of(promise.due, snapshot.as_of) - 1
            if over > HAIR_DAYS:
                late[id] = over
    return late


def _gone(network: Network, own: Programmed, why: Unplannable) -> str:
    """Of work that nobody is there to finish: who leaves, and when."""
    item = network.snapshot.find("work", own.ids[why.items[0]]) if why.kind == "endless" else None
    return why_never(network, item) if isinstance(item, WorkItem) else ""


def _unplanned(network: Network, own: Programmed, compiled: Compiled, names: Names) -> tuple[Unplanned, ...]:
    """What the network could not take in, then what the plan could not."""
    left = [Unplanned((id,), says) for id, says in network.unstaffed.items()]
    left += [Unplanned((id,), says) for id, says in {**network.far, **network.blind}.items()]
    left += [
        Unplanned(
            tuple(own.ids[one] for one in why.items),
            _gone(network, own, why) or unplanned_sentence(why, own.problem, names),
        )
        for why in compiled.unplannable
    ]
    named = {id for one in left for id in one.items} | set(own.ids)
    rest = tuple(one.id for one in network.snapshot.work if one.state in ("todo", "doing") and one.id not in named)
    if rest:
        left.append(Unplanned(rest, "Nothing says how long this takes, or what it waits for cannot be planned."))
    return tuple(left)
