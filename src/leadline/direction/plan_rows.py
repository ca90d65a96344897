"""The rows of the plan as a picture: milestones first, then work by team or project, folded where there is more than anybody reads."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import cast

from leadline.charts import words
from leadline.charts.parts import Lane, LaneGroup, Roadmap
from leadline.charts.plan_lane import PlannedBar, PlannedPoint, planned_group, planned_lane, planned_milestone
from leadline.charts.timescale import Timescale, Unit
from leadline.direction.plan_saying import span
from leadline.direction.questions import Standing
from leadline.direction.roadmap_lanes import PAST, scale
from leadline.program.commitments import commitments
from leadline.program.plan import Plan, PlannedItem
from leadline.program.published import Departure
from leadline.program.snapshot import label
from leadline.program.work import WorkItem

ALL_ROWS, MOST_ROWS, MOST_GROUPS = 60, 100, 30
"""Rows up to which all groups stand open, rows that an open group shows, and groups that are listed at first."""

BY = {"team": "Team", "project": "Project"}
MILESTONES, NONE = "milestones", "none"
"""What is open when it is no team or project: the milestones, or the work of none."""

ARRIVES = "Nobody of the program does it: it arrives by then."


@dataclass(frozen=True)
class PlanView:
    """How the reader wants it: grouped by team or project, which group is open, and which page of the table."""

    by: str = "team"
    open: str = ""
    zoom: str = "months"
    every: bool = False
    page: int = 1

    def url(self, base: str, *, to: str = "map", **other: str) -> str:
        """The address of this view with some of it otherwise."""
        page = str(self.page) if self.page > 1 else ""
        said = {"by": self.by, "open": self.open, "zoom": self.zoom, "every": "1" if self.every else "", "page": page}
        usual = {"by": "team", "zoom": "months"}
        wanted = "&".join(
            f"{name}={value}" for name, value in (said | other).items() if value and value != usual.get(name)
        )
        return f"{base}/plan{'?' + wanted if wanted else ''}#{to}"


@dataclass(frozen=True)
class Rows:
    """A plan with what is needed to show it: the work in it by id, and how it departs from the published one."""

    now: Standing
    plan: Plan
    work: Mapping[str, WorkItem]
    departures: Mapping[str, Departure] = field(default_factory=dict)

    @property
    def planned(self) -> list[str]:
        """The pieces of work in the plan, in its order."""
        return [id for id in self.plan.order if id in self.work]

    def names(self, people: Iterable[str]) -> list[str]:
        """What people are called, each once."""
        return [self.now.name("person", one) for one in dict.fromkeys(people)]

    def why(self, id: str) -> str:
        """Why it does not start earlier, as a sentence."""
        found = self.plan.items[id]
        arrives = id in self.work and not found.people and found.why.kind == "at once"
        return ARRIVES if arrives else words.dated(found.why.sentence, self.now.today)

    def when(self, id: str) -> str:
        """The days of a piece of work, or the day of a milestone."""
        found = self.plan.items[id]
        if id not in self.work:
            return words.day(found.finish_on, self.now.today)
        return span(found.start_on if found.people else None, found.finish_on, self.now.today)


def home_of(rows: Rows, by: str) -> Callable[[str], str]:
    """Where a piece of work belongs: the team of who does it, or its project; `NONE` where it has none."""
    teams = {one.id: one.team for one in rows.now.snapshot.people}
    projects = {one.id: one for one in rows.now.snapshot.projects}
    aims = {one.id: one.project for one in rows.now.snapshot.milestones}

    def project(id: str) -> str:
        one = rows.work[id]
        return one.project or aims.get(one.milestone, "")

    def team(id: str) -> str:
        does = next((teams.get(one, "") for one in rows.plan.items[id].people), "")
        home = projects.get(project(id))
        return does or rows.work[id].team or (home.team if home else "")

    own = project if by == "project" else team
    return lambda id: own(id) or NONE


def picture(rows: Rows, view: PlanView) -> tuple[Roadmap, int]:
    """The plan drawn, and how many groups are left away for now."""
    over = _scale(rows, view)
    found = _bunches(rows, view.by)
    ranked = sorted(
        found, key=lambda key: (bool(view.open) and key != view.open, key == NONE, name(rows, view.by, key))
    )
    kept = ranked if view.every else ranked[:MOST_GROUPS]
    whole = len(rows.plan.items) <= ALL_ROWS
    groups = [
        _milestones(rows, over, view, whole=whole),
        *(_group(rows, over, view, key, found[key], whole=whole) for key in kept),
    ]
    drawn = [one for one in groups if one is not None]
    count = len(rows.plan.items)
    label_says = words.plural(count, "row")
    today = rows.now.today
    return Roadmap(label_says, "planned", over.pixels, over.back(today), over.header(today), drawn), len(ranked) - len(
        kept
    )


def _bunches(rows: Rows, by: str) -> dict[str, list[str]]:
    home = home_of(rows, by)
    found: dict[str, list[str]] = {}
    for id in rows.planned:
        found.setdefault(home(id), []).append(id)
    return found


def name(rows: Rows, by: str, key: str) -> str:
    """What a group is called."""
    return f"No {by}" if key == NONE else rows.now.name(by, key)


def _scale(rows: Rows, view: PlanView) -> Timescale:
    items = [rows.plan.items[id] for id in rows.plan.order]
    due = [one.due for id, one in commitments(rows.now.snapshot).items() if one.due and id in rows.plan.items]
    # Room right of the last bar, so that its people can be read.
    last = max([rows.plan.end_on, *due], default=rows.now.today)
    room = last + timedelta(days=max((last - rows.now.today).days // 7, 7))
    starts = [max(one.start_on, rows.now.today - PAST) for one in items]
    return scale(rows.now, starts, [room, *due], cast(Unit, view.zoom))


def _milestones(rows: Rows, over: Timescale, view: PlanView, *, whole: bool) -> LaneGroup | None:
    ids = [id for id in rows.plan.order if id not in rows.work]
    if not ids:
        return None
    if not whole and view.open != MILESTONES:
        return _folded(rows, over, view, MILESTONES, "Milestones", ids)
    stands = commitments(rows.now.snapshot)
    lanes = [_milestone(rows, over, id, stands[id].due if id in stands else None) for id in ids[:MOST_ROWS]]
    url, says = _rest(rows, view, ids)
    return LaneGroup("Milestones", lanes, words.plural(len(ids), "row"), more_url=url, more_says=says)


def _group(rows: Rows, over: Timescale, view: PlanView, key: str, ids: Sequence[str], *, whole: bool) -> LaneGroup:
    called = name(rows, view.by, key)
    if not whole and view.open != key:
        return _folded(rows, over, view, key, called, ids)
    lanes = [_work(rows, over, id) for id in ids[:MOST_ROWS]]
    url, says = _rest(rows, view, ids)
    return LaneGroup(called, lanes, words.plural(len(ids), "row"), _bar(rows, over, ids), more_url=url, more_says=says)


def _folded(rows: Rows, over: Timescale, view: PlanView, key: str, called: str, ids: Sequence[str]) -> LaneGroup:
    count = words.plural(len(ids), "row")
    url = view.url(rows.now.base, open=key, page="")
    return LaneGroup(called, (), count, _bar(rows, over, ids), open=False, more_url=url, more_says=f"Show {count}")


def _rest(rows: Rows, view: PlanView, ids: Sequence[str]) -> tuple[str, str]:
    """The way to the rows that an open group leaves out: the table has them all."""
    left = len(ids) - MOST_ROWS
    return (
        (view.url(rows.now.base, to="why"), f"{words.plural(left, 'more row')} in the table") if left > 0 else ("", "")
    )


def _bar(rows: Rows, over: Timescale, ids: Sequence[str]) -> str:
    items = [rows.plan.items[id] for id in ids]
    return planned_group(min(one.start_on for one in items), max(one.finish_on for one in items), over)


def _milestone(rows: Rows, over: Timescale, id: str, due: date | None) -> Lane:
    found = rows.plan.items[id]
    point = PlannedPoint(rows.now.name("milestone", id), found.finish_on, due, rows.why(id))
    return Lane(
        f"m-{id}",
        point.name,
        planned_milestone(point, over, today=rows.now.today),
        rows.when(id),
        rows.now.url("milestone", id),
    )


def _work(rows: Rows, over: Timescale, id: str) -> Lane:
    found, item = rows.plan.items[id], rows.work[id]
    bar = PlannedBar(
        label("work", item), found.start_on, found.finish_on, rows.names(found.people), item.state == "doing",
        _was(rows, found), rows.why(id),
    )  # fmt: skip
    return Lane(id, bar.name, planned_lane(bar, over, today=rows.now.today), rows.when(id), rows.now.url("work", id))


def _was(rows: Rows, found: PlannedItem) -> tuple[date, date] | None:
    """The published days, where they are others."""
    departure = rows.departures.get(found.id)
    was = departure.was if departure and departure.moved else None
    return (was.first or was.last, was.last) if was and was.last else None
