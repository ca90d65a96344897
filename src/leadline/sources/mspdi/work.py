"""Tasks of a schedule file as projects, milestones, work items and proposed dates, in document form."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from leadline.sources.mspdi.calendars import WorkTime
from leadline.sources.mspdi.fields import flag, hours, iso, number, text, whole
from leadline.sources.mspdi.ids import FEEDS, OwnFields
from leadline.sources.mspdi.outline import Outline
from leadline.sources.mspdi.people import Assigned, Resources
from leadline.sources.mspdi.schedule import Record, within

USUAL_PRIORITY = 500
_NOT_EARLIER, _MUST_START, _MUST_FINISH, _NOT_LATER = 4, 2, 3, 7
_CONSTRAINTS = {
    1: "as late as possible",
    2: "must start on: kept as not before",
    3: "must finish on",
    5: "start no later than",
    6: "finish no earlier than",
    7: "finish no later than",
}

Plain = dict[str, Any]
Made = Iterator[tuple[str, Plain, Record]]


@dataclass(frozen=True)
class Tasks:
    """What the rows of a file are translated with."""

    outline: Outline
    ids: Mapping[int, str]
    resources: Resources
    assigned: Mapping[int, Assigned]
    calendars: Mapping[int, WorkTime]
    own: OwnFields
    hours_a_day: float
    lost: Counter[str]

    def nouns(self) -> Made:
        """Every noun that the rows make, with its name and its row."""
        for row in self.outline.projects:
            yield "project", self._project(row), row
        self.lost["phases within a project: their work is in the project"] += len(self.outline.phases)
        for row in self.outline.work:
            yield from self._milestone(row) if is_milestone(row) else self._work(row)
            self._say_what_is_lost(row)

    def _project(self, row: Record) -> Plain:
        share = whole(row, "PercentComplete")
        state = "done" if share >= 100 else "dropped" if not flag(row, "Active", default=True) else "active"
        return {**self._head(row), "state": state, **_filled(created_on=iso(row, "CreateDate"))}

    def _milestone(self, row: Record) -> Made:
        if not flag(row, "Active", default=True):
            self.lost["milestones that are not active"] += 1
            return
        done = iso(row, "ActualFinish") or (iso(row, "Finish") if whole(row, "PercentComplete") >= 100 else None)
        head = self._head(row)
        owner = self._assigned(row).people[:1]
        yield "milestone", {**head, **_filled(baseline_on=_baseline(row), done_on=done, owner="".join(owner))}, row
        if whole(row, "ConstraintType") in (_NOT_EARLIER, _MUST_START):
            self.lost["milestones with a first day: a milestone has none; make it a task of no duration"] += 1
        if due := self._due(row):
            yield "promise", _proposed(head["id"], due), row

    def _work(self, row: Record) -> Made:
        head, who = self._head(row), self._assigned(row)
        plain = {**head, **self._state(row), **self._effort(row, who), **self._doers(row, who)}
        days = {
            "baseline_on": _baseline(row),
            "created_on": iso(row, "CreateDate"),
            "not_before": self._not_before(row),
        }
        plan = {"planned_from": iso(row, "Start"), "planned_to": iso(row, "Finish")}
        bought = max(round(number(row, "FixedCost") or 0), 0) + who.bought_cents
        link = text(row, "HyperlinkAddress")
        plain |= _filled(
            **days, **plan, cost_cents=bought, link=link if link.startswith(("http://", "https://")) else ""
        )
        plain |= _filled(
            priority=whole(row, "Priority", USUAL_PRIORITY) - USUAL_PRIORITY, milestone=self.own.value(row, FEEDS)
        )
        due = self._due(row)
        if due:
            # Only milestones are promised: the deadline of a task is one that the task feeds.
            id = f"{head['id']}-deadline"
            project = _filled(project=head.get("project"))
            yield "milestone", {"id": id, "name": f"{head['name']} done", **project}, row
            yield "promise", _proposed(id, due), row
            plain.setdefault("milestone", id)
        yield "work", plain, row

    def _head(self, row: Record) -> Plain:
        uid = whole(row, "UID")
        project = self.outline.project_of.get(uid)
        name = text(row, "Name") or f"Task {text(row, 'ID') or uid}"
        return {"id": self.ids[uid], "name": name} | ({} if project is None else {"project": self.ids[project]})

    def _state(self, row: Record) -> Plain:
        share, started, done = whole(row, "PercentComplete"), iso(row, "ActualStart"), iso(row, "ActualFinish")
        if not flag(row, "Active", default=True):
            return {"state": "dropped"}
        if done or share >= 100:
            return {
                "state": "done",
                **_filled(started_on=started or iso(row, "Start"), done_on=done or iso(row, "Finish")),
            }
        if started or share > 0:
            return {"state": "doing", **_filled(started_on=started or iso(row, "Start"))}
        return {"state": "todo"}

    def _effort(self, row: Record, who: Assigned) -> Plain:
        """
        The estimate: how long it takes by the file's own plan, on full working days of whoever does it.

        Somebody with a part of their time does in so many days only that part of as much work.
        """
        given = hours(row, "Duration")
        if given is None or given < 0:
            return {}
        part = self.resources.capacity.get(who.people[0], 1.0) if who.people else 1.0
        plain: Plain = {"estimate": f"{_days(given / self.hours_a_day * part)}d"}
        if self._is_elapsed(row):
            self.lost["durations in elapsed time: counted as working time"] += 1
        spent = hours(row, "ActualDuration")
        if spent and self._state(row)["state"] in ("doing", "done"):
            plain["spent_days"] = round(spent / self.hours_a_day * part, 4)
        return plain

    def _doers(self, row: Record, who: Assigned) -> Plain:
        people = who.people
        teams = {self.resources.team_of(one) for one in people}
        # Those who do it together with the assignee are of the team, so of several teams none is named.
        team = (teams.pop() if len(teams) == 1 else "") if people else who.team or self._own_time(row)
        if people and who.team:
            self.lost["teams on a task that has people as well"] += 1
        if people and (calendar := self._own_calendar(row)) is not None:
            self.lost[
                f"tasks with a calendar of their own ({calendar.name}) and people: they work on the calendar of the people"
            ] += 1
        return _filled(
            assignee=people[0] if people else "",
            team=team,
            planned_for=sorted(people) if iso(row, "Start") else [],
            hands=min(len(people), 100) if len(people) > 1 else None,
        )

    def _own_time(self, row: Record) -> str:
        """The team that stands for a task's own calendar: work is done on the calendar of people or of a team."""
        own = self._own_calendar(row)
        if own is None:
            return ""
        id = f"c{own.uid}"
        self.resources.teams.setdefault(id, {"id": id, "name": own.name, "calendar": id})
        return id

    def _own_calendar(self, row: Record) -> WorkTime | None:
        return self.calendars.get(whole(row, "CalendarUID", -1))

    def _not_before(self, row: Record) -> str | None:
        if whole(row, "ConstraintType") in (_NOT_EARLIER, _MUST_START):
            return iso(row, "ConstraintDate")
        if flag(row, "Manual") and (start := iso(row, "ManualStart") or iso(row, "Start")):
            self.lost["tasks that are scheduled by hand: their day is kept as not before"] += 1
            return start
        return None

    def _due(self, row: Record) -> str | None:
        fixed = iso(row, "ConstraintDate") if whole(row, "ConstraintType") in (_MUST_FINISH, _NOT_LATER) else None
        return iso(row, "Deadline") or fixed

    def _assigned(self, row: Record) -> Assigned:
        return self.assigned.get(whole(row, "UID"), Assigned())

    def _is_elapsed(self, row: Record) -> bool:
        return whole(row, "DurationFormat") in _ELAPSED

    def _say_what_is_lost(self, row: Record) -> None:
        kind = whole(row, "ConstraintType")
        kept = kind in (_MUST_FINISH, _NOT_LATER) and "as a proposed date"
        if says := _CONSTRAINTS.get(kind):
            self.lost[f"constraints “{says}”{f': kept {kept}' if kept else ''}"] += 1
        self.lost["further baselines: the first one was kept"] += max(len(within(row, "Baseline")) - 1, 0)
        if flag(row, "Recurring"):
            self.lost["recurring tasks: each of their occurrences is a piece of work"] += 1
        if flag(row, "Milestone") and not is_milestone(row):
            self.lost["milestones that take time: they are work"] += 1


_ELAPSED = frozenset({4, 6, 8, 10, 12, 36, 38, 40, 42, 44})


def is_milestone(row: Record) -> bool:
    """Whether a row is a point in time: marked so, and without a duration."""
    return flag(row, "Milestone") and not hours(row, "Duration")


def _proposed(milestone: str, due: str) -> Plain:
    return {"id": f"{milestone}-due", "kind": "target", "milestone": milestone, "due": due, "state": "proposed"}


def _baseline(row: Record) -> str | None:
    return next((iso(one, "Finish") for one in within(row, "Baseline") if whole(one, "Number") == 0), None)


def _filled(**fields: Any) -> Plain:
    return {name: value for name, value in fields.items() if value not in (None, "", 0, [])}


def _days(value: float) -> str:
    return f"{value:.4f}".rstrip("0").rstrip(".")
