"""What the parts of one subject come to: nouns of the program. Pure."""

from collections.abc import Mapping
from datetime import UTC, date, timedelta, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

from leadline.program.plain import DocumentError, read_noun
from leadline.program.work import Dependency, Milestone, Project, WorkItem
from leadline.sources.linear import history, payloads
from leadline.sources.linear.ids import end_id, milestone_id, project_id, team_id, work_id
from leadline.sources.linear.people import person
from leadline.sources.linear.settings import Settings
from leadline.sources.linear.shapes import day, key_of, moment, number, record, records, text
from leadline.sources.linear.words import (
    CYCLE,
    DUE,
    ESTIMATE,
    PRIORITY,
    PROJECT_TYPES,
    days_of,
    field_of,
    kind_of,
    priority_of,
    state_of,
)
from leadline.sources.tracker import Parts, Stated, Translated
from leadline.sources.words import estimate_of

Body = Mapping[str, Any]


def translate(subject: str, parts: Parts, settings: Settings) -> Translated:
    """The nouns of a subject."""
    kind = subject.partition("/")[0]
    body = record(parts.get(kind))
    if kind == payloads.WORKSPACE:
        return Translated(problems=_renamed(body, settings))
    if not key_of(body) or body.get("trashed") is True:
        return Translated()
    if kind == payloads.ISSUE:
        return _Issue(body, parts.get("history"), settings).told()
    made = {payloads.PROJECT: _project, payloads.MILESTONE: _milestone, payloads.RELATION: _relation}.get(kind)
    return Translated(made(body, settings)) if made else Translated()


def _renamed(body: Body, settings: Settings) -> list[str]:
    now = text(record(body.get("organization")).get("urlKey"))
    if not now or now.casefold() == settings.workspace:
        return []
    place = f"linear:{now}/{settings.team}" if settings.team else f"linear:{now}"
    return [
        f"The workspace {settings.workspace} is called {now} now. It is still read; somebody connects {place} in its place before "
        f"the old name is given to another workspace."
    ]


def _project(body: Body, settings: Settings) -> list[Stated]:
    """
    A project, and its end as a milestone: what is in it and in no milestone of its own feeds that.

    Its target date is what was planned. It is no promise: in Linear nobody says yes to it.
    """
    lead, people = person(body.get("lead"), settings)
    kind = text(record(body.get("status")).get("type"))
    made = Project(
        id=project_id(body),
        name=text(body.get("name")) or "Project",
        owner=lead,
        state=PROJECT_TYPES.get(kind, "active"),
        created_on=day(body.get("createdAt")),
    )
    end = Milestone(
        id=end_id(body),
        name=made.name,
        project=made.id,
        owner=lead,
        baseline_on=day(body.get("targetDate")),
        done_on=day(body.get("completedAt")) if kind == "completed" else None,
    )
    return [*people, Stated("project", made), Stated("milestone", end)]


def _milestone(body: Body, settings: Settings) -> list[Stated]:
    """A milestone of a project, which the project's end waits for."""
    home = record(body.get("project"))
    made = Milestone(
        id=milestone_id(body),
        name=text(body.get("name")) or "Milestone",
        project=project_id(home),
        baseline_on=day(body.get("targetDate")),
    )
    found = [Stated("milestone", made)]
    if end := end_id(home):
        found.append(Stated("dependency", Dependency(id=f"{end}-waits-for-{made.id}", before=made.id, after=end)))
    return found


def _relation(body: Body, settings: Settings) -> list[Stated]:
    """A link that says that an issue waits for another."""
    before, after = work_id(body.get("issue")), work_id(body.get("relatedIssue"))
    if body.get("type") != payloads.BLOCKS or not before or not after or before == after:
        return []
    return [Stated("dependency", Dependency(id=f"lin-link-{key_of(body)}", before=before, after=after, kind="FS"))]


