"""Reading the stored results of rounds: what pages, the command line and briefs show. Nothing here computes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from leadline.program import document
from leadline.program.codec import expand, revive
from leadline.program.edits import Edit, read_edit
from leadline.program.finding import Evidence, Price
from leadline.program.movement import Movement
from leadline.program.outlook import Outlook
from leadline.program.plan import Plan
from leadline.program.snapshot import Snapshot
from leadline.program.track_record import TrackRecord
from leadline.record.access import Who, for_
from leadline.record.models.program import Program
from leadline.record.models.round import FoundFinding, Muting, Round

WEEK = timedelta(days=6)


@dataclass(frozen=True)
class PricedRemedy:
    """A remedy as a round left it: with its price, or the reason why it has none. `index` is its place in the finding."""

    index: int
    says: str
    edits: tuple[Edit, ...]
    agree: tuple[str, ...]
    cost_cents: int
    price: Price | None
    why_unpriced: str


@dataclass(frozen=True)
class StoredFinding:
    """A finding as a round left it, with its state (new, still, gone) and whether somebody put it aside."""

    id: str
    rule: str
    subject: str
    says: str
    severity: str
    state: str
    audience: str
    root: str
    rank: int
    evidence: tuple[Evidence, ...]
    remedies: tuple[PricedRemedy, ...]
    muted: Muting | None = None
    first_round: int = 0

    @property
    def gains(self) -> tuple[PricedRemedy, ...]:
        """The remedies that gain more than is lost by them, the best first: by money where all have it, otherwise by days."""
        found = [one for one in self.remedies if one.price and one.price.gains]
        in_money = all(one.price and one.price.money_cents is not None for one in found)
        return tuple(sorted(found, key=lambda one: -gain(one, in_money=in_money)))

    @property
    def at_a_loss(self) -> bool:
        """True where no remedy gains, but one does win days: more is lost by it elsewhere, or it costs more than they are worth."""
        prices = [one.price for one in self.remedies if one.price]
        return not self.gains and any(one.measurable and one.days > 0 for one in prices)

    @property
    def best(self) -> PricedRemedy | None:
        """The remedy that gains most; None where none gains more than is lost by it."""
        return next(iter(self.gains), None)


def gain(one: PricedRemedy, *, in_money: bool) -> float:
    """What a remedy gains: cents, or days at the chosen level."""
    if one.price is None:
        return 0.0
    return float(one.price.money_cents or 0) if in_money else one.price.days


def last_round(who: Who, program: Program) -> Round | None:
    """The newest finished round."""
    return for_(who).rounds(program).order_by("-number").first()


def round_before(who: Who, round: Round, program: Program) -> Round | None:
    """The round before one."""
    return for_(who).rounds(program).filter(number__lt=round.number).order_by("-number").first()


def week_before(who: Who, program: Program, as_of: date, number: int | None = None) -> Round | None:
    """
    The newest round at least six days older than a day; else the first of all, so that a young program also sees what moved.

    With a number only rounds before that one count.
    """
    own = for_(who).rounds(program)
    older = own if number is None else own.filter(number__lt=number)
    return older.filter(as_of__lte=as_of - WEEK).order_by("-number").first() or older.order_by("number").first()


def outlook_of(round: Round) -> Outlook:
    """What a round foresaw."""
    return _outlook(round.pk, bytes(round.outlook))


def snapshot_of(round: Round) -> Snapshot | None:
    """The program as a round saw it; None where it is no longer kept."""
    return _snapshot(round.pk, bytes(round.snapshot)) if round.snapshot else None


def movement_of(state: Mapping[str, Any]) -> Movement | None:
    """Why a milestone's forecast moved since the week before, out of a round's statuses; None where that is not known."""
    return revive(Movement, moved) if (moved := state.get("moved")) else None


def plan_of(round: Round) -> Plan | None:
    """Who does what from when to when, as a round planned it; None where it is of before rounds planned, or no longer kept."""
    return _plan(round.pk, bytes(round.plan)) if round.plan else None


def track_of(round: Round) -> TrackRecord | None:
    """How true the program's forecasts had been by a round; None where it is of before rounds kept that."""
    return revive(TrackRecord, expand(bytes(round.track))) if round.track else None


@lru_cache(maxsize=32)
def _plan(_: int, packed: bytes) -> Plan:
    return revive(Plan, expand(packed))


@lru_cache(maxsize=32)
def _outlook(_: int, packed: bytes) -> Outlook:
    return revive(Outlook, expand(packed))


@lru_cache(maxsize=32)
def _snapshot(_: int, packed: bytes) -> Snapshot:
    # A retired noun may leave a reference to it behind; the round saw the plan like that.
    return document.read(expand(packed), dangling=True)


def findings_of(who: Who, round: Round, today: date, *, gone: bool = False) -> list[StoredFinding]:
    """The findings of a round that are for somebody's eyes, in rank order; those gone since the round before only if asked."""
    rows = for_(who).findings(round)
    mutings = _mutings(who, round, today)
    return [stored(row, mutings) for row in (rows if gone else rows.exclude(state="gone"))]


def finding_of(who: Who, round: Round, fingerprint: str, today: date) -> StoredFinding | None:
    """One finding by its fingerprint."""
    row = for_(who).findings(round).filter(fingerprint=fingerprint).first()
    return stored(row, _mutings(who, round, today)) if row else None


def stored(row: FoundFinding, mutings: Mapping[str, Muting]) -> StoredFinding:
    """A finding out of its row."""
    return StoredFinding(
        id=row.fingerprint,
        rule=row.rule,
        subject=row.subject,
        says=row.says,
        severity=row.severity,
        state=row.state,
        audience=row.audience,
        root=row.root,
        rank=row.rank,
        evidence=tuple(Evidence(**one) for one in row.evidence),
        remedies=tuple(_remedy(index, one) for index, one in enumerate(row.remedies)),
        muted=mutings.get(row.fingerprint),
        first_round=row.first_round,
    )


def _remedy(index: int, plain: Mapping[str, Any]) -> PricedRemedy:
    return PricedRemedy(
        index=index,
        says=plain["says"],
        edits=tuple(read_edit(one) for one in plain["edits"]),
        agree=tuple(plain["agree"]),
        cost_cents=plain["cost_cents"],
        price=revive(Price, plain["price"]) if plain["price"] else None,
        why_unpriced=plain["why_unpriced"],
    )


def _mutings(who: Who, round: Round, today: date) -> dict[str, Muting]:
    standing = for_(who).rows(Muting, round.program).filter(lifted_at=None).exclude(until__lte=today)
    return {one.fingerprint: one for one in standing}
