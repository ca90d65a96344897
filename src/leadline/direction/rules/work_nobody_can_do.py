"""D302: work that is planned and that nobody can do, so that nothing behind it has a forecast."""

from collections.abc import Iterator, Mapping, Sequence

from leadline.linter.network import Teams, Waiting
from leadline.linter.rule import Needs, foreseen, rule
from leadline.linter.words import called, listed, named
from leadline.program.case import Case
from leadline.program.edits import Change
from leadline.program.finding import Evidence, Finding, Remedy
from leadline.program.people import Person
from leadline.program.snapshot import Snapshot
from leadline.program.work import WorkItem

CANDIDATES, NAMED = 3, 3


@rule(
    id="D302",
    needs=Needs.OUTLOOK | Needs.WORK,
    severity="high",
    playbook=("borrow_specialist", "train_now", "contractor_bridge"),
)
def work_nobody_can_do(case: Case) -> Iterator[Finding]:
    """
    ## What it does
    Looks for open work that nobody in the program can do: nobody has the skill it asks for, whoever has it has no working
    time, or it needs more people at once than there are. Work that lacks the same is said in one.
    ## Why it matters
    Such work has no end, so no milestone behind it has a date or odds. A skill that is found missing when the work begins
    costs the whole time of hiring or training.
    ## What to do
    Train, borrow, hire, or give the work to somebody who can. Where a milestone has its first forecast with that, the
    remedy says from when; days can only be counted where there was a forecast before.
    ## Source
    MISSION.md D3; GAO-16-89G, assigning resources to all activities. This is the skill gap where supply is none.
    """
    snapshot, waiting = case.snapshot, Waiting(case.snapshot)
    for lacking, items in _alike(snapshot, foreseen(case).unstaffed):
        # The engine's reason ends with its advice, in a sentence of its own.
        cause, _, advice = lacking.rpartition(". ")
        yield work_nobody_can_do.finding(
            f"work:{items[0].id}",
            f"{_without_a_name_first(snapshot, items[0], cause)}, so {_behind(snapshot, waiting, items)}.{_others(items[1:])}",
            tuple(Evidence(f"work:{one.id}", _asks(snapshot, one)) for one in items),
            tuple(_remedies(snapshot, items, advice)),
        )


def _alike(snapshot: Snapshot, unstaffed: Mapping[str, str]) -> Iterator[tuple[str, list[WorkItem]]]:
    """Work that lacks the same people, with the reason of the first of it."""
    teams, found = Teams(snapshot), dict[tuple[str, str, int, int], list[WorkItem]]()
    for item in snapshot.work:
        if item.id in unstaffed:
            who = item.assignee or f"team {teams.of(item)}"
            found.setdefault((who, item.skill, item.skill_level, item.hands), []).append(item)
    yield from ((unstaffed[items[0].id], items) for items in found.values())


def _without_a_name_first(snapshot: Snapshot, item: WorkItem, cause: str) -> str:
    """The reason with the work as its subject: that somebody has no time is nobody's fault, and is not said as one."""
    who = named(snapshot, f"person:{item.assignee}")
    if item.assignee and cause.startswith(f"{who} has no working time"):
        return f"{item.name or item.id} is assigned to {who}, and there is no working time for it"
    return cause


def _behind(snapshot: Snapshot, waiting: Waiting, items: Sequence[WorkItem]) -> str:
    """What has no forecast because of it."""
    found = waiting.milestones(one.id for one in items)
    if not found:
        return "it is in no forecast" if len(items) == 1 else "they are in no forecast"
    names = [named(snapshot, f"milestone:{id}") for id in found]
    said = listed(names if len(names) <= NAMED else [*names[: NAMED - 1], f"{len(names) - NAMED + 1} more"])
    return f"{said} {'has' if len(names) == 1 else 'have'} no forecast"


def _others(items: Sequence[WorkItem]) -> str:
    if not items:
        return ""
    names = [one.name or one.id for one in items]
    said = listed(names) if len(names) <= NAMED else f"{len(names)} more pieces of work"
    return f" The same holds for {said}."


def _asks(snapshot: Snapshot, item: WorkItem) -> str:
    """What it asks for, and whom it is assigned to."""
    asked = [f"“{item.skill}” at level {item.skill_level}"] if item.skill else []
    asked += [f"{item.hands} people at once"] if item.hands > 1 else []
    said = [f"needs {listed(asked)}"] if asked else []
    said += [f"is assigned to {called(snapshot, 'person', [item.assignee])}"] if item.assignee else []
    return f"{item.name or item.id} {listed(said)}." if said else f"Nobody has time for {item.name or item.id}."


def _remedies(snapshot: Snapshot, items: Sequence[WorkItem], advice: str) -> Iterator[Remedy]:
    first = items[0]
    for person in _candidates(snapshot, first) if first.assignee and first.hands == 1 else ():
        edits = tuple(Change("work", one.id, {"assignee": person.id}) for one in items)
        them = "it" if len(items) == 1 else "them"
        yield Remedy(f"Ask {person.name or person.id} to take {them}.", edits, (person.id,))
    yield Remedy(advice, why_unpriced="Until somebody is named there is nothing to try.")


def _candidates(snapshot: Snapshot, item: WorkItem) -> list[Person]:
    """At most three others who are there and have declared the skill, or are of the team where none is asked for; by name."""
    team = Teams(snapshot).of(item)
    able = [
        one for one in snapshot.people
        if one.id != item.assignee and not one.outside and one.capacity > 0
        and (_has(one, item) if item.skill else bool(team) and one.team == team)
    ]  # fmt: skip
    return sorted(able, key=lambda one: (one.name, one.id))[:CANDIDATES]


def _has(person: Person, item: WorkItem) -> bool:
    return any(own.name == item.skill and own.level >= item.skill_level for own in person.skills)
