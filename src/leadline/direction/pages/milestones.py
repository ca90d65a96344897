"""All milestones: those with odds, those that are reached, and those without odds with the count of each reason."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from leadline.charts import words
from leadline.charts.parts import Cell, Column, Empty, Pager, Row, Table
from leadline.charts.together import together
from leadline.direction.questions import Standing, standing
from leadline.program.commitments import commitment, line
from leadline.program.snapshot import label
from leadline.program.work import Milestone
from leadline.record.access import PLANS
from leadline.record.doors import Page, Visit, page
from leadline.record.places import form_of

A_PAGE = 200
SHOW = {"": "With odds", "without": "Without odds", "reached": "Reached"}
REASONS = {
    "Nobody works on": "Nobody works on it.",
    "Nobody has estimated": "Some of its work is not estimated.",
}
"""Reasons that name their work, said once for counting."""


@dataclass(frozen=True)
class Tab:
    """One way to look at the list."""

    label: str
    url: str
    chosen: bool
    count: int


@dataclass(frozen=True, kw_only=True)
class MilestonesPage(Page):
    """What the template reads."""

    says: str
    lede: str
    tabs: tuple[Tab, ...] = ()
    reasons: Table | None = None
    table: Table | None = None
    add_url: str = ""
    empty: Empty | None = None


@page("milestones")
def milestones(visit: Visit) -> MilestonesPage:
    """The milestones of the program."""
    asked = visit.query
    number = int(asked["page"]) if asked.get("page", "").isdigit() else 1
    return present(standing(visit), asked.get("show", ""), max(1, number), asked.get("why", ""))


def present(now: Standing, show: str = "", number: int = 1, why: str = "") -> MilestonesPage:
    """The page out of stored results."""
    groups = _groups(now)
    add = form_of("milestone", now.base) if now.role in PLANS else ""
    if not any(groups.values()):
        empty = Empty(
            "No milestone yet",
            "A milestone is a point that is reached or not. Add one, or import a plan.",
            "milestones",
            url=add,
            verb="Add a milestone",
        )
        return MilestonesPage(title="Milestones", says="Nothing is to be reached yet.", lede="", empty=empty)
    show = show if show in SHOW and groups[show] else next(key for key in ("", "without", "reached") if groups[key])
    chosen = [one for one in groups[show] if not why or show != "without" or reason(now, one) == why]
    tabs = tuple(
        Tab(says, f"{now.base}/milestones{f'?show={key}' if key else ''}", key == show, len(groups[key]))
        for key, says in SHOW.items()
    )
    return MilestonesPage(
        title="Milestones",
        says=_says(now, groups),
        lede=_lede(now, groups),
        tabs=tabs,
        reasons=_reasons(now, groups["without"], why) if show == "without" else None,
        table=_table(now, chosen, show, number, why),
        add_url=add,
    )


def reason(now: Standing, one: Milestone) -> str:
    """Why a milestone has no odds, in a sentence that many can share."""
    foreseen = now.foreseen(one.id)
    if foreseen is None:
        return "It is newer than the last round." if now.round_number else "No round has run yet."
    return next((says for start, says in REASONS.items() if foreseen.blind.startswith(start)), foreseen.blind)


def _groups(now: Standing) -> dict[str, list[Milestone]]:
    groups: dict[str, list[Milestone]] = {key: [] for key in SHOW}
    for one in now.snapshot.milestones:
        foreseen = now.foreseen(one.id)
        groups["reached" if one.done_on else "" if foreseen and not foreseen.blind else "without"].append(one)
    groups[""].sort(key=lambda one: (_due(now, one) is None, _due(now, one) or date.max, label("milestone", one)))
    groups["without"].sort(key=lambda one: label("milestone", one))
    groups["reached"].sort(key=lambda one: (one.done_on or date.min, one.id), reverse=True)
    return groups


def _due(now: Standing, one: Milestone) -> date | None:
    stands = commitment(now.snapshot, one.id)
    return stands.due if stands else None


def _odds(now: Standing, one: Milestone) -> float | None:
    """Of its promise, where it has one and can be foreseen."""
    foreseen, due = now.foreseen(one.id), _due(now, one)
    return foreseen.odds_of(due) if foreseen and due else None


def _says(now: Standing, groups: dict[str, list[Milestone]]) -> str:
    promised = [now.status(one.id) for one in groups[""] if _due(now, one)]
    if not promised:
        return f"{words.plural(len(groups['']), 'milestone has', 'milestones have')} odds, none of them is promised."
    good = sum(one == "on-track" for one in promised)
    return f"{good} of {words.plural(len(promised), 'promise is', 'promises are')} on track."


def _lede(now: Standing, groups: dict[str, list[Milestone]]) -> str:
    said = [
        f"{words.plural(len(groups['']), 'milestone')} with odds, {len(groups['without'])} without, {len(groups['reached'])} reached."
    ]
    odds = [odds for one in groups[""] if (odds := _odds(now, one)) is not None]
    said.append(together(odds, now.outlook.joint if now.outlook else None))
    said.append(words.rests(now.outlook.label) if now.outlook else "")
    return " ".join(filter(None, said))


def _reasons(now: Standing, without: Sequence[Milestone], why: str) -> Table:
    counts = Counter(reason(now, one) for one in without)
    rows = [
        Row([Cell(says, f"{now.base}/milestones?{urlencode({'show': 'without', 'why': says})}"), Cell(words.number(count))], chosen=says == why)
        for says, count in counts.most_common()
    ]  # fmt: skip
    return Table(
        "Why they have no odds", [Column("Reason"), Column("Milestones", number=True)], rows, show_caption=True
    )


def _table(now: Standing, chosen: Sequence[Milestone], show: str, number: int, why: str) -> Table:
    start = (number - 1) * A_PAGE
    shown = chosen[start : start + A_PAGE]
    here = f"{now.base}/milestones?{urlencode({'show': show, 'why': why})}&page="
    after = f"{here}{number + 1}" if start + A_PAGE < len(chosen) else ""
    pager = Pager(start + 1, start + len(shown), len(chosen), f"{here}{number - 1}" if number > 1 else "", after)
    make = {"": _with_odds, "without": _without, "reached": _reached}[show]
    return Table(SHOW[show], COLUMNS[show], [make(now, one) for one in shown], pager if len(chosen) > A_PAGE else None)


COLUMNS = {
    "": [
        Column("Milestone"), Column("Status"), Column("First promise", number=True, short="First"), Column("Promise", number=True),
        Column("Moves", number=True), Column("P50", number=True), Column("P80", number=True), Column("Odds"), Column("Project", drop=True),
    ],
    "without": [Column("Milestone"), Column("Why it has no odds"), Column("Promise", number=True), Column("Project", drop=True)],
    "reached": [Column("Milestone"), Column("Reached", number=True), Column("Promised", number=True), Column("Project", drop=True)],
}  # fmt: skip


def _with_odds(now: Standing, one: Milestone) -> Row:
    stood, foreseen = line(now.snapshot, one.id), now.foreseen(one.id)
    p50, p80 = (foreseen.date_at(0.5), foreseen.date_at(0.8)) if foreseen else (None, None)
    due, odds = stood.present.due if stood else None, _odds(now, one)
    return Row(
        [
            Cell(label("milestone", one), now.url("milestone", one.id)),
            Cell(status=now.status(one.id)),
            Cell(words.day(stood.first.due, now.today) if stood else "none", kind="quiet"),
            Cell(words.day(due, now.today) if due else "none", kind="promised" if due else "quiet"),
            Cell(str(stood.moves) if stood else "0", kind="quiet"),
            Cell(_when(now, p50), kind="computed"),
            Cell(_when(now, p80), kind="computed"),
            Cell(odds=odds) if odds is not None else Cell("nothing promised", kind="quiet"),
            Cell(now.name("project", one.project), kind="quiet"),
        ]
    )


def _when(now: Standing, day: date | None) -> str:
    return words.day(words.working_day(day), now.today) if day else "never that sure"


def _without(now: Standing, one: Milestone) -> Row:
    foreseen, due = now.foreseen(one.id), _due(now, one)
    why = foreseen.blind if foreseen else reason(now, one)
    return Row(
        [
            Cell(label("milestone", one), now.url("milestone", one.id), status="unknown"),
            Cell(why, kind="quiet"),
            Cell(words.day(due, now.today) if due else "none", kind="promised" if due else "quiet"),
            Cell(now.name("project", one.project), kind="quiet"),
        ]
    )


def _reached(now: Standing, one: Milestone) -> Row:
    stood = line(now.snapshot, one.id)
    due = stood.present.due if stood else None
    return Row(
        [
            Cell(label("milestone", one), now.url("milestone", one.id), status="done"),
            Cell(words.day(one.done_on, now.today)),
            Cell(words.day(due, now.today) if due else "never promised", kind="promised" if due else "quiet"),
            Cell(now.name("project", one.project), kind="quiet"),
        ]
    )
