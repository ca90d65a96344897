"""One round of a program, from what was heard to what was drafted, kept whole or not at all."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.db import transaction

from leadline.charts import words
from leadline.communication.drafting import draft_letters
from leadline.engine.forecast.history import History
from leadline.program import document
from leadline.program.case import Before
from leadline.program.codec import plain, squeeze
from leadline.program.finding import Finding, Report
from leadline.program.plan import Plan
from leadline.program.snapshot import Elsewhere, Snapshot
from leadline.record.access import SYSTEM, for_
from leadline.record.edits.intents import settle
from leadline.record.models import FoundFinding, Program, Round
from leadline.record.results import last_round, outlook_of, snapshot_of, week_before
from leadline.record.snapshots import load_snapshot
from leadline.rounds.deliver import queue_delivery
from leadline.rounds.forecasts import forecasts, keep
from leadline.rounds.ledger import statuses, verify
from leadline.rounds.look import SEED, Look, Seen, look
from leadline.rounds.moving import movements
from leadline.rounds.neighbours import elsewhere_of, share_people
from leadline.rounds.planning import plan_round
from leadline.rounds.thinning import thin_out
from leadline.rounds.track import track_record

STAGES = ("hear", "verify", "snapshot", "calibrate", "simulate", "lint", "price", "plan", "draft", "deliver")
WEIGHTS = dict(zip(STAGES, (0.02, 0.05, 0.03, 0.02, 0.38, 0.05, 0.36, 0.04, 0.04, 0.01), strict=True))
SAYS = {
    "hear": "Hearing the sources",
    "verify": "Looking back at what was promised",
    "snapshot": "Taking a snapshot",
    "calibrate": "Calibrating durations",
    "simulate": "Simulating futures",
    "lint": "Looking for trouble",
    "price": "Pricing what could be done",
    "plan": "Planning who does what next",
    "draft": "Drafting letters",
    "deliver": "Delivering",
}

Tell = Callable[[float, str], None]


@dataclass(frozen=True)
class Asked:
    """How a round is to be run. With `plan_later` it is kept without a plan; `plan_last` makes it."""

    seed: int = SEED
    futures: int = 0
    threads: int = 0
    plan_later: bool = False


def run_round(
    program: Program,
    at: datetime,
    now: Callable[[], datetime],
    *,
    asked: Asked | None = None,
    tell: Tell = lambda share, says: None,
) -> Round:
    """
    Run one round and keep its results in one short transaction. Killed before that, it leaves the last round as it was.

    Args:
        program: which.
        at: when it began; the program's day follows from it.
        now: the clock of the door that runs it, for when it ended.
        asked: seed, futures and threads where they are not the installation's own.
        tell: told the share done and what is being done.
    """
    asked = asked or Asked()
    step = _steps(tell)
    today = program.today(at)
    step("hear", 0)
    settle(program, today)
    step("verify", 0)
    last = last_round(SYSTEM, program)
    verify(program, today)
    step("snapshot", 0)
    # Read before the facts: a change that comes in between makes another round, never none.
    program.refresh_from_db()
    version = program.facts_version
    snapshot = load_snapshot(program, today)
    others = neighbours(program, snapshot, at)
    snapshot = replace(snapshot, elsewhere=tuple(others))
    seen = look(
        snapshot,
        _before(last),
        seed=asked.seed,
        futures=asked.futures or settings.FUTURES,
        threads=asked.threads or settings.THREADS,
        progress=step,
    )
    step("plan", 0)
    planned = None if asked.plan_later else _planned(snapshot, asked, lambda share: step("plan", share))
    step("draft", 0)
    known = {one.program: facts_version for one, facts_version in others.items()}
    known_as = statuses(seen, last)
    moved = movements(week_before(SYSTEM, program, snapshot.as_of), seen, known_as, asked.threads or settings.THREADS)
    states = {id: {**own, "moved": plain(moved[id])} if id in moved else own for id, own in known_as.items()}
    kept = _keep(program, last, seen, planned, states, version, known, at, now)
    draft_letters(program, kept, at)
    thin_out(program, today)
    step("deliver", 0)
    queue_delivery(now())
    tell(1.0, f"Round {kept.number} is done")
    return kept


def plan_last(program: Program, asked: Asked, progress: Callable[[float], None] = lambda share: None) -> Round | None:
    """Give the last round of a program its plan where it has none yet, made of its own snapshot. None: there was nothing to do."""
    last = last_round(SYSTEM, program)
    seen = snapshot_of(last) if last and not last.plan else None
    if last is None or seen is None:
        return None
    last.plan = squeeze(plain(_planned(seen, replace(asked, seed=last.seed), progress)))
    last.save(update_fields=["plan"])
    return last


def _planned(snapshot: Snapshot, asked: Asked, progress: Callable[[float], None]) -> Plan:
    return plan_round(snapshot, seed=asked.seed, threads=asked.threads or settings.THREADS, progress=progress)


def neighbours(program: Program, snapshot: Snapshot, at: datetime) -> dict[Elsewhere, int | None]:
    """
    The other programs that share people with this one, as their last rounds saw them; before its first round a program is
    known by its facts alone.

    Returns:
        For each, the facts version of its last round; None where it had none.
    """
    found: dict[Elsewhere, int | None] = {}
    for other in for_(SYSTEM).programs().exclude(pk=program.pk).order_by("key"):
        last = last_round(SYSTEM, other)
        theirs = (snapshot_of(last) if last else None) or load_snapshot(other, other.today(at))
        if share_people(snapshot, theirs):
            found[elsewhere_of(theirs, outlook_of(last) if last else None)] = last.facts_version if last else None
    return found


def snapshot_hash(snapshot: Snapshot) -> str:
    """One name for one state of a program."""
    return sha256(squeeze(document.write(snapshot))).hexdigest()


def _steps(tell: Tell) -> Callable[[str, float], None]:
    """Turns the share of a stage into the share of the whole round."""
    starts, total = {}, 0.0
    for stage in STAGES:
        starts[stage], total = total, total + WEIGHTS[stage]
    return lambda stage, share: tell(starts[stage] + WEIGHTS[stage] * share, SAYS[stage])


def _before(last: Round | None) -> Before | None:
    theirs = snapshot_of(last) if last else None
    if last is None or theirs is None:
        return None
    known = tuple(
        Finding(one.rule, one.subject, one.says, one.severity, audience=one.audience, key=one.key, root=one.root)
        for one in for_(SYSTEM).findings(last).exclude(state="gone")
    )
    return Before(theirs, outlook_of(last), Report(known, tuple(last.clean), last.blind))


def _keep(
    program: Program,
    last: Round | None,
    seen: Look,
    planned: Plan | None,
    states: dict[str, dict[str, Any]],
    version: int,
    known: dict[str, int | None],
    at: datetime,
    now: Callable[[], datetime],
) -> Round:
    """Everything is made ready first; the transaction only writes."""
    bare = replace(seen.snapshot, elsewhere=())
    history = History.of(bare)
    row = Round(
        program=program,
        number=(last.number if last else 0) + 1,
        started_at=at,
        as_of=seen.snapshot.as_of,
        seed=seen.outlook.seed,
        futures=seen.outlook.futures,
        engine=seen.outlook.engine,
        facts_version=version,
        neighbours=known,
        snapshot_hash=snapshot_hash(bare),
        snapshot=squeeze(document.write(seen.snapshot)),
        outlook=squeeze(plain(seen.outlook)),
        plan=squeeze(plain(planned)) if planned else None,
        track=squeeze(plain(track_record(program, seen.snapshot, history))),
        clean=list(seen.report.clean),
        blind=dict(seen.report.blind),
        statuses=states,
        totals={"joint": seen.outlook.joint, "joint_with_cost": seen.outlook.joint_with_cost},
    )
    earlier = {one.fingerprint: one.first_round for one in for_(SYSTEM).findings(last)} if last else {}
    rows = [_found(one, rank, earlier.get(one.finding.id, row.number), row.as_of) for rank, one in enumerate(seen.seen)]
    lines = forecasts(program, row, seen, history)
    with transaction.atomic():
        row.finished_at = now()
        row.save()
        for one in rows:
            one.round = row
        for_(SYSTEM).findings(row).bulk_create(rows)
        keep(program, lines)
    return row


def _found(one: Seen, rank: int, first_round: int, as_of: date) -> FoundFinding:
    """A finding for its readers: dates in its sentences stand as people say them."""
    finding = one.finding
    return FoundFinding(
        fingerprint=finding.id,
        rule=finding.rule,
        subject=finding.subject,
        key=finding.key,
        says=words.dated(finding.says, as_of),
        severity=finding.severity,
        state=one.state,
        audience=finding.audience,
        root=finding.root,
        evidence=[{**plain(one), "says": words.dated(one.says, as_of)} for one in finding.evidence],
        remedies=_remedies(one, as_of),
        rank=rank,
        first_round=first_round,
    )


def _remedies(one: Seen, as_of: date) -> list[dict[str, Any]]:
    prices = one.prices or tuple(remedy.why_unpriced for remedy in one.finding.remedies)  # a gone one has none
    stored = []
    for remedy, price in zip(one.finding.remedies, prices, strict=True):
        own = plain(remedy)
        own["says"] = words.dated(remedy.says, as_of)
        own["price"] = None if isinstance(price, str) else plain(price)
        own["why_unpriced"] = words.dated(price, as_of) if isinstance(price, str) else ""
        stored.append(own)
    return stored
