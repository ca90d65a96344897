"""A TaskJuggler project as a program. Pure: the same files and day give the same program."""

from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import Any

from leadline.program.slug import LONGEST_ID, slug
from leadline.program.snapshot import PLACES, Snapshot
from leadline.program.workdays import ORDINARY
from leadline.sources.file.drafts import Drafts
from leadline.sources.file.finish import finish
from leadline.sources.file.imported import RowProblem
from leadline.sources.mspdi.translate import Translated
from leadline.sources.taskjuggler.days import FURTHEST, Measure, calendar_days, day_of, last_day
from leadline.sources.taskjuggler.lex import DATE, DURATION, NUMBER, REF
from leadline.sources.taskjuggler.links import dependencies
from leadline.sources.taskjuggler.outline import Node, everything, tree
from leadline.sources.taskjuggler.people import USUAL, resources_of
from leadline.sources.taskjuggler.read import Plan
from leadline.sources.taskjuggler.statements import Statement

USUAL_PRIORITY = 500
_KNOWN = frozenset({
    "allocate", "complete", "depends", "duration", "effort", "end", "length", "maxend", "milestone", "minstart", "precedes",
    "priority", "scheduled", "scheduling", "start", "leaves", "vacation", "workinghours", "limits", "rate", "efficiency",
    "shifts", "shift",
})  # fmt: skip
_SILENT = frozenset({"email", "flags", "managers", "onend", "onstart", "projectid", "purge"})
"""Of people only what is needed; marks for reports say nothing of the work."""

_REPORTS = frozenset({"navigator", "export", "tagfile"})
Plain = dict[str, Any]


def translate(plan: Plan, as_of: date, *, id: str = "") -> Translated:
    """
    The program that a project describes, on a day.

    Args:
        plan: the project as read.
        as_of: the day of the import.
        id: the id of the program; without it that of the project.

    Raises:
        TooLarge: it holds more than a program can have.
    """
    return _Run(plan, as_of).result(id)


