"""What the parts of one subject come to: nouns of the program. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from leadline.program.plain import DocumentError, read_noun
from leadline.program.ranges import MOST_DAYS, Range
from leadline.program.slug import slug
from leadline.program.snapshot import NOUNS
from leadline.program.work import Dependency, Milestone, Project, WorkItem
from leadline.sources.github import history
from leadline.sources.github.people import person
from leadline.sources.github.settings import Settings
from leadline.sources.github.shapes import day, place, record, records, text, whole
from leadline.sources.github.words import field_of, kind_of, state_of
from leadline.sources.tracker import Parts, Stated, Translated
from leadline.sources.words import estimate_of

DAYS_FIELDS = ("baseline_on", "not_before")
_CLOSED_UNDONE = ("not_planned", "duplicate")


def translate(subject: str, parts: Parts, settings: Settings) -> Translated:
    """The nouns of a subject. Pull requests and releases are kept and make none: they are no work of their own."""
    kind = subject.partition("/")[0]
    if kind == "issue" and record(parts.get("issue")).get("number"):
        return _Issue(parts, settings).told()
    if kind == "milestone" and record(parts.get("milestone")).get("number"):
        return _milestone(record(parts["milestone"]), settings)
    if kind == "repository" and parts.get("repository"):
        return _repository(record(parts["repository"]), settings)
    return Translated()


def work_id(settings: Settings, number: int) -> str:
    """The id of an issue's work item: `checkout-12`."""
    return f"{settings.project}-{number}"


def milestone_id(settings: Settings, number: int) -> str:
    """The id of a milestone: `checkout-milestone-3`."""
    return f"{settings.project}-milestone-{number}"


def project_of(settings: Settings) -> Stated:
    """The project that a repository is."""
    return Stated("project", Project(id=settings.project, name=settings.repo), shared=True)


def _repository(body: Mapping[str, Any], settings: Settings) -> Translated:
    now = text(body.get("full_name"))
    problems = []
    if now and now.casefold() != f"{settings.owner}/{settings.repo}".casefold():
        problems.append(
            f"{settings.owner}/{settings.repo} is called {now} now. It is still read; somebody connects github:{now} in its "
            f"place before the old name is given to another repository."
        )
    made = Project(
        id=settings.project, name=text(body.get("name")) or settings.repo, created_on=day(body.get("created_at"))
    )
    return Translated([Stated("project", made, shared=True)], problems)


def _milestone(body: Mapping[str, Any], settings: Settings) -> Translated:
    """
    A milestone, with its due date as what was planned.

    It is no promise: in GitHub nobody says yes to a due date, and nobody outside sees it as one.
    """
    number = whole(body.get("number"))
    closed = body.get("state") == "closed"
    made = Milestone(
        id=milestone_id(settings, number),
        name=text(body.get("title")) or f"Milestone {number}",
        project=settings.project,
        baseline_on=day(body.get("due_on")),
        done_on=day(body.get("closed_at")) if closed else None,
    )
    return Translated([project_of(settings), Stated("milestone", made)])


@dataclass
class _Fields:
    """What fields of projects say of an issue."""

    state: str = ""
    estimate: Range | None = None
    priority: int = 0
    days: dict[str, date] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)


