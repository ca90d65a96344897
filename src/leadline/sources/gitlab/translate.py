"""What the parts of one subject come to: nouns of the program. Pure."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from leadline.program.plain import DocumentError, read_noun
from leadline.program.ranges import Range
from leadline.program.slug import slug
from leadline.program.work import Dependency, Milestone, Project, WorkItem
from leadline.sources.gitlab import history
from leadline.sources.gitlab.ids import home, milestone_id, project_id, work_id
from leadline.sources.gitlab.people import person
from leadline.sources.gitlab.settings import Settings
from leadline.sources.gitlab.shapes import day, place, record, records, text, whole
from leadline.sources.gitlab.words import days, field_of, kind_of, state_of, weighed
from leadline.sources.tracker import Parts, Stated, Translated
from leadline.sources.words import estimate_of


def translate(subject: str, parts: Parts, settings: Settings) -> Translated:
    """The nouns of a subject. Merge requests are kept and make none: they are no work of their own."""
    kind = subject.partition("/")[0]
    body = record(parts.get(kind))
    if kind == "issue" and whole(body.get("iid")):
        return _Issue(body, parts, settings).told()
    if kind == "milestone" and whole(body.get("id")):
        return _milestone(body, settings)
    if kind == "project" and body:
        return _project(body, settings)
    return Translated()


def project_of(path: str, settings: Settings) -> Stated:
    """The project of a path."""
    return Stated("project", Project(id=project_id(settings, path), name=path.rpartition("/")[2]), shared=True)


def _project(body: Mapping[str, Any], settings: Settings) -> Translated:
    now = text(body.get("path_with_namespace"))
    problems = []
    if now and not settings.group and not settings.holds(now):
        problems.append(
            f"{settings.path} is called {now} now. It is still read; somebody connects gitlab:{now} in its place before the old "
            f"name is given to another project."
        )
    path = now if settings.group and now else settings.path
    made = Project(
        id=project_id(settings, path),
        name=text(body.get("name")) or path.rpartition("/")[2],
        created_on=day(body.get("created_at")),
    )
    return Translated([Stated("project", made, shared=True)], problems)


def _milestone(body: Mapping[str, Any], settings: Settings) -> Translated:
    """
    A milestone, with its due date as what was planned. GitLab does not say when one was closed: it is when it was last changed.

    It is no promise: in GitLab nobody says yes to a due date, and nobody outside sees it as one.
    """
    own = not whole(body.get("group_id"))
    path = home(body, settings) if own or not settings.group else ""
    made = Milestone(
        id=milestone_id(settings, body),
        name=text(body.get("title")) or f"Milestone {whole(body.get('iid')) or whole(body.get('id'))}",
        project=project_id(settings, path) if path else "",
        baseline_on=day(body.get("due_date")),
        done_on=day(body.get("updated_at")) if body.get("state") == "closed" else None,
    )
    return Translated([*([project_of(path, settings)] if path else []), Stated("milestone", made)])


class _Issue:
    """An issue with all that is known of it, on its way to being nouns."""

    def __init__(self, body: Mapping[str, Any], parts: Parts, settings: Settings) -> None:
        self.body, self.parts, self.settings = body, parts, settings
        self.number, self.path = whole(body.get("iid")), home(body, settings)
        self.id = work_id(settings, self.path, self.number)
        self.labels = labels_of(body)

    def told(self) -> Translated:
        """An issue that was moved is no work where it was: GitLab leaves it there, closed, and goes on elsewhere."""
        if whole(self.body.get("moved_to_id")):
            return Translated()
        assignee, people = self._assignee()
        state = self._state()
        dates = self._dates()
        work = WorkItem(
            id=self.id,
            name=text(self.body.get("title")) or f"Issue {self.number}",
            project=project_id(self.settings, self.path),
            milestone=self._milestone(),
            state=state,
            kind=self._kind(),
            assignee=assignee,
            estimate=estimate(self.body, self.settings),
            priority=self._priority(),
            created_on=day(self.body.get("created_at")),
            done_on=day(self.body.get("closed_at")) if state in ("done", "dropped") else None,
            link=text(self.body.get("web_url"), 2000)
            or f"https://{self.settings.host}/{self.path}/-/issues/{self.number}",
            baseline_on=dates.get("baseline_on"),
            not_before=dates.get("not_before"),
        )
        work = replace(work, started_on=self._started_on(work))
        stated = [project_of(self.path, self.settings), *people, Stated("work", work), *self._links()]
        return Translated([*stated, *self._revisions()], self._problems())

    def _state(self) -> str:
        words = {found for one in self.labels if (found := state_of(one, self.settings))}
        if is_closed(self.body):
            return "dropped" if "dropped" in words or is_duplicate(self.body) else "done"
        # An open issue is not done, whatever a label says; but somebody has been at it.
        return "doing" if words & {"doing", "done"} or records(self.parts.get("merges")) else "todo"

    def _kind(self) -> str:
        typed = text(self.body.get("issue_type")).replace("_", " ").casefold()
        own = "" if typed == "issue" else typed
        return next((found for one in [own, *self.labels] if one and (found := kind_of(one, self.settings))), own)

    def _assignee(self) -> tuple[str, list[Stated]]:
        """One person does a piece of work: the first named. The others are made known as people only."""
        users = records(self.body.get("assignees")) or records([self.body.get("assignee")])
        found = [person(user, self.settings) for user in users]
        return next((id for id, _ in found if id), ""), [one for _, people in found for one in people]

    def _milestone(self) -> str:
        own = record(self.body.get("milestone"))
        return milestone_id(self.settings, own) if whole(own.get("id")) else ""

    def _priority(self) -> int:
        means = field_of("Weight", self.settings) == "priority"
        return max(min(whole(self.body.get("weight")), 1_000_000), 0) if means else 0

    def _dates(self) -> dict[str, date]:
        """Days by what they mean: the due date, and the end of the iteration where somebody said that it counts."""
        said = {"Due date": self.body.get("due_date"), "Iteration": record(self.body.get("iteration")).get("due_date")}
        found: dict[str, date] = {}
        for name, value in said.items():
            if (means := field_of(name, self.settings)) and (when := day(value)):
                found.setdefault(means, when)
        return found

    def _started_on(self, work: WorkItem) -> date | None:
        if work.state == "todo":
            return None
        found = history.started_on(self.parts, self.settings)
        if found and work.created_on:
            # A merge request may be older than the issue that was written for it.
            found = max(found, work.created_on)
        return min(found, work.done_on) if found and work.done_on else found

    def _links(self) -> list[Stated]:
        """What it waits for: a blocked issue starts when what blocks it has finished."""
        found = [
            self._waits(one) for one in records(self.parts.get("links")) if one.get("link_type") == "is_blocked_by"
        ]
        return [one for one in found if one]

    def _waits(self, other: Mapping[str, Any]) -> Stated | None:
        web = text(other.get("web_url"), 2000)
        host, path, kind, number = place(web)
        if kind != "issue" or not number:
            return None
        before = self._read_here(host, path, number) or f"url:{web}"
        end = before if not before.startswith("url:") else slug(f"{host} {path} {number}")
        if before == self.id:
            return None
        return Stated("dependency", Dependency(id=f"{self.id}-waits-for-{end}", before=before, after=self.id))

    def _read_here(self, host: str, path: str, number: int) -> str:
        """The id of an issue that this source reads; "" for another. The project may have been renamed since it was connected."""
        own_host, own, _, _ = place(text(self.body.get("web_url"), 2000))
        if host != (own_host or self.settings.host):
            return ""
        if path == (own or self.settings.path.casefold()):
            return work_id(self.settings, self.path, number)
        return work_id(self.settings, path, number) if self.settings.group and self.settings.holds(path) else ""

    def _revisions(self) -> list[Stated]:
        found = []
        for plain in history.revisions(self.id, self.parts, self.settings):
            try:
                found.append(Stated("revision", read_noun("revision", plain)))
            except DocumentError:
                # One that the program cannot hold says nothing; the others stand.
                continue
        return found

    def _problems(self) -> list[str]:
        if whole(self.body.get("weight")) and self.settings.meaning("fields", "Weight") is None:
            return [
                "The field “Weight” holds numbers, and nobody has said what they count, so they are left out. If they are working "
                "days, say so where the words of this tracker stand: Weight is the estimate in days."
            ]
        return []


def is_closed(body: Mapping[str, Any]) -> bool:
    """Some payloads have no state, only the day on which it was closed."""
    return body["state"] == "closed" if body.get("state") else bool(body.get("closed_at"))


def is_duplicate(body: Mapping[str, Any]) -> bool:
    """Whether an issue was closed because there is another one of it."""
    return bool(record(body.get("_links")).get("closed_as_duplicate_of") or whole(body.get("duplicated_to_id")))


def labels_of(body: Mapping[str, Any]) -> list[str]:
    """The words of an issue's labels; with their details they are objects."""
    found = body.get("labels")
    words = found if isinstance(found, list) else []
    named = [one if isinstance(one, str) else record(one).get("name") or record(one).get("title") for one in words]
    return [word for one in named if (word := text(one))]


def estimate(body: Mapping[str, Any], settings: Settings) -> Range | None:
    """The estimate of an issue: a label says a range, the time estimate one number, and the weight what somebody said it does."""
    if found := next((found for one in labels_of(body) if (found := estimate_of(one))), None):
        return found
    if field_of("Time estimate", settings) == "estimate_days":
        times = record(body.get("time_stats"))
        if found := days(whole(times.get("time_estimate", body.get("time_estimate")))):
            return found
    return weighed(body.get("weight")) if field_of("Weight", settings) == "estimate_days" else None
