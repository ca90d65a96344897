"""The days of a program and of one of its people, as a calendar shows them. Never why somebody is away."""

from collections.abc import Iterator
from datetime import date

from leadline.charts import words
from leadline.program.commitments import commitment
from leadline.program.outlook import MilestoneOutlook, Outlook
from leadline.program.people import Person
from leadline.program.snapshot import Snapshot
from leadline.program.titles import name_of
from leadline.program.work import Milestone, WorkItem
from leadline.sources.icalendar.write import Entry

MOST_ENTRIES = 2_000
"""Days that one calendar holds; the ones next to come are kept."""

PROMISED, FORECAST, TARGET, PLANNED, OFF, WORK, ASKED = (
    "promised",
    "forecast",
    "target",
    "planned",
    "off",
    "work",
    "asked",
)
Told = tuple[str, ...]


def entries_of(snapshot: Snapshot, outlook: Outlook | None, url: str = "") -> tuple[tuple[Entry, ...], Told]:
    """
    Milestones with what is promised and the P80 forecast, releases, and the days on which nobody works; and what was left out.

    Args:
        snapshot: the program.
        outlook: what the last round foresaw; without it there are no forecasts.
        url: address of the program's pages; "" leaves links out.
    """
    found = [one for milestone in snapshot.milestones for one in _milestone(milestone, snapshot, outlook, url)]
    return _bounded([*found, *_releases(snapshot), *_holidays(snapshot)], snapshot.as_of)


def entries_for(
    snapshot: Snapshot, person: str, outlook: Outlook | None, url: str = ""
) -> tuple[tuple[Entry, ...], Told]:
    """What is on somebody's own days: when they are off, the milestones they own, their open work that is planned, what they are asked."""
    who: Person | None = snapshot.find("person", person)
    own = [one for one in snapshot.milestones if one.owner == person or person in _doers(snapshot, one.id)]
    found = [entry for milestone in own for entry in _milestone(milestone, snapshot, outlook, url)]
    found += _absences(who, snapshot) if who else ()
    found += (entry for item in snapshot.work for entry in _work(item, person, snapshot, url))
    found += _asks(snapshot, person, url)
    return _bounded(found, snapshot.as_of)


def _milestone(one: Milestone, snapshot: Snapshot, outlook: Outlook | None, url: str) -> Iterator[Entry]:
    name, at = one.name or one.id, f"{url}/milestones/{one.id}" if url else ""
    if one.done_on:
        yield _on("milestone", one.id, snapshot, f"{name}: reached", one.done_on, url=at, kind=PROMISED)
        return
    ahead = outlook.milestones.get(one.id) if outlook else None
    for promised, says in (("commitment", PROMISED), ("target", TARGET)):
        found = commitment(snapshot, one.id, promised)
        if found and found.due:
            yield _on(promised, one.id, snapshot, f"{name}: {says}", found.due, _odds(ahead, found.due), at, says)
    if one.baseline_on and not commitment(snapshot, one.id):
        yield _on("planned", one.id, snapshot, f"{name}: {PLANNED}", one.baseline_on, url=at, kind=PLANNED)
    if ahead and (likely := ahead.date_at(0.8)):
        text = f"In 80 % of {ahead.futures:,} futures it is reached by this day. It moves when the facts do."
        yield _on("forecast", one.id, snapshot, f"{name}: likely by (80 %)", likely, text, at, FORECAST)


def _odds(ahead: MilestoneOutlook | None, due: date) -> str:
    odds = ahead.odds_of(due) if ahead else None
    return f"Odds of that day as of {ahead.as_of:%Y-%m-%d}: {words.share(odds)}." if ahead and odds is not None else ""


def _releases(snapshot: Snapshot) -> Iterator[Entry]:
    """The days of releases that open work aims at."""
    aimed_at = ((one.release_on, one) for one in snapshot.work if one.state in _OPEN)
    for day, name in sorted({(day, _release(one, snapshot)) for day, one in aimed_at if day is not None}):
        yield _on("release", f"{name}-{day}", snapshot, f"Release {name}".strip(), day, kind=PLANNED)


def _release(item: WorkItem, snapshot: Snapshot) -> str:
    milestone = snapshot.find("milestone", item.milestone)
    return milestone.release if milestone else ""


def _holidays(snapshot: Snapshot) -> Iterator[Entry]:
    """Days off that the program itself names; public holidays are in every calendar already."""
    for calendar in snapshot.calendars:
        for day in calendar.holidays:
            name = calendar.name or calendar.id
            yield _on("holiday", f"{calendar.id}-{day}", snapshot, f"{name}: nobody works", day, kind=OFF)


def _absences(who: Person, snapshot: Snapshot) -> Iterator[Entry]:
    for one in who.absences:
        uid = _uid("absence", f"{who.id}-{one.first}", snapshot)
        yield Entry(uid, f"{who.name or who.id}: off", one.first, one.last, kind=OFF)


def _work(one: WorkItem, person: str, snapshot: Snapshot, url: str) -> Iterator[Entry]:
    if one.state not in _OPEN or person not in (one.assignee, *one.planned_for):
        return
    at = f"{url}/work/{one.id}" if url else ""
    if last := one.planned_to or one.baseline_on:
        # Work is shown on the day it is to be done, not as a bar over weeks: a calendar is not a plan.
        yield _on("work", one.id, snapshot, f"{one.name or one.id}: to be done", last, url=at, kind=WORK)


def _asks(snapshot: Snapshot, person: str, url: str) -> Iterator[Entry]:
    for one in snapshot.asks:
        if one.owed_by == person and one.due and not (one.answered_on or one.withdrawn_on):
            asker = name_of(snapshot, "person", one.asker) if one.asker else "Somebody"
            at = f"{url}/asks" if url else ""
            yield _on("ask", one.id, snapshot, f"{asker} waits for an answer", one.due, one.text, at, ASKED)


def _doers(snapshot: Snapshot, milestone: str) -> set[str]:
    found = commitment(snapshot, milestone)
    return {one.person for one in found.doers} if found else set()


_OPEN = ("todo", "doing")


def _on(
    what: str, id: str, snapshot: Snapshot, title: str, day: date, says: str = "", url: str = "", kind: str = ""
) -> Entry:
    return Entry(_uid(what, id, snapshot), title, day, day, says, url, kind)


def _uid(what: str, id: str, snapshot: Snapshot) -> str:
    return f"{what}-{id}@{snapshot.id}.leadline"


def _bounded(found: list[Entry], today: date) -> tuple[tuple[Entry, ...], Told]:
    """The entries next to come, and the latest of those that are over as far as there is room."""
    near = sorted(found, key=lambda one: (one.last < today, abs((one.first - today).days), one.uid))
    kept = tuple(near[:MOST_ENTRIES])
    left = len(near) - len(kept)
    return kept, (f"{left:,} days are left out: a calendar holds {MOST_ENTRIES:,}",) if left else ()
