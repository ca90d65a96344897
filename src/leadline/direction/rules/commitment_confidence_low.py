"""D201: a date promised to the outside that the plan does not carry."""

from collections.abc import Iterator

from leadline.linter.rule import Needs, Setting, Settings, foreseen, rule
from leadline.linter.words import counted, named, percent
from leadline.program.case import Case
from leadline.program.commitments import commitments, line
from leadline.program.finding import SEVERITIES, Evidence, Finding
from leadline.program.outlook import Driver, MilestoneOutlook
from leadline.program.promises import Promise
from leadline.program.snapshot import Snapshot


@rule(
    id="D201",
    needs=Needs.OUTLOOK | Needs.COMMITMENTS,
    severity="critical",
    basis="standard",
    settings={
        "attainable": Setting(0.7, "Odds from which a commitment counts as attainable."),
        "lost": Setting(0.5, "Odds below which it counts as critical.", "judgement"),
        "joint": Setting(0.5, "Odds below which all commitments, within budget, are too little together."),
        "root_share": Setting(0.5, "Share of futures from which one subject explains a low commitment.", "judgement"),
    },
    playbook=(
        "resequence",
        "crash_with_experienced_person",
        "fast_track",
        "defer_behind_flag",
        "cut_least_contribution",
        "move_commitment_openly",
    ),
)
def commitment_confidence_low(case: Case, settings: Settings) -> Iterator[Finding]:
    """
    ## What it does
    Compares each standing commitment with its odds: critical below 50 %, high below 70 %. Where the forecast has no own
    history to rest on, one step less. Also looks at all commitments and the budget together.
    ## Why it matters
    A date given to others must be one that the plan can carry. Bad odds are cheap to say early and dear to say late.
    ## What to do
    Take the action with the best price, or move the promise openly to a day that holds in 80 % of futures.
    ## Source
    MISSION.md D2, W1, D5; NASA joint confidence level policy (programs baselined at 70 %); GAO-16-89G, risk analysis.
    """
    outlook = foreseen(case)
    for id, promise in commitments(case.snapshot).items():
        found = outlook.milestones.get(id)
        odds = found.odds_of(promise.due) if found and promise.due else None
        if found is None or odds is None or odds >= settings["attainable"]:
            continue
        yield commitment_confidence_low.finding(
            f"milestone:{id}",
            f"{named(case.snapshot, f'milestone:{id}')} is promised for {promise.due}, and that holds in"
            f" {percent(odds)} of futures.",
            tuple(_evidence(case.snapshot, promise, found)),
            severity=_severity(odds < settings["lost"], found),
            root=_root(found, settings["root_share"]),
        )
    yield from _joint(case, settings["joint"])


def _severity(lost: bool, found: MilestoneOutlook) -> str:
    step = SEVERITIES.index("critical" if lost else "high")
    return SEVERITIES[step - 1 if found.goes_by_little else step]


def _root(found: MilestoneOutlook, share: float) -> str:
    """What decides the milestone so often that its trouble is the milestone's; what stands in the way before work."""
    often = [one for one in found.drivers if one.decides >= share]
    worst = max(often, key=lambda one: (not one.subject.startswith("work:"), one.high_days), default=None)
    return worst.subject if worst else ""


def _evidence(snapshot: Snapshot, promise: Promise, found: MilestoneOutlook) -> Iterator[Evidence]:
    ref = f"milestone:{found.id}"
    if promises := line(snapshot, found.id):
        moves = counted(promises.moves, "move")
        first = f"first promised for {promises.first.due}, {moves} since"
        yield Evidence(f"promise:{promise.id}", f"Promised for {promise.due}; {first}.")
    half, most = found.date_at(0.5), found.date_at(0.8)
    yield Evidence(ref, f"P50 is {half or 'never reached'}, P80 is {most or 'never reached'}.")
    if found.label:
        yield Evidence(ref, f"These odds rest on: {found.label}.")
    for one in sorted(found.drivers, key=lambda one: -_swing(one))[:5]:
        yield Evidence(one.subject, f"{named(snapshot, one.subject)} decides it in {percent(one.decides)} of futures.")


def _swing(one: Driver) -> float:
    return one.high_days - one.low_days


def _joint(case: Case, least: float) -> Iterator[Finding]:
    outlook, snapshot = foreseen(case), case.snapshot
    joint = outlook.joint_with_cost
    if snapshot.budget_cents is None or joint is None or joint >= least:
        return
    evidence = [Evidence(f"program:{snapshot.id}", "Counted in the same futures, never multiplied from single odds.")]
    if outlook.joint is not None:
        dates = f"All dates hold together in {percent(outlook.joint)} of futures, whatever they cost."
        evidence.append(Evidence(f"program:{snapshot.id}", dates))
    yield commitment_confidence_low.finding(
        f"program:{snapshot.id}",
        f"All commitments hold together and within budget in {percent(joint)} of futures.",
        tuple(evidence),
        severity="high",
        key="joint",
    )
