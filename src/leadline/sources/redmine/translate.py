"""What the parts of one subject come to: nouns of the program. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from leadline.program.plain import DocumentError, read_noun
from leadline.program.ranges import MOST_DAYS, Range
from leadline.program.work import Dependency, Milestone, Project, WorkItem
from leadline.sources.redmine.history import Past, hours
from leadline.sources.redmine.people import person, team
from leadline.sources.redmine.settings import Settings, issue_page, project_id, version_id, work_id
from leadline.sources.redmine.words import field_of, kind_of, state_of
from leadline.sources.shapes import day, record, records, text, whole
from leadline.sources.tracker import Parts, Stated, Translated

Body = Mapping[str, Any]
WAITS = ("precedes", "blocks")
"""Relations whose second end waits for the first."""
CLOSED, ARCHIVED = 5, 9
"""Statuses of a project."""
WORK_WEEK = 5


def translate(subject: str, parts: Parts, settings: Settings) -> Translated:
    """The nouns of a subject."""
    kind = subject.partition("/")[0]
    if kind == "issue" and whole(record(parts.get("issue")).get("id")):
        return _Issue(parts, settings).told()
    if kind == "version" and whole(record(parts.get("version")).get("id")):
        return _version(record(parts["version"]), settings)
    if kind == "project" and whole(record(parts.get("project")).get("id")):
        return _project(record(parts["project"]), settings)
    return Translated()


def _project(body: Body, settings: Settings) -> Translated:
    number = whole(body.get("id"))
    made = Project(
        id=project_id(settings, number),
        name=text(body.get("name")) or f"Project {number}",
        state="done" if whole(body.get("status")) in (CLOSED, ARCHIVED) else "active",
        created_on=day(body.get("created_on")),
    )
    return Translated([Stated("project", made)])


def _mentioned(body: Body, settings: Settings) -> tuple[str, list[Stated]]:
    """The project that a thing says it belongs to."""
    of = record(body.get("project"))
    if not (number := whole(of.get("id"))):
        return "", []
    own = project_id(settings, number)
    return own, [Stated("project", Project(id=own, name=text(of.get("name")) or f"Project {number}"), shared=True)]


def _version(body: Body, settings: Settings) -> Translated:
    """
    A version, with its due date as what was planned: nobody in Redmine says yes to it.

    Redmine has no day on which one was closed; that of its last change is the nearest there is.
    """
    number, closed = whole(body.get("id")), text(body.get("status")) == "closed"
    project, mentioned = _mentioned(body, settings)
    made = Milestone(
        id=version_id(settings, number),
        name=text(body.get("name")) or f"Version {number}",
        project=project,
        baseline_on=day(body.get("due_date")),
        done_on=day(body.get("updated_on")) if closed else None,
    )
    return Translated([*mentioned, Stated("milestone", made)])


@dataclass
class _Fields:
    """What custom fields say of an issue, where a person said what they hold."""

    state: str = ""
    estimate: Range | None = None
    priority: int = 0
    days: dict[str, date] = field(default_factory=dict)


class _Issue:
    """An issue with all that is known of it, on its way to being nouns."""

    def __init__(self, parts: Parts, settings: Settings) -> None:
        self.parts, self.settings = parts, settings
        self.body = record(parts["issue"])
        self.number = whole(self.body.get("id"))
        self.id = work_id(settings, self.number)
        self.past = Past(parts.get("journals"), parts.get("statuses"), settings)
        self.fields = _fields(self.body, settings)

    def told(self) -> Translated:
        project, mentioned = _mentioned(self.body, self.settings)
        assignee, people = self._assignee()
        team, teams = self._team()
        state = self._state()
        done_on = self._done_on(state)
        version = whole(record(self.body.get("fixed_version")).get("id"))
        work = WorkItem(
            id=self.id,
            name=text(self.body.get("subject")) or f"Issue {self.number}",
            project=project,
            milestone=version_id(self.settings, version) if version else "",
            state=state,
            kind=kind_of(text(record(self.body.get("tracker")).get("name")), self.settings),
            assignee=assignee,
            team=team,
            estimate=self.fields.estimate or hours(self.body.get("estimated_hours")),
            priority=self.fields.priority,
            created_on=day(self.body.get("created_on")),
            started_on=self._started_on(state, done_on),
            done_on=done_on,
            spent_days=self._spent(),
            link=issue_page(self.settings, self.number),
            baseline_on=self.fields.days.get("baseline_on") or day(self.body.get("due_date")),
            not_before=self._not_before(state),
        )
        return Translated([*mentioned, *people, *teams, Stated("work", work), *self._links(), *self._revisions()])

    def _state(self) -> str:
        status = record(self.body.get("status"))
        known = [one for one in records(self.parts.get("statuses")) if whole(one.get("id")) == whole(status.get("id"))]
        # Before Redmine 5 an issue did not say whether its status closes it; the day on which it was closed does.
        closes = {"is_closed": bool(self.body.get("closed_on"))} | dict(known[0] if known else {})
        found = self.fields.state or state_of(closes | dict(status), self.settings)
        if found == "done" and self._is_duplicate():
            return "dropped"
        return "doing" if found == "todo" and whole(self.body.get("done_ratio")) else found

    def _is_duplicate(self) -> bool:
        return any(
            one.get("relation_type") == "duplicates" and whole(one.get("issue_id")) == self.number
            for one in records(self.parts.get("relations"))
        )

    def _done_on(self, state: str) -> date | None:
        """Redmine keeps the day on which it was closed last, also when it has been opened again."""
        if state not in ("done", "dropped"):
            return None
        return day(self.body.get("closed_on")) or self.past.ended() or day(self.body.get("updated_on"))

    def _started_on(self, state: str, done_on: date | None) -> date | None:
        if state == "todo":
            return None
        found = self.past.began()
        return min(found, done_on) if found and done_on else found

    def _not_before(self, state: str) -> date | None:
        """A start date says when it may begin. The day of its creation is what Redmine fills in by itself, and says nothing."""
        if "not_before" in self.fields.days:
            return self.fields.days["not_before"]
        begins, created = day(self.body.get("start_date")), day(self.body.get("created_on"))
        return begins if state == "todo" and begins and created and begins > created else None

    def _spent(self) -> float | None:
        """Hours that were booked, as days; none are no word on it: many teams book nothing."""
        spent = hours(self.body.get("spent_hours"))
        return spent.low if spent else None

    def _is_group(self) -> bool:
        who = whole(record(self.body.get("assigned_to")).get("id"))
        return bool(who) and whole(record(self.parts.get("group")).get("id")) == who

    def _assignee(self) -> tuple[str, list[Stated]]:
        return ("", []) if self._is_group() else person(self.body.get("assigned_to"), self.settings)

    def _team(self) -> tuple[str, list[Stated]]:
        """The group it is assigned to, or the team that somebody said its category is."""
        if self._is_group():
            return team(self.body.get("assigned_to"), self.settings)
        category = text(record(self.body.get("category")).get("name"))
        return (self.settings.meaning("teams", category) or "" if category else ""), []

    def _links(self) -> list[Stated]:
        """What it waits for, and the issue it is a part of, which is finished when its parts are."""
        found = [self._waits(one) for one in records(self.parts.get("relations"))]
        parent = whole(record(self.body.get("parent")).get("id"))
        if parent and parent != self.number:
            whole_one = work_id(self.settings, parent)
            part = Dependency(id=f"{whole_one}-consists-of-{self.number}", before=self.id, after=whole_one, kind="FF")
            found.append(Stated("dependency", part))
        return [one for one in found if one]

    def _waits(self, relation: Body) -> Stated | None:
        """A relation that makes it wait; it is told by the issue that waits, so that it is told once."""
        before, after = whole(relation.get("issue_id")), whole(relation.get("issue_to_id"))
        if relation.get("relation_type") not in WAITS or after != self.number or not before or before == after:
            return None
        made = Dependency(
            id=f"{self.id}-waits-for-{before}",
            before=work_id(self.settings, before),
            after=self.id,
            kind="FS",
            lag_days=float(_calendar_days(whole(relation.get("delay")))),
        )
        return Stated("dependency", made)

    def _revisions(self) -> list[Stated]:
        found = []
        for plain in self.past.revisions(self.id):
            try:
                found.append(Stated("revision", read_noun("revision", plain)))
            except DocumentError:
                # One that the program cannot hold says nothing; the others stand.
                continue
        return found


def _calendar_days(delay: int) -> int:
    """Redmine counts a delay in working days: a week of them has a weekend in it."""
    return delay + 2 * int(delay / WORK_WEEK)


def _fields(body: Body, settings: Settings) -> _Fields:
    said = _Fields()
    for one in records(body.get("custom_fields")):
        means, value = field_of(text(one.get("name")), settings), one.get("value")
        if means in ("baseline_on", "not_before") and (when := day(value)):
            said.days.setdefault(means, when)
        elif means == "estimate_days":
            said.estimate = said.estimate or _days(value)
        elif means == "priority":
            said.priority = said.priority or int(_number(value))
        elif means == "state" and text(value):
            said.state = state_of({"name": text(value)}, settings)
    return said


def _days(value: Any) -> Range | None:
    """A range, or a number of days, however a field writes it."""
    try:
        found = Range.parse(text(value) or str(value))
    except ValueError:
        return None
    return found if 0 < found.high <= MOST_DAYS else None


def _number(value: Any) -> float:
    try:
        return max(min(float(value), 1_000_000.0), -1_000_000.0)
    except (TypeError, ValueError, OverflowError):
        return 0.0
