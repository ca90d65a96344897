"""What each future costs: people's days, what is bought, risks that happen, and the burn until the end."""

import numpy as np
from numpy.typing import NDArray

from leadline.engine.futures import Futures
from leadline.engine.kernels import kernel
from leadline.engine.waits import cost_row
from leadline.program.outlook import CostOutlook

Floats = NDArray[np.float64]
Small = NDArray[np.int32]


def costs(futures: Futures, *, without: str = "") -> Floats | None:
    """
    Cents at completion in each future, money already spent included; None where nothing in the program says what
    anything costs.

    Args:
        futures: as played.
        without: a risk (`risk:…`) whose cost is left out.
    """
    network = futures.network
    snapshot = network.snapshot
    rates = {one.id: one.day_rate_cents for one in snapshot.people}
    items = {one.id: one for one in snapshot.work}
    bought = sum(items[id].cost_cents for id in network.ids if id in items)
    if not (snapshot.burn_cents or bought or any(rates.values())):
        return None
    total = np.full(futures.count, float(snapshot.spent_cents + bought))
    total += snapshot.burn_cents * last_finish(futures)
    by_person = np.array([float(rates[id] or 0) for id in network.people])
    for node, id in enumerate(network.ids):
        if id in items and any(rates.values()):
            # Somebody outside is no resource, so no worker is recorded: the rate is that of whom it is assigned to.
            _spend(
                total, futures.effort(node), futures.worker[node], by_person, float(rates.get(items[id].assignee) or 0)
            )
    for risk in snapshot.risks:
        row = cost_row(risk)
        if row and f"risk:{risk.id}" != without:
            total += futures.source.row(row)
    return total


@kernel("void(float64[::1], float64[::1], int32[::1], float64[::1], float64)", allocates=False)
def _spend(total: Floats, effort: Floats, worker: Small, rates: Floats, nobody: float) -> None:
    """Add what an item costs in each future: its effort at the rate of who does it, `nobody` where no one is named."""
    for future in range(len(total)):
        total[future] += effort[future] * (nobody if worker[future] < 0 else rates[worker[future]])


def last_finish(futures: Futures) -> Floats:
    """Days until the last thing is done that is ever done, one value a future; 0 where nothing is open."""
    if not len(futures.finish):
        return np.zeros(futures.count)
    return np.asarray(np.where(np.isfinite(futures.finish), futures.finish, 0.0).max(axis=0), dtype=np.float64)


def cost_outlook(cents: Floats) -> CostOutlook:
    """The 101 quantiles of a cost."""
    return CostOutlook(tuple(round(float(value)) for value in np.quantile(cents, np.linspace(0.0, 1.0, 101))))
