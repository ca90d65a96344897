"""The forecasts of the ledger: what a round foresees of milestones and from the program's own history, and how it ended."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from hashlib import sha256

from django.db.models import QuerySet

from leadline.engine.forecast.history import OVER, Foreseen, History, foresee
from leadline.engine.forecast.levels import KEPT
from leadline.engine.forecast.truth import DROPPED, OPEN, REACHED, End, Truth
from leadline.program.commitments import commitment
from leadline.program.finished import all_over, reached_on
from leadline.program.outlook import MilestoneOutlook
from leadline.program.snapshot import Snapshot
from leadline.program.work import Milestone
from leadline.record.access import SYSTEM, for_
from leadline.record.models import Forecast, Program, Round
from leadline.rounds.look import Look

FROM_HISTORY = ("item", "scope", "pace")
"""Questions that are asked of the history, at most once a week of each thing: a row a day is no more evidence."""


def forecasts(program: Program, round: Round, seen: Look, history: History) -> list[Forecast]:
    """
    The lines a round adds to the ledger, not saved yet: one a milestone that has a forecast, and what the history says this week.

    Args:
        program: whose ledger.
        round: that foresees, with its snapshot.
        seen: what it saw.
        history: of the snapshot it saw.
    """
    lines = [*_milestones(round, seen), *_from_history(program, round, history)]
    for one in lines:
        one.program, one.round_number, one.made_on = program, round.number, round.as_of
        one.seed, one.engine, one.snapshot_hash = round.seed, round.engine, round.snapshot_hash
    return lines


def keep(program: Program, lines: Iterable[Forecast]) -> None:
    """Publish them: from now on they change only in how they ended."""
    for_(SYSTEM).into(Forecast, program).bulk_create(lines, batch_size=500)


def _milestones(round: Round, seen: Look) -> Iterator[Forecast]:
    known = {one.id: one for one in seen.snapshot.milestones}
    made_from = _hash(sha256(round.snapshot or b"").hexdigest(), round.seed, round.futures, round.engine)
    over = all_over(seen.snapshot)
    for id, foreseen in seen.outlook.milestones.items():
        # What only waits to be called reached is no forecast: it would count as a miss each week until somebody does.
        if foreseen.blind or id in over:
            continue
        promise = commitment(seen.snapshot, id)
        due = promise.due if promise else None
        yield Forecast(
            subject=id,
            due=due,
            odds=foreseen.odds_of(due) if due else None,
            quantiles=[_day(foreseen, share) for share in KEPT],
            naive=_planned(known.get(id), due, round.as_of),
            inputs=made_from,
        )


def _day(foreseen: MilestoneOutlook, share: float) -> int | None:
    found = foreseen.date_at(share)
    return (found - foreseen.as_of).days if found else None


def _planned(milestone: Milestone | None, due: date | None, today: date) -> int | None:
    """Days to the promised day, or else to that of the baseline; one that has passed means today. None where there is none."""
    planned = due or (milestone.baseline_on if milestone else None)
    return max((planned - today).days, 0) if planned else None


def _from_history(program: Program, round: Round, history: History) -> Iterator[Forecast]:
    found = foresee(history, round.as_of.toordinal())
    monday = round.as_of - timedelta(days=round.as_of.weekday())
    rows = for_(SYSTEM).rows(Forecast, program).filter(question__in=FROM_HISTORY, made_on__gte=monday)
    said = set(rows.filter(made_on__lt=monday + timedelta(days=7)).values_list("question", "subject"))
    for one in found:
        if (one.question, one.subject) not in said:
            yield _line(one, _hash(history.digest, one.made_on, one.question, one.subject, round.engine))


def _line(one: Foreseen, made_from: str) -> Forecast:
    return Forecast(
        question=one.question,
        subject=one.subject,
        quantiles=list(one.days),
        naive=one.naive,
        about=list(one.about),
        count=one.count,
        inputs=made_from,
    )


def _hash(*parts: object) -> str:
    return sha256("\n".join(map(str, parts)).encode()).hexdigest()


def resolve(program: Program, snapshot: Snapshot) -> None:
    """Fill in how forecasts ended of which that is known now; nothing else of them ever changes. What was opened again has not ended."""
    _open_again(program, snapshot)
    waiting = for_(SYSTEM).rows(Forecast, program).filter(resolution="")
    milestones = reached_on(snapshot)
    network = for_(SYSTEM).into(Forecast, program).filter(question="network", resolution="")
    for subject in set(network.values_list("subject", flat=True)):
        _close(network.filter(subject=subject), _end(milestones, subject), snapshot.as_of)
    ended: dict[End, list[int]] = defaultdict(list)
    columns = ("pk", "question", "subject", "about", "count", "made_on")
    rows = list(waiting.filter(question__in=FROM_HISTORY).values_list(*columns))
    truth = Truth(snapshot, History.of(snapshot)) if rows else None
    for pk, *asked in rows:
        if truth:
            ended[truth.of(*asked)].append(pk)
    for end, pks in ended.items():
        for start in range(0, len(pks), 500):
            own = for_(SYSTEM).into(Forecast, program).filter(pk__in=pks[start : start + 500])
            _close(own, end, snapshot.as_of)


def _end(milestones: dict[str, date | None], id: str) -> End:
    if id not in milestones:
        return DROPPED, None
    done = milestones[id]
    return (REACHED, done) if done else (OPEN, None)


def _open_again(program: Program, snapshot: Snapshot) -> None:
    going = {one.id for one in snapshot.work if one.state not in OVER}
    reached = for_(SYSTEM).into(Forecast, program).filter(question="item", resolution=REACHED)
    for subject in going.intersection(reached.values_list("subject", flat=True)):
        reached.filter(subject=subject).update(resolution=OPEN, resolved_on=None, happened_on=None)


def _close(rows: QuerySet[Forecast], end: End, today: date) -> None:
    resolution, day = end
    if resolution != OPEN:
        rows.update(resolution=resolution, resolved_on=today, happened_on=day)
