"""What each future costs: people's days, what is bought, risks that happen, and the burn until the end."""

import numpy as np
from numpy.typing import NDArray

from leadline.engine.futures import Ends
from leadline.engine.waits import cost_row
from leadline.program.outlook import CostOutlook

Floats = NDArray[np.float64]


def costs(ends: Ends, *, without: str = "") -> Floats | None:
    """
    Cents at completion in each future, money already spent included; None where nothing in the program says what
    anything costs.

    Args:
        ends: as played.
        without: a risk (`risk:…`) whose cost is left out.
    """
    network = ends.network
    snapshot = network.snapshot
    bought = sum(item.cost_cents for item in snapshot.work if item.id in network.place)
    risky = any(cost_row(risk) for risk in snapshot.risks)
    if not (snapshot.burn_cents or bought or risky or any(one.day_rate_cents for one in snapshot.people)):
        return None
    total = snapshot.spent_cents + bought + snapshot.burn_cents * ends.end + ends.spend
    for risk in snapshot.risks:
        row = cost_row(risk)
        if row and f"risk:{risk.id}" != without:
            total += ends.source.row(row)
    return np.asarray(total, dtype=np.float64)


def cost_outlook(cents: Floats) -> CostOutlook:
    """The 101 quantiles of a cost."""
    return CostOutlook(tuple(round(float(value)) for value in np.quantile(cents, np.linspace(0.0, 1.0, 101))))
