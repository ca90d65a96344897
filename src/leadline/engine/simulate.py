"""One simulation of a program: thousands of futures, and all that they say together."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np

import leadline
from leadline.engine.calibrate import Calibration, calibrate
from leadline.engine.cost import cost_outlook, costs
from leadline.engine.critical import drivers, on_chain
from leadline.engine.futures import Futures, play_all
from leadline.engine.items import item_outlooks
from leadline.engine.joint import held, joint_confidence, packed
from leadline.engine.network import compile_network
from leadline.engine.quantiles import milestone_outlook
from leadline.engine.rows import Source
from leadline.program.outlook import MilestoneOutlook, Outlook
from leadline.program.snapshot import Snapshot

Progress = Callable[[float], None]

ENGINE = f"{leadline.__version__}/1"
"""Version of the arithmetic, kept with every result: equal seeds and engines give equal answers."""


def simulate(
    snapshot: Snapshot,
    *,
    seed: int,
    futures: int = 10_000,
    calibration: Calibration | None = None,
    threads: int = 1,
    progress: Progress | None = None,
) -> Outlook:
    """
    What thousands of futures of a program say about its milestones, costs, risks and decisions.

    Args:
        snapshot: the program.
        seed: the futures. Two programs with one seed share the luck of everything that has the same name in both.
        futures: how many.
        calibration: how estimates are read; by default what `calibrate` makes of the snapshot.
        threads: blocks of futures played at once; the answer is the same.
        progress: told the share that is done.

    Returns:
        The outlook. It is never refused: what cannot be foreseen is blind in it, with the reason.
    """
    known = calibration or calibrate(snapshot)
    network = compile_network(snapshot, known)
    played = play_all(network, Source(seed, futures), threads=threads)
    _tell(progress, 0.4)
    outlook = _outlook(played)
    _tell(progress, 1.0)
    return outlook


def _outlook(played: Futures) -> Outlook:
    network = played.network
    snapshot, source = network.snapshot, played.source
    chains = {id: on_chain(played, [node]) for id, node in network.milestones.items()}
    holds = held(played)
    cents = costs(played)
    budget = snapshot.budget_cents
    within = None if cents is None or budget is None else cents <= budget
    return Outlook(
        as_of=snapshot.as_of,
        seed=source.seed,
        futures=source.futures,
        engine=ENGINE,
        milestones=_milestones(played, chains),
        items=item_outlooks(played, on_chain(played, end_nodes(played)), {id: chains[id] for id in holds} or chains),
        end=_end(played),
        cost=None if cents is None else cost_outlook(cents),
        joint=joint_confidence(holds),
        joint_with_cost=None if within is None else joint_confidence(holds, within),
        holds={id: packed(own) for id, own in holds.items()},
        unstaffed=network.unstaffed,
    )


def end_nodes(played: Futures) -> list[int]:
    """The nodes that make the program's end: its open milestones, or all its work where it has none."""
    if any(one.done_on is None for one in played.network.snapshot.milestones):
        return list(played.network.milestones.values())
    return list(range(len(played.network.ids)))


def _milestones(played: Futures, chains: dict[str, np.ndarray]) -> dict[str, MilestoneOutlook]:
    network = played.network
    as_of, label = network.snapshot.as_of, network.calibration.label
    found = {id: MilestoneOutlook(id, as_of, blind=says) for id, says in network.blind.items()}
    for id, node in network.milestones.items():
        own = milestone_outlook(id, as_of, played.finish[node], label)
        found[id] = replace(own, drivers=drivers(played, node, chains[id]))
    return dict(sorted(found.items()))


def _end(played: Futures) -> MilestoneOutlook:
    network, nodes = played.network, end_nodes(played)
    snapshot, blind = network.snapshot, len(network.blind)
    if not nodes:
        why = f"None of the {blind} open milestones has a forecast." if blind else "Nothing in this program is open."
        return MilestoneOutlook(snapshot.id, snapshot.as_of, blind=why)
    label = network.calibration.label
    if blind:
        label += f"; without {blind} of {blind + len(network.milestones)} open milestones, which have no forecast"
    return milestone_outlook(snapshot.id, snapshot.as_of, played.finish[nodes].max(axis=0), label)


def _tell(progress: Progress | None, share: float) -> None:
    if progress:
        progress(share)
