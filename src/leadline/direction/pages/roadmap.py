"""The roadmap: promises first, then work by project, team or goal, with what decides a promise in strong colour."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import cast

from leadline.charts import words
from leadline.charts.heat import heat
from leadline.charts.parts import Empty, Figure, Roadmap
from leadline.charts.timescale import PER_DAY, Unit
from leadline.direction import roadmap_groups, roadmap_lanes
from leadline.direction.heat_rows import heat_rows
from leadline.direction.questions import Standing, standing
from leadline.direction.roadmap_groups import BY, Bunch, View
from leadline.program.commitments import commitments
from leadline.program.work import WorkItem
from leadline.record.doors import Page, Visit, page

HEAT_FROM = 100
"""Projects from which one row each tells nothing any more."""


@dataclass(frozen=True)
class Choice:
    """One way to look at it."""

    label: str
    url: str
    chosen: bool = False


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
    empty: Empty | None = None


@page("roadmap")
def roadmap(visit: Visit) -> RoadmapPage:
    """What is ahead, as the last round foresees it."""
    asked = visit.query
    by, zoom = asked.get("by", ""), asked.get("zoom", "")
    view = View(
        by if by in BY else "project", asked.get("open", ""), zoom if zoom in PER_DAY else "months", "every" in asked
    )
    return present(standing(visit), view)


def present(now: Standing, view: View) -> RoadmapPage:
    """The page out of stored results."""
    items = roadmap_groups.shown(now)
    if not items and not now.snapshot.milestones:
        return RoadmapPage(title="Roadmap", says="Nothing is planned yet.", lede="", empty=_empty(now))
    made = roadmap_groups.bunches(now, items, view.by)
    many = len(now.snapshot.projects) > HEAT_FROM
    drawn, left = _drawn(now, items, made, view)
    all_url = view.url(now.base, every="1")
    return RoadmapPage(
        title="Roadmap",
        says=" ".join(_deciders(now)) or _plain(now, items),
        lede=_lede(now),
        zooms=tuple(Choice(one.capitalize(), view.url(now.base, zoom=one), one == view.zoom) for one in PER_DAY),
        bys=tuple(Choice(says, view.url(now.base, by=key, open=""), key == view.by) for key, says in BY.items()),
        roadmap=drawn,
        more=Choice(f"{words.plural(left, 'more ' + view.by)} that decide less", all_url) if left else None,
        heat=_heat(now, items) if many else None,
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


def _deciders(now: Standing) -> Iterator[str]:
    """For the first two promises that one thing decides in more than a third of futures: what decides them."""
    told = 0
    for id in commitments(now.snapshot):
        if told < 2 and (found := _decider(now, id)) and found[1] >= 1 / 3:
            told += 1
            yield f"{found[0]} decides {now.name('milestone', id)}."


def _lede(now: Standing) -> str:
    if now.outlook is None:
        return "No round has run yet, so nothing here is computed."
    said = []
    for id in commitments(now.snapshot):
        if found := _decider(now, id):
            said.append(f"{found[0]} decides {now.name('milestone', id)} in {words.share(found[1])} of futures.")
    return " ".join([*said[:2], "Strong bars decide a promise; faint bars have room."])


def _decider(now: Standing, id: str) -> tuple[str, float] | None:
    foreseen = now.foreseen(id)
    drivers = foreseen.drivers if foreseen and not foreseen.blind else ()
    # What ends every chain decides always and tells nothing; what swings the date most does.
    most = max(drivers, key=lambda one: (one.high_days - one.low_days, one.subject), default=None)
    if most is None:
        return None
    noun, _, subject = most.subject.partition(":")
    return now.name(noun, subject), most.decides


def _plain(now: Standing, items: Sequence[WorkItem]) -> str:
    ahead = sum(one.state != "done" for one in items)
    promised = len(commitments(now.snapshot))
    if not ahead:
        return (
            f"{words.plural(promised, 'promise')}, and no open work is planned for {'it' if promised == 1 else 'them'}."
        )
    return f"{words.plural(ahead, 'piece of open work', 'pieces of open work')}, {words.plural(promised, 'promise')}."


def _heat(now: Standing, items: Sequence[WorkItem]) -> Heat:
    made = roadmap_groups.bunches(now, items, "team")
    months, rows = heat_rows(now, made)
    wide, narrow = (
        heat(rows, id=f"heat-{size}", first=months[0], today=now.today, width=width)
        for size, width in (("wide", 1076), ("narrow", 358))
    )
    teams = tuple(Choice(one.name, View("team", one.key).url(now.base)) for one in made)
    says = f"{words.plural(len(now.snapshot.projects), 'project')}. One row is a team, one cell a month; open a team to get its bars."
    return Heat(Figure(wide, narrow), says, teams)


def _empty(now: Standing) -> Empty:
    return Empty(
        "No milestone and no work yet",
        "Add a milestone, or import a plan.",
        "milestones",
        url=f"{now.base}/milestone/add",
        verb="Add a milestone",
    )
