"""Numbers behind the pictures: load of teams by week, date against cost, work done by day."""

import numpy as np
from numpy.typing import NDArray

from leadline.engine.calendars import worked_until
from leadline.engine.dispatch.arrays import ARRIVAL
from leadline.engine.futures import Futures
from leadline.engine.kernels import kernel
from leadline.engine.quantiles import days_of
from leadline.program.outlook import TeamLoad

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Small = NDArray[np.int32]
Singles = NDArray[np.float32]

SAMPLE = 1_000
"""Futures that a picture is drawn from; its lines are no finer."""
POINTS = 2_000
STEP = 0.05
"""From this share of everything on, what is over on one day is a step in the picture, not a slope."""

DATES = 60
WEEKS = 52


def team_loads(played: Futures) -> tuple[TeamLoad, ...]:
    """The median share of each team's working time that is taken, by week until most futures have ended."""
    network = played.network
    members = {one.id: one.team for one in network.snapshot.people if not one.outside}
    teams = sorted({members[id] for id in network.people if members.get(id)})
    if not teams:
        return ()
    futures = min(played.count, SAMPLE)
    weeks = int(np.clip(np.ceil(np.quantile(played.end, 0.8) / 7), 4, WEEKS))
    row_of = np.array([teams.index(members[id]) if members.get(id) else -1 for id in network.people], dtype=np.int64)
    ends = 7 * np.arange(weeks + 1)
    busy = np.zeros((len(teams), weeks, futures))
    plan = network.plan
    rows, pace = np.ascontiguousarray(plan.people["row"]), np.ascontiguousarray(plan.tables["pace"])
    for node in range(len(network.ids)):
        # Those who do it together are of one team as a rule; one of them is remembered.
        hands = float(max(plan.shared["hands"][node], 1))
        _fill(
            busy, row_of, rows, plan.worked, pace, hands, played.start[node], played.effort(node), played.worker[node]
        )
    loads = []
    for number, team in enumerate(teams):
        # Everybody of the team counts, also those whom nothing needs.
        mine = [plan.people["row"][place] for place, id in enumerate(network.people) if members[id] == team]
        capacity = sum((np.diff(plan.worked[row][ends]) for row in mine), start=np.zeros(weeks))
        share = np.median(busy[number], axis=1) / np.where(capacity > 0, capacity, np.inf)
        loads.append(TeamLoad(team, tuple(round(float(one), 4) for one in share)))
    return tuple(loads)


@kernel(
    "void(float64[:,:,::1], int64[::1], int32[::1], float64[:,::1], float64[::1], float64, float32[::1], float64[::1],"
    "int32[::1])"
)
def _fill(
    busy: Floats,
    row_of: Ints,
    calendar: Small,
    worked: Floats,
    pace: Floats,
    hands: float,
    start: Singles,
    effort: Floats,
    worker: Small,
) -> None:
    """Add the working time that one item takes: `busy[team, week, future]` in working days."""
    for future in range(busy.shape[2]):
        person = worker[future]
        if person < 0 or row_of[person] < 0:
            continue
        row = calendar[person]
        begun = worked_until(worked[row], pace[row], start[future])
        ended = begun + effort[future]
        for week in range(min(int(start[future] / 7), busy.shape[1]), busy.shape[1]):
            opens, closes = worked[row, 7 * week], worked[row, 7 * week + 7]
            if opens >= ended:
                break
            busy[row_of[person], week, future] += hands * max(min(ended, closes) - max(begun, opens), 0.0)


def joint_points(played: Futures, ends: Floats, cents: Floats) -> tuple[tuple[int, int], ...]:
    """Day and cost of the program's end in some of the futures in which it comes."""
    chosen = np.flatnonzero(np.isfinite(ends))[:POINTS]
    return tuple(zip(days_of(ends[chosen]).tolist(), np.rint(cents[chosen]).astype(np.int64).tolist(), strict=True))


def burnup(played: Futures) -> tuple[tuple[int, float, float, float, float, float], ...]:
    """
    The P10, P25, P50, P75 and P90 of the share of open work that is done by the morning of some days.

    Work counts when it is finished, with the effort it took.
    """
    network, futures = played.network, min(played.count, POINTS)
    kinds = network.kinds > 0
    if not kinds.any():
        return ()
    nodes = np.flatnonzero(kinds)
    arrives = network.kinds == ARRIVAL
    usual = _usual(played, futures) if arrives.any() else 0.0
    end = max(float(np.quantile(played.end, 0.95)), 1.0)
    evenly = np.ceil(np.linspace(0, end, DATES)).astype(int)
    days = np.unique(np.concatenate([evenly, _steps(played.finish[nodes, :futures], int(evenly[-1]))]))
    # The first of the days by which something is over that is over on a given day.
    place = np.searchsorted(days, np.arange(days[-1] + 1))
    done, total = np.zeros((futures, len(days))), np.zeros(futures)
    for node in nodes.tolist():
        weight = np.full(futures, usual) if arrives[node] else played.effort(node)
        _count(done, total, place, played.finish[node], weight)
    share = np.cumsum(done, axis=1) / np.maximum(total, 1e-9)[:, None]
    levels = np.quantile(share, [0.1, 0.25, 0.5, 0.75, 0.9], axis=0).T
    return tuple(
        (day, *(round(float(one), 4) for one in five)) for day, five in zip(days.tolist(), levels, strict=True)
    )


def _steps(finishes: Singles, last: int) -> Ints:
    """The days up to the last one on which a good part of all is over at once, as on a release day, and the days before."""
    over = np.ceil(finishes[finishes <= last]).astype(np.int64)
    days = np.flatnonzero(np.bincount(np.maximum(over, 0), minlength=1) >= STEP * finishes.size)
    return np.concatenate([days, np.maximum(days - 1, 0)])


def _usual(played: Futures, futures: int) -> float:
    """
    A middling effort of work that has one.

    Work whose effort nobody knows (it arrives on a day) counts like this.
    """
    efforts = [played.effort(node)[:futures] for node in np.flatnonzero(played.network.kinds > 0).tolist()]
    known = np.concatenate(efforts)
    return float(np.median(known[known > 0])) if (known > 0).any() else 1.0


@kernel("void(float64[:,::1], float64[::1], int64[::1], float32[::1], float64[::1])", allocates=False)
def _count(done: Floats, total: Floats, place: Ints, finish: Singles, weight: Floats) -> None:
    """Add the weight of an item to its total and to the first day by which it is done, (futures, days)."""
    for future in range(done.shape[0]):
        total[future] += weight[future]
        if finish[future] <= len(place) - 1:
            done[future, place[int(np.ceil(max(finish[future], np.float32(0.0))))]] += weight[future]