class _Issue:
    """An issue with all that is known of it, on its way to being nouns."""

    def __init__(self, body: Body, entries: Any, settings: Settings) -> None:
        self.body, self.entries, self.settings = body, entries, settings
        self.id = work_id(body)
        self.labels = [word for one in records(body.get("labels")) if (word := text(one.get("name")))]
        self.team, home = record(body.get("team")), record(body.get("project"))
        # A project in the bin is none: its issues are there still, and stand alone.
        self.home: Body = {} if home.get("trashed") is True else home

    def told(self) -> Translated:
        assignee, people = person(self.body.get("assignee"), self.settings)
        work = self._work(assignee)
        stated = [*self._alone(), *people, Stated("work", work), *self._parent(), *self._revisions()]
        return Translated(stated, self._problems(work))

    def _work(self, assignee: str) -> WorkItem:
        state, days = state_of(self.body.get("state"), self.settings) or "todo", self._days()
        begun = day(self.body.get("startedAt")) if state != "todo" else None
        done = self._done_on(state)
        return WorkItem(
            id=self.id,
            name=text(self.body.get("title")) or text(self.body.get("identifier")) or "Issue",
            project=project_id(self.home) or team_id(self.team),
            milestone=self._milestone(),
            state=state,
            kind=next((found for one in self.labels if (found := kind_of(one, self.settings))), ""),
            assignee=assignee,
            team=self._team(),
            estimate=days_of(self.body.get("estimate"), self.settings)
            or next((days_said for one in self.labels if (days_said := estimate_of(one))), None),
            priority=self._priority(),
            created_on=day(self.body.get("createdAt")),
            started_on=min(begun, done) if begun and done else begun,
            done_on=done,
            link=text(self.body.get("url")),
            baseline_on=days.get("baseline_on"),
            not_before=days.get("not_before"),
        )

    def _alone(self) -> list[Stated]:
        """What is in no project makes one together with all that its team does besides; other projects state themselves."""
        id = team_id(self.team)
        made = Project(id=id, name=text(self.team.get("name")) or text(self.team.get("key")))
        return [Stated("project", made, shared=True)] if id and not project_id(self.home) else []

    def _milestone(self) -> str:
        stone = milestone_id(record(self.body.get("projectMilestone"))) if project_id(self.home) else ""
        return stone or end_id(self.home)

    def _team(self) -> str:
        """The program's team, where a person said which; without people a team is only a name."""
        key = text(self.team.get("key"))
        return (self.settings.meaning("teams", key) or "") if key else ""

    def _done_on(self, state: str) -> date | None:
        if state == "done":
            return day(self.body.get("completedAt"))
        return day(self.body.get("canceledAt")) or day(self.body.get("completedAt")) if state == "dropped" else None

    def _priority(self) -> int:
        wanted = field_of(PRIORITY, self.settings) == "priority"
        return priority_of(self.body.get("priority")) if wanted else 0

    def _days(self) -> dict[str, date]:
        """Days by what they mean: the due day, and the last day of the cycle where somebody said what that is."""
        told = ((DUE, day(self.body.get("dueDate"))), (CYCLE, _last_day(self.body.get("cycle"), self.team)))
        found: dict[str, date] = {}
        for name, when in told:
            if when and (means := field_of(name, self.settings)):
                found.setdefault(means, when)
        return found

    def _parent(self) -> list[Stated]:
        """A parent is finished when its sub-issues are. The child says so: its own stamp moves when it gets another parent."""
        parent = work_id(record(self.body.get("parent")))
        if not parent or parent == self.id:
            return []
        made = Dependency(id=f"{parent}-consists-of-{self.id}", before=self.id, after=parent, kind="FF")
        return [Stated("dependency", made)]

    def _revisions(self) -> list[Stated]:
        found = list[Stated]()
        for plain in history.revisions(self.id, self.body, self.entries, self.settings):
            try:
                found.append(Stated("revision", read_noun("revision", plain)))
            except DocumentError:
                # One that the program cannot hold says nothing; the others stand.
                continue
        return found

    def _problems(self, work: WorkItem) -> list[str]:
        unknown = number(self.body.get("estimate")) is not None and self.settings.meaning("fields", ESTIMATE) is None
        if not unknown or work.estimate:
            return []
        return [
            "Estimates of issues are points, and nobody has said what a point is, so they are left out. If a point is a working "
            "day, say so where the words of this tracker stand: Estimate is the estimate in days."
        ]


def _last_day(cycle: Any, team: Body) -> date | None:
    """A cycle ends at a midnight of its team: its last day is the one before."""
    ends = moment(record(cycle).get("endsAt"))
    try:
        return (ends - timedelta(seconds=1)).astimezone(_zone(team.get("timezone"))).date() if ends else None
    except OverflowError:
        return None


def _zone(name: Any) -> tzinfo:
    try:
        return ZoneInfo(text(name, 60))
    except (LookupError, ValueError, OSError):
        return UTC
