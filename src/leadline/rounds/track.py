"""The track record a round keeps: how true the program's forecasts were until now, and what accepted remedies brought."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from leadline.engine.forecast.history import History
from leadline.engine.forecast.replay import replay
from leadline.engine.forecast.said import Said
from leadline.engine.forecast.since import since
from leadline.engine.forecast.track import score
from leadline.engine.replay_releases import replay_releases
from leadline.program.snapshot import Snapshot
from leadline.program.track_record import CleanUp, Delivered, Score, TrackRecord
from leadline.record.access import SYSTEM, for_
from leadline.record.models import Acceptance, Forecast, Program

MOST = 200_000
"""Forecasts that are read at most, the newest first: a program of 500 milestones and a round a day has so many in a year."""


def track_record(program: Program, snapshot: Snapshot, history: History | None = None) -> TrackRecord:
    """A program's own record on the day of a snapshot: what it lived by and what is replayed, never mixed."""
    history = history or History.of(snapshot)
    live, replayed = (
        _scored(_published(program, snapshot.as_of), snapshot),
        _scored([*replay(snapshot, history), *replay_releases(snapshot)], snapshot),
    )
    return TrackRecord(snapshot.as_of, live, replayed, _delivered(program), _clean_ups(history))


def _scored(said: Iterable[Said], snapshot: Snapshot) -> Score:
    found = score(said, snapshot.as_of)
    return replace(found, misses=tuple(replace(one, why=since(snapshot, one)) for one in found.misses))


def _published(program: Program, today: date) -> Iterator[Said]:
    rows = for_(SYSTEM).rows(Forecast, program).filter(made_on__lte=today).order_by("-made_on", "-id")
    columns = ("question", "subject", "made_on", "quantiles", "happened_on", "resolution", "due", "odds", "naive")
    for question, subject, made_on, days, happened_on, resolution, *rest in rows.values_list(*columns)[:MOST]:
        yield Said(question, subject, made_on, days, happened_on, resolution == "dropped", *rest)


def _clean_ups(history: History) -> tuple[CleanUp, ...]:
    counted = Counter(history.resolved[history.cleaned].astype(int).tolist())
    return tuple(CleanUp(date.fromordinal(day), count) for day, count in sorted(counted.items()))


def _delivered(program: Program) -> Delivered:
    """Days of accepted remedies at their price, and of those that were looked back at what came; what was undone is left out."""
    found = Delivered()
    rows = for_(SYSTEM).rows(Acceptance, program).exclude(state="undone")
    for price, delivered in rows.values_list("price", "delivered"):
        found = replace(found, accepted=found.accepted + 1)
        if price and delivered and "days" in delivered:
            found = replace(
                found,
                looked_back=found.looked_back + 1,
                promised_days=found.promised_days + float(price["days"]),
                delivered_days=found.delivered_days + float(delivered["days"]),
            )
    return found
