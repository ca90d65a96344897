"""One look at a program: simulate, lint, price. Pure: no database, no clock. `leadline lint FILE` is exactly this."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from leadline.engine.calibrate import calibrate
from leadline.engine.price import Candidate, price
from leadline.engine.simulate import simulate
from leadline.linter.compare import compare
from leadline.linter.discover import discover
from leadline.linter.run import run
from leadline.program.case import Before, Case
from leadline.program.finding import Finding, Price, Remedy, Report
from leadline.program.outlook import Outlook
from leadline.program.snapshot import Snapshot
from leadline.rounds.neighbours import elsewhere_of, share_people

SEED = 20260302
"""Every round of every program uses the same futures, so that a change of a forecast is a change of facts, never of luck."""

FUTURES = 10_000

Progress = Callable[[str, float], None]
Settings = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True)
class Seen:
    """A finding as it stands against last time, with one price, or the reason why it has none, for each of its remedies."""

    finding: Finding
    state: str
    prices: tuple[Price | str, ...] = ()


@dataclass(frozen=True)
class Look:
    """What one look saw: the outlook, the report, and each finding with its state and prices, best first."""

    snapshot: Snapshot
    outlook: Outlook
    report: Report
    seen: tuple[Seen, ...]

    @property
    def prices(self) -> dict[str, tuple[Price | str, ...]]:
        """The prices of a finding's remedies by its id."""
        return {one.finding.id: one.prices for one in self.seen}

    @property
    def states(self) -> dict[str, str]:
        """new, still or gone, by finding id."""
        return {one.finding.id: one.state for one in self.seen}


def look(
    snapshot: Snapshot,
    before: Before | None = None,
    *,
    seed: int = SEED,
    futures: int = FUTURES,
    threads: int = 1,
    settings: Settings | None = None,
    progress: Progress = lambda stage, share: None,
) -> Look:
    """
    Foresee a program and judge it.

    Args:
        snapshot: the program, with `elsewhere` filled in where others share its people.
        before: the last look, for what is new and what is gone.
        seed: of all chance; the same seed gives the same answer on any number of threads.
        futures: how many.
        threads: how many to use.
        settings: thresholds by rule id.
        progress: told the stage (`calibrate`, `simulate`, `lint`, `price`) and how much of it is done.
    """
    progress("calibrate", 0.0)
    outlook = _foresee(snapshot, seed, futures, threads, progress)
    return _judge(snapshot, outlook, before, seed, futures, threads, settings, progress)


def look_together(
    snapshots: Sequence[Snapshot],
    *,
    seed: int = SEED,
    futures: int = FUTURES,
    threads: int = 1,
    settings: Settings | None = None,
    progress: Progress = lambda stage, share: None,
) -> list[Look]:
    """Look at several programs that may share people: each is judged knowing what the others claim and promise."""
    outlooks = [_foresee(one, seed, futures, threads, progress) for one in snapshots]
    known = [elsewhere_of(one, outlook) for one, outlook in zip(snapshots, outlooks, strict=True)]
    looks = []
    for index, (one, outlook) in enumerate(zip(snapshots, outlooks, strict=True)):
        others = [known[n] for n, other in enumerate(snapshots) if n != index and share_people(one, other)]
        full = replace(one, elsewhere=(*one.elsewhere, *others))
        looks.append(_judge(full, outlook, None, seed, futures, threads, settings, progress))
    return looks


def _foresee(snapshot: Snapshot, seed: int, futures: int, threads: int, progress: Progress) -> Outlook:
    calibration = calibrate(snapshot)
    progress("simulate", 0.0)
    return simulate(
        snapshot,
        seed=seed,
        futures=futures,
        calibration=calibration,
        threads=threads,
        progress=lambda share: progress("simulate", share),
    )


def _judge(
    snapshot: Snapshot,
    outlook: Outlook,
    before: Before | None,
    seed: int,
    futures: int,
    threads: int,
    settings: Settings | None,
    progress: Progress,
) -> Look:
    progress("lint", 0.0)
    report = run(discover(), Case(snapshot, outlook, before), settings)
    progress("price", 0.0)
    prices = _prices(snapshot, report.findings, seed, futures, threads, progress)
    compared = compare(report, before.report if before else None)
    seen = [Seen(one.finding, one.state, prices.get(one.finding.id, ())) for one in compared]
    return Look(snapshot, outlook, report, tuple(sorted(seen, key=_rank(seen))))


MOVES_NO_DATE = frozenset(
    {
        "ask",
        "estimation",
        "letter",
        "change",
        "pledge",
        "judgement",
        "requirement",
        "objection",
        "stakeholder",
        "reference",
        "target",
        "revision",
        "component",
        "release",
    }
)
"""Nouns the simulation does not read. Trying them would give 0 days, which would be a lie: nobody can say."""


def _prices(
    snapshot: Snapshot, findings: Sequence[Finding], seed: int, futures: int, threads: int, progress: Progress
) -> dict[str, tuple[Price | str, ...]]:
    tried = [(one, remedy) for one in findings for remedy in one.remedies if can_be_tried(remedy)]
    found = iter(
        price(
            snapshot,
            [Candidate(one.subject, remedy.edits, remedy.cost_cents) for one, remedy in tried],
            seed=seed,
            futures=futures,
            calibration=calibrate(snapshot),
            threads=threads,
            progress=lambda share: progress("price", share),
        )
    )
    return {
        one.id: tuple(next(found) if can_be_tried(remedy) else why_untried(remedy) for remedy in one.remedies)
        for one in findings
    }


def can_be_tried(remedy: Remedy) -> bool:
    """False where none of its edits is read by the simulation."""
    return any(edit.noun not in MOVES_NO_DATE for edit in remedy.edits)


def why_untried(remedy: Remedy) -> str:
    """The sentence that stands in place of a price."""
    return remedy.why_unpriced or "It moves no date by itself, so the simulation cannot say what it brings."


SEVERITY = {"critical": 0, "high": 1, "medium": 2, "low": 3}


def _rank(seen: Sequence[Seen]) -> Callable[[Seen], tuple[Any, ...]]:
    """By money where every headline has it, otherwise by days; what gains nothing measurable after that, by severity."""
    best = {one.finding.id: best_price(one.prices) for one in seen}
    in_money = all(found.money_cents is not None for found in best.values() if found)

    def key(one: Seen) -> tuple[Any, ...]:
        found = best[one.finding.id]
        gain = (found.money_cents if in_money else found.days) or 0 if found else 0
        return (
            one.state == "gone",
            found is None,
            -gain,
            SEVERITY[one.finding.severity],
            one.finding.rule,
            one.finding.id,
        )

    return key


def best_price(prices: Sequence[Price | str]) -> Price | None:
    """The price that gains most; None where none gains more than is lost by it."""
    gains = [one for one in prices if isinstance(one, Price) and one.gains]
    in_money = all(one.money_cents is not None for one in gains)
    return max(gains, key=lambda one: (one.money_cents if in_money else one.days) or 0.0, default=None)
