"""The ladder: logic, then people, then risks, then calendars. What each of them adds to the dates, on the same futures."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from leadline.engine.calendars import DAYS
from leadline.engine.dispatch.arrays import Plan
from leadline.engine.futures import Ends, is_logic, play_ends
from leadline.engine.logic import USUAL_PACE, logic_finishes
from leadline.engine.network import Network
from leadline.engine.quantiles import capped, quantile
from leadline.engine.rows import Source
from leadline.program.outlook import Rung

Floats = NDArray[np.float64]

RUNGS = ("logic", "people", "risks", "calendars")
"""
What is added, in this order: what depends on what and how long it takes; that people do one thing after the other;
roadblocks, open decisions and risks; and the days on which nobody works.
"""


def ladder(
    network: Network, source: Source, threads: int = 1, played: Ends | None = None
) -> dict[str, tuple[Rung, ...]]:
    """
    For each milestone that can be foreseen the P50 and P80 it would have on each rung, by id; the last is its forecast.

    Args:
        network: the compiled program.
        source: the draws; some hundred futures are enough, as all rungs share them.
        threads: blocks of futures played at once.
        played: those futures with all that counts, where they have been played already.
    """
    even = replace(network, plan=on_even_days(network.plan))
    finishes = [
        logic_finishes(network, source),
        _finishes(play_ends(even, source, threads=threads, counts=is_logic)),
        _finishes(play_ends(even, source, threads=threads)),
        _finishes(played or play_ends(network, source, threads=threads)),
    ]
    return {id: tuple(_rung(name, own[id]) for name, own in zip(RUNGS, finishes, strict=True)) for id in finishes[0]}


def on_even_days(plan: Plan) -> Plan:
    """The plan with everybody at work on every day, five sevenths of it: a week holds what a usual week holds."""
    worked = np.vstack([plan.worked, USUAL_PACE * np.arange(DAYS + 1)[None]])
    days = np.arange(DAYS + 1, dtype=np.int32)[None]
    whole = np.ceil(np.arange(plan.reached.shape[1]) / USUAL_PACE - 1e-9)[None]
    tables = np.append(plan.tables, np.zeros(1, plan.tables.dtype))
    tables["pace"][-1] = USUAL_PACE
    plan = undivided(plan)
    nodes, people, places = plan.nodes.copy(), plan.people.copy(), plan.places.copy()
    nodes["calendar"], people["row"], places["row"] = len(tables) - 1, len(tables) - 1, len(tables) - 1
    return plan._replace(
        nodes=nodes,
        people=people,
        places=places,
        tables=tables,
        worked=np.ascontiguousarray(worked),
        opens=np.ascontiguousarray(np.vstack([plan.opens, days])),
        reached=np.ascontiguousarray(np.vstack([plan.reached, np.minimum(whole, DAYS).astype(np.int32)])),
    )


def undivided(plan: Plan) -> Plan:
    """The plan with everybody in one piece: what projects have claimed of them is theirs again, for one thing at a time."""
    places, people = plan.places.copy(), plan.people.copy()
    places["person"] = people["whole"][places["person"]]
    count = np.bincount(places["person"], minlength=len(people))
    people["last"] = np.cumsum(count)
    people["first"] = people["last"] - count
    order = np.argsort(places["person"], kind="stable").astype(np.int32)
    return plan._replace(places=places, people=people, places_of=order)


def _finishes(ends: Ends) -> Mapping[str, Floats]:
    return {id: ends.played.finish[ends.row_of[id]].astype(np.float64) for id in ends.network.milestones}


def _rung(name: str, finishes: Floats) -> Rung:
    return Rung(name, quantile(capped(finishes), 0.5) or 0.0, quantile(capped(finishes), 0.8) or 0.0)
