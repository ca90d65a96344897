"""Which rows a roadmap of some size shows: all of them, projects folded, or only what decides a promise."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from leadline.charts import words
from leadline.charts.parts import Lane, LaneGroup
from leadline.charts.timescale import Timescale
from leadline.direction.questions import Standing
from leadline.direction.roadmap_lanes import PAST, group_bar, item_lane, milestone_lane
from leadline.program.commitments import commitments
from leadline.program.work import Milestone, WorkItem

ALL_BARS, FOLDED = 60, 400
"""Rows up to which all bars are shown, and up to which groups keep their order (LOOK, Density and scale)."""

MOST_PROMISES, MOST_GROUPS, MOST_BLIND, MOST_BESIDE = 70, 20, 8, 15
DECIDES = 0.1
BY = {"project": "Project", "team": "Team", "goal": "Goal"}


@dataclass(frozen=True)
class Bunch:
    """The rows of one project, team or goal, and how often the most decisive of them decides a promise."""

    key: str
    name: str
    items: tuple[WorkItem, ...]
    decides: float


@dataclass(frozen=True)
class View:
    """
    How the reader wants it: grouped by, which group is open, and whether all groups are listed.

    `by` is empty where the reader said nothing; `usual` is what it is then: teams where each of hundreds of projects has one row.
    """

    by: str = ""
    open: str = ""
    zoom: str = "months"
    every: bool = False
    usual: str = "project"

    @property
    def grouped(self) -> str:
        """What the rows are grouped by."""
        return self.by or self.usual

    def url(self, base: str, **other: str) -> str:
        """The address of this view with some of it otherwise."""
        said = {"by": self.grouped, "open": self.open, "zoom": self.zoom, "every": "1" if self.every else ""} | other
        usual = {"by": self.usual, "zoom": "months"}
        given = "&".join(f"{name}={value}" for name, value in said.items() if value and value != usual.get(name))
        return f"{base}/roadmap{'?' + given if given else ''}#map"


def shown(now: Standing) -> list[WorkItem]:
    """Open work, and what was finished in the last ten weeks."""
    since = now.today - PAST
    return [
        one for one in now.snapshot.work
        if one.state in ("todo", "doing") or (one.state == "done" and one.done_on is not None and one.done_on >= since)
    ]  # fmt: skip


def bunches(now: Standing, items: Iterable[WorkItem], by: str) -> list[Bunch]:
    """Rows by project, team or goal; what belongs to none stands last."""
    home = _homes(now, by)
    found: dict[str, list[WorkItem]] = {}
    for one in items:
        found.setdefault(home(one), []).append(one)
    made = [
        Bunch(key, now.name(by, key) or f"No {by}", tuple(_ordered(now, own)), _most(now, own))
        for key, own in found.items()
    ]
    return sorted(made, key=lambda one: (not one.key, one.name))


def groups(now: Standing, scale: Timescale, made: Sequence[Bunch], view: View) -> tuple[list[LaneGroup], int]:
    """The folds of the roadmap, and how many groups are left away for now."""
    rows = sum(len(one.items) for one in made)
    ranked = sorted(made, key=lambda one: -one.decides) if rows > FOLDED or len(made) > MOST_GROUPS else list(made)
    whole = rows <= ALL_BARS
    if view.open and not whole:
        # What was opened stands first: nobody looks for it among hundreds of folds.
        ranked.sort(key=lambda one: one.key != view.open)
    kept = ranked if view.every else ranked[:MOST_GROUPS]
    return [_group(now, scale, one, view, whole=whole, crowded=rows > FOLDED) for one in kept], len(ranked) - len(kept)


def promises(now: Standing, scale: Timescale, view: View) -> LaneGroup:
    """The lane of promises: by due date and the worst odds first, then what has odds but no promise, then what is blind, if few."""
    open_ones = {one.id: one for one in now.snapshot.milestones if one.done_on is None}
    promised = [open_ones.pop(id) for id in commitments(now.snapshot) if id in open_ones]
    with_odds = [one for one in open_ones.values() if _sees(now, one)]
    blind = [one for one in open_ones.values() if not _sees(now, one)]
    # A few of hundreds without odds would be an accident; the link below counts them all.
    chosen = [*_worst_first(now, promised), *with_odds][:MOST_PROMISES] + (blind if len(blind) <= MOST_BLIND else [])
    left = len(promised) + len(with_odds) + len(blind) - len(chosen)
    more = f"{words.plural(left, 'more milestone')}, with the reason where one is blind" if left else ""
    if (view.open or view.every) and len(chosen) > MOST_BESIDE:
        # Who looks into a group, or at all of them, does not look at these: they come back by one link.
        says = f"Show {words.plural(len(chosen), 'row')}"
        return LaneGroup(
            "Promises", (), "odds", open=False, more_url=view.url(now.base, open="", every=""), more_says=says
        )
    lanes = [milestone_lane(now, scale, one) for one in chosen]
    return LaneGroup("Promises", lanes, "odds", more_url=f"{now.base}/milestones" if left else "", more_says=more)


def ends(now: Standing, items: Iterable[WorkItem]) -> tuple[list[date], list[date]]:
    """Every beginning and every end that the scale must show. The far tail of a milestone is cut at P95."""
    seen = now.outlook.items if now.outlook else {}
    far = [now.day(seen[one.id].finish_p95) for one in items if one.id in seen and one.state != "done"]
    late = [one.date_at(0.95) or one.date_at(0.8) for one in (now.outlook.milestones.values() if now.outlook else ())]
    due = [one.due for one in commitments(now.snapshot).values() if one.due]
    begun = [one.started_on for one in items if one.started_on]
    return begun, [*far, *due, *(one for one in late if one)]


def _group(now: Standing, scale: Timescale, one: Bunch, view: View, *, whole: bool, crowded: bool) -> LaneGroup:
    done = sum(item.state == "done" for item in one.items)
    when = f"{done} of {len(one.items)} done" if done else words.plural(len(one.items), "row")
    if not whole and view.open != one.key:
        url = view.url(now.base, open=one.key)
        says = f"Show {words.plural(len(one.items), 'row')}"
        return LaneGroup(one.name, (), when, group_bar(now, scale, one.items), open=False, more_url=url, more_says=says)
    deciding = [item for item in one.items if not crowded or _decides(now, item) >= DECIDES]
    room = len(one.items) - len(deciding)
    more = f"{words.number(room)} with room" if room else ""
    lanes: list[Lane] = [item_lane(now, scale, item) for item in deciding]
    url = f"{now.base}/{view.grouped}/{one.key}" if room and one.key else ""
    return LaneGroup(one.name, lanes, when, group_bar(now, scale, one.items), more_url=url, more_says=more)


def _homes(now: Standing, by: str) -> Callable[[WorkItem], str]:
    """Where a row belongs: its own project or team, or what its project or milestone says."""
    projects = {one.id: one for one in now.snapshot.projects}
    milestones = {one.id: one for one in now.snapshot.milestones}
    teams = {one.id: one.team for one in now.snapshot.people}

    def project(one: WorkItem) -> str:
        return one.project or (milestones[one.milestone].project if one.milestone in milestones else "")

    def team(one: WorkItem) -> str:
        home = projects.get(project(one))
        return one.team or teams.get(one.assignee, "") or (home.team if home else "")

    def goal(one: WorkItem) -> str:
        aim, home = milestones.get(one.milestone), projects.get(project(one))
        return (aim.goal if aim else "") or (home.goals[0].goal if home and home.goals else "")

    return {"project": project, "team": team, "goal": goal}[by]


def _ordered(now: Standing, items: Iterable[WorkItem]) -> list[WorkItem]:
    """By when they begin: what is done first, then what is under way, then what comes."""
    seen = now.outlook.items if now.outlook else {}

    def begins(one: WorkItem) -> tuple[int, float, str]:
        if one.state == "done":
            return 0, (one.done_on or now.today).toordinal(), one.id
        return 1, seen[one.id].start_p50 if one.id in seen else 1e9, one.id

    return sorted(items, key=begins)


def _decides(now: Standing, one: WorkItem) -> float:
    seen = now.outlook.items.get(one.id) if now.outlook else None
    return seen.decides if seen and one.state != "done" else 0.0


def _most(now: Standing, items: Iterable[WorkItem]) -> float:
    return max((_decides(now, one) for one in items), default=0.0)


def _worst_first(now: Standing, promised: Sequence[Milestone]) -> list[Milestone]:
    """In the order they are due; of one day, what is least likely first. Without odds after those that have some."""
    stands = commitments(now.snapshot)

    def place(one: Milestone) -> tuple[date, float, str]:
        due, foreseen = stands[one.id].due or date.max, now.foreseen(one.id)
        odds = foreseen.odds_of(due) if foreseen else None
        return due, 2.0 if odds is None else odds, one.id

    return sorted(promised, key=place)


def _sees(now: Standing, one: Milestone) -> bool:
    foreseen = now.foreseen(one.id)
    return foreseen is not None and not foreseen.blind
