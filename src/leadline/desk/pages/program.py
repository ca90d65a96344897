"""The program: where it can land, date and cost together, how the forecast settled, and every commitment with its odds."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from leadline.charts import cone as cones
from leadline.charts import words
from leadline.charts.joint import joint, shares
from leadline.charts.landing import Landing
from leadline.charts.parts import Banner, Cell, Column, Empty, Figure, LegendItem, Row, Table
from leadline.charts.trail import Believed, Promised, trail
from leadline.desk.questions import Standing, standing
from leadline.program.commitments import commitments, history, line
from leadline.program.outlook import MilestoneOutlook
from leadline.program.promises import Promise
from leadline.program.snapshot import Snapshot, label
from leadline.program.work import WorkItem
from leadline.record.access import for_
from leadline.record.doors import Page, Visit, page
from leadline.record.models import Forecast

P10, P50, P80, P90 = 1, 5, 8, 10
"""Where these levels stand in `Forecast.quantiles`."""

MOST_DOTS = 6
LINE = '<svg viewBox="0 0 24 8" width="24" height="8" aria-hidden="true"><path class="{}" d="M1 4h22"/></svg>'
BAND = '<svg viewBox="0 0 24 12" width="24" height="12" aria-hidden="true"><path class="{}" d="M0 0h24v12H0z"/></svg>'
HILL = '<svg viewBox="0 0 24 12" width="24" height="12" aria-hidden="true"><path class="band-3" d="M0 12Q12 -10 24 12z"/></svg>'
FLAG = (
    '<svg viewBox="0 0 16 20" width="13" height="16" aria-hidden="true">'
    '<line class="flag-pole" x1="3" y1="19" x2="3" y2="2"/><path class="flag" d="M3 2h11l-3 3.5l3 3.5h-11z"/></svg>'
)
LEGEND = (
    LegendItem(LINE.format("past-line"), "Work done"), LegendItem(LINE.format("mid-line"), "Middle future"),
    LegendItem(BAND.format("band-2"), "Half of all futures"), LegendItem(BAND.format("band-1"), "Eight in ten"),
    LegendItem(HILL, "Landing dates"), LegendItem(FLAG, "Promise"),
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class ProgramPage(Page):
    """What the template reads."""

    says: str
    lede: str = ""
    blind: Banner | None = None
    cone: Figure | None = None
    joint: Figure | None = None
    joint_says: str = ""
    trail: Figure | None = None
    trail_says: str = ""
    promises: Table | None = None
    promises_says: str = ""
    rest: str = ""
    empty: Empty | None = None


@page("program")
def program(visit: Visit) -> ProgramPage:
    """The program as the last round foresees it."""
    now, base = standing(visit), f"/p/{visit.program.key}"
    if now is None:
        empty = Empty(
            "No round yet",
            "The first round foresees where the program can land.",
            "program",
            url=f"{base}/monday",
            verb="Go to Monday",
        )
        return ProgramPage(title="Program", says=f"{visit.program} has not been foreseen yet.", empty=empty)
    last = last_promise(now.snapshot)
    rows = (
        for_(visit.who)
        .rows(Forecast, visit.program)
        .filter(milestone=last.milestone if last else "")
        .order_by("made_on", "id")
    )
    return present(now, believed(rows), base)


def present(now: Standing, trailing: Sequence[Believed], base: str) -> ProgramPage:
    """The page out of stored results."""
    last = last_promise(now.snapshot)
    return ProgramPage(
        title="Program",
        says=_says(now, last),
        lede=" ".join(_lede(now)),
        blind=_blind(now),
        cone=_cone(now, last),
        joint=_joint(now, last),
        joint_says=_joint_says(now, last),
        trail=_trail(now, trailing, last) if last and len(trailing) > 1 else None,
        trail_says=_moves(now.snapshot, last) if last else "",
        promises=_promises(now, base),
        promises_says=_together(now),
        rest=_rest(now),
    )


def last_promise(snapshot: Snapshot) -> Promise | None:
    """The standing commitment that is due last: the end of the program as it was promised."""
    return max(commitments(snapshot).values(), key=lambda one: (one.due or date.min, one.id), default=None)


def believed(rows: Iterable[Forecast]) -> list[Believed]:
    """What each day's last round believed, oldest first."""
    by_day = {row.made_on: _believed(row.made_on, row.quantiles) for row in rows}
    return list(by_day.values())


