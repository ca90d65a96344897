"""P103: promises of several programs that are likely one by one, and unlikely together."""

from base64 import b64decode
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import reduce
from operator import and_

from leadline.linter.rule import Blind, Needs, Setting, Settings, foreseen, rule
from leadline.linter.words import counted, listed, named, percent
from leadline.program.case import Case
from leadline.program.commitments import commitments
from leadline.program.finding import Evidence, Finding, Remedy
from leadline.program.snapshot import Snapshot

TWO = 2


@dataclass(frozen=True)
class _Held:
    """A commitment: where it stands, what it is called, when it is due, and its futures as the bits of one number."""

    program: str
    milestone: str
    name: str
    due: date
    bits: int


@rule(
    id="P103",
    needs=Needs.OUTLOOK | Needs.ELSEWHERE,
    severity="high",
    settings={
        "joint": Setting(0.5, "Odds of all promises together below which something is said."),
        "alone": Setting(0.7, "Odds from which a promise counts as likely by itself.", "standard"),
        "likely_share": Setting(0.8, "Share of the promises that must be likely by themselves."),
        "days": Setting(91, "Calendar days ahead within which promises are counted together: a quarter."),
    },
    playbook=("move_commitment_openly",),
)
def portfolio_joint_confidence(case: Case, settings: Settings) -> Iterator[Finding]:
    """
    ## What it does
    Counts in how many futures all commitments of the coming quarter hold, here and in the other programs, and speaks
    when that is under one half though four in five of them are likely by themselves. Programs are simulated with the
    same seed, so that a future is the same future everywhere.
    ## Why it matters
    Who hears five likely promises hears one likely quarter. Chances multiply, and nobody does the sum.
    ## What to do
    Publish the joint odds. Move or drop the two promises with most effect.
    ## Source
    MISSION.md R2, W1; NASA joint confidence level policy; Magennis on dependencies.
    """
    futures = foreseen(case).futures
    held = [one for one in _all(case, futures) if one.due <= case.snapshot.as_of + timedelta(days=settings["days"])]
    programs = {one.program for one in held}
    joint = _share(held, futures)
    likely = sum(_share([one], futures) >= settings["alone"] for one in held)
    if len(programs) < TWO or joint >= settings["joint"] or likely < settings["likely_share"] * len(held):
        return
    alone = "is likely by itself" if likely == 1 else "are likely by themselves"
    yield portfolio_joint_confidence.finding(
        f"program:{case.snapshot.id}",
        f"{likely} of {len(held)} promises in {counted(len(programs), 'program')} {alone}; all of them"
        f" hold together in {percent(joint)} of futures.",
        tuple(_evidence(case.snapshot, held, futures)),
        tuple(_elsewhere(case.snapshot, held)),
        key="joint",
    )


def _all(case: Case, futures: int) -> Iterator[_Held]:
    """
    Open commitments here and elsewhere whose futures are known.

    Raises:
        Blind: no other program has been simulated, or with another number of futures.
    """
    snapshot, holds = case.snapshot, foreseen(case).holds
    for id, promise in commitments(snapshot).items():
        if id in holds and promise.due:
            bits = _bits(holds[id], futures)
            yield _Held(snapshot.id, id, named(snapshot, f"milestone:{id}"), promise.due, bits)
    theirs = [(other, one) for other in snapshot.elsewhere for one in other.promises if one.holds and one.due]
    if not theirs:
        raise Blind("The other programs have not been simulated, so this was not looked at.")
    for other, one in theirs:
        if one.due and one.due >= snapshot.as_of:
            yield _Held(other.program, one.milestone, one.name or one.milestone, one.due, _bits(one.holds, futures))


def _bits(holds: str, futures: int) -> int:
    raw = b64decode(holds)
    if len(raw) != -(-futures // 8):
        raise Blind("Another program was simulated with another number of futures, so this was not looked at.")
    # The bits stand most significant first; those after the last future pad the last byte.
    return int.from_bytes(raw, "big") >> (len(raw) * 8 - futures)


def _share(held: list[_Held], futures: int) -> float:
    every = (1 << futures) - 1
    return reduce(and_, (one.bits for one in held), every).bit_count() / futures


def _without(held: list[_Held], futures: int) -> Mapping[_Held, float]:
    """The joint odds of the others, for each commitment: what moving it far enough would make of them."""
    return {one: _share([other for other in held if other is not one], futures) for one in held}


def _evidence(snapshot: Snapshot, held: list[_Held], futures: int) -> Iterator[Evidence]:
    without = _without(held, futures)
    for one in sorted(held, key=lambda one: (-without[one], one.due, one.milestone))[:TWO]:
        yield Evidence(
            f"milestone:{one.milestone}", f"Without {one.name} the others hold together in {percent(without[one])}."
        )
    for one in held:
        where = next((other.name for other in snapshot.elsewhere if other.program == one.program), "")
        of = f" ({where or one.program})" if one.program != snapshot.id else ""
        alone = percent(_share([one], futures))
        yield Evidence(f"milestone:{one.milestone}", f"{one.name}{of}, due {one.due}: {alone} by itself.")
    shared = "Programs share the seed: what hits the same team, supplier or technology hits it in the same futures."
    yield Evidence(f"program:{snapshot.id}", f"Counted in the same {futures} futures. {shared}")
    missing = [one.name or one.milestone for other in snapshot.elsewhere for one in other.promises if not one.holds]
    if missing:
        yield Evidence(f"program:{snapshot.id}", f"Not counted, because not simulated: {listed(missing[:5])}.")


def _elsewhere(snapshot: Snapshot, held: list[_Held]) -> Iterator[Remedy]:
    worst = min((one for one in held if one.program != snapshot.id), key=lambda one: one.bits.bit_count(), default=None)
    yield Remedy("Publish the joint odds with the single ones.", why_unpriced="It changes what is known, not the plan.")
    if worst:
        yield Remedy(
            f"Ask the TPM of {worst.program} to move {worst.name}.",
            why_unpriced="That program is not in this simulation. Ask for the price there.",
        )
