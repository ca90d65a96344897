from collections.abc import Iterator
from datetime import timedelta

from leadline.leadership.rules.requirement_unclear import SOON, accepts, ask, starts_soon
from leadline.linter.rule import Blind, Needs, Settings, rule
from leadline.program.case import Case
from leadline.program.edits import Change
from leadline.program.finding import Evidence, Finding, Remedy
from leadline.program.requirements import Requirement
from leadline.program.work import WorkItem

TIME_BOXED = ("spike", "chore", "research", "investigation", "maintenance")


@rule(id="L102", needs=Needs.WORK | Needs.OUTLOOK, severity="high", basis="standard", settings={"soon": SOON})
def no_acceptance_criteria(case: Case, settings: Settings) -> Iterator[Finding]:
    """
    ## What it does
    Looks for work that is in progress or starts within 10 working days, where neither the work nor a requirement it
    fulfils says how it will be accepted: no criteria and no way to verify it. Spikes and chores with an estimate are
    exempt: their time box is their end. Where a program records no requirements and no criteria at all, the rule is
    blind.
    ## Why it matters
    People finish what has a visible finish. Without one, “done” is argued about at the end, when it is dear.
    ## What to do
    Ask whoever accepts it for three criteria that can be checked. Where a requirement is written, take its sentence.
    ## Source
    MISSION.md O1, O4; ISO/IEC/IEEE 29148.
    """
    snapshot = case.snapshot
    if not snapshot.requirements and not any(item.acceptance for item in snapshot.work):
        raise Blind("No acceptance criteria are recorded for anything, so this was not looked at.")
    fulfils: dict[str, list[Requirement]] = {}
    for one in snapshot.requirements:
        for id in one.work:
            fulfils.setdefault(id, []).append(one)
    for item in snapshot.work:
        asked_for = fulfils.get(item.id, [])
        if _says_when(item, asked_for) or _is_time_boxed(item) or not starts_soon(case, item, settings["soon"]):
            continue
        when = "is in progress" if item.state == "doing" else "starts soon"
        yield no_acceptance_criteria.finding(
            f"work:{item.id}", f"{item.name or item.id} {when}, and nothing says how it will be accepted.",
            tuple(_evidence(case, item, asked_for)), tuple(_remedies(case, item, asked_for)),
        )  # fmt: skip


def _says_when(item: WorkItem, asked_for: list[Requirement]) -> bool:
    return bool(item.acceptance) or any(one.acceptance or one.verification for one in asked_for)


def _is_time_boxed(item: WorkItem) -> bool:
    return item.kind.lower() in TIME_BOXED and item.estimate is not None


def _evidence(case: Case, item: WorkItem, asked_for: list[Requirement]) -> Iterator[Evidence]:
    foreseen = case.outlook.items.get(item.id) if case.outlook else None
    if item.state == "doing":
        yield Evidence(
            f"work:{item.id}", f"In progress since {item.started_on}." if item.started_on else "In progress."
        )
    elif foreseen:
        starts = case.snapshot.as_of + timedelta(days=int(foreseen.start_p50))
        yield Evidence(f"work:{item.id}", f"It starts on {starts} in half of all futures.")
    yield Evidence(f"work:{item.id}", "Its acceptance is empty.")
    for one in asked_for:
        yield Evidence(f"requirement:{one.id}", f"“{one.text}” has no acceptance criteria and no way to verify it.")


def _remedies(case: Case, item: WorkItem, asked_for: list[Requirement]) -> Iterator[Remedy]:
    owner = accepts(case, item) or next((one.author for one in asked_for if one.author), "")
    if texts := [one.text for one in asked_for if one.text]:
        drafted = "; ".join(f"shown to work: {text}" for text in texts)
        yield Remedy(
            "Take what is required as the first criterion.", (Change("work", item.id, {"acceptance": drafted}),)
        )
    question = f"Name three things you will check before you accept {item.name or item.id}."
    if edits := ask(case, f"ask-accept-{item.id}", question, owner, item.id):
        yield Remedy("Ask whoever accepts it for three criteria that can be checked.", edits)
    else:
        yield Remedy(
            "Ask whoever accepts it for three criteria that can be checked.",
            why_unpriced="Nobody is named who accepts it, or the question is already on its way.",
        )
