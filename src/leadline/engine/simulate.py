"""One simulation of a program: thousands of futures, and all that they say together."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

import leadline
from leadline.engine.bottlenecks import bottlenecks
from leadline.engine.calibrate import Calibration, calibrate
from leadline.engine.choices import decision_outlooks
from leadline.engine.cost import cost_outlook, costs
from leadline.engine.critical import drivers, last_of, merge_days, on_chain
from leadline.engine.exposure import exposures
from leadline.engine.futures import Futures, affordable, first_of, play_all
from leadline.engine.handoffs import handoffs
from leadline.engine.items import item_outlooks
from leadline.engine.joint import held, joint_confidence, packed
from leadline.engine.ladder import ladder
from leadline.engine.network import Network, compile_network
from leadline.engine.never import blinded, never_done
from leadline.engine.pictures import burnup, joint_points, team_loads
from leadline.engine.quantiles import milestone_outlook
from leadline.engine.rows import Source
from leadline.engine.spending import spending
from leadline.program.outlook import MilestoneOutlook, Outlook, Rung
from leadline.program.snapshot import Snapshot

Floats = NDArray[np.float64]
Progress = Callable[[float], None]

TRIAL_FUTURES, FEWEST_TRIALS, TRIAL_SIZE = 2_000, 200, 2_000_000
"""Futures in which risks and the options of decisions are tried: fewer in large programs, by nodes times futures."""

SURE = 0.8
"""The share of futures in which a program must come to an end for its cost to be told."""

ENGINE = f"{leadline.__version__}/4"
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
        futures: how many; very large programs get fewer (`affordable`), and the outlook says how many they were.
        calibration: how estimates are read; by default what `calibrate` makes of the snapshot.
        threads: blocks of futures played at once; the answer is the same.
        progress: told the share that is done.

    Returns:
        The outlook. It is never refused: what cannot be foreseen is blind in it, with the reason.
    """
    known = calibration or calibrate(snapshot)
    network = compile_network(snapshot, known)
    played = play_all(network, Source(seed, affordable(futures, network), snapshot.id), threads=threads)
    sample = _sample(played)
    steps = (_dates, _money, _trials, _drawings)
    never = never_done(played)
    parts: dict[str, Any] = {}
    for number, step in enumerate(steps):
        parts |= step(played, sample, threads)
        if progress:
            progress((number + 1) / len(steps))
    blind = blinded(played, never)
    parts["milestones"] = {id: _told(one, blind.get(id, "")) for id, one in parts["milestones"].items()}
    return Outlook(
        as_of=snapshot.as_of,
        seed=seed,
        futures=played.count,
        engine=ENGINE,
        unstaffed={**played.network.unstaffed, **never},
        **parts,
    )


def _dates(played: Futures, sample: Futures, threads: int) -> dict[str, Any]:
    """When milestones are reached and work runs, and what decides it."""
    network = played.network
    chains = {id: on_chain(played, [node]) for id, node in network.milestones.items()}
    promised = {id: chains[id] for id in held(played)}
    return {
        "milestones": _milestones(played, chains, ladder(network, sample.source, threads, sample)),
        "items": item_outlooks(played, on_chain(played, end_nodes(played)), promised or chains),
        "end": _end(played),
        "pools": bottlenecks(played, last_of(played, end_nodes(played))),
        "handoffs": handoffs(sample, [network.milestones[id] for id in promised or chains]),
    }


def _money(played: Futures, sample: Futures, threads: int) -> dict[str, Any]:
    """Cost at completion, and the odds that all promises hold together, within the budget too."""
    budget = played.network.snapshot.budget_cents
    holds, cents = held(played), costs(played)
    found: dict[str, Any] = {"joint": joint_confidence(holds), "holds": {id: packed(own) for id, own in holds.items()}}
    if cents is None or np.mean(np.isfinite(_ends(played))) < SURE:
        # What a program costs that has no end in many futures, nobody knows.
        return found
    points = joint_points(played, _ends(played), cents)
    found |= {"cost": cost_outlook(cents), "joint_points": points, "spending": spending(played)}
    return found | ({} if budget is None else {"joint_with_cost": joint_confidence(holds, cents <= budget)})


def _sample(played: Futures) -> Futures:
    """The first futures, in which things are tried: differences between equal futures need fewer of them."""
    few = min(played.count, TRIAL_FUTURES, max(TRIAL_SIZE // max(len(played.network.ids), 1), FEWEST_TRIALS))
    return played if few == played.count else first_of(played, few)


def _trials(played: Futures, sample: Futures, threads: int) -> dict[str, Any]:
    """Risks and decisions, tried."""
    return {"risks": exposures(sample, threads), "decisions": decision_outlooks(sample, threads)}


def _drawings(played: Futures, sample: Futures, threads: int) -> dict[str, Any]:
    return {"load": team_loads(played), "burnup": burnup(played)}


def end_nodes(played: Futures) -> list[int]:
    """The nodes that make the program's end: its open milestones, or all its work where it has none."""
    if any(one.done_on is None for one in played.network.snapshot.milestones):
        return list(played.network.milestones.values())
    return list(range(len(played.network.ids)))


def _milestones(
    played: Futures, chains: Mapping[str, Floats], rungs: Mapping[str, tuple[Rung, ...]]
) -> dict[str, MilestoneOutlook]:
    network = played.network
    as_of, labels = network.snapshot.as_of, _labels(network)
    found = {id: MilestoneOutlook(id, as_of, blind=says) for id, says in network.blind.items()}
    for id, node in network.milestones.items():
        own = milestone_outlook(id, as_of, played.finish[node], labels[id])
        found[id] = replace(
            own, drivers=drivers(played, node, chains[id]), ladder=rungs[id], merge_days=merge_days(played, node)
        )
    return dict(sorted(found.items()))


def _labels(network: Network) -> Mapping[str, str]:
    """On what the odds of each milestone rest: on releases where its own work travels on one, else on work that is finished."""
    own, known = network.snapshot.work, network.calibration
    trains = {one.milestone for one in own if one.state in ("todo", "doing") and one.release_class and one.release_on}
    return {id: known.release_label if id in trains else known.label for id in network.milestones}


def _told(one: MilestoneOutlook, why: str) -> MilestoneOutlook:
    """A milestone that is reached in no future says why, in place of odds."""
    return MilestoneOutlook(one.id, one.as_of, blind=why) if why and not one.blind else one


def _end(played: Futures) -> MilestoneOutlook:
    """When the program ends: its open milestones together, or its open work where it has none."""
    network, nodes = played.network, end_nodes(played)
    snapshot = network.snapshot
    what, open_ones = "milestones", [one.id for one in snapshot.milestones if one.done_on is None]
    if not open_ones:
        what, open_ones = "work items", [item.id for item in snapshot.work if item.state in ("todo", "doing")]
    blind = sum(id not in network.place for id in open_ones)
    if not nodes:
        why = f"None of the {blind} open {what} has a forecast." if blind else "Nothing in this program is open."
        return MilestoneOutlook(snapshot.id, snapshot.as_of, blind=why)
    label = network.calibration.label
    if blind:
        label += f"; without {blind} of {len(open_ones)} open {what}, which have no forecast"
    return milestone_outlook(snapshot.id, snapshot.as_of, _ends(played), label)


def _ends(played: Futures) -> Floats:
    """The finish of the program's last node in each future."""
    nodes = end_nodes(played)
    return np.asarray(played.finish[nodes].max(axis=0), dtype=np.float64) if nodes else np.zeros(played.count)
