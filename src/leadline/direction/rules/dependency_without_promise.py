"""D116: work that waits for another team or project without a date that somebody stands for."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from math import ceil

from leadline.linter.network import Teams, Thing, Waiting, is_open, things
from leadline.linter.rule import Needs, Setting, Settings, rule
from leadline.linter.words import called, working_days
from leadline.program.case import Case
from leadline.program.commitments import delivery
from leadline.program.edits import Add, Change, Edit
from leadline.program.finding import Evidence, Finding, Remedy
from leadline.program.people import Person
from leadline.program.promises import Promise
from leadline.program.snapshot import Snapshot
from leadline.program.work import Dependency, Milestone

SHOWN = 20
NOTHING_TO_TRY = "Nobody has said a day yet, so there is nothing to try."


@rule(
    id="D116",
    needs=Needs.DEPENDENCIES,
    severity="high",
    settings={
        "answer_days": Setting(5, "Working days a provider has to answer before the proposal counts as silent."),
        "one_by_one": Setting(100, "Up to how many dependencies are named one by one; more are said in one."),
    },
    playbook=("interim_interface",),
)
def dependency_without_promise(case: Case, settings: Settings) -> Iterator[Finding]:
    """
    ## What it does
    Looks at dependencies between teams, between projects and on people outside. Each needs a provider, a day by which
    it is needed, and a promised day that is agreed and early enough. Links inside one team and one project are left
    alone.
    ## Why it matters
    Work that waits for another team waits for a person. Without a name and a date it is a hope.
    ## What to do
    Ask the provider for a day, with the day it is needed and the reason. Meanwhile agree on the interface, so that
    work can go on against a stand-in.
    ## Source
    MISSION.md D1, S3, R1; Magennis on dependencies (each one halves the chance of no delay); NDIA predictive measures.
    """
    crossing = list(_crossing(case.snapshot))
    troubled = [(one, says) for one in crossing if (says := _trouble(case, one, settings["answer_days"]))]
    if len(troubled) > settings["one_by_one"]:
        yield _together(case.snapshot, [(one.link, says[1]) for one, says in troubled], len(crossing))
        return
    waiting = Waiting(case.snapshot)
    for one, (severity, sentence) in troubled:
        yield dependency_without_promise.finding(
            f"dependency:{one.link.id}",
            sentence,
            tuple(_evidence(case, one, waiting.milestones([one.link.after]))),
            tuple(_remedies(case.snapshot, one)),
            severity=severity,
        )


@dataclass(frozen=True)
class _Crossing:
    """A link between two teams or projects, what its two ends are called, and the promise that stands for it."""

    link: Dependency
    before: str
    after: str
    promise: Promise | None


def _crossing(snapshot: Snapshot) -> Iterator[_Crossing]:
    known, teams = things(snapshot), Teams(snapshot)
    people = {one.id: one for one in snapshot.people}
    promised = {one.dependency for one in snapshot.promises}
    for one in snapshot.dependencies:
        before, after = known.get(one.before), known.get(one.after)
        provider = people.get(one.provider or getattr(before, "assignee", ""))
        if before and after and _crosses(before, after, teams, provider):
            promise = delivery(snapshot, one.id) if one.id in promised else None
            yield _Crossing(one, before.name or before.id, after.name or after.id, promise)


def _crosses(before: Thing, after: Thing, teams: Teams, provider: Person | None) -> bool:
    """True for an open link between two teams or projects, or from somebody outside."""
    if not (is_open(before) and is_open(after)):
        return False
    supplied = bool(getattr(before, "supplier", "")) or bool(provider and provider.outside)
    pairs = ((before.project, after.project), (teams.of(before), teams.of(after)))
    return supplied or any(left and right and left != right for left, right in pairs)


def _trouble(case: Case, one: _Crossing, patience: float) -> tuple[str, str] | None:
    """How bad it is and what is said; None when a provider stands for a day that is early enough."""
    snapshot, promise, needed_by = case.snapshot, one.promise, one.link.needed_by
    waits, needs = f"{one.after} waits for {one.before}", f"{one.after} needs {one.before} by {needed_by}"
    if promise is None or promise.due is None:
        return "high", f"{waits}, and nobody has promised a day."
    if promise.state == "proposed":
        silent = promise.set_on is not None and working_days(snapshot, promise.set_on, snapshot.as_of) > patience
        return ("high", f"{waits}, and {promise.due} was proposed for it but never agreed.") if silent else None
    if needed_by and promise.due > needed_by:
        return "high", f"{needs}, and it is promised for {promise.due}."
    if needed_by and _forecast_later(case, one.link):
        return "high", f"{needs}, and its forecast is later than that."
    if not one.link.provider:
        return "medium", f"{waits}, and the promise of {promise.due} has nobody's name on it."
    return None if needed_by else ("medium", f"{waits}, and no day is recorded by which it is needed.")


def _together(snapshot: Snapshot, troubled: list[tuple[Dependency, str]], crossing: int) -> Finding:
    """One finding where there are too many to ask about one by one."""
    return dependency_without_promise.finding(
        f"program:{snapshot.id}",
        f"{len(troubled)} of {crossing} dependencies between teams or projects have no promise that holds.",
        tuple(Evidence(f"dependency:{one.id}", says) for one, says in troubled[:SHOWN]),
        (
            Remedy(
                "Start with those that feed a promised milestone: name a provider and a day for each.",
                why_unpriced=NOTHING_TO_TRY,
            ),
        ),
        key="together",
    )


def _p80_days(case: Case, id: str) -> float | None:
    """P80 of a finish, in days from `as_of`; None where it was not simulated."""
    if case.outlook is None:
        return None
    if isinstance(case.snapshot.find("work|milestone", id), Milestone):
        found = case.outlook.milestones.get(id)
        return found.p80_days if found and not found.blind else None
    item = case.outlook.items.get(id)
    return item.finish_p80 if item else None


def _forecast_later(case: Case, one: Dependency) -> bool:
    days = _p80_days(case, one.before)
    # A day counts until its evening, so the last moment of `needed_by` is one day later than its morning.
    return days is not None and one.needed_by is not None and days > (one.needed_by - case.snapshot.as_of).days + 1


def _evidence(case: Case, one: _Crossing, behind: list[str]) -> Iterator[Evidence]:
    snapshot, link, ref = case.snapshot, one.link, f"dependency:{one.link.id}"
    provider = called(snapshot, "person", [link.provider]) if link.provider else "not recorded"
    yield Evidence(ref, f"Needed by: {link.needed_by or 'not recorded'}. Provider: {provider}.")
    if one.promise:
        yield Evidence(f"promise:{one.promise.id}", f"{one.promise.state.capitalize()} for {one.promise.due}.")
    if case.outlook and link.before in case.outlook.items and (days := _p80_days(case, link.before)) is not None:
        # Day k of the forecast covers what happens after k up to k + 1.
        day = snapshot.as_of + timedelta(days=max(ceil(days) - 1, 0))
        yield Evidence(f"work:{link.before}", f"P80 of its finish is {day}.")
    if behind:
        yield Evidence(ref, f"Behind it: {called(snapshot, 'milestone', behind[:5])}.")


def _remedies(snapshot: Snapshot, one: _Crossing) -> Iterator[Remedy]:
    link, promise = one.link, one.promise
    who = called(snapshot, "person", [link.provider]) if link.provider else f"whoever provides {one.before}"
    agree = (link.provider,) if link.provider else ()
    if link.needed_by and link.needed_by > snapshot.as_of and (promise is None or promise.state == "agreed"):
        says = f"Agree with {who} that {one.before} is there by {link.needed_by}."
        yield Remedy(says, _agreed(snapshot, link, promise), agree)
        return
    says, why = f"Say by when {one.after} needs it, and ask {who} for a day.", NOTHING_TO_TRY
    if promise:
        answer = f"again to answer to {promise.due}" if promise.state == "proposed" else "to put a name and a day to it"
        says, why = f"Ask {who} {answer}.", "An answer moves no date by itself."
    yield Remedy(says, agree=agree, why_unpriced=why)


def _agreed(snapshot: Snapshot, one: Dependency, before: Promise | None) -> tuple[Edit, ...]:
    """A new promise for the day it is needed; one that stands until then is replaced and stays on record."""
    new = {
        "id": f"{one.id}-by-{one.needed_by}",
        "kind": "delivery",
        "dependency": one.id,
        "due": str(one.needed_by),
        "set_on": snapshot.as_of.isoformat(),
    }
    if one.provider:
        new["set_by"] = one.provider
    replaced = (Change("promise", before.id, {"state": "replaced"}),) if before else ()
    return (*replaced, Add("promise", new))
