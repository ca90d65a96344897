"""What each risk costs, tried: the same futures with it and without it."""

from collections.abc import Iterator
from dataclasses import replace

from leadline.engine.cost import costs
from leadline.engine.futures import Ends, play_ends
from leadline.engine.headline import headline
from leadline.engine.network import compile_network
from leadline.engine.quantiles import capped, quantile
from leadline.engine.waits import cost_row, delay_row
from leadline.program.commitments import commitments
from leadline.program.outlook import RiskOutlook
from leadline.program.risks import Risk

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
    """The futures in which the risk delays nothing; played again only where it hits something."""
    subject = f"risk:{risk.id}"
    if any(own == subject for rows in played.network.delays for own, _ in rows):
        return play_ends(played.network, played.source, threads=threads, counts=lambda one: one != subject)
    return played


def _mitigated(played: Ends, without: Ends, risk: Risk, milestone: str, threads: int) -> float | None:
    """The days it would still cost once its response is done; None where no response says so."""
    answer = risk.response
    if not milestone or not answer or answer.done or (answer.probability is None and answer.delay is None):
        return None
    done = replace(risk, response=replace(answer, done=True))
    snapshot = played.network.snapshot
    changed = replace(snapshot, risks=tuple(done if one.id == risk.id else one for one in snapshot.risks))
    after = play_ends(compile_network(changed, played.network.calibration), played.source, threads=threads)
    return _later(after, without, milestone)


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
