from collections.abc import Iterator
from datetime import date

from leadline.decisions.rules.decision_overdue import waiting_work, ways_to_decide
from leadline.linter.rule import Needs, Setting, Settings, rule
from leadline.linter.words import named, percent
from leadline.program.case import Case
from leadline.program.decisions import Decision
from leadline.program.finding import Evidence, Finding, Remedy
from leadline.program.outlook import DecisionOutlook
from leadline.program.workdays import add_workdays, program_calendar


@rule(
    id="T102",
    needs=Needs.DECISIONS | Needs.OUTLOOK,
    severity="critical",
    settings={
        "notice": Setting(10, "Working days before the latest day from which it speaks."),
        "decides": Setting(
            0.2, "Share of futures in which the waiting work sets a date that was promised, or the end."
        ),
    },
)
def decision_blocks_driver(case: Case, settings: Settings) -> Iterator[Finding]:
    """
    ## What it does
    Looks for open decisions that hold up work which sets a promised date, or the program's end, in 20 % of all futures
    or more, when the latest day to decide without anything waiting is less than 10 working days away or has passed.
    That day is computed: in 80 % of all futures nothing waits until then. A decision parked until that day or sooner is
    left alone; one that is parked for longer is not.
    ## Why it matters
    The last responsible moment can be computed. Each day after it is a day of the program.
    ## What to do
    Decide with what is known today. Where that is too early, prepare for both answers so that neither has to wait.
    ## Source
    MISSION.md T2, D4; criticality index after Vanhoucke; latest day from P20 of the room before the work.
    """
    snapshot = case.snapshot
    near = add_workdays(program_calendar(snapshot), snapshot.as_of, int(settings["notice"]))
    for one in snapshot.decisions:
        foreseen = case.outlook.decisions.get(one.id) if case.outlook else None
        if one.decided_on or not foreseen or not foreseen.latest_on or foreseen.latest_on >= near:
            continue
        driving = {
            subject: share
            for subject in waiting_work(case, one)
            if (share := _decides(case, subject)) >= settings["decides"]
        }
        if driving and not _wakes_in_time(case, one, foreseen.latest_on):
            yield _finding(case, one, foreseen, driving, foreseen.latest_on)


def _decides(case: Case, subject: str) -> float:
    """How often it sets a promised date or the end; for a milestone, the most decisive work that feeds it."""
    noun, _, id = subject.partition(":")
    items = case.outlook.items if case.outlook else {}
    of = (
        (items[id],)
        if id in items
        else (item for item in items.values() if noun == "milestone" and item.milestone == id)
    )
    return max((max(item.decides, item.criticality) for item in of), default=0.0)


def _wakes_in_time(case: Case, one: Decision, latest: date) -> bool:
    return one.parked_until is not None and case.snapshot.as_of <= one.parked_until <= latest


def _finding(case: Case, one: Decision, foreseen: DecisionOutlook, driving: dict[str, float], latest: date) -> Finding:
    first = max(sorted(driving), key=lambda subject: driving[subject])
    name = named(case.snapshot, first)
    if latest >= case.snapshot.as_of:
        says = f"“{one.question or one.id}” has to be decided by {latest}, or {name} waits for it."
    else:
        says = f"“{one.question or one.id}” had to be decided by {latest}, and {name} waits for it."
    both = Remedy(
        "Prepare for both answers, so that neither has to wait.",
        why_unpriced="What it takes to prepare the other branch is not in the plan.",
    )
    return decision_blocks_driver.finding(
        f"decision:{one.id}", says, tuple(_evidence(case, one, foreseen, driving)), (*ways_to_decide(case, one), both)
    )


def _evidence(case: Case, one: Decision, foreseen: DecisionOutlook, driving: dict[str, float]) -> Iterator[Evidence]:
    for subject, share in driving.items():
        yield Evidence(subject, f"{named(case.snapshot, subject)} sets the date in {percent(share)} of all futures.")
    yield Evidence(
        f"decision:{one.id}", f"In 80\u00a0% of all futures nothing waits for it until {foreseen.latest_on}."
    )
    if foreseen.days_per_day and foreseen.milestone:
        milestone = named(case.snapshot, f"milestone:{foreseen.milestone}")
        lost = f"Each day after that moves {milestone} by {foreseen.days_per_day:.1f} days."
        yield Evidence(f"milestone:{foreseen.milestone}", lost)
    if one.parked_until and one.parked_until >= case.snapshot.as_of:
        yield Evidence(f"decision:{one.id}", f"It is parked until {one.parked_until}, which is too late.")
    elif one.needed_by:
        yield Evidence(f"decision:{one.id}", f"Its own day is {one.needed_by}.")
