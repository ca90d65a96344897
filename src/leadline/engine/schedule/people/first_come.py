"""What comes of a program's list where nobody follows a plan: whoever is free takes the first thing that is ready."""

import numpy as np

from leadline.engine.calendars import NEVER, TICKS, ticks
from leadline.engine.dispatch.arrays import NOBODY, SEVERAL, room
from leadline.engine.dispatch.one_future import play_one
from leadline.engine.network import Network
from leadline.engine.schedule.people.layout import Floats, Ints
from leadline.engine.schedule.people.problem import FirstCome
from leadline.engine.schedule.people.programs import middling


def first_come(network: Network) -> FirstCome:
    """
    The one future in which everything is middling, as it is planned: see `middling`.

    Args:
        network: the program.

    Returns:
        Of each node when it starts, when the work on it ends, and who does it (places in `Crew.people`).
    """
    plan, own = network.plan, room(network.plan)
    own.nodes["effort"] = [middling(row) if row else 0.0 for row in network.lengths]
    own.nodes["may_start"] = [
        ticks(max((middling(row) for _, row in rows), default=0.0)) if rows else 0 for rows in network.waits
    ]
    own.nodes["late"] = [ticks(sum(middling(row) for _, row in rows)) if rows else 0 for rows in network.delays]
    play_one(
        own.nodes, plan.shared, plan.edges, own.pools, own.places, plan.spans, own.people, plan.places_of, own.tables,
        plan.worked, plan.opens, plan.reached, own.bits, own.queue, own.at_once, own.sizes, own.ready, own.called,
        own.crew, own.held, own.aside,
    )  # fmt: skip
    crew = network.roster.crew
    places = [n for n, one in enumerate(crew.people) if not one.outside and crew.timetable[n] >= 0]
    several = own.nodes["links"] & SEVERAL != 0
    people: list[tuple[int, ...]] = []
    for node, worker in enumerate(own.nodes["worker"].tolist()):
        first = int(plan.shared["crew"][node])
        hands = own.crew[first : first + int(plan.shared["hands"][node])].tolist() if several[node] else [worker]
        people.append(() if worker == NOBODY else tuple(places[one] for one in hands))
    start, finish = _days(own.nodes["start"]), _days(own.nodes["finish"] - own.nodes["late"])
    return FirstCome(start.tolist(), finish.tolist(), people)


def _days(times: Ints) -> Floats:
    """Days; what comes later than anything is foreseen is infinite."""
    return np.asarray(np.where(times < NEVER // 2, times / TICKS, np.inf), dtype=np.float64)
