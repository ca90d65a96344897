"""Cost over time: what is spent by the end of each week, in many futures."""

import numpy as np
from numpy.typing import NDArray

from leadline.engine.calendars import worked_until
from leadline.engine.cost import costs
from leadline.engine.futures import Futures
from leadline.engine.kernels import kernel
from leadline.engine.waits import cost_row

Floats = NDArray[np.float64]
Singles = NDArray[np.float32]
Small = NDArray[np.int32]

FUTURES, CELLS = 1_000, 3_000_000
"""Futures the picture is drawn from in large programs; more as long as nodes times futures are few."""
WEEKS = 156


def spending(played: Futures) -> tuple[tuple[int, int, int, int], ...]:
    """
    By the morning of every seventh day, the P20, P50 and P80 of the cents spent until then; nothing where costs are unknown.

    A person's days cost as they are worked, what is bought when its work starts, a risk when the first work it hits is
    over (at the end where it hits none), and the burn every day until the end. In the last week nineteen of twenty
    futures have ended, so the last line is close to the cost at completion.
    """
    if costs(played) is None:
        return ()
    snapshot = played.network.snapshot
    futures = min(played.count, max(FUTURES, CELLS // max(len(played.network.ids), 1)))
    end = played.end[:futures]
    weeks = int(np.clip(np.ceil(np.quantile(end, 0.95) / 7), 1, WEEKS))
    # What is new in each week, one future beside the other, so that an item writes into one place only.
    fresh = np.zeros((futures, weeks + 1))
    fresh[:, 0] = float(snapshot.spent_cents)
    _people(fresh, played)
    _purchases(fresh, played)
    _risks(fresh, played, end)
    days = 7.0 * np.arange(weeks + 1)
    spent = np.cumsum(fresh, axis=1) + snapshot.burn_cents * np.minimum(days, end[:, None])
    levels = np.quantile(spent, [0.2, 0.5, 0.8], axis=0)
    return tuple(
        (round(day), round(low), round(middle), round(high))
        for day, low, middle, high in zip(days.tolist(), *levels.tolist(), strict=True)
    )


def _people(fresh: Floats, played: Futures) -> None:
    """
    Add what people's days cost in the weeks in which they are worked.

    Of those who do something together only one is remembered: all of them are taken to cost as much, and in the end as much as
    they did.
    """
    plan, people, all_of_it = played.network.plan, np.zeros_like(fresh), np.zeros(len(fresh))
    pace, rows = np.ascontiguousarray(plan.tables["pace"]), np.ascontiguousarray(plan.people["row"])
    rates = np.ascontiguousarray(plan.people["rate"])
    for node in range(len(played.network.ids)):
        own = float(plan.nodes["rate"][node]), int(max(plan.nodes["calendar"][node], 0))
        if own[0] or rates.any():
            start, effort, worker = played.start[node], played.effort(node), played.worker[node]
            hands = float(max(plan.shared["hands"][node], 1))
            _accrue(people, all_of_it, plan.worked, pace, rows, rates, *own, hands, start, effort, worker)
    if (plan.shared["hands"] > 1).any():
        people *= np.where(all_of_it > 0, played.spend[: len(fresh)] / np.maximum(all_of_it, 1e-9), 1.0)[:, None]
    fresh += people


def _purchases(fresh: Floats, played: Futures) -> None:
    """Add what is bought when its work starts."""
    for item in played.network.snapshot.work:
        if item.cost_cents and item.id in played.network.place:
            _paid(fresh, played.start[played.network.place[item.id]], float(item.cost_cents))


def _risks(fresh: Floats, played: Futures, end: Floats) -> None:
    """Add what risks cost when the first work they hit is over."""
    place = played.network.place
    for risk in played.network.snapshot.risks:
        if row := cost_row(risk):
            hit = [place[id] for id in risk.work if id in place]
            when = played.finish[hit].min(axis=0) if hit else end
            _paid(fresh, when, played.source.row(row))


def _paid(fresh: Floats, when: Singles | Floats, cents: Floats | float) -> None:
    """Add an amount in each future in the week by whose morning its day has come; nothing where that is never."""
    futures, weeks = fresh.shape
    week = np.ceil(np.maximum(when[:futures].astype(np.float64), 0.0) / 7.0)
    comes = np.flatnonzero(week < weeks)
    fresh[comes, week[comes].astype(np.int64)] += cents if isinstance(cents, float) else cents[comes]


@kernel(
    "void(float64[:,::1], float64[::1], float64[:,::1], float64[::1], int32[::1], float64[::1], float64, int64, float64,"
    "float32[::1], float64[::1], int32[::1])",
    allocates=False,
)
def _accrue(
    fresh: Floats,
    all_of_it: Floats,
    worked: Floats,
    pace: Floats,
    rows: Small,
    rates: Floats,
    rate_of_nobody: float,
    row_of_nobody: int,
    hands: float,
    start: Singles,
    effort: Floats,
    worker: Small,
) -> None:
    """Add what an item costs in each week, (futures, weeks), until all of it is worked; and all that it costs."""
    for future in range(fresh.shape[0]):
        person = worker[future]
        rate = hands * rates[person] if person >= 0 else rate_of_nobody
        if rate <= 0.0 or effort[future] <= 0.0 or not np.isfinite(start[future]):
            continue
        row = rows[person] if person >= 0 else row_of_nobody
        begun = worked_until(worked[row], pace[row], start[future])
        all_of_it[future] += rate * effort[future]
        before = 0.0
        for week in range(int(start[future] / 7.0) + 1, fresh.shape[1]):
            done = min(worked_until(worked[row], pace[row], 7.0 * week) - begun, effort[future])
            fresh[future, week] += rate * (done - before)
            before = done
            if done >= effort[future]:
                break
