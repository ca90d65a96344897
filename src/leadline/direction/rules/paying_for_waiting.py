"""D504: people are kept for work that is blocked, and have nothing else to begin."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from leadline.linter.network import is_open, open_work, things
from leadline.linter.rule import Needs, Setting, Settings, rule
from leadline.linter.words import counted, named, working_days
from leadline.program.case import Case
from leadline.program.edits import Change
from leadline.program.finding import Evidence, Finding, Remedy
from leadline.program.risks import Roadblock
from leadline.program.snapshot import Snapshot
from leadline.program.work import WorkItem

FORTNIGHT_DAYS = 14


@rule(
    id="D504",
    needs=Needs.WORK | Needs.ROADBLOCKS | Needs.PEOPLE,
    severity="medium",
    audience="tpm",
    settings={
        "days": Setting(5, "Working days of people in a fortnight, in one project, up to which waiting is slack.")
    },
)
def paying_for_waiting(case: Case, settings: Settings) -> Iterator[Finding]:
    """
    ## What it does
    Adds up, for each project, the working days of the last fortnight that people were kept for work which a roadblock
    holds up, while nothing else of theirs could be begun. Speaks above a week of one person. Who waits is not said: it is
    the plan that waits.
    ## Why it matters
    Their time is paid for and cannot be had again. It is the cheapest cost to cut, because nobody wants it.
    ## What to do
    Take away what blocks the most days first. Until then give those who wait work that is ready, or let them go early.
    ## Source
    MISSION.md W1, D4; flow efficiency and Little's law.
    """
    snapshot = case.snapshot
    waits = _waits(snapshot)
    for project in sorted({one.item.project for one in waits}):
        own = [one for one in waits if one.item.project == project]
        days = sum(one.days for one in own)
        if days <= settings["days"]:
            continue
        name = named(snapshot, f"project:{project}") if project else snapshot.name or snapshot.id
        yield paying_for_waiting.finding(
            f"project:{project}" if project else f"program:{snapshot.id}",
            f"{name} has paid for {days:.0f} working days of waiting in the last two weeks.",
            tuple(_evidence(snapshot, own)),
            tuple(_remedies(snapshot, own)),
        )


@dataclass(frozen=True)
class Wait:
    """Working days of a fortnight in which one piece of blocked work kept somebody who had nothing else to begin."""

    item: WorkItem
    roadblock: Roadblock
    days: float


def _waits(snapshot: Snapshot) -> list[Wait]:
    """Each person once, by the roadblock that has held them up longest."""
    blocked = {id: one for one in _standing(snapshot) for id in one.work}
    share = {one.id: one.capacity for one in snapshot.people if not one.outside}
    busy = {one.assignee for one in open_work(snapshot) if one.id not in blocked and _ready(snapshot, one)}
    found: dict[str, Wait] = {}
    for item in open_work(snapshot):
        if item.id not in blocked or item.assignee in busy or item.assignee not in share:
            continue
        one = Wait(item, blocked[item.id], _days(snapshot, blocked[item.id]) * share[item.assignee])
        if item.assignee not in found or one.days > found[item.assignee].days:
            found[item.assignee] = one
    return sorted(found.values(), key=lambda one: one.item.id)


def _standing(snapshot: Snapshot) -> list[Roadblock]:
    """Roadblocks that stand, the oldest last, so that it is the one which counts."""
    own = [one for one in snapshot.roadblocks if one.resolved_on is None and one.since]
    return sorted(own, key=lambda one: (one.since or snapshot.as_of, one.id), reverse=True)


def _ready(snapshot: Snapshot, item: WorkItem) -> bool:
    """Whether it is under way or could be begun today."""
    if item.state == "doing":
        return True
    known = things(snapshot)
    ahead = (one.before for one in snapshot.dependencies if one.after == item.id and one.kind in ("FS", "SS"))
    return (item.not_before is None or item.not_before <= snapshot.as_of) and not any(
        is_open(known.get(one)) for one in ahead
    )


def _days(snapshot: Snapshot, one: Roadblock) -> int:
    first = max(one.since or snapshot.as_of, snapshot.as_of - timedelta(days=FORTNIGHT_DAYS))
    return working_days(snapshot, first, snapshot.as_of)


def _evidence(snapshot: Snapshot, own: Sequence[Wait]) -> Iterator[Evidence]:
    for id in dict.fromkeys(one.roadblock.id for one in own):
        mine = [one for one in own if one.roadblock.id == id]
        days = sum(one.days for one in mine)
        yield Evidence(
            f"roadblock:{id}",
            f"{named(snapshot, f'roadblock:{id}')} has kept {counted(len(mine), 'piece')} of work waiting: {days:.0f} days.",
        )


def _remedies(snapshot: Snapshot, own: Sequence[Wait]) -> Iterator[Remedy]:
    for id in dict.fromkeys(one.roadblock.id for one in own):
        roadblock = snapshot.find("roadblock", id)
        yield Remedy(
            f"Take {named(snapshot, f'roadblock:{id}')} out of the way today.",
            (Change("roadblock", id, {"resolved_on": str(snapshot.as_of)}),),
            (roadblock.unblocker,) if roadblock and roadblock.unblocker else (),
        )
    yield Remedy(
        "Until then give those who wait work that is ready.",
        why_unpriced="Which work that is, and who wants it, is for the team to say.",
    )
