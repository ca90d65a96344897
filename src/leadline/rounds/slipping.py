"""Answering what a slip does: computed by a worker, kept beside the plan, never in it."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.conf import settings

from leadline.charts import words
from leadline.communication.composing import compose
from leadline.communication.drafting import audiences, cadence_of, heard
from leadline.communication.ground import Ground
from leadline.program.codec import plain, squeeze
from leadline.program.finding import Price
from leadline.program.slip import Preview, Sign, Slipped
from leadline.program.snapshot import Snapshot, label
from leadline.program.status import WORDS
from leadline.record.access import SYSTEM, for_
from leadline.record.models import Program, Slip
from leadline.record.results import PricedRemedy, StoredFinding, last_round
from leadline.record.snapshots import load_snapshot
from leadline.rounds.ledger import statuses
from leadline.rounds.look import SEED, Look, Seen
from leadline.rounds.planning import is_quick, plan_round
from leadline.rounds.slip import slipped

MOST_SIGNS = 12
Tell = Callable[[float, str], None]


def answer(slip: Slip, now: Callable[[], datetime], tell: Tell) -> str:
    """Compute what a slip does and keep it, or the sentence why nobody can say. Returns a word on how it went."""
    program = slip.program
    program.refresh_from_db()
    version = program.facts_version
    snapshot = load_snapshot(program, program.today(now()))
    found, problem = None, _why_not(snapshot, slip)
    if not problem:
        found = _computed(program, snapshot, slip, tell)
    slip.answer = squeeze(plain(found)) if found else None
    slip.problem, slip.facts_version, slip.answered_at = problem, version, now()
    # Somebody may have dropped it meanwhile: only what was asked becomes answered.
    own = for_(SYSTEM).rows(Slip, program).filter(pk=slip.pk)
    own.update(answer=slip.answer, problem=problem, facts_version=version, answered_at=slip.answered_at)
    own.filter(state=Slip.ASKED).update(state=Slip.ANSWERED)
    return problem or "Answered"


def _why_not(snapshot: Snapshot, slip: Slip) -> str:
    found = snapshot.find("milestone", slip.milestone)
    if found is None:
        return f"There is no milestone “{slip.milestone}” any more."
    if found.done_on:
        return f"{label('milestone', found)} was reached on {found.done_on}. It slips no more."
    return ""


def _computed(program: Program, snapshot: Snapshot, slip: Slip, tell: Tell) -> Slipped:
    # The first time after an update the planner is compiled for longer than anybody waits; the rest is said without it.
    planner = (lambda one: plan_round(one, seed=SEED, threads=settings.THREADS)) if is_quick() else None
    found, seen = slipped(
        snapshot,
        slip.milestone,
        slip.days,
        slip.because,
        futures=settings.FUTURES,
        threads=settings.THREADS,
        plan=planner,
        tell=tell,
    )
    tell(0.95, "Drafting what each audience would hear")
    last = last_round(SYSTEM, program)
    previews = tuple(_previews(snapshot, seen, statuses(seen, last)))
    return replace(found, previews=previews, signs=tuple(_signs(program, snapshot, slip.milestone))[-MOST_SIGNS:])


def _previews(snapshot: Snapshot, seen: Look, states: dict[str, dict[str, Any]]) -> Iterator[Preview]:
    """The letter of each audience as it would be with the slip in the plan."""
    findings = tuple(_stored(one, rank) for rank, one in enumerate(seen.seen) if one.finding.audience == "all")
    for audience in audiences(snapshot):
        had = heard(snapshot.letters, [one.id for one in audience.readers])
        next_on = snapshot.as_of + min(cadence_of(one) for one in audience.readers)
        ground = Ground(seen.snapshot, seen.outlook, states, findings, had, audience.readers, next_on)
        letter = compose(audience.altitude, ground)
        yield Preview(audience.altitude, tuple(one.id for one in audience.readers), letter.subject, letter.text)


def _stored(one: Seen, rank: int) -> StoredFinding:
    """A finding of a look as a round would have kept it."""
    prices = one.prices or ("",) * len(one.finding.remedies)
    remedies = tuple(
        PricedRemedy(
            index, way.says, way.edits, way.agree, way.cost_cents,
            price if isinstance(price, Price) else None, price if isinstance(price, str) else "",
        )
        for index, (way, price) in enumerate(zip(one.finding.remedies, prices, strict=True))
    )  # fmt: skip
    found = one.finding
    return StoredFinding(
        found.id, found.rule, found.subject, found.says, found.severity, one.state, found.audience, found.root, rank,
        found.evidence, remedies,
    )  # fmt: skip


def _signs(program: Program, snapshot: Snapshot, milestone: str) -> list[Sign]:
    """What was there to be seen: the colours it had, what stood in the way, the risks that were raised; oldest first."""
    near = {milestone, *(one.id for one in snapshot.work if one.milestone == milestone)}
    found = [
        *_colours(program, milestone),
        *(
            Sign(one.since, f"“{label('roadblock', one)}” stands in the way.", f"roadblock:{one.id}")
            for one in snapshot.roadblocks
            if one.since and not one.resolved_on and near & set(one.work)
        ),
        *(
            Sign(one.raised_on, f"The risk “{label('risk', one)}” was raised.", f"risk:{one.id}")
            for one in snapshot.risks
            if one.raised_on and one.state == "open" and near & set(one.work)
        ),
        *_findings(program, near),
    ]
    return sorted(found, key=lambda one: (one.on, one.ref, one.says))


def _colours(program: Program, milestone: str) -> Iterator[Sign]:
    """The days on which its colour changed, with the odds of that day."""
    was = ""
    rounds = for_(SYSTEM).rounds(program).order_by("number")
    for number, on, states in rounds.values_list("number", "as_of", "statuses").iterator():
        state = states.get(milestone, {})
        if (status := state.get("status", "")) and status != was:
            odds = f", {words.share(state['odds'])}" if state.get("odds") is not None else ""
            yield Sign(on, f"Round {number} computed: {WORDS.get(status, status)}{odds}.", f"milestone:{milestone}")
            was = status


def _findings(program: Program, near: set[str]) -> Iterator[Sign]:
    """What was found about it or its work and is there still, with the day of the round that found it first."""
    last = last_round(SYSTEM, program)
    if last is None:
        return
    subjects = [f"{noun}:{id}" for id in near for noun in ("milestone", "work")]
    rows = for_(SYSTEM).findings(last).filter(subject__in=subjects, audience="all").exclude(state="gone")
    days: dict[int, date] = dict(for_(SYSTEM).rounds(program).values_list("number", "as_of"))
    for row in rows.order_by("rank"):
        if on := days.get(row.first_round or last.number):
            yield Sign(on, row.says, f"finding:{row.fingerprint}")
