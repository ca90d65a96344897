"""P102: two programs count on the same hands in the same weeks."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from leadline.linter.rule import Needs, Setting, Settings, rule
from leadline.linter.words import listed, named
from leadline.program.case import Case
from leadline.program.edits import Add, Change, Edit
from leadline.program.finding import Evidence, Finding, Remedy
from leadline.program.people import Allocation
from leadline.program.snapshot import Snapshot

ROUNDING = 1e-9


@dataclass(frozen=True)
class _Clash:
    """One shared person's weeks in which the programs together claim more time than there is."""

    person: str
    weeks: tuple[date, ...]
    programs: tuple[str, ...]


@rule(
    id="P102",
    needs=Needs.ELSEWHERE | Needs.ALLOCATIONS,
    severity="high",
    basis="standard",
    audience="tpm",
    settings={
        "weeks": Setting(8, "How many weeks ahead are looked at.", "judgement"),
        "most": Setting(1.0, "Share of a person's time that all programs together may claim."),
    },
)
def cross_program_conflict(case: Case, settings: Settings) -> Iterator[Finding]:
    """
    ## What it does
    Adds what this and the other programs have claimed of the time of people they share, week by week for eight weeks,
    and speaks where it is more than there is. It says which programs and weeks; names stand in the evidence, for TPMs
    only.
    ## Why it matters
    Nobody inside one program can see this. Both plans are right, and together they cannot be.
    ## What to do
    Agree with the other TPM who yields. The price says what it costs here; ask for the other one.
    ## Source
    MISSION.md R2; GAO-16-89G, assigning resources to all activities; NDIA predictive measures.
    """
    snapshot = case.snapshot
    claims = _claims(snapshot)
    clashes = [one for person in claims if (one := _clash(snapshot, person, claims[person], settings))]
    for programs in dict.fromkeys(one.programs for one in clashes):
        here = [one for one in clashes if one.programs == programs]
        weeks = sorted({week for one in here for week in one.weeks})
        yield cross_program_conflict.finding(
            f"program:{snapshot.id}",
            f"{_names(snapshot, programs)} together claim more time of shared people than there is,"
            f" in the {'week' if len(weeks) == 1 else 'weeks'} from {listed([str(week) for week in weeks])}.",
            tuple(_evidence(snapshot, here)),
            tuple(_remedies(snapshot, here, claims, settings)),
            key="+".join(programs),
        )


def _claims(snapshot: Snapshot) -> dict[str, list[tuple[str, Allocation]]]:
    """By person with claims here and elsewhere: (program, allocation)."""
    here = [(snapshot.id, one) for one in snapshot.allocations]
    there = [(other.program, one) for other in snapshot.elsewhere for one in other.allocations]
    shared = {one.person for _, one in here} & {one.person for _, one in there}
    return {person: [pair for pair in here + there if pair[1].person == person] for person in sorted(shared)}


def _clash(snapshot: Snapshot, person: str, claims: list[tuple[str, Allocation]], settings: Settings) -> _Clash | None:
    weeks: list[date] = []
    programs: list[str] = []
    for number in range(int(settings["weeks"])):
        week = snapshot.as_of + timedelta(weeks=number)
        busiest = max((_on(week + timedelta(days=day), claims) for day in range(7)), key=lambda own: sum(own.values()))
        if len(busiest) > 1 and snapshot.id in busiest and sum(busiest.values()) > settings["most"] + ROUNDING:
            weeks.append(week)
            programs += busiest
    return _Clash(person, tuple(weeks), tuple(dict.fromkeys(programs))) if weeks else None


def _on(day: date, claims: list[tuple[str, Allocation]]) -> dict[str, float]:
    """The share each program claims on a day."""
    shares: dict[str, float] = {}
    for program, one in claims:
        if (one.first or date.min) <= day <= (one.last or date.max):
            shares[program] = shares.get(program, 0.0) + one.share
    return shares


def _names(snapshot: Snapshot, programs: tuple[str, ...]) -> str:
    known = {one.program: one.name or one.program for one in snapshot.elsewhere} | {snapshot.id: snapshot.name}
    return listed([known.get(one) or one for one in programs])


def _evidence(snapshot: Snapshot, clashes: list[_Clash]) -> Iterator[Evidence]:
    for one in clashes:
        weeks = listed([str(week) for week in one.weeks])
        yield Evidence(f"person:{one.person}", f"{named(snapshot, f'person:{one.person}')}: weeks from {weeks}.")
    for other in snapshot.elsewhere:
        if other.driving and any(other.program in one.programs for one in clashes):
            yield Evidence(f"program:{other.program}", f"What decides there: {listed(other.driving[:5])}.")


def _remedies(
    snapshot: Snapshot, clashes: list[_Clash], claims: Mapping[str, list[tuple[str, Allocation]]], settings: Settings
) -> Iterator[Remedy]:
    others = tuple(one for one in clashes[0].programs if one != snapshot.id)
    edits = [edit for one in clashes for edit in _yields(snapshot, one, claims[one.person], settings)]
    people = tuple(dict.fromkeys(one.person for one in clashes))
    if edits:
        here = snapshot.name or snapshot.id
        yield Remedy(f"Yield here: {here} keeps what {_names(snapshot, others)} leaves over.", tuple(edits), people)
    yield Remedy(
        f"Ask the TPM of {_names(snapshot, others)} to yield in these weeks.",
        why_unpriced="What it costs there is not in this simulation. Ask for the price in that program.",
    )


def _yields(
    snapshot: Snapshot, clash: _Clash, claims: list[tuple[str, Allocation]], settings: Settings
) -> Iterator[Edit]:
    """The claims of this program, cut in the weeks of the clash to what is left over, and as they were before and after."""
    days = [week + timedelta(days=day) for week in clash.weeks for day in range(7)]
    factor = min(_left(_on(day, claims), snapshot.id, settings["most"]) for day in days)
    for program, one in claims:
        if program == snapshot.id and any((one.first or date.min) <= day <= (one.last or date.max) for day in days):
            yield from _cut(one, days[0], days[-1], round(one.share * factor, 2))


def _cut(claim: Allocation, first: date, last: date, share: float) -> Iterator[Edit]:
    """One claim with another share from one day to another, and beside it what is left of it before and after."""
    same = {"person": claim.person, "project": claim.project, "share": claim.share}
    fields: dict[str, Any] = {"share": share}
    if (claim.first or date.min) < first:
        fields["first"] = first.isoformat()
        ends = (first - timedelta(days=1)).isoformat()
        begins = {"first": claim.first.isoformat()} if claim.first else {}
        yield Add("allocation", {"id": f"{claim.id}-until-{ends}", **same, **begins, "last": ends})
    if (claim.last or date.max) > last:
        fields["last"] = last.isoformat()
        begins = {"first": (last + timedelta(days=1)).isoformat()}
        until = {"last": claim.last.isoformat()} if claim.last else {}
        yield Add("allocation", {"id": f"{claim.id}-from-{begins['first']}", **same, **begins, **until})
    yield Change("allocation", claim.id, fields)


def _left(shares: Mapping[str, float], program: str, most: float) -> float:
    """What is left for a program, as a share of what it claims; 1 where it claims nothing."""
    own = shares.get(program, 0.0)
    rest = max(0.0, most - (sum(shares.values()) - own))
    return min(1.0, rest / own) if own else 1.0