def _believed(on: date, quantiles: Sequence[int | None]) -> Believed:
    days = [quantiles[at] if at < len(quantiles) else None for at in (P50, P10, P80, P90)]
    p50, p10, p80, p90 = (None if one is None else on + timedelta(days=one) for one in days)
    return Believed(on, p50, p10, p80, p90)


def _says(now: Standing, last: Promise | None) -> str:
    as_of, foreseen = now.snapshot.as_of, _of(now, last)
    if last is None or last.due is None:
        p80 = now.outlook.end.date_at(0.8) if now.outlook.end else None
        lands = f" Eight in ten futures land by {_long(words.working_day(p80), as_of)}." if p80 else ""
        return f"Nothing is promised yet.{lands}"
    name, due = now.names.get(last.milestone, last.milestone), _long(last.due, as_of)
    if foreseen is None:
        return f"{name} is promised for {due}. Nobody can say its odds."
    return f"{name} has {words.share(foreseen.odds_of(last.due))} odds for {due}. {_all(now)}".strip()


def _all(now: Standing) -> str:
    """The joint odds, with the budget where one is set; never a product of single odds."""
    many = len(commitments(now.snapshot)) > 1
    if now.snapshot.budget_cents is not None and now.outlook.joint_with_cost is not None:
        return f"{'Every promise' if many else 'It'} and the budget hold: {words.share(now.outlook.joint_with_cost)}."
    return f"Every promise holds: {words.share(now.outlook.joint)}." if many and now.outlook.joint is not None else ""


def _lede(now: Standing) -> list[str]:
    end, cost, snapshot = now.outlook.end, now.outlook.cost, now.snapshot
    said = []
    if end and not end.blind:
        said.append(_landing(end, snapshot.as_of))
    if cost is None:
        said.append("The cost is unknown: no rate, burn or price is recorded.")
        return said
    budget = (
        f", against a budget of {words.money(snapshot.budget_cents, snapshot.currency)}"
        if snapshot.budget_cents is not None
        else ". No budget is recorded"
    )
    p50, p80 = (words.money(cost.at(level), snapshot.currency) for level in (0.5, 0.8))
    return [*said, f"The cost is {p50} at P50 and {p80} at P80{budget}."]


def _blind(now: Standing) -> Banner | None:
    end = now.outlook.end
    if end is not None and not end.blind:
        return None
    why = end.blind if end else "No open work has a forecast."
    return Banner("Where the program lands is unknown.", why, "unknown")


def _cone(now: Standing, last: Promise | None) -> Figure | None:
    end, today = now.outlook.end, now.snapshot.as_of
    if end is None or end.blind:
        return None
    done = _done_share(now.snapshot)
    futures = [
        cones.Slice(today + timedelta(days=day), *(done + (1 - done) * share for share in five)) for day, *five in now.outlook.burnup
    ]  # fmt: skip
    landing = Landing(tuple(end.as_of + timedelta(days=day) for day in end.days), end.counts, end.futures)
    wide, narrow = (
        cones.cone(
            _past(now.snapshot), futures, id=f"cone-{size}", today=today, landing=landing, dots=_dots(now, last),
            promise=last.due if last else None, width=width,
        )
        for size, width in (("wide", 1096), ("narrow", 358))
    )  # fmt: skip
    return Figure(wide, narrow, legend=LEGEND, numbers=_landing_numbers(now, end))


def _dots(now: Standing, last: Promise | None) -> list[cones.Dot]:
    made = []
    for id, promise in commitments(now.snapshot).items():
        foreseen = now.outlook.milestones.get(id)
        p50 = foreseen.date_at(0.5) if foreseen and not foreseen.blind else None
        if p50 is None or foreseen is None or promise.due is None or (last and id == last.milestone):
            continue
        name = now.names.get(id, id)
        says = f"{words.share(foreseen.odds_of(promise.due))} for {words.day(promise.due, now.snapshot.as_of)}"
        made.append(cones.Dot(p50, name, says, name.split()[0]))
    return made[:MOST_DOTS]


