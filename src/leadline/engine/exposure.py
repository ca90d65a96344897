"""What each risk costs, tried: the same futures with it and without it."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from leadline.engine.cost import costs
from leadline.engine.futures import Ends, play_again
from leadline.engine.headline import headline
from leadline.engine.network import Network, compile_network
from leadline.engine.quantiles import capped, quantile
from leadline.engine.rows import Source
from leadline.engine.waits import cost_row, delay_row
from leadline.program.commitments import commitments
from leadline.program.outlook import RiskOutlook
from leadline.program.risks import Risk

Floats = NDArray[np.float64]

LEVEL = 0.8


def exposures(played: Ends, threads: int = 1) -> dict[str, RiskOutlook]:
    """The exposure to every open risk that somebody has put numbers on, by id."""
    network = played.network
    found = {}
    for risk in network.snapshot.risks:
        if delay_row(risk, network.calibration) or cost_row(risk):
            found[risk.id] = _exposure(played, risk, threads)
    return found


def _exposure(played: Ends, risk: Risk, threads: int) -> RiskOutlook:
    subject = f"risk:{risk.id}"
    without = _without(played, risk, threads)
    days = {id: _later(played, without, id) for id in _promised(played)}
    fed = next((id for id, _ in headline(played.network.snapshot, subject) if id in days), "")
    worst = max(days, key=lambda id: (days[id], id == fed, id), default="")
    return RiskOutlook(
        risk.id,
        worst,
        days.get(worst, 0.0),
        round(_dearer(played, without, subject)),
        _mitigated(played, without, risk, worst, threads),
    )


def _without(played: Ends, risk: Risk, threads: int) -> Ends:
    """The futures in which the risk delays nothing; played again only those in which it does."""
    subject = f"risk:{risk.id}"
    hits = _hits(played.network, played.source, subject)
    where = np.any([days != 0 for days in hits.values()], axis=0) if hits else np.zeros(played.count, bool)
    if not where.any():
        return played
    return play_again(played, played.network, where, threads=threads, counts=lambda one: one != subject)


def _mitigated(played: Ends, without: Ends, risk: Risk, milestone: str, threads: int) -> float | None:
    """The days it would still cost once its response is done; None where no response says so."""
    answer = risk.response
    if not milestone or not answer or answer.done or (answer.probability is None and answer.delay is None):
        return None
    done = replace(risk, response=replace(answer, done=True))
    network, snapshot, subject = played.network, played.network.snapshot, f"risk:{risk.id}"
    changed = replace(snapshot, risks=tuple(done if one.id == risk.id else one for one in snapshot.risks))
    compiled = compile_network(changed, network.calibration, network)
    before, after = (_hits(one, played.source, subject) for one in (network, compiled))
    if compiled.ids != network.ids:
        raise AssertionError("A response changes what a risk costs and nothing of the network.")
    differ = [before.get(node, 0.0) != after.get(node, 0.0) for node in {*before, *after}]
    where = np.any(np.broadcast_arrays(*differ), axis=0) if differ else np.zeros(played.count, bool)
    return _later(play_again(played, compiled, where, threads=threads), without, milestone)


def _hits(network: Network, source: Source, subject: str) -> dict[int, Floats]:
    """The days by which a subject delays each node it hits, in every future."""
    found: dict[int, Floats] = {}
    for node, rows in enumerate(network.delays):
        for own, row in rows:
            if own == subject:
                found[node] = found.get(node, 0.0) + source.row(row)
    return found


def _promised(played: Ends) -> Iterator[str]:
    """The milestones that a risk is judged by: those promised that can be foreseen, or all where none is."""
    known = played.network.milestones
    yield from [id for id in commitments(played.network.snapshot) if id in known] or known


def _later(played: Ends, other: Ends, milestone: str) -> float:
    """Days by which a milestone's P80 is later than in other futures."""
    mine, theirs = played.finish_of(milestone), other.finish_of(milestone)
    if mine is None or theirs is None:
        return 0.0
    return (quantile(capped(mine), LEVEL) or 0.0) - (quantile(capped(theirs), LEVEL) or 0.0)


def _dearer(played: Ends, other: Ends, subject: str) -> float:
    mine, theirs = costs(played), costs(other, without=subject)
    if mine is None or theirs is None:
        return 0.0
    return (quantile(mine, LEVEL) or 0.0) - (quantile(theirs, LEVEL) or 0.0)
