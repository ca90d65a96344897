"""When each work item runs, how much room it has, and how often it decides a date."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from leadline.engine.dispatch import MILESTONE, released_by
from leadline.engine.futures import Futures
from leadline.engine.order import FS, SF, SS
from leadline.engine.quantiles import capped
from leadline.program.outlook import ItemOutlook

Floats = NDArray[np.float64]


def item_outlooks(futures: Futures, criticality: Floats, decides: Mapping[str, Floats]) -> dict[str, ItemOutlook]:
    """
    The outlook of every work item that can be simulated, by id.

    Args:
        futures: as played.
        criticality: share on the chain of the program's end, by node.
        decides: the same for each promised milestone.
    """
    network = futures.network
    feeds = {item.id: item.milestone for item in network.snapshot.work}
    latest, end_sd = latest_starts(futures), float(np.std(capped(futures.end)))
    found = {}
    for node, id in enumerate(network.ids):
        if network.kinds[node] == MILESTONE:
            continue
        most = max(decides, key=lambda one: decides[one][node], default="")
        share = float(decides[most][node]) if most else 0.0
        start_p50 = float(np.quantile(capped(futures.start[node]), 0.5))
        p50, p80, p95 = map(float, np.quantile(capped(futures.finish[node]), [0.5, 0.8, 0.95]))
        room = latest[node][np.isfinite(latest[node])]
        found[id] = ItemOutlook(
            id,
            start_p50,
            p50,
            p80,
            p95,
            criticality=float(criticality[node]),
            decides=share,
            milestone=most if share > 0 else feeds[id],
            effort_p50=float(np.quantile(futures.effort(node), 0.5)),
            sensitivity=float(criticality[node] * np.std(futures.effort(node)) / end_sd) if end_sd else 0.0,
            latest_start_p20=float(np.quantile(room, 0.2)) if len(room) else None,
        )
    return found


def latest_starts(futures: Futures) -> Floats:
    """
    The latest start of each node in each future before anything else moves; infinite where nothing waits for it.

    That is its start and its free float: the time to the first thing that waits for its finish. None is left where it
    held up somebody whom other work then had to wait for.
    """
    network = futures.network
    room = np.full(futures.start.shape, np.inf)
    with np.errstate(invalid="ignore"):
        for edge in network.edges:
            mine = futures.finish if edge.kind not in (SS, SF) else futures.start
            theirs = futures.start if edge.kind in (FS, SS) else futures.finish
            gap = theirs[edge.after] - edge.lag - mine[edge.before]
            np.minimum(room[edge.before], np.where(np.isnan(gap), np.inf, np.maximum(gap, 0.0)), out=room[edge.before])
    columns = np.arange(futures.count)
    for node in range(len(network.ids)):
        by = released_by(futures.driver[node])
        room[by[by >= 0], columns[by >= 0]] = 0.0
    return np.asarray(futures.start + room, dtype=np.float64)