def _landing_numbers(now: Standing, end: MilestoneOutlook) -> Table:
    levels = (0.1, 0.25, 0.5, 0.75, 0.8, 0.9)
    cells = [Cell(_near(end.date_at(level), now.snapshot.as_of)) for level in levels]
    columns = [Column("Lands by"), *(Column(f"P{round(level * 100)}", number=True) for level in levels)]
    return Table("When the program lands", columns, [Row([Cell("The whole program"), *cells])])


def _past(snapshot: Snapshot) -> list[tuple[date, float]]:
    """The share of all work done by each day, by estimated effort; work nobody estimated counts like a middling piece."""
    weigh, done = _weights(snapshot), [one for one in snapshot.work if one.state == "done" and one.done_on]
    total = sum(weigh[one.id] for one in snapshot.work if one.state != "dropped") or 1.0
    points: dict[date, float] = {}
    so_far = 0.0
    for one in sorted(done, key=lambda one: (one.done_on or date.min, one.id)):
        so_far += weigh[one.id]
        points[one.done_on or snapshot.as_of] = so_far / total
    began = min([one.started_on for one in done if one.started_on], default=snapshot.started_on)
    start = [(began, 0.0)] if began and (not points or began < min(points)) else []
    return [*start, *points.items(), (snapshot.as_of, so_far / total)]


def _done_share(snapshot: Snapshot) -> float:
    return _past(snapshot)[-1][1]


