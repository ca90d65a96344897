"""What the parts of one subject come to: nouns of the program. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from leadline.program.plain import DocumentError, read_noun
from leadline.program.ranges import MOST_DAYS, Range
from leadline.program.work import Dependency, Milestone, Project, WorkItem
from leadline.sources.jira.history import Past, days, first
from leadline.sources.jira.people import person, team
from leadline.sources.jira.settings import Settings, issue_page, project_id, version_id, work_id
from leadline.sources.jira.words import field_of, kind_of, state_of, waits
from leadline.sources.shapes import day, record, records, text
from leadline.sources.tracker import Parts, Stated, Translated

Body = Mapping[str, Any]
MOST_PRIORITY = 1_000_000
_SPRINT_PART = re.compile(r"\b(state|endDate)=([^,\]]*)")


def translate(subject: str, parts: Parts, settings: Settings) -> Translated:
    """The nouns of a subject."""
    kind = subject.partition("/")[0]
    body = record(parts.get(kind))
    if not text(body.get("id")):
        return Translated()
    if kind == "issue":
        return _Issue(parts, settings).told()
    if kind == "version":
        return _version(body, settings)
    return _project(body, settings) if kind == "project" else Translated()


def _project(body: Body, settings: Settings) -> Translated:
    number, name = text(body.get("id")), text(body.get("name")) or text(body.get("key"))
    state = "done" if body.get("archived") is True else "active"
    return Translated([Stated("project", Project(id=project_id(settings, number), name=name, state=state))])


def _version(body: Body, settings: Settings) -> Translated:
    """A version, with its release day as what was planned, and once it is released as the day it was done."""
    number, released, on = text(body.get("id")), body.get("released") is True, day(body.get("releaseDate"))
    project = body.get("projectId")
    made = Milestone(
        id=version_id(settings, number),
        name=text(body.get("name")) or f"Version {number}",
        project=project_id(settings, str(project)) if project else "",
        baseline_on=on,
        done_on=on if released else None,
        without_odds=_silence(body),
    )
    return Translated([Stated("milestone", made)])


def _silence(version: Body) -> str:
    """Why nothing is said of when a version is there."""
    if version.get("released") is True:
        return "" if day(version.get("releaseDate")) else "it was released, and Jira does not say when"
    return "it was archived unreleased" if version.get("archived") is True else ""


@dataclass
class _Own:
    """What the fields of the site's own say of an issue."""

    state: str = ""
    estimate: Range | None = None
    priority: int = 0
    epic: str = ""
    team: Any = None
    sprint: Any = None
    days: dict[str, date] = field(default_factory=dict)


