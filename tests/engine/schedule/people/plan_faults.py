"""
Is a program's plan one that its people can follow? Said from the nouns of the program, without a line of the engine.

Estimates are to be kept to the word. Of nobody's work is anything known but between when and when it is done, so for every
interval from a start to an end, what lies within it is laid beside the time there is.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from functools import cache
from operator import add

from leadline.program.people import Allocation, Calendar, Person
from leadline.program.plan import Plan, PlannedItem
from leadline.program.snapshot import Snapshot
from leadline.program.work import Dependency, WorkItem

HAIR = 2e-3
"""Days, some three minutes: plans are made of whole beats, and shown as they are."""

LAST = 400
"""Days that are looked at. What ends later is not in these programs."""


def faults(snapshot: Snapshot, found: Plan) -> list[str]:
    """What is wrong with a plan, in sentences; nothing where it can be followed."""
    return [
        *_of_all(snapshot, found),
        *(says for one in snapshot.work if one.id in found.items for says in _of_item(snapshot, one, found)),
        *(says for one in snapshot.dependencies for says in _of_dependency(one, found)),
        *(says for one in snapshot.people for says in _of_person(snapshot, one, found)),
    ]


def _of_all(snapshot: Snapshot, found: Plan) -> Iterator[str]:
    unplanned = [id for one in found.unplanned for id in one.items]
    for id in [one.id for one in (*snapshot.work, *snapshot.milestones)]:
        if (id in found.items) == (id in unplanned):
            yield f"{id} is planned and not, or neither."
    ends = [one.finish_days for one in found.items.values()]
    if abs(max(ends, default=0.0) - found.end_days) > HAIR:
        yield f"The last ends on day {max(ends):.3f}, not on day {found.end_days:.3f}."
    if found.bound.days > found.end_days + HAIR:
        yield f"It ends on day {found.end_days:.3f}, though no plan could before day {found.bound.days:.3f}."


def _of_item(snapshot: Snapshot, item: WorkItem, found: Plan) -> Iterator[str]:
    planned = found.items[item.id]
    opens = (item.not_before - snapshot.as_of).days if item.not_before else 0
    if planned.start_days < max(opens, 0) - HAIR:
        yield f"{item.id} starts on day {planned.start_days:.3f}, before day {max(opens, 0)}."
    if len(planned.people) != item.hands or len(set(planned.people)) != item.hands:
        yield f"{item.id} needs {item.hands} people and has {planned.people}."
    if item.assignee and item.assignee not in planned.people:
        yield f"{item.id} is not with {item.assignee}."
    for one in snapshot.people:
        if one.id in planned.people and one.id != item.assignee and not _can(snapshot, one, item, planned.start_days):
            yield f"{one.id} does {item.id} without being able to."


def _can(snapshot: Snapshot, one: Person, item: WorkItem, day: float) -> bool:
    """Whether somebody has learnt by a day what an item asks for."""
    able = [skill for skill in one.skills if skill.name == item.skill and skill.level >= item.skill_level]
    return not item.skill or any(not a.since or (a.since - snapshot.as_of).days <= day + HAIR for a in able)


def _of_dependency(one: Dependency, found: Plan) -> Iterator[str]:
    before, after = found.items.get(one.before), found.items.get(one.after)
    if before is None or after is None:
        return
    first = before.start_days if one.kind in ("SS", "SF") else before.finish_days
    then = after.start_days if one.kind in ("FS", "SS") else after.finish_days
    if then - first < one.lag_days - HAIR:
        yield f"{one.after} comes {then - first:.3f} days after {one.before}, too soon."
    told = any(late.dependency == one.id for late in found.exceeded)
    if one.at_most_days is not None and then - first > one.at_most_days + 0.01 + HAIR and not told:
        yield f"{one.after} comes {then - first:.3f} days after {one.before}, too late, and nobody says so."


def _of_person(snapshot: Snapshot, one: Person, found: Plan) -> Iterator[str]:
    own = [item for item in snapshot.work if item.id in found.items and one.id in found.items[item.id].people]
    claims = [claim for claim in snapshot.allocations if claim.person == one.id and _is_open(snapshot, claim)]
    claimed = {claim.project for claim in claims}
    days = [_worked(snapshot, one, day) for day in range(LAST)]

    def time(project: str) -> list[float]:
        return [share * _portion(snapshot, one, claims, project, day) for day, share in enumerate(days)]

    yield from _too_much(f"all of {one.id}", own, found, [share * one.capacity for share in days])
    for project in claimed:
        part = [item for item in own if item.project == project]
        # What one project has begun in the rest goes on beside what it begins in its claim.
        yield from _too_much(f"{one.id} for {project}", part, found, list(map(add, time(project), time(""))))
    rest = [item for item in own if item.project not in claimed]
    yield from _too_much(f"{one.id} for the rest", rest, found, time(""))


def _is_open(snapshot: Snapshot, claim: Allocation) -> bool:
    """Whether a claim is not over, and its project has something to do."""
    work = [one for one in snapshot.work if one.project == claim.project]
    return not (claim.last and claim.last < snapshot.as_of) and (not work or any(one.state != "done" for one in work))


def _worked(snapshot: Snapshot, one: Person, day: int) -> float:
    """The share of a day on which somebody works at all, by their calendar."""
    today = snapshot.as_of + timedelta(day)
    calendar: Calendar = next(own for own in snapshot.calendars if own.id == one.calendar)
    away = any(leave.first <= today <= leave.last for leave in one.absences)
    return 0.0 if away or today in calendar.holidays else calendar.week[today.weekday()]


def _portion(snapshot: Snapshot, one: Person, claims: Sequence[Allocation], project: str, day: int) -> float:
    """The share of their time that a project has claimed on a day; without one, what nobody has. Too much is given pro rata."""
    today = snapshot.as_of + timedelta(day)
    now = [own for own in claims if (not own.first or own.first <= today) and (not own.last or today <= own.last)]
    total = sum(own.share for own in now)
    fits = min(1.0, one.capacity / total) if total else 1.0
    if not project:
        return max(one.capacity - total * fits, 0.0)
    return sum(own.share for own in now if own.project == project) * fits


def _too_much(what: str, work: Sequence[WorkItem], found: Plan, time: Sequence[float]) -> Iterator[str]:
    """Intervals in which more has to be done than there is time for."""
    until = _summed(time)
    plans: list[tuple[PlannedItem, float]] = [(found.items[one.id], _days(one)) for one in work]
    for first in sorted({one.start_days for one, _ in plans}):
        for last in sorted({one.finish_days for one, _ in plans}):
            inside = [one for one in plans if one[0].start_days >= first and one[0].finish_days <= last]
            needs, has = sum(effort for _, effort in inside), until(last) - until(first)
            if last > first and needs > has + HAIR:
                ids = ", ".join(one.id for one, _ in inside)
                yield f"{ids} take {needs:.3f} days of {what} from day {first:.3f} to {last:.3f}; there are {has:.3f}."


def _summed(time: Sequence[float]) -> Callable[[float], float]:
    done = [0.0]
    for share in time:
        done.append(done[-1] + share)

    @cache
    def until(day: float) -> float:
        whole = min(int(day), len(time) - 1)
        return done[whole] + (min(day, len(time)) - whole) * time[whole]

    return until


def _days(item: WorkItem) -> float:
    return item.estimate.low if item.estimate else 0.0
