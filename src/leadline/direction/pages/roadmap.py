"""The roadmap: promises first, then work by project, team or goal, with what decides a promise in strong colour."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

from leadline.charts import words
from leadline.charts.heat import heat
from leadline.charts.parts import Empty, Figure, Roadmap
from leadline.charts.timescale import PER_DAY, Unit
from leadline.direction import roadmap_groups, roadmap_lanes, roadmap_saying
from leadline.direction.choice import Choice
from leadline.direction.heat_rows import heat_rows
from leadline.direction.questions import Standing, standing
from leadline.direction.roadmap_groups import BY, Bunch, View
from leadline.program.work import WorkItem
from leadline.record.doors import Page, Visit, page
from leadline.record.places import form_of

HEAT_FROM = 100
"""Projects from which one row each tells nothing any more."""


@dataclass(frozen=True)
class Heat:
    """Very many projects in one picture, with a way into each team."""

    figure: Figure
    says: str
    teams: tuple[Choice, ...]


@dataclass(frozen=True, kw_only=True)
class RoadmapPage(Page):
    """What the template reads."""

    says: str
    lede: str
    zooms: tuple[Choice, ...] = ()
    bys: tuple[Choice, ...] = ()
    roadmap: Roadmap | None = None
    more: Choice | None = None
    heat: Heat | None = None
    plan_url: str = ""
    empty: Empty | None = None


@page("roadmap")
def roadmap(visit: Visit) -> RoadmapPage:
    """What is ahead, as the last round foresees it."""
    asked = visit.query
    by, zoom = asked.get("by", ""), asked.get("zoom", "")
    now = standing(visit)
    view = View(
        by if by in BY else "", asked.get("open", ""), zoom if zoom in PER_DAY else "months", "every" in asked,
        "team" if _large(now) else "project",
    )  # fmt: skip
    return present(now, view)


def present(now: Standing, view: View) -> RoadmapPage:
    """The page out of stored results."""
    items = roadmap_groups.shown(now)
    if not items and not now.snapshot.milestones:
        return RoadmapPage(title="Roadmap", says="Nothing is planned yet.", lede="", empty=_empty(now))
    made, teams = (roadmap_groups.bunches(now, items, by) for by in (view.grouped, "team"))
    drawn, left = _drawn(now, items, made, view)
    all_url = view.url(now.base, every="1")
    return RoadmapPage(
        title="Roadmap",
        says=roadmap_saying.heading(now, items, teams),
        lede=roadmap_saying.lede(now),
        zooms=tuple(Choice(one.capitalize(), view.url(now.base, zoom=one), one == view.zoom) for one in PER_DAY),
        bys=tuple(Choice(says, view.url(now.base, by=key, open=""), key == view.grouped) for key, says in BY.items()),
        roadmap=drawn,
        more=Choice(f"{words.plural(left, 'more ' + view.grouped)} that decide less", all_url) if left else None,
        heat=_heat(now, teams, view) if _large(now) else None,
        plan_url=f"{now.base}/plan" if now.round_number else "",
    )


def _drawn(now: Standing, items: Sequence[WorkItem], made: Sequence[Bunch], view: View) -> tuple[Roadmap, int]:
    starts, ends = roadmap_groups.ends(now, items)
    over = roadmap_lanes.scale(now, starts, ends, cast(Unit, view.zoom))
    folds, left = roadmap_groups.groups(now, over, made, view)
    lanes = [roadmap_groups.promises(now, over, view), *folds]
    folded = sum(not one.lanes for one in folds)
    label = f"{words.plural(len(items), 'row')}{f', {folded} folded' if folded else ''}"
    arrows = roadmap_lanes.arrows(now, over, (lane.id for one in folds for lane in one.lanes))
    return Roadmap(label, "P80", over.pixels, over.back(now.today), over.header(now.today), lanes, arrows), left


def _large(now: Standing) -> bool:
    return len(now.snapshot.projects) > HEAT_FROM


def _heat(now: Standing, made: Sequence[Bunch], view: View) -> Heat:
    months, rows = heat_rows(now, made)
    wide, narrow = (
        heat(rows, id=f"heat-{size}", first=months[0], today=now.today, width=width)
        for size, width in (("wide", 1076), ("narrow", 358))
    )
    teams = tuple(Choice(one.name, view.url(now.base, by="team", open=one.key)) for one in made)
    says = f"{words.plural(len(now.snapshot.projects), 'project')}. One row is a team, one cell a month; open a team to get its bars."
    return Heat(Figure(wide, narrow), says, teams)


def _empty(now: Standing) -> Empty:
    return Empty(
        "No milestone and no work yet",
        "Add a milestone, or import a plan.",
        "milestones",
        url=form_of("milestone", now.base),
        verb="Add a milestone",
    )