class _Issue:
    """An issue with all that is known of it, on its way to being nouns."""

    def __init__(self, parts: Parts, settings: Settings) -> None:
        self.settings, self.body = settings, record(parts["issue"])
        self.fields = record(self.body.get("fields"))
        self.number = text(self.body.get("id"))
        self.id = work_id(settings, self.number)
        self.past = Past(parts.get("changelog"), parts.get("statuses"), self.fields, settings)
        self.own = _own(self.fields, settings)

    def told(self) -> Translated:
        project, mentioned = self._project()
        assignee, people = person(self.fields.get("assignee"), self.settings)
        of, teams = self._team()
        state = self._state()
        done_on = self._done_on(state)
        version = self._version()
        work = WorkItem(
            id=self.id,
            name=text(self.fields.get("summary")) or text(self.body.get("key")),
            project=project,
            milestone=version_id(self.settings, version) if version else "",
            state=state,
            kind=kind_of(text(record(self.fields.get("issuetype")).get("name")), self.settings),
            assignee=assignee,
            team=of,
            estimate=self.own.estimate or days(self.fields.get("timeoriginalestimate")),
            priority=self.own.priority,
            created_on=day(self.fields.get("created")),
            started_on=self._started_on(state, done_on),
            done_on=done_on,
            spent_days=self._spent(),
            link=issue_page(self.settings, text(self.body.get("key"))),
            baseline_on=self._planned_on(),
            not_before=self.own.days.get("not_before") if state == "todo" else None,
        )
        return Translated([*mentioned, *people, *teams, Stated("work", work), *self._links(), *self._revisions()])

    def _project(self) -> tuple[str, list[Stated]]:
        of = record(self.fields.get("project"))
        if not (number := text(of.get("id"))):
            return "", []
        made = Project(id=project_id(self.settings, number), name=text(of.get("name")) or text(of.get("key")))
        return made.id, [Stated("project", made, shared=True)]

    def _team(self) -> tuple[str, list[Stated]]:
        """The team that its field names, or that somebody said one of its components is."""
        if self.own.team:
            return team(self.own.team, self.settings)
        names = [text(one.get("name")) for one in records(self.fields.get("components"))]
        return next((said for name in names if (said := self.settings.meaning("teams", name))), ""), []

    def _version(self) -> str:
        versions = {text(one.get("id")): one for one in records(self.fields.get("fixVersions")) if text(one.get("id"))}
        return first(versions, versions)

    def _state(self) -> str:
        resolution = text(record(self.fields.get("resolution")).get("name"))
        return self.own.state or state_of(record(self.fields.get("status")), resolution, self.settings)

    def _done_on(self, state: str) -> date | None:
        if state not in ("done", "dropped"):
            return None
        told = (day(self.fields.get(name)) for name in ("resolutiondate", "statuscategorychangedate", "updated"))
        return self.past.ended() or next((on for on in told if on), None)

    def _started_on(self, state: str, done_on: date | None) -> date | None:
        if state == "todo":
            return None
        found = self.past.began() or (day(self.fields.get("statuscategorychangedate")) if state == "doing" else None)
        return min(found, done_on) if found and done_on else found

    def _spent(self) -> float | None:
        """What was booked, as days; nothing is no word on it: many teams book nothing."""
        spent = days(self.fields.get("timespent"))
        return spent.low if spent else None

    def _planned_on(self) -> date | None:
        """The day it was planned for: what somebody said holds it, its due day, or the end of the sprint it is in."""
        return self.own.days.get("baseline_on") or day(self.fields.get("duedate")) or _sprint_end(self.own.sprint)

    def _links(self) -> list[Stated]:
        """What it waits for, and the issue it is a part of, which is finished when its parts are."""
        found = [self._waits(one) for one in records(self.fields.get("issuelinks"))]
        whole_one = text(record(self.fields.get("parent")).get("id")) or self.own.epic
        if whole_one and whole_one != self.number:
            above = work_id(self.settings, whole_one)
            part = Dependency(id=f"{above}-consists-of-{self.number}", before=self.id, after=above, kind="FF")
            found.append(Stated("dependency", part))
        return [one for one in found if one]

    def _waits(self, link: Body) -> Stated | None:
        """A link that makes it wait; it is told by the issue that waits, so that it is told once."""
        type = record(link.get("type"))
        for end, way in (("inwardIssue", "inward"), ("outwardIssue", "outward")):
            other = text(record(link.get(end)).get("id"))
            if other and other != self.number and waits(text(type.get(way))):
                made = Dependency(
                    id=f"{self.id}-waits-for-{other}", before=work_id(self.settings, other), after=self.id, kind="FS"
                )
                return Stated("dependency", made)
        return None

    def _revisions(self) -> list[Stated]:
        found = []
        for plain in self.past.revisions(self.id):
            try:
                found.append(Stated("revision", read_noun("revision", plain)))
            except DocumentError:
                # One that the program cannot hold says nothing; the others stand.
                continue
        return found


def _own(fields: Body, settings: Settings) -> _Own:
    said = _Own()
    for one in records(fields.get("customs")):
        means, value = field_of(text(one.get("name")), text(one.get("type")), settings), one.get("value")
        if means in ("baseline_on", "not_before") and (when := day(value)):
            said.days.setdefault(means, when)
        elif means == "estimate_days":
            said.estimate = said.estimate or _days(value)
        elif means == "priority":
            said.priority = said.priority or int(_number(_word(value)))
        elif means == "state" and (word := _word(value)):
            said.state = state_of({"name": word}, "", settings)
        elif means == "epic":
            said.epic = said.epic or text(one.get("epic"))
        elif means == "team":
            said.team = said.team or value
        elif means == "sprint":
            said.sprint = said.sprint or value
    return said


def _sprint_end(sprints: Any) -> date | None:
    """
    The last day of the sprint that an issue is in or comes to, None without one.

    An issue carries every sprint it was in. The cloud writes them as objects, older servers as lines of text.
    """
    ends = []
    for one in sprints if isinstance(sprints, list) else []:
        told = one if isinstance(one, dict) else dict(_SPRINT_PART.findall(one)) if isinstance(one, str) else {}
        if text(told.get("state")).casefold() in ("active", "future") and (on := day(told.get("endDate"))):
            ends.append(on)
    return max(ends, default=None)


def _word(value: Any) -> str:
    """What a field says: a text or a number as it is, the word of an option that was chosen."""
    told = value[0] if isinstance(value, list) and value else value
    found = told.get("value", told.get("name")) if isinstance(told, dict) else told
    return text(found) if isinstance(found, str) else str(found) if isinstance(found, int | float) else ""


def _days(value: Any) -> Range | None:
    """A range, or a number of days, however a field writes it."""
    try:
        found = Range.parse(_word(value))
    except ValueError:
        return None
    return found if 0 < found.high <= MOST_DAYS else None


def _number(value: str) -> float:
    try:
        return max(min(float(value), MOST_PRIORITY), -MOST_PRIORITY)
    except (ValueError, OverflowError):
        return 0.0
