"""The options of open decisions, tried in the same futures: what each gains, and what waiting costs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from math import floor

import numpy as np
from numpy.typing import NDArray

from leadline.engine.futures import Futures, play_all
from leadline.engine.headline import cost_of_delay, headline
from leadline.engine.items import latest_starts
from leadline.engine.network import compile_network
from leadline.engine.quantiles import capped, quantile
from leadline.program.decisions import Decision, Option
from leadline.program.edits import UnknownSubject, apply_all, read_edit
from leadline.program.outlook import DecisionOutlook, OptionOutlook
from leadline.program.plain import DocumentError
from leadline.program.snapshot import Snapshot

Floats = NDArray[np.float64]

WEEK = 7
"""Days by which a decision is put off to see what a day of waiting costs."""


@dataclass(frozen=True)
class Trial:
    """The futures as they are, and the means to play them again with something changed."""

    played: Futures
    threads: int

    def again(self, snapshot: Snapshot) -> Futures:
        """The same futures of another snapshot."""
        network = compile_network(snapshot, self.played.network.calibration)
        return play_all(network, self.played.source, threads=self.threads)


def decision_outlooks(played: Futures, threads: int = 1) -> dict[str, DecisionOutlook]:
    """The outlook of every open decision that has options or work waiting for it, by id."""
    snapshot = played.network.snapshot
    trial = Trial(played, threads)
    return {
        one.id: _outlook(trial, one)
        for one in snapshot.decisions
        if one.decided_on is None and (one.options or one.work)
    }


def _outlook(trial: Trial, decision: Decision) -> DecisionOutlook:
    played = trial.played
    snapshot = played.network.snapshot
    weights = {
        id: weight for id, weight in headline(snapshot, f"decision:{decision.id}") if played.finish_of(id) is not None
    }
    milestone = next(iter(weights), "")
    now = _taken(snapshot, decision, snapshot.as_of)
    soon = trial.again(now)
    tried = [(option, _gain(trial, now, option, weights)) for option in decision.options]
    known = [(option, gain) for option, gain in tried if gain is not None]
    rate = _rate(snapshot, weights)
    worth = _worth_knowing([gain for option, gain in known if option.meets_musts])
    cents = None
    if rate is not None and worth is not None:
        cents = round(_worth_knowing([gain * rate - o.cost_cents for o, gain in known if o.meets_musts]) or 0.0)
    latest = _latest(soon, decision)
    return DecisionOutlook(
        decision.id,
        milestone,
        tuple(OptionOutlook(o.name, float(gain.mean()), _value(gain, rate, o)) for o, gain in known),
        worth,
        cents,
        latest,
        _loss_a_day(trial, decision, latest, milestone),
    )


def _taken(snapshot: Snapshot, decision: Decision, on: date) -> Snapshot:
    """The program if the decision is taken on a day, as yet without what its option changes."""
    taken = (
        replace(decision, decided_on=on) if on <= snapshot.as_of else replace(decision, needed_by=on, parked_until=None)
    )
    return replace(snapshot, decisions=tuple(taken if one.id == decision.id else one for one in snapshot.decisions))


def _gain(trial: Trial, now: Snapshot, option: Option, weights: Mapping[str, float]) -> Floats | None:
    """
    Days gained in each future by taking this option today; None where its edits do not apply or nothing can be
    foreseen.
    """
    try:
        edited = apply_all(now, [read_edit(edit) for edit in option.edits])
    except (UnknownSubject, DocumentError, ValueError, TypeError):
        return None
    after = trial.again(edited)
    gain = np.zeros(after.count)
    for id, weight in weights.items():
        old, new = trial.played.finish_of(id), after.finish_of(id)
        if old is None or new is None:
            return None
        gain += weight * (capped(old) - capped(new))
    return gain if weights else None


def _worth_knowing(values: Sequence[Floats]) -> float | None:
    """Expected value of perfect information: the mean of the best in each future, less the best mean."""
    if len(values) < 2:
        return None
    table = np.array(values)
    return max(float(table.max(axis=0).mean() - table.mean(axis=1).max()), 0.0)


def _rate(snapshot: Snapshot, weights: Mapping[str, float]) -> float | None:
    """Cents a day of the headline; None where one of its milestones has no cost of delay."""
    rates = [cost_of_delay(snapshot, one) for one in snapshot.milestones if one.id in weights]
    if not rates or any(one is None for one in rates):
        return None
    return sum(
        weights[one.id] * (cost_of_delay(snapshot, one) or 0) for one in snapshot.milestones if one.id in weights
    )


def _value(gain: Floats, rate: float | None, option: Option) -> int | None:
    return None if rate is None else round(float(gain.mean()) * rate - option.cost_cents)


def _latest(soon: Futures, decision: Decision) -> date | None:
    """The last day on which it can be taken so that, in 80 % of futures, nothing moves that waits for it."""
    nodes = [soon.network.place[id] for id in decision.work if id in soon.network.place]
    if not nodes:
        return None
    starts = latest_starts(soon)[nodes].min(axis=0)
    room = quantile(starts, 0.2)
    # Taken on day k it is known at the end of that day, k + 1.
    return None if room is None else soon.network.snapshot.as_of + timedelta(days=max(floor(room) - 1, 0))


def _loss_a_day(trial: Trial, decision: Decision, latest: date | None, milestone: str) -> float:
    """Days the headline's P80 loses for each day it is taken later than the latest day."""
    if latest is None or not milestone:
        return 0.0
    snapshot = trial.played.network.snapshot
    first = max(latest, snapshot.as_of + timedelta(days=1))
    ends = []
    for day in (first, first + timedelta(days=WEEK)):
        finishes = trial.again(_taken(snapshot, decision, day)).finish_of(milestone)
        ends.append(0.0 if finishes is None else quantile(capped(finishes), 0.8) or 0.0)
    return max((ends[1] - ends[0]) / WEEK, 0.0)
