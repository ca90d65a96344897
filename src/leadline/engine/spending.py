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

SAMPLE = 1_000
"""Futures the picture is drawn from; its lines are no finer."""
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
    network, snapshot = played.network, played.network.snapshot
    futures = min(played.count, SAMPLE)
    end = played.end[:futures]
    weeks = int(np.clip(np.ceil(np.quantile(end, 0.95) / 7), 1, WEEKS))
    days = 7.0 * np.arange(weeks + 1)
    spent = np.full((weeks + 1, futures), float(snapshot.spent_cents))
    spent += snapshot.burn_cents * np.minimum(days[:, None], end)
    bought = {item.id: item.cost_cents for item in snapshot.work}
    plan = network.plan
    pace, rows = np.ascontiguousarray(plan.tables["pace"]), np.ascontiguousarray(plan.people["row"])
    rates = np.ascontiguousarray(plan.people["rate"])
    for node, id in enumerate(network.ids):
        start = played.start[node][:futures]
        if bought.get(id):
            spent += np.where(start <= days[:, None], float(bought[id]), 0.0)
        own = float(plan.nodes["rate"][node]), int(max(plan.nodes["calendar"][node], 0))
        if own[0] or rates.any():
            _accrue(spent, plan.worked, pace, rows, rates, *own, start, played.effort(node), played.worker[node])
    for risk in snapshot.risks:
        if row := cost_row(risk):
            hit = [network.place[id] for id in risk.work if id in network.place]
            when = played.finish[hit][:, :futures].min(axis=0) if hit else end
            spent += np.where(when <= days[:, None], played.source.row(row)[:futures], 0.0)
    levels = np.quantile(spent, [0.2, 0.5, 0.8], axis=1)
    return tuple(
        (round(day), round(low), round(middle), round(high))
        for day, low, middle, high in zip(days.tolist(), *levels.tolist(), strict=True)
    )


@kernel(
    "void(float64[:,::1], float64[:,::1], float64[::1], int32[::1], float64[::1], float64, int64, float32[::1],"
    "float64[::1], int32[::1])",
    allocates=False,
)
def _accrue(
    spent: Floats,
    worked: Floats,
    pace: Floats,
    rows: Small,
    rates: Floats,
    rate_of_nobody: float,
    row_of_nobody: int,
    start: Singles,
    effort: Floats,
    worker: Small,
) -> None:
    """Add what an item has cost by each seventh day, (weeks, futures)."""
    for future in range(spent.shape[1]):
        person = worker[future]
        rate = rates[person] if person >= 0 else rate_of_nobody
        if rate <= 0.0 or effort[future] <= 0.0 or not np.isfinite(start[future]):
            continue
        row = rows[person] if person >= 0 else row_of_nobody
        begun = worked_until(worked[row], pace[row], start[future])
        for week in range(int(start[future] / 7.0), spent.shape[0]):
            done = worked_until(worked[row], pace[row], 7.0 * week) - begun
            spent[week, future] += rate * min(max(done, 0.0), effort[future])
