"""S304: a risk that moves a date, and that nobody has in hand."""

from collections.abc import Iterator

from leadline.linter.network import Waiting
from leadline.linter.rule import Needs, Setting, Settings, foreseen, rule
from leadline.linter.words import called, listed, named
from leadline.program.case import Case
from leadline.program.finding import Evidence, Finding, Remedy
from leadline.program.outlook import RiskOutlook
from leadline.program.risks import Response, Risk
from leadline.program.snapshot import Snapshot


@rule(
    id="S304",
    needs=Needs.RISKS | Needs.OUTLOOK,
    severity="high",
    basis="standard",
    settings={
        "top": Setting(10, "How many risks, by the days they cost at P80, must have an owner and a response."),
        "least_days": Setting(0.5, "Days at P80 below which a risk moves nothing.", "judgement"),
    },
    playbook=("retire_risk",),
)
def top_risk_without_owner_or_response(case: Case, settings: Settings) -> Iterator[Finding]:
    """
    ## What it does
    Takes the ten open risks that cost a date most and looks for those without an owner, without a dated action, or
    accepted without a trigger and a fallback.
    ## Why it matters
    An owner and a dated action are what tells a risk from a worry.
    ## What to do
    Ask whoever stands closest to the cause to own it, and choose a response. The prices say what it may cost.
    ## Source
    MISSION.md S3; DoD Risk, Issue and Opportunity Management Guide; SCIENCE.md §2, simulated contribution.
    """
    costly = [one for one in foreseen(case).risks.values() if one.days >= settings["least_days"]]
    for one in sorted(costly, key=lambda one: (-one.days, one.id))[: int(settings["top"])]:
        risk = case.snapshot.find("risk", one.id)
        if isinstance(risk, Risk) and risk.state == "open" and (lacks := _lacks(risk)):
            milestone = named(case.snapshot, f"milestone:{one.milestone}")
            yield top_risk_without_owner_or_response.finding(
                f"risk:{risk.id}",
                f"“{risk.event or risk.id}” would delay {milestone}, and {listed(lacks)}.",
                tuple(_evidence(risk, one, milestone)),
                tuple(_owner(case.snapshot, risk)),
            )


def _lacks(risk: Risk) -> list[str]:
    return [*([] if risk.owner else ["nobody owns it"]), *_response_lacks(risk.response)]


def _response_lacks(response: Response | None) -> list[str]:
    if response is None:
        return ["no response is chosen"]
    if response.done:
        return []
    if response.kind == "accept":
        parts = {"trigger": response.trigger, "fallback": response.fallback}
        missing = [f"no {name}" for name, there in parts.items() if not there]
        return [f"it is accepted with {listed(missing)}"] if missing else []
    if not response.action:
        return ["no action is planned against it"]
    return [] if response.due else ["the action against it has no date"]


def _evidence(risk: Risk, outlook: RiskOutlook, milestone: str) -> Iterator[Evidence]:
    ref = f"risk:{risk.id}"
    yield Evidence(ref, f"It costs {milestone} {outlook.days:.1f} days at P80.")
    if risk.cause or risk.effect:
        yield Evidence(ref, " ".join(f"{part.rstrip('.')}." for part in (risk.cause, risk.effect) if part))
    if risk.probability is not None:
        delay = f", and then {risk.delay} of delay" if risk.delay else ""
        yield Evidence(ref, f"It was put at {risk.probability:.0%}{delay}.".replace("%", "\u00a0%"))
    if risk.raised_on:
        yield Evidence(ref, f"It was raised on {risk.raised_on}.")


def _owner(snapshot: Snapshot, risk: Risk) -> Iterator[Remedy]:
    if risk.owner:
        return
    behind = Waiting(snapshot).milestones(risk.work)
    near = [snapshot.find("work|milestone", id) for id in (*risk.work, *behind)]
    people = [getattr(one, "assignee", "") or getattr(one, "owner", "") for one in near if one]
    ours = {one.id for one in snapshot.people if not one.outside}
    person = next((id for id in (*people, snapshot.tpm) if id in ours), "")
    asked = called(snapshot, "person", [person]) if person else "whoever stands closest to the cause"
    yield Remedy(
        f"Ask {asked} to own it.",
        agree=(person,) if person else (),
        why_unpriced="An owner moves no date; what the owner does may.",
    )