class _Issue:
    """An issue with all that is known of it, on its way to being nouns."""

    def __init__(self, parts: Parts, settings: Settings) -> None:
        self.parts, self.settings = parts, settings
        self.body = record(parts["issue"])
        self.number = whole(self.body.get("number"))
        self.id = work_id(settings, self.number)
        labels = self.body.get("labels")
        self.labels = [word for one in labels if (word := _label(one))] if isinstance(labels, list) else []
        self.fields = _fields(parts.get("fields"), self.body, settings)

    def told(self) -> Translated:
        assignee, people = self._assignee()
        state = self._state()
        work = WorkItem(
            id=self.id,
            name=text(self.body.get("title")) or f"Issue {self.number}",
            project=self.settings.project,
            milestone=self._milestone(),
            state=state,
            kind=self._kind(),
            assignee=assignee,
            estimate=self.fields.estimate or next((found for one in self.labels if (found := estimate_of(one))), None),
            priority=self.fields.priority,
            created_on=day(self.body.get("created_at")),
            done_on=day(self.body.get("closed_at")) if state in ("done", "dropped") else None,
            link=text(self.body.get("html_url")) or f"{self.settings.web}/issues/{self.number}",
            baseline_on=self.fields.days.get("baseline_on"),
            not_before=self.fields.days.get("not_before"),
        )
        work = replace(work, started_on=self._started_on(work))
        stated = [project_of(self.settings), *people, Stated("work", work), *self._links(), *self._revisions()]
        return Translated(stated, self.fields.problems)

    def _state(self) -> str:
        words = [found for one in self.labels if (found := state_of(one, self.settings))]
        if _is_closed(self.body):
            undone = self.body.get("state_reason") in _CLOSED_UNDONE or "dropped" in [*words, self.fields.state]
            return "dropped" if undone else "done"
        # An open issue is not done, whatever a label says; but somebody has been at it.
        if self.fields.state:
            return "doing" if self.fields.state in ("doing", "done") else "todo"
        return "doing" if {"doing", "done"} & set(words) or records(self.parts.get("pulls")) else "todo"

    def _kind(self) -> str:
        typed = text(record(self.body.get("type")).get("name"))
        words = ([typed] if typed else []) + self.labels
        return next((found for one in words if (found := kind_of(one, self.settings))), typed.casefold())

    def _assignee(self) -> tuple[str, list[Stated]]:
        """One person does a piece of work: the first named. The others are made known as people only."""
        users = records(self.body.get("assignees")) or records([self.body.get("assignee")])
        found = [person(user, self.settings) for user in users]
        return next((id for id, _ in found if id), ""), [one for _, people in found for one in people]

    def _milestone(self) -> str:
        number = whole(record(self.body.get("milestone")).get("number"))
        return milestone_id(self.settings, number) if number else ""

    def _started_on(self, work: WorkItem) -> date | None:
        if work.state == "todo":
            return None
        found = history.started_on(self.parts.get("events"), self.parts.get("pulls"), self.settings)
        if found and work.created_on:
            # A pull request may be older than the issue that was written for it.
            found = max(found, work.created_on)
        return min(found, work.done_on) if found and work.done_on else found

    def _links(self) -> list[Stated]:
        """
        What it waits for, and what it consists of.

        A blocked issue starts when what blocks it has finished (FS). A parent is finished when its sub-issues are (FF).
        """
        found = []
        if _counts(self.body, "issue_dependencies_summary", "total_blocked_by"):
            found += [self._waits(one, "FS") for one in records(self.parts.get("blocked_by"))]
        if _counts(self.body, "sub_issues_summary", "total"):
            found += [self._waits(one, "FF") for one in records(self.parts.get("sub_issues"))]
        return [one for one in found if one]

    def _waits(self, other: Mapping[str, Any], kind: str) -> Stated | None:
        host, repo, number = place(text(other.get("html_url")))
        if not number or (repo == self._own() and number == self.number):
            return None
        here = repo == self._own() and host == self.settings.host
        before = work_id(self.settings, number) if here else f"url:{text(other.get('html_url'))}"
        means = "waits-for" if kind == "FS" else "consists-of"
        end = before if here else slug(f"{repo} {number}")
        return Stated("dependency", Dependency(id=f"{self.id}-{means}-{end}", before=before, after=self.id, kind=kind))

    def _own(self) -> str:
        # By the address the issue itself has: the repository may have been renamed.
        repo = place(text(self.body.get("html_url")))[1]
        return repo or f"{self.settings.owner}/{self.settings.repo}".casefold()

    def _revisions(self) -> list[Stated]:
        if "revision" not in NOUNS:
            return []
        found = []
        for plain in history.revisions(self.id, self.parts.get("events"), self.settings):
            try:
                found.append(Stated("revision", read_noun("revision", plain)))
            except DocumentError:
                # One that the program cannot hold (a title too odd to be kept) says nothing; the others stand.
                continue
        return found


def _is_closed(body: Mapping[str, Any]) -> bool:
    """Very old payloads have no state, only the day on which it was closed."""
    return body["state"] == "closed" if body.get("state") else bool(body.get("closed_at"))


def _counts(body: Mapping[str, Any], summary: str, count: str) -> bool:
    """Whether an issue's own counts allow for links: links kept from before they were taken away say nothing."""
    told = record(body.get(summary))
    return count not in told or bool(whole(told.get(count)))


def _fields(found: Any, body: Mapping[str, Any], settings: Settings) -> _Fields:
    said = _Fields()
    for item in records(found):
        for value in records(item.get("values")):
            _take(said, value, settings)
    for value in records(body.get("issue_field_values")):
        _take(said, _issue_field(value), settings)
    return said


def _issue_field(value: Mapping[str, Any]) -> dict[str, Any]:
    """A field of an issue itself, in the form of a project's: GitHub has both."""
    chosen = record(value.get("single_select_option")).get("name") or value.get("value")
    name = text(value.get("issue_field_name") or record(value.get("issue_field")).get("name") or value.get("name"))
    kind = {"number": "number", "date": "date"}.get(str(value.get("data_type")), "name")
    return {"field": name, kind: chosen}


def _take(said: _Fields, value: Mapping[str, Any], settings: Settings) -> None:
    name = text(value.get("field"))
    means = field_of(name, settings)
    word, number, when = text(value.get("name") or value.get("text")), value.get("number"), day(value.get("date"))
    if value.get("startDate"):
        begins = day(value["startDate"])
        when = begins + timedelta(days=max(min(whole(value.get("duration")), MOST_DAYS), 1) - 1) if begins else None
    if means == "state" and word:
        said.state = said.state or state_of(word, settings)
    elif means in DAYS_FIELDS and when:
        said.days.setdefault(means, when)
    elif means == "estimate_days":
        said.estimate = said.estimate or _estimate(number, word)
    elif means == "priority" and isinstance(number, int | float):
        said.priority = said.priority or int(max(min(number, 1_000_000), -1_000_000))
    elif not means and isinstance(number, int | float) and settings.meaning("fields", name) is None:
        sentence = (
            f"The field “{name}” holds numbers, and nobody has said what they count, so they are left out. If they are "
            f"working days, say so where the words of this tracker stand: {name} is the estimate in days."
        )
        if sentence not in said.problems:
            said.problems.append(sentence)


def _estimate(number: Any, word: str) -> Range | None:
    try:
        if isinstance(number, int | float):
            return Range(float(number), float(number)) if 0 < number <= MOST_DAYS else None
        return Range.parse(word) if word else None
    except ValueError:
        return None


def _label(one: Any) -> str:
    """A label's word; very old payloads have the bare word."""
    return text(one if isinstance(one, str) else record(one).get("name"))
