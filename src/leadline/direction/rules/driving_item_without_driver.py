"""D407: the work that sets the date is about to start, and nobody has it."""

from collections.abc import Iterator
from datetime import timedelta

from leadline.linter.rule import Needs, Setting, Settings, foreseen, rule
from leadline.linter.words import named, percent, working_days
from leadline.program.case import Case
from leadline.program.edits import Change
from leadline.program.finding import Evidence, Finding, Remedy
from leadline.program.outlook import ItemOutlook
from leadline.program.people import Person
from leadline.program.snapshot import Snapshot
from leadline.program.work import WorkItem

CANDIDATES = 3


@rule(
    id="D407",
    needs=Needs.OUTLOOK | Needs.WORK | Needs.PEOPLE,
    severity="high",
    settings={
        "deciding": Setting(0.2, "Share of futures from which work counts as deciding."),
        "ahead_days": Setting(10, "Working days before its start from which work must have a name on it."),
        "late_days": Setting(2, "Working days after the day it may start from which it counts as not started."),
    },
)
def driving_item_without_driver(case: Case, settings: Settings) -> Iterator[Finding]:
    """
    ## What it does
    Looks for work that sets the end of the program in a fifth of futures or more, is to start within two weeks, and
    has nobody's name on it; a team is enough until the day it can start. Also for such work that could have started
    days ago.
    ## Why it matters
    Each day such work waits is a day later for everybody. It must have a name.
    ## What to do
    Ask the team who takes it. The candidates have declared the skill and are there on that day; nothing else is
    looked at.
    ## Source
    MISSION.md D4, O1; GAO-16-89G, assigning resources; criticality index.
    """
    outlook, snapshot = foreseen(case), case.snapshot
    for item in snapshot.work:
        found = outlook.items.get(item.id)
        if found is None or item.state not in ("todo", "doing") or found.criticality < settings["deciding"]:
            continue
        if trouble := _trouble(snapshot, item, found, settings):
            yield driving_item_without_driver.finding(
                f"work:{item.id}",
                f"{item.name or item.id} decides the end of the program, and {trouble}.",
                tuple(_evidence(snapshot, item, found)),
                tuple(_remedies(snapshot, item, found)),
            )


def _trouble(snapshot: Snapshot, item: WorkItem, found: ItemOutlook, settings: Settings) -> str:
    start = snapshot.as_of + timedelta(days=int(found.start_p50))
    if not item.assignee:
        if item.state == "doing":
            return "it is in progress with nobody's name on it"
        ready = start <= snapshot.as_of
        soon = working_days(snapshot, snapshot.as_of, start) <= settings["ahead_days"]
        if ready or (soon and not item.team):
            return "nobody's name is on it"
    overdue = item.not_before and working_days(snapshot, item.not_before, snapshot.as_of) > settings["late_days"]
    return f"it could have started on {item.not_before}" if item.state == "todo" and overdue else ""


def _evidence(snapshot: Snapshot, item: WorkItem, found: ItemOutlook) -> Iterator[Evidence]:
    ref = f"work:{item.id}"
    yield Evidence(ref, f"It sets the end of the program in {percent(found.criticality)} of futures.")
    start = snapshot.as_of + timedelta(days=int(found.start_p50))
    yield Evidence(ref, f"P50 of its start is {start}.")
    if item.team:
        yield Evidence(f"team:{item.team}", f"It belongs to {named(snapshot, f'team:{item.team}')}.")
    if item.skill:
        yield Evidence(ref, f"It needs “{item.skill}” at level {item.skill_level}.")


def _remedies(snapshot: Snapshot, item: WorkItem, found: ItemOutlook) -> Iterator[Remedy]:
    if item.assignee:
        yield Remedy(
            "Ask what it waits for, and record that as a roadblock.",
            agree=(item.assignee,),
            why_unpriced="Nobody has said what it waits for, so there is nothing to try.",
        )
        return
    for person in _candidates(snapshot, item, found):
        name = person.name or person.id
        yield Remedy(f"Ask {name} to take it.", (Change("work", item.id, {"assignee": person.id}),), (person.id,))
    team = named(snapshot, f"team:{item.team}") if item.team else "the teams"
    yield Remedy(f"Ask {team} who takes it.", why_unpriced="Until somebody says yes there is nothing to try.")


def _candidates(snapshot: Snapshot, item: WorkItem, found: ItemOutlook) -> list[Person]:
    """At most three people who declared the skill and are there when it starts, in the order of their names."""
    day = snapshot.as_of + timedelta(days=int(found.start_p50))
    able = [one for one in snapshot.people if _can(one, item) and not one.outside and one.capacity > 0]
    there = [one for one in able if not any(away.first <= day <= away.last for away in one.absences)]
    return sorted(there, key=lambda one: (one.name, one.id))[:CANDIDATES]


def _can(person: Person, item: WorkItem) -> bool:
    if item.team and person.team != item.team:
        return False
    if item.skill:
        return any(own.name == item.skill and own.level >= item.skill_level for own in person.skills)
    # Without a skill on either side only the team says who could do it.
    return bool(item.team)