class _Run:
    """One translation on its way through a project."""

    def __init__(self, plan: Plan, as_of: date) -> None:
        self.plan, self.as_of = plan, as_of
        self.lost: Counter[str] = Counter()
        self.problems: list[RowProblem] = []
        self.drafts = Drafts(None, {})
        self.project = next(one for one in plan.statements if one.name == "project")
        self.measure = _measure(self.project)
        scenarios = self.project.all_of("scenario")
        self.scenario = scenarios[0].word() if scenarios else "plan"
        self.tasks = tree("task", plan.statements, self.lost)
        resources = tree("resource", plan.statements, self.lost)
        self.resources = resources_of(resources, plan.statements, self.project.inside, self.measure, self.lost)
        self.top = self._top()
        self.ids = {node.path: _id(node.path) for node in everything(self.tasks)}

    def result(self, id: str) -> Translated:
        """Everything, put together."""
        for noun, own in (
            ("calendar", self.resources.calendars),
            ("team", self.resources.teams),
            ("person", self.resources.people),
        ):
            for plain in own:
                self._add(noun, plain, 0)
        for node in everything(self.tasks):
            self._task(node)
        for plain, node in dependencies(self.tasks, self.ids, self.measure, self.scenario, self.lost):
            self._add("dependency", plain, node.line, repeat="merge")
        self._count_what_is_lost()
        nouns = finish(self.drafts, self.problems)
        snapshot = Snapshot(**{**self._head(id), **{PLACES[noun]: own for noun, own in nouns.items()}})
        lost = {reason: count for reason, count in self.lost.most_common() if count}
        return Translated(snapshot, lost, tuple(self.problems), tuple(self._notes(snapshot)))

    def _top(self) -> Node | None:
        """The task that holds all others is the program, where it holds tasks that hold some."""
        only = self.tasks[0] if len(self.tasks) == 1 else None
        return only if only and any(one.below for one in only.below) else None

    def _add(self, noun: str, plain: Plain, line: int, repeat: str = "") -> None:
        if says := self.drafts.add(noun, plain, self.plan.name, line, repeat):
            self.problems.append(RowProblem(self.plan.name, line, "", says))

    def _task(self, node: Node) -> None:
        if node is self.top:
            return
        head: Plain = {"id": self.ids[node.path], "name": node.name}
        project = self._project_of(node)
        if node.below:
            if project is node:
                self._add("project", head, node.line)
            else:
                self.lost["tasks that hold others within a project: their work is in the project"] += 1
            return
        head |= {"project": self.ids[project.path]} if project else {}
        if self._is_milestone(node):
            self._milestone(node, head)
        else:
            self._add("work", {**head, **self._work(node)}, node.line)

    def _project_of(self, node: Node) -> Node | None:
        """The outermost task around it that is not the program, and holds others."""
        around = [one for one in node.around() if one is not self.top and one.below]
        return around[-1] if around else None

    def _is_milestone(self, node: Node) -> bool:
        """As TaskJuggler has it: without a duration, and without both a start and an end."""
        if node.last("milestone", scenario=self.scenario):
            return True
        if node.all_of("effort", "duration", "length", scenario=self.scenario):
            return False
        return not (node.all_of("start", scenario=self.scenario) and node.all_of("end", scenario=self.scenario))

    def _milestone(self, node: Node, head: Plain) -> None:
        end, start = self._day(node, "end"), self._day(node, "start")
        planned = end or start
        if planned:
            head["baseline_on"] = planned.isoformat()
        if self._complete(node) >= 100:
            head["done_on"] = (planned or self.as_of).isoformat()
        self._add("milestone", head, node.line)
        if due := self._day(node, "maxend") or self._day(node, "maxstart"):
            promise = {"id": f"{head['id']}-target", "kind": "target", "milestone": head["id"], "due": due.isoformat()}
            self._add("promise", {**promise, "state": "proposed"}, node.line)

    def _work(self, node: Node) -> Plain:
        people = self._people(node)
        plain: Plain = {"priority": self._priority(node), **self._state(node)}
        hands = max(len(people), 1)
        if (days := self._effort(node, people)) is not None:
            plain["estimate"] = f"{round(days, 4):g}d"
            if 0 < self._complete(node) < 100:
                plain["spent_days"] = round(days * self._complete(node) / 100, 4)
        teams = {self.resources.team_of.get(one, "") for one in people}
        plain |= {"assignee": people[0]} if people else {}
        plain |= {"hands": min(hands, 100)} if hands > 1 else {}
        plain |= {"team": team} if len(teams) == 1 and (team := teams.pop()) else {}
        first = self._day(node, "minstart") or self._day(node, "start")
        plain |= {"not_before": first.isoformat()} if first and plain["state"] == "todo" else {}
        last = self._day(node, "maxend") or self._day(node, "end")
        plain |= {"baseline_on": last.isoformat()} if last else {}
        return plain

    def _people(self, node: Node) -> list[str]:
        """Who is allocated, also to what the task stands in; of a group all, of alternatives the first."""
        for one in node.around():
            said = one.all_of("allocate", scenario=self.scenario)
            if not said:
                continue
            found: dict[str, None] = {}
            for part in (part for each in said for part in each.parts):
                self.lost["alternative people: the first one named is kept"] += any(
                    own.name == "alternative" for own in part.inside
                )
                wanted = next((word.text for word in part.given if word.kind == REF), "")
                meant = self.resources.meant.get(wanted)
                self.lost["allocations of a resource that the file does not have"] += bool(wanted) and meant is None
                found.update(dict.fromkeys(meant or ()))
            return list(found)
        return []

    def _effort(self, node: Node, people: list[str]) -> float | None:
        """How long all who do it need, in working days; None where nothing says it."""
        if found := node.last("effort", scenario=self.scenario):
            power = sum(self.resources.efficiency.get(one, 1.0) for one in people) or 1.0
            return self.measure.working_days(*_span(found)) / power
        if found := node.last("length", scenario=self.scenario):
            return self.measure.working_days(*_span(found))
        if found := node.last("duration", scenario=self.scenario):
            self.lost["durations in elapsed time: counted as five working days a week"] += 1
            return calendar_days(*_span(found)) * 5 / 7
        first, last = self._day(node, "start"), self._day(node, "end")
        if first is None or last is None or (last - first).days > FURTHEST:
            return None
        return sum(
            ORDINARY.week[date.fromordinal(one).weekday()] for one in range(first.toordinal(), last.toordinal() + 1)
        )

    def _state(self, node: Node) -> Plain:
        share, start, end = self._complete(node), self._day(node, "start"), self._day(node, "end")
        began = {"started_on": start.isoformat()} if start and start <= self.as_of else {}
        if share >= 100:
            done = end if end and end <= self.as_of else None
            return {"state": "done", **began, **({"done_on": done.isoformat()} if done else {})}
        return {"state": "doing", **began} if share > 0 else {"state": "todo"}

    def _complete(self, node: Node) -> float:
        said = node.last("complete", scenario=self.scenario)
        return next((float(one.text) for one in said.given if one.kind == NUMBER), 0.0) if said else 0.0

    def _priority(self, node: Node) -> int:
        for one in node.around():
            if said := one.last("priority", scenario=self.scenario):
                return int(float(said.word() or USUAL_PRIORITY)) - USUAL_PRIORITY
        return 0

    def _day(self, node: Node, name: str) -> date | None:
        said = node.last(name, scenario=self.scenario)
        token = next((one for one in said.given if one.kind == DATE), None) if said else None
        if token is None:
            return None
        return last_day(token) if name in ("end", "maxend", "minend") else day_of(token)

    def _count_what_is_lost(self) -> None:
        self.lost["reports"] += sum(one.name in _REPORTS or one.name.endswith("report") for one in self.plan.statements)
        for node in everything(self.tasks):
            for one in node.says:
                if one.scenario not in ("", self.scenario):
                    self.lost["values of other scenarios than the first"] += 1
                elif one.name not in _KNOWN | _SILENT or (one.name in ("limits", "shifts") and node.kind == "task"):
                    self.lost[f"“{one.name[:40]}” of tasks"] += 1

    def _head(self, id: str) -> Plain:
        words = [one.text for one in self.project.given if one.kind == REF]
        name = (self.project.text() or (self.top.name if self.top else ""))[:200]
        currency = next((one.text().upper() for one in self.project.all_of("currency")), "")
        start = next((day for one in self.project.given if (day := day_of(one))), None)
        return {
            "id": id or slug(words[0] if words else "") or slug(name) or "project",
            "as_of": self.as_of,
            "name": name,
            "calendar": USUAL,
            "currency": currency if len(currency) == 3 and currency.isascii() and currency.isalpha() else "EUR",
            "started_on": start,
        }

    def _notes(self, snapshot: Snapshot) -> list[str]:
        notes = ["TaskJuggler's own schedule is not in its files: Leadline plans anew."]
        for one in self.project.all_of("now"):
            if day := next((found for token in one.given if (found := day_of(token))), None):
                notes.append(f"The file says how things stood on {day:%Y-%m-%d}.")
        if promised := sum(one.state == "proposed" for one in snapshot.promises):
            notes.append(f"{promised} latest ends are proposed dates: nobody has promised them until they are agreed.")
        return notes


def _measure(project: Statement) -> Measure:
    def number(name: str, usual: float) -> float:
        said = [float(one.text) for part in project.all_of(name) for one in part.given if one.kind == NUMBER]
        return said[-1] if said and 0 < said[-1] <= 366 else usual

    return Measure(min(number("dailyworkinghours", 8.0), 24.0), number("yearlyworkingdays", 260.714))


def _span(said: Statement) -> tuple[str, str]:
    """An amount and its unit, which may stand apart (`5 d`)."""
    number = next((one.text for one in said.given if one.kind in (DURATION, NUMBER)), "0d")
    units: Mapping[str, str] = {"min": "min", "h": "h", "d": "d", "w": "w", "m": "m", "y": "y"}
    return number, next((units[one.text] for one in said.given if one.text in units), "")


def _id(path: str) -> str:
    return path if len(path) <= LONGEST_ID else slug(path)