def _weights(snapshot: Snapshot) -> Mapping[str, float]:
    known = sorted(one.estimate.middle for one in snapshot.work if one.estimate)
    usual = known[len(known) // 2] if known else 1.0
    return {one.id: _weight(one, usual) for one in snapshot.work}


def _weight(one: WorkItem, usual: float) -> float:
    return one.estimate.middle if one.estimate else usual


def _joint(now: Standing, last: Promise | None) -> Figure | None:
    samples = _samples(now)
    if not samples or now.outlook.cost is None:
        return None
    snapshot, due = now.snapshot, last.due if last else None
    wide, narrow = (
        joint(
            samples, id=f"joint-{size}", promise=due, budget=snapshot.budget_cents, currency=snapshot.currency, as_of=snapshot.as_of,
            width=width,
        )
        for size, width in (("wide", 540), ("narrow", 358))
    )  # fmt: skip
    return Figure(
        wide,
        narrow,
        f"{words.number(len(samples))} futures of the whole program. Darker cells hold more of them.",
        numbers=_quarters(now, last),
    )


def _quarters(now: Standing, last: Promise | None) -> Table | None:
    budget = now.snapshot.budget_cents
    if last is None or last.due is None or budget is None:
        return None
    found = shares(_samples(now), last.due, budget)
    says = (
        ("In time and in budget", found.both),
        ("In time only", found.time_only),
        ("In budget only", found.budget_only),
        ("Neither", found.neither),
    )
    rows = [Row([Cell(name), Cell(words.share(share))]) for name, share in says]
    return Table("The four quarters", [Column("Quarter"), Column("Share of futures", number=True)], rows)


def _joint_says(now: Standing, last: Promise | None) -> str:
    missing = [
        says
        for says, there in (("a budget", now.snapshot.budget_cents is not None), ("a promised date", last is not None))
        if not there
    ]
    return (
        f"Without {words.listed(missing)} there are no quarters."
        if missing
        else "Late futures are dear futures: the quarters are counted, not multiplied."
    )


def _samples(now: Standing) -> list[tuple[date, int]]:
    return [(now.outlook.as_of + timedelta(days=day), cents) for day, cents in now.outlook.joint_points]


def _trail(now: Standing, trailing: Sequence[Believed], last: Promise) -> Figure:
    stood = history(
        one for one in now.snapshot.promises if one.milestone == last.milestone and one.kind == "commitment"
    )
    promised = [Promised(one.set_on, one.due) for one in stood if one.set_on and one.due]
    wide, narrow = (
        trail(trailing, promised, id=f"trail-{size}", width=width) for size, width in (("wide", 560), ("narrow", 358))
    )
    return Figure(wide, narrow, "Dark band: P50 to P80. Light band: P10 to P90.")


def _moves(snapshot: Snapshot, last: Promise) -> str:
    stood = line(snapshot, last.milestone)
    if stood is None or not stood.moves:
        return "One slice a round. The promise never moved."
    return f"One slice a round. The promise moved {words.plural(stood.moves, 'time')}."


def _promises(now: Standing, base: str) -> Table | None:
    standing_ones = commitments(now.snapshot)
    if not standing_ones:
        return None
    columns = [
        Column("Milestone"), Column("Status"), Column("First promise", number=True, short="First"), Column("Promise", number=True),
        Column("Moves", number=True), Column("P50", number=True), Column("P80", number=True), Column("Odds"), Column("Promised by", drop=True),
    ]  # fmt: skip
    rows = [_promise_row(now, id, promise, base) for id, promise in standing_ones.items()]
    return Table("All promises with odds and history", columns, rows, look="promises-table")


def _promise_row(now: Standing, id: str, promise: Promise, base: str) -> Row:
    stood, foreseen, as_of = line(now.snapshot, id), _of(now, promise), now.snapshot.as_of
    by = now.snapshot.find("person", promise.set_by)
    odds = foreseen.odds_of(promise.due) if foreseen and promise.due else None
    return Row(
        [
            Cell(now.names.get(id, id), f"{base}/milestones/{id}"),
            Cell(status=str(now.round.statuses.get(id, {}).get("status", "unknown"))),
            Cell(words.day(stood.first.due, as_of) if stood else "none", kind="quiet"),
            Cell(words.day(promise.due, as_of), kind="promised"),
            Cell(str(stood.moves) if stood else "0"),
            Cell(
                _near(foreseen.date_at(0.5), as_of) if foreseen else words.UNKNOWN,
                kind="computed" if foreseen else "quiet",
            ),
            Cell(
                _near(foreseen.date_at(0.8), as_of) if foreseen else words.UNKNOWN,
                kind="computed" if foreseen else "quiet",
            ),
            Cell(odds=odds) if odds is not None else Cell("blind", kind="quiet", sub=_why(now, id)),
            Cell(label("person", by) if by else "nobody named", kind="quiet"),
        ]
    )


def _why(now: Standing, id: str) -> str:
    foreseen = now.outlook.milestones.get(id)
    return foreseen.blind if foreseen else "It is newer than the last round."


def _together(now: Standing) -> str:
    count = len(commitments(now.snapshot))
    if not count:
        return "Nothing is promised. Open a milestone and propose a date."
    if now.outlook.joint is None:
        return "How likely they hold together is unknown."
    if count == 1:
        return f"It holds in {words.share(now.outlook.joint)} of futures."
    return f"All {count} hold together in {words.share(now.outlook.joint)} of futures. Late projects are late together, so never multiply."


def _rest(now: Standing) -> str:
    known = commitments(now.snapshot)
    rest = sum(one.done_on is None and one.id not in known for one in now.snapshot.milestones)
    return f"{words.plural(rest, 'more milestone')} without a promise" if rest else ""


def _of(now: Standing, promise: Promise | None) -> MilestoneOutlook | None:
    foreseen = now.outlook.milestones.get(promise.milestone) if promise else None
    return foreseen if foreseen and not foreseen.blind else None


def _long(value: date, as_of: date) -> str:
    year = "" if value.year == as_of.year else f" {value.year}"
    return f"{value.day} {words.MONTHS[value.month - 1]}{year}"


def _landing(end: MilestoneOutlook, as_of: date) -> str:
    """By when half and eight in ten of all futures land; the honest sentence where they do not."""
    half, most = end.date_at(0.5), end.date_at(0.8)
    if half is None:
        return "In more than half of all futures some of it is never reached."
    late = f"eight in ten by {_near(most, as_of)}" if most else "in two of ten or more some of it is never reached"
    return f"Half of all futures land by {_near(half, as_of)}, {late}."


def _near(value: date | None, as_of: date) -> str:
    return words.day(words.working_day(value), as_of) if value else "never that sure"
