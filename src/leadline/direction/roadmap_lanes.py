"""What the lanes of the roadmap show of the program: milestones with their flags, work with its tail, groups as a bar."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from leadline.charts import lanes, words
from leadline.charts.parts import Arrow, Lane
from leadline.charts.timescale import PER_DAY, WIDEST, Timescale, Unit
from leadline.direction.questions import Standing
from leadline.program.commitments import commitment, line
from leadline.program.outlook import ItemOutlook
from leadline.program.snapshot import label
from leadline.program.work import Dependency, Milestone, WorkItem

WIDTH = 856
"""Of the lanes on a page of the usual width."""

PAST = timedelta(days=75)


def scale(now: Standing, starts: Sequence[date], ends: Sequence[date], unit: Unit) -> Timescale:
    """A scale that shows all ends, and of the past no more than ten weeks; never narrower than the page."""
    first = max(min([now.today - timedelta(days=14), *starts]), now.today - PAST)
    last = max([now.today + timedelta(days=60), *ends])
    days = (last - first).days * 1.06
    return Timescale.over([first, last], unit, int(min(max(WIDTH, days * PER_DAY[unit]), WIDEST)))


def milestone_lane(now: Standing, over: Timescale, one: Milestone) -> Lane:
    """A milestone: its spread, the diamond of P50, and the flags of first promise, target and promise."""
    foreseen, stood = now.foreseen(one.id), line(now.snapshot, one.id)
    seen = foreseen if foreseen and not foreseen.blind else None
    due = stood.present.due if stood else None
    odds = seen.odds_of(due) if seen and due else None
    target = commitment(now.snapshot, one.id, "target")
    p10, p50, p80, p95 = (seen.date_at(level) if seen else None for level in (0.1, 0.5, 0.8, 0.95))
    goal = lanes.Goalpost(
        label("milestone", one), p10, p50, p80, p95, due, target.due if target else None,
        stood.first.due if stood else None, odds, foreseen.blind if foreseen else "not foreseen yet",
    )  # fmt: skip
    svg = lanes.milestone_lane(goal, over, today=now.today)
    when = words.share(odds) if odds is not None else "no promise" if seen else "blind"
    return Lane(f"m-{one.id}", goal.name, svg, when, now.url("milestone", one.id), now.status(one.id))


def item_lane(now: Standing, over: Timescale, one: WorkItem) -> Lane:
    """A piece of work: what is done of it, its bar to P50, and the tail to P80 and P95."""
    seen = now.outlook.items.get(one.id) if now.outlook else None
    item = _item(now, one, seen if one.state != "done" else None)
    svg = lanes.item_lane(item, over, today=now.today)
    return Lane(one.id, item.name, svg, _when(now, one, item), now.url("work", one.id))


def group_bar(now: Standing, over: Timescale, items: Sequence[WorkItem]) -> str:
    """A whole group in one bar, from its first day to the last P50 and P80 in it."""
    seen = now.outlook.items if now.outlook else {}
    ahead = [seen[one.id] for one in items if one.state != "done" and one.id in seen]
    starts = [one.started_on or one.done_on for one in items] + [now.day(one.start_p50) for one in ahead]
    done = [one.done_on for one in items if one.done_on]
    p50 = max([*(now.day(one.finish_p50) for one in ahead), *done], default=None)
    p80 = max((now.day(one.finish_p80) for one in ahead), default=None)
    start = min((one for one in starts if one), default=None)
    return lanes.group_lane(lanes.Summary("", start, p50, p80), over, today=now.today)


def arrows(now: Standing, over: Timescale, shown: Iterable[str]) -> tuple[Arrow, ...]:
    """Dependencies between rows in sight that decide a promise often enough to be seen."""
    seen, rows = now.outlook.items if now.outlook else {}, set(shown)
    both = [one for one in now.snapshot.dependencies if {one.before, one.after} <= rows & set(seen)]
    links = lanes.arrows([_link(now, one, seen[one.before], seen[one.after]) for one in both], over)
    return tuple(Arrow(one.start, one.end, one.x1, one.x2) for one in links)


def _item(now: Standing, one: WorkItem, seen: ItemOutlook | None) -> lanes.Item:
    base = (one.baseline_on - timedelta(days=14), one.baseline_on) if one.baseline_on else None
    item = lanes.Item(label("work", one), one.started_on, one.done_on if one.state == "done" else None, baseline=base)
    if seen is None:
        return item
    days = (seen.start_p50, seen.finish_p50, seen.finish_p80, seen.finish_p95)
    start, p50, p80, p95 = (now.day(at) for at in days)
    return lanes.Item(item.name, item.began, None, start, p50, p80, p95, base, seen.decides)


def _when(now: Standing, one: WorkItem, item: lanes.Item) -> str:
    if one.state == "done":
        return f"done {words.day(one.done_on, now.today)}" if one.done_on else "done"
    return words.day(words.working_day(item.p80), now.today) if item.p80 else words.UNKNOWN


def _link(now: Standing, one: Dependency, before: ItemOutlook, after: ItemOutlook) -> lanes.Dependency:
    leaves = before.finish_p50 if one.kind in ("FS", "FF") else before.start_p50
    enters = after.start_p50 if one.kind in ("FS", "SS") else after.finish_p50
    decides = min(before.decides, after.decides)
    return lanes.Dependency(one.before, one.after, now.day(leaves), now.day(enters), decides)
