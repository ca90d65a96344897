"""S401: something holds work up, and nobody has said what will be done about it by when."""

from collections.abc import Iterator

from leadline.linter.network import Waiting, is_open, things
from leadline.linter.rule import Needs, Setting, Settings, rule
from leadline.linter.words import called, counted, listed, named, percent, working_days
from leadline.program.case import Case
from leadline.program.finding import Evidence, Finding, Remedy
from leadline.program.risks import Roadblock
from leadline.program.snapshot import Snapshot


@rule(
    id="S401",
    needs=Needs.ROADBLOCKS,
    severity="high",
    settings={
        "days": Setting(3, "Working days a roadblock may stand without a plan."),
        "deciding_days": Setting(1, "The same on work that often decides the end of the program."),
        "deciding": Setting(0.2, "Share of futures from which work counts as deciding."),
    },
    playbook=("escalate_with_proposal", "resolve_today", "second_source", "interim_interface", "decide_by_default"),
)
def roadblock_without_plan(case: Case, settings: Settings) -> Iterator[Finding]:
    """
    ## What it does
    Looks for roadblocks on open work that have stood for more than three working days (one day, where the work decides
    the end) without an action that has an owner and a date. Waiting that was agreed until a later day is no roadblock.
    ## Why it matters
    Most of the time work takes is waiting. It ends when somebody has a plan, and seldom before.
    ## What to do
    Take the solution with the best price to the one who can clear it, and agree on an owner and a day.
    ## Source
    MISSION.md S4, D4; flow efficiency (Anderson); escalation with a time limit and a proposal.
    """
    snapshot, known, waiting = case.snapshot, things(case.snapshot), Waiting(case.snapshot)
    for one in snapshot.roadblocks:
        held = [id for id in one.work if is_open(known.get(id))]
        if one.resolved_on or not held or _waits_by_agreement(snapshot, one) or _has_plan(one):
            continue
        patience = settings["deciding_days"] if _decides(case, held) >= settings["deciding"] else settings["days"]
        if one.since is None or working_days(snapshot, one.since, snapshot.as_of) > patience:
            yield roadblock_without_plan.finding(
                f"roadblock:{one.id}",
                _says(snapshot, one, held),
                tuple(_evidence(case, one, held, waiting.behind(held))),
                (_plan(snapshot, one),),
            )


def _waits_by_agreement(snapshot: Snapshot, one: Roadblock) -> bool:
    return one.agreed_until is not None and one.agreed_until >= snapshot.as_of


def _has_plan(one: Roadblock) -> bool:
    return bool(one.action and one.action_owner and one.action_due)


def _decides(case: Case, held: list[str]) -> float:
    items = case.outlook.items if case.outlook else {}
    return max((items[id].criticality for id in held if id in items), default=0.0)


def _says(snapshot: Snapshot, one: Roadblock, held: list[str]) -> str:
    since = f" since {one.since}" if one.since else ""
    missing = {"action": one.action, "owner": one.action_owner, "date": one.action_due}
    lacks = listed([f"no {name}" for name, there in missing.items() if not there])
    against = "no action is recorded against it" if not one.action else f"the action against it has {lacks}"
    return f"“{one.name or one.id}” holds up {called(snapshot, 'work|milestone', held)}{since}, and {against}."


def _evidence(case: Case, one: Roadblock, held: list[str], behind: list[str]) -> Iterator[Evidence]:
    snapshot, ref = case.snapshot, f"roadblock:{one.id}"
    if one.since:
        days = counted(working_days(snapshot, one.since, snapshot.as_of), "working day")
        yield Evidence(ref, f"It has stood for {days}.")
    if one.waiting_for:
        yield Evidence(ref, f"It waits for: {one.waiting_for}")
    if one.expected:
        yield Evidence(ref, f"If nobody acts it is thought to last {one.expected} more.")
    if case.outlook and (share := _decides(case, held)):
        yield Evidence(ref, f"What it holds up decides the end of the program in {percent(share)} of futures.")
    if behind:
        first = called(snapshot, "work|milestone", behind[:5])
        yield Evidence(ref, f"{counted(len(behind), 'more waits', 'more wait')} behind: {first}.")


def _plan(snapshot: Snapshot, one: Roadblock) -> Remedy:
    who = named(snapshot, f"person:{one.unblocker}") if one.unblocker else "whoever can clear it"
    return Remedy(
        f"Ask {who} for the next step and its day.",
        agree=(one.unblocker,) if one.unblocker else (),
        why_unpriced="Nobody has named a day yet, so there is nothing to try.",
    )
