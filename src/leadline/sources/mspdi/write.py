"""
A program as a file that Microsoft Project opens: MSPDI, its XML.

The order of elements is that of the schema (mspdi_pj15.xsd); Project refuses others. Leadline's own ids stand in custom text
fields, so that a file that comes back is known again.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from leadline.program.snapshot import NOUNS, Snapshot
from leadline.program.work import Milestone, Project, WorkItem
from leadline.sources.mspdi.elements import Element, at_time, element, leaf, span
from leadline.sources.mspdi.ids import FEEDS, OWN_ID, RESOURCE_FIELDS, TASK_FIELDS
from leadline.sources.mspdi.links import ELAPSED_DAYS, KINDS
from leadline.sources.mspdi.numbers import Numbers
from leadline.sources.mspdi.work import USUAL_PRIORITY
from leadline.sources.mspdi.write_people import assignments, calendars, resources

HOURS = 8
_TENTHS_A_DAY = 14_400
_KINDS = {kind: number for number, kind in KINDS.items()}
_HELD = frozenset({"calendar", "team", "person", "project", "milestone", "work", "dependency", "promise"})


def write_mspdi(snapshot: Snapshot) -> str:
    """The text of the file. The same program gives the same text."""
    numbers = Numbers(snapshot)
    begins = _begins(snapshot)
    head = [
        leaf("SaveVersion", 14),
        leaf("Name", snapshot.name or snapshot.id),
        leaf("Title", snapshot.name or snapshot.id),
        leaf("ScheduleFromStart", 1),
        leaf("StartDate", at_time(begins, "08:00:00")),
        leaf("CurrencyDigits", 2),
        leaf("CurrencyCode", snapshot.currency),
        leaf("CalendarUID", numbers.program_calendar),
        leaf("DefaultStartTime", "08:00:00"),
        leaf("DefaultFinishTime", "17:00:00"),
        leaf("MinutesPerDay", HOURS * 60),
        leaf("MinutesPerWeek", HOURS * 60 * 5),
        leaf("DaysPerMonth", 20),
        leaf("DurationFormat", 7),
        leaf("WeekStartDay", 1),
        leaf("CurrentDate", at_time(snapshot.as_of, "08:00:00")),
        leaf("NewTasksAreManual", 0),
    ]
    body = [
        element("ExtendedAttributes", [*_custom(TASK_FIELDS), *_custom(RESOURCE_FIELDS)]),
        element("Calendars", calendars(snapshot, numbers)),
        element("Tasks", _rows(snapshot, numbers)),
        element("Resources", resources(snapshot, numbers)),
        element("Assignments", assignments(snapshot, numbers)),
    ]
    project = element("Project", [*head, *body], xmlns="http://schemas.microsoft.com/project")
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{project}\n'


def left_out(snapshot: Snapshot) -> tuple[str, ...]:
    """What such a file has no place for, as sentences with counts."""
    told = [
        f"{len(snapshot.of(noun)):,} of the kind “{noun}” have no place in such a file"
        for noun in NOUNS
        if noun not in _HELD and snapshot.of(noun)
    ]
    counts: Counter[str] = Counter()
    for one in snapshot.work:
        counts["estimates are a range: its middle was written"] += bool(one.estimate and not one.estimate.is_point)
        counts["pieces of work ask for a skill"] += bool(one.skill)
        counts["pieces of work are done by several: those named are assigned"] += one.hands > max(
            len(one.planned_for), 1
        )
    counts["people have skills"] = sum(bool(one.skills) for one in snapshot.people)
    counts["dependencies have a longest wait"] = sum(one.at_most_days is not None for one in snapshot.dependencies)
    return tuple([f"{one}." for one in told] + [f"{count:,} {says}." for says, count in counts.items() if count])


def _begins(snapshot: Snapshot) -> date:
    days = [snapshot.started_on, *(one.started_on or one.planned_from for one in snapshot.work)]
    return min((one for one in days if one), default=snapshot.as_of)


def _custom(fields: dict[str, int]) -> Iterator[Element]:
    for alias, number in fields.items():
        name = "Text30" if alias == OWN_ID else "Text29"
        yield element("ExtendedAttribute", [leaf("FieldID", number), leaf("FieldName", name), leaf("Alias", alias)])


def _rows(snapshot: Snapshot, numbers: Numbers) -> Iterator[Element]:
    """The program, then what belongs to no project, then each project with what is in it."""
    yield element("Task", [*_row(0, 0, snapshot.name or snapshot.id, 0, "0"), leaf("Summary", 1)])
    place = 0
    inside: dict[str, list[Milestone | WorkItem]] = {"": [], **{one.id: [] for one in snapshot.projects}}
    rows: tuple[Milestone | WorkItem, ...] = (*snapshot.work, *snapshot.milestones)
    for one in rows:
        inside[one.project if one.project in inside else ""].append(one)
    links = numbers.links_into()
    outer = 0
    for own in inside[""]:
        place, outer = place + 1, outer + 1
        yield _leaf_row(own, snapshot, numbers, links, place, 1, str(outer))
    for project in snapshot.projects:
        place, outer = place + 1, outer + 1
        yield _project_row(project, numbers, place, str(outer))
        for index, own in enumerate(inside[project.id], 1):
            place += 1
            yield _leaf_row(own, snapshot, numbers, links, place, 2, f"{outer}.{index}")


def _row(
    uid: int, place: int, name: str, level: int, number: str, *, active: bool = True, priority: int = 0
) -> list[Element]:
    return [
        leaf("UID", uid),
        leaf("ID", place),
        leaf("Name", name),
        leaf("Active", int(active)),
        leaf("Manual", 0),
        leaf("Type", 1),
        leaf("IsNull", 0),
        leaf("WBS", number),
        leaf("OutlineNumber", number),
        leaf("OutlineLevel", level),
        leaf("Priority", min(max(priority + USUAL_PRIORITY, 0), 1000)),
    ]


def _project_row(project: Project, numbers: Numbers, place: int, number: str) -> Element:
    row = _row(
        numbers.task(project.id, "project"),
        place,
        project.name or project.id,
        1,
        number,
        active=project.state != "dropped",
    )
    if project.created_on:
        row.insert(7, leaf("CreateDate", at_time(project.created_on, "08:00:00")))
    done = [leaf("PercentComplete", 100)] if project.state == "done" else []
    return element(
        "Task",
        [*row, leaf("EffortDriven", 0), leaf("Milestone", 0), leaf("Summary", 1), *done, _own(OWN_ID, project.id)],
    )


def _leaf_row(
    one: Milestone | WorkItem,
    snapshot: Snapshot,
    numbers: Numbers,
    links: dict[str, list[tuple[int, str, float]]],
    place: int,
    level: int,
    number: str,
) -> Element:
    joined = [_link(*link) for link in links.get(one.id, ())]
    own = [_own(OWN_ID, one.id)]
    if isinstance(one, Milestone):
        return element(
            "Task",
            [*_milestone(one, snapshot, numbers, place, level, number), *joined, *own, *_baseline(one.baseline_on)],
        )
    if one.milestone:
        own.append(_own(FEEDS, one.milestone))
    return element(
        "Task", [*_work(one, snapshot, numbers, place, level, number), *joined, *own, *_baseline(one.baseline_on)]
    )


def _milestone(
    one: Milestone, snapshot: Snapshot, numbers: Numbers, place: int, level: int, number: str
) -> list[Element]:
    done = at_time(one.done_on, "17:00:00")
    at = [leaf("Start", done), leaf("Finish", done)] if done else []
    actual = [leaf("PercentComplete", 100), leaf("ActualStart", done), leaf("ActualFinish", done)] if done else []
    due = at_time(numbers.due.get(one.id), "17:00:00")
    return [
        *_row(numbers.task(one.id, "milestone"), place, one.name or one.id, level, number),
        *at,
        leaf("Duration", span(0)),
        leaf("DurationFormat", 7),
        leaf("EffortDriven", 0),
        leaf("Estimated", 0),
        leaf("Milestone", 1),
        leaf("Summary", 0),
        *actual,
        leaf("ConstraintType", 0),
        *([leaf("Deadline", due)] if due else []),
    ]


def _work(one: WorkItem, snapshot: Snapshot, numbers: Numbers, place: int, level: int, number: str) -> list[Element]:
    person = snapshot.find("person", one.assignee)
    # Whoever has half of their time for it needs twice the days.
    share = person.capacity if person and person.capacity else 1.0
    hours = one.estimate.middle * HOURS / share if one.estimate else None
    spent = one.spent_days * HOURS / share if one.spent_days and one.state in ("doing", "done") else None
    row = _row(
        numbers.task(one.id, "work"),
        place,
        one.name or one.id,
        level,
        number,
        active=one.state != "dropped",
        priority=one.priority,
    )
    if one.created_on:
        row.insert(7, leaf("CreateDate", at_time(one.created_on, "08:00:00")))
    return [
        *row,
        *_when("Start", one.planned_from, "08:00:00"),
        *_when("Finish", one.planned_to, "17:00:00"),
        *([leaf("Duration", span(hours))] if hours is not None else []),
        leaf("DurationFormat", 7),
        leaf("EffortDriven", 0),
        leaf("Estimated", int(hours is None)),
        leaf("Milestone", 0),
        leaf("Summary", 0),
        *([leaf("FixedCost", one.cost_cents)] if one.cost_cents else []),
        leaf("PercentComplete", _percent(one, hours, spent)),
        *_when("ActualStart", one.started_on if one.state in ("doing", "done") else None, "08:00:00"),
        *_when("ActualFinish", one.done_on if one.state == "done" else None, "17:00:00"),
        *([leaf("ActualDuration", span(spent))] if spent else []),
        *(
            [leaf("RemainingDuration", span(max(hours - (spent or 0), 0)))]
            if hours is not None and one.state == "doing"
            else []
        ),
        leaf("ConstraintType", 4 if one.not_before else 0),
        *_when("ConstraintDate", one.not_before, "08:00:00"),
        *([leaf("Hyperlink", one.link), leaf("HyperlinkAddress", one.link)] if one.link else []),
    ]


def _percent(one: WorkItem, hours: float | None, spent: float | None) -> int:
    if one.state == "done":
        return 100
    if one.state != "doing":
        return 0
    return min(max(round(100 * (spent or 0) / hours), 1), 99) if hours else 1


def _when(name: str, day: date | None, time: str) -> list[Element]:
    return [leaf(name, at_time(day, time))] if day else []


def _link(before: int, kind: str, lag_days: float) -> Element:
    # Elapsed days are calendar days, which is what a lag of a program is in.
    return element(
        "PredecessorLink",
        [
            leaf("PredecessorUID", before),
            leaf("Type", _KINDS[kind]),
            leaf("CrossProject", 0),
            leaf("LinkLag", round(lag_days * _TENTHS_A_DAY)),
            leaf("LagFormat", ELAPSED_DAYS if lag_days else 7),
        ],
    )


def _own(alias: str, value: str) -> Element:
    return element("ExtendedAttribute", [leaf("FieldID", TASK_FIELDS[alias]), leaf("Value", value)])


def _baseline(day: date | None) -> list[Element]:
    return [element("Baseline", [leaf("Number", 0), leaf("Finish", at_time(day, "17:00:00"))])] if day else []
