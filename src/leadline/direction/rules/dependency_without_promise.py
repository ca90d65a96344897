"""D116: work that waits for another team or project without a date that somebody stands for."""

from collections.abc import Iterator

from leadline.linter.network import Teams, Thing, is_open, milestones_behind, things
from leadline.linter.rule import Needs, Setting, Settings, rule
from leadline.linter.words import called, named, working_days
from leadline.program.case import Case
from leadline.program.commitments import delivery
from leadline.program.edits import Add, Change, Edit
from leadline.program.finding import Evidence, Finding, Remedy
from leadline.program.people import Person
from leadline.program.promises import Promise
from leadline.program.snapshot import Snapshot
from leadline.program.work import Dependency, Milestone


@rule(
    id="D116",
    needs=Needs.DEPENDENCIES,
    severity="high",
    settings={"answer_days": Setting(5, "Working days a provider has to answer before the proposal counts as silent.")},
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
    known, teams = things(case.snapshot), Teams(case.snapshot)
    people = {one.id: one for one in case.snapshot.people}
    for one in case.snapshot.dependencies:
        before, after = known.get(one.before), known.get(one.after)
        provider = people.get(one.provider or getattr(before, "assignee", ""))
        if before is None or after is None or not _crosses(before, after, teams, provider):
            continue
        if says := _trouble(case, one, settings["answer_days"]):
            severity, sentence = says
            yield dependency_without_promise.finding(
                f"dependency:{one.id}",
                sentence,
                tuple(_evidence(case, one)),
                tuple(_remedies(case.snapshot, one)),
                severity=severity,
            )


def _crosses(before: Thing, after: Thing, teams: Teams, provider: Person | None) -> bool:
    """True for an open link between two teams or projects, or from somebody outside."""
    if not (is_open(before) and is_open(after)):
        return False
    supplied = bool(getattr(before, "supplier", "")) or bool(provider and provider.outside)
    pairs = ((before.project, after.project), (teams.of(before), teams.of(after)))
    return supplied or any(left and right and left != right for left, right in pairs)


def _trouble(case: Case, one: Dependency, patience: float) -> tuple[str, str] | None:
    """How bad it is and what is said; None when a provider stands for a day that is early enough."""
    snapshot, promise = case.snapshot, delivery(case.snapshot, one.id)
    after, before = _ends(snapshot, one)
    waits = f"{after} waits for {before}"
    if promise is None or promise.due is None:
        return "high", f"{waits}, and nobody has promised a day."
    if promise.state == "proposed":
        silent = promise.set_on is not None and working_days(snapshot, promise.set_on, snapshot.as_of) > patience
        return ("high", f"{waits}, and {promise.due} was proposed for it but never agreed.") if silent else None
    if one.needed_by and promise.due > one.needed_by:
        return "high", f"{after} needs {before} by {one.needed_by}, and it is promised for {promise.due}."
    if one.needed_by and _forecast_later(case, one):
        return "high", f"{after} needs {before} by {one.needed_by}, and its forecast is later than that."
    if not one.provider:
        return "medium", f"{waits}, and the promise of {promise.due} has nobody's name on it."
    return None if one.needed_by else ("medium", f"{waits}, and no day is recorded by which it is needed.")


def _ends(snapshot: Snapshot, one: Dependency) -> tuple[str, str]:
    return named(snapshot, f"work|milestone:{one.after}"), named(snapshot, f"work|milestone:{one.before}")


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


def _evidence(case: Case, one: Dependency) -> Iterator[Evidence]:
    snapshot, ref = case.snapshot, f"dependency:{one.id}"
    provider = called(snapshot, "person", [one.provider]) if one.provider else "not recorded"
    yield Evidence(ref, f"Needed by: {one.needed_by or 'not recorded'}. Provider: {provider}.")
    promise: Promise | None = delivery(snapshot, one.id)
    if promise:
        yield Evidence(f"promise:{promise.id}", f"{promise.state.capitalize()} for {promise.due}.")
    if case.outlook and one.before in case.outlook.items and (days := _p80_days(case, one.before)) is not None:
        yield Evidence(f"work:{one.before}", f"P80 of its finish is {days:.0f} days from now.")
    if behind := milestones_behind(snapshot, [one.after]):
        yield Evidence(ref, f"Behind it: {called(snapshot, 'milestone', behind[:5])}.")


def _remedies(snapshot: Snapshot, one: Dependency) -> Iterator[Remedy]:
    promise = delivery(snapshot, one.id)
    after, before = _ends(snapshot, one)
    who = called(snapshot, "person", [one.provider]) if one.provider else f"whoever provides {before}"
    agree = (one.provider,) if one.provider else ()
    if one.needed_by and one.needed_by > snapshot.as_of and (promise is None or promise.state == "agreed"):
        yield Remedy(
            f"Agree with {who} that {before} is there by {one.needed_by}.", _agreed(snapshot, one, promise), agree
        )
        return
    says, why = (
        f"Say by when {after} needs it, and ask {who} for a day.",
        "Nobody has said a day yet, so there is nothing to try.",
    )
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
