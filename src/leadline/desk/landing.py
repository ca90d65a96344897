"""The pictures of the Program page: the cone of its landing, date and cost together, and how the forecast settled."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from itertools import groupby

from leadline.charts import cone as cones
from leadline.charts import words
from leadline.charts.joint import joint as draw_joint
from leadline.charts.joint import shares
from leadline.charts.landing import Landing
from leadline.charts.parts import Cell, Column, Figure, LegendItem, Row, Table
from leadline.charts.rounding import round_to_total
from leadline.charts.trail import Believed, Promised
from leadline.charts.trail import trail as draw_trail
from leadline.desk.questions import Standing
from leadline.program.commitments import commitments, history, line
from leadline.program.outlook import MilestoneOutlook
from leadline.program.promises import Promise
from leadline.program.snapshot import Snapshot
from leadline.program.work import WorkItem

MOST_DOTS = 6
LEVELS = (0.1, 0.25, 0.5, 0.75, 0.8, 0.9)
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


def foreseen(now: Standing, promise: Promise | None) -> MilestoneOutlook | None:
    """What the round says of a promise's milestone; None where it says nothing or is blind."""
    seen = now.outlook.milestones.get(promise.milestone) if promise else None
    return seen if seen and not seen.blind else None


def near(value: date | None, as_of: date) -> str:
    """A forecast day as a row says it."""
    return words.day(words.working_day(value), as_of) if value else "never that sure"


def cone(now: Standing, last: Promise | None) -> Figure | None:
    """The work done and the futures of the rest, with where they land; None where nobody can say."""
    end, today = now.outlook.end, now.snapshot.as_of
    if end is None or end.blind:
        return None
    done = past(now.snapshot)[-1][1]
    # What is done by a morning is dated the day before, as every landing is.
    futures = [
        cones.Slice(today + timedelta(days=max(day - 1, 0)), *(done + (1 - done) * share for share in five)) for day, *five in now.outlook.burnup
    ]  # fmt: skip
    landing = Landing(tuple(end.as_of + timedelta(days=day) for day in end.days), end.counts, end.futures)
    wide, narrow = (
        cones.cone(
            past(now.snapshot), futures, id=f"cone-{size}", today=today, landing=landing, dots=dots(now, last),
            promise=last.due if last else None, width=width,
        )
        for size, width in (("wide", 1096), ("narrow", 358))
    )  # fmt: skip
    return Figure(wide, narrow, says=words.rests(now.outlook.label), legend=LEGEND, numbers=_numbers(end, today))


def dots(now: Standing, last: Promise | None) -> list[cones.Dot]:
    """The other promises on the cone, each where its P50 lies; those of one day are one dot with their number."""
    known = [(p50, promise) for promise in commitments(now.snapshot).values() if (p50 := _p50(now, promise, last))]
    ranked = sorted(known, key=lambda one: one[0])
    days = [(day, [promise for _, promise in each]) for day, each in groupby(ranked, key=lambda one: one[0])]
    return [_dot(now, day, promises) for day, promises in days][:MOST_DOTS]


def _p50(now: Standing, promise: Promise, last: Promise | None) -> date | None:
    seen = foreseen(now, promise)
    if seen is None or promise.due is None or (last and promise.milestone == last.milestone):
        return None
    return seen.date_at(0.5)


def _dot(now: Standing, day: date, promises: Sequence[Promise]) -> cones.Dot:
    as_of, (one, *others) = now.snapshot.as_of, promises
    if others:
        dues = sorted({promise.due for promise in promises if promise.due})
        until = words.day(dues[-1], as_of)
        count = words.plural(len(promises), "promise")
        return cones.Dot(day, count, f"for {until}" if len(dues) == 1 else f"for days up to {until}", count)
    name, seen = now.names.get(one.milestone, one.milestone), foreseen(now, one)
    odds = seen.odds_of(one.due) if seen and one.due else None
    return cones.Dot(day, name, f"{words.share(odds)} for {words.day(one.due, as_of)}", name.split()[0])


def _numbers(end: MilestoneOutlook, as_of: date) -> Table:
    cells = [Cell(near(end.date_at(level), as_of)) for level in LEVELS]
    columns = [Column("Lands by"), *(Column(f"P{round(level * 100)}", number=True) for level in LEVELS)]
    return Table("When the program lands", columns, [Row([Cell("The whole program"), *cells])])


def past(snapshot: Snapshot) -> list[tuple[date, float]]:
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


def _weights(snapshot: Snapshot) -> Mapping[str, float]:
    known = sorted(one.estimate.middle for one in snapshot.work if one.estimate)
    usual = known[len(known) // 2] if known else 1.0
    return {one.id: _weight(one, usual) for one in snapshot.work}


def _weight(one: WorkItem, usual: float) -> float:
    return one.estimate.middle if one.estimate else usual


def joint(now: Standing, last: Promise | None, *, folded: bool = False) -> Figure | None:
    """The futures by date and cost, the quarters folded under it where they do not stand beside it; None where either is not known."""
    samples = _samples(now)
    if not samples or now.outlook.cost is None:
        return None
    snapshot, due = now.snapshot, last.due if last else None
    wide, narrow = (
        draw_joint(
            samples, id=f"joint-{size}", promise=due, budget=snapshot.budget_cents, currency=snapshot.currency, as_of=snapshot.as_of,
            width=width,
        )
        for size, width in (("wide", 540), ("narrow", 358))
    )  # fmt: skip
    return Figure(
        wide,
        narrow,
        f"Nearly all of {words.number(len(samples))} futures; a few of the earliest and latest lie beyond. Darker cells hold more.",
        numbers=quarters(now, last) if folded else None,
    )


def quarters(now: Standing, last: Promise | None) -> Table | None:
    """In time, in budget, both or neither; None without a promised day or a budget."""
    budget, samples = now.snapshot.budget_cents, _samples(now)
    if not samples or last is None or last.due is None or budget is None:
        return None
    found = shares(samples, last.due, budget)
    each = (found.both, found.time_only, found.budget_only, found.neither)
    # Rounded as the picture rounds them: the four add up to 100 %.
    rounded = round_to_total([share * 100 for share in each], total=100)
    names = ("In time and in budget", "In time only", "In budget only", "Neither")
    rows = [
        Row([Cell(name), Cell(words.share(per_cent / 100 or min(share, 0.004)))])
        for name, share, per_cent in zip(names, each, rounded, strict=True)
    ]
    return Table("The four quarters", [Column("Quarter"), Column("Share of futures", number=True)], rows)


def joint_says(now: Standing, last: Promise | None) -> str:
    """What to know before the picture: how it is counted, or what is missing for the quarters."""
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


def trail(now: Standing, trailing: Sequence[Believed], last: Promise) -> Figure:
    """What each round believed of the last promise, with the promise as a step."""
    stood = history(
        one for one in now.snapshot.promises if one.milestone == last.milestone and one.kind == "commitment"
    )
    promised = [Promised(one.set_on, one.due) for one in stood if one.set_on and one.due]
    wide, narrow = (
        draw_trail(trailing, promised, id=f"trail-{size}", width=width)
        for size, width in (("wide", 560), ("narrow", 358))
    )
    return Figure(wide, narrow, "Dark band: P50 to P80. Light band: P10 to P90.")


def moves(snapshot: Snapshot, last: Promise) -> str:
    """How often the promise moved, under the trail."""
    stood = line(snapshot, last.milestone)
    if stood is None or not stood.moves:
        return "One slice a round. The promise never moved."
    return f"One slice a round. The promise moved {words.plural(stood.moves, 'time')}."
