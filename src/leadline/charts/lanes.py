"""The lanes of a roadmap: a work item with its tail, a milestone with its flags, a group in one bar, and the arrows."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from leadline.charts import words
from leadline.charts.svg import Drawing, Spot, fit, number
from leadline.charts.timescale import LANE, Timescale

# From which share of futures on a bar takes the next depth of blue.
DEPTHS = (0.1, 0.3, 0.7)
# An arrow that decides less often than this is not drawn.
DECIDING = 0.12
TOP, TALL = 7, 11


@dataclass(frozen=True)
class Item:
    """
    A work item. Days are None where they are not known; without a P50 nobody estimated it.

    Attributes:
        began: the day work began; ink runs from here to today, or to `done`.
        done: the day it was done.
        start: the day the rest begins, P50.
        p50, p80, p95: its end.
        baseline: start and end as first planned.
        decides: share of futures in which it decides a promise.
    """

    name: str
    began: date | None = None
    done: date | None = None
    start: date | None = None
    p50: date | None = None
    p80: date | None = None
    p95: date | None = None
    baseline: tuple[date, date] | None = None
    decides: float | None = None


@dataclass(frozen=True)
class Goalpost:
    """A milestone: when it is reached, what was promised, and the odds of that. `says` tells why nothing is known."""

    name: str
    p10: date | None = None
    p50: date | None = None
    p80: date | None = None
    p95: date | None = None
    promise: date | None = None
    target: date | None = None
    first: date | None = None
    odds: float | None = None
    says: str = ""


@dataclass(frozen=True)
class Summary:
    """A group folded to one bar: from its first day over what is done to its P50 and P80."""

    name: str
    start: date | None = None
    p50: date | None = None
    p80: date | None = None


@dataclass(frozen=True)
class Dependency:
    """A link between two items: where it leaves (a P50 end) and enters (a start), and how often it decides."""

    start: str
    end: str
    leaves: date
    enters: date
    decides: float = 1.0


@dataclass(frozen=True)
class Link:
    """An arrow as the overlay draws it: two lanes by id, and the places it leaves and enters."""

    start: str
    end: str
    x1: float
    x2: float


def depth(decides: float | None) -> int:
    """The depth of blue of a bar, 0 to 3."""
    return sum((decides or 0.0) >= least for least in DEPTHS)


def item_lane(item: Item, scale: Timescale, *, today: date) -> str:
    """One work item: done in ink, then its bar to P50 and a tail that thins out, because it gets unlikely."""
    drawing = Drawing(scale.pixels, LANE)
    if item.baseline:
        drawing.shape("ghost", f"M{number(scale.at(item.baseline[0]))} 22.5H{number(scale.at(item.baseline[1]))}")
    if item.done:
        _bar(drawing, scale, "bar-past", item.began or item.done, item.done, ' rx="2"')
        return drawing.small(f"{item.name}, done {words.day(item.done, today)}.", "lane")
    if item.began and item.began < today:
        _bar(drawing, scale, "bar-past", item.began, today)
    if item.p50 is None:
        _unknown(drawing, scale, item.start or today, "not estimated")
        return drawing.small(f"{item.name}. Nobody has estimated it.", "lane")
    _tail(drawing, scale, item.p50, item.p80, item.p95, TOP)
    start = max(item.start or today, today) if item.began is None else today
    _bar(drawing, scale, f"bar-{depth(item.decides)}", min(start, item.p50), item.p50, ' rx="1.5"')
    return drawing.small(_item_says(item, today), "lane")


def milestone_lane(goal: Goalpost, scale: Timescale, *, today: date) -> str:
    """One milestone: its spread from P10 to P95, a diamond at P50, and its flags."""
    drawing = Drawing(scale.pixels, LANE)
    known = goal.p50 is not None
    if goal.p50:
        _spread(drawing, scale, goal, goal.p50)
    first = goal.first if goal.first != goal.promise else None
    _flag(drawing, scale, "flag-first", first, 7)
    _flag(drawing, scale, "flag-target", goal.target if goal.target != first else None, 7)
    if goal.p50 and scale.has(goal.p50):
        _diamond(drawing, "diamond", scale.at(goal.p50))
    _flag(drawing, scale, "flag", goal.promise, 5)
    if not known:
        _unknown(
            drawing,
            scale,
            goal.promise or goal.target or today,
            goal.says or "odds unknown",
            bool(goal.promise or goal.target),
        )
    return drawing.small(_goal_says(goal, today), "lane")


def group_lane(group: Summary, scale: Timescale, *, today: date) -> str:
    """The bar of a folded group; its words stand in the row."""
    drawing = Drawing(scale.pixels, LANE)
    end = group.p50 or group.p80
    if group.start is None or end is None:
        return drawing.silent("lane")
    left, right = scale.at(group.start), scale.at(end)
    drawing.rect("sum-bar", left, 12, right - left, 5)
    if scale.at(min(today, end)) > left:
        drawing.rect("sum-done", left, 12, scale.at(min(today, end)) - left, 5)
    if group.p80 and group.p80 > end:
        drawing.shape("tail-80", f"M{number(right)} 12H{number(scale.at(group.p80))}V17H{number(right)}z")
    return drawing.silent("lane")


def arrows(links: Iterable[Dependency], scale: Timescale, *, least: float = DECIDING) -> tuple[Link, ...]:
    """The arrows that decide often enough to be seen, for the overlay that follows the folds."""
    return tuple(
        Link(one.start, one.end, scale.at(one.leaves), scale.at(one.enters)) for one in links if one.decides >= least
    )


def arrow_overlay(links: Sequence[Link], heights: dict[str, float], scale: Timescale) -> str:
    """
    The arrows drawn at once, for paper and for who has no script.

    Args:
        links: from `arrows`.
        heights: the middle of each lane by its id, from the top of the roadmap in pixels.
        scale: of the lanes.
    """
    drawing = Drawing(scale.pixels, max(heights.values(), default=0) + LANE / 2)
    for one in links:
        if one.start in heights and one.end in heights:
            drawing.shape("arrow", elbow(one.x1, heights[one.start], one.x2, heights[one.end]))
    return drawing.silent("roadmap-arrows")


def elbow(x1: float, y1: float, x2: float, y2: float) -> str:
    """Right, down, right, with a small tip."""
    turn = number(x1 + 4)
    return f"M{number(x1)} {number(y1)}H{turn}V{number(y2)}H{number(x2 - 2)}m-4 -3l4 3l-4 3"


def _bar(drawing: Drawing, scale: Timescale, mark: str, start: date, end: date, more: str = "") -> None:
    left, right = scale.at(min(start, end)), scale.at(max(start, end))
    # What took one day, or lies outside, is still to be seen.
    drawing.rect(mark, min(left, scale.pixels - 2), TOP, max(right - left, 2), TALL, more)


def _tail(drawing: Drawing, scale: Timescale, p50: date, p80: date | None, p95: date | None, top: float) -> None:
    """To P80 half as strong, to P95 faint, thinning from eleven pixels to two."""
    at50, foot = number(scale.at(p50)), top + TALL
    if p80 is None:
        return
    at80 = number(scale.at(p80))
    if p95 is not None:
        at95 = number(scale.at(p95))
        drawing.shape("tail-95", f"M{at80} {top + 2.1:g}L{at95} {top + 4.3:g}V{foot - 4.3:g}L{at80} {foot - 2.1:g}z")
    drawing.shape("tail-80", f"M{at50} {top}L{at80} {top + 2.1:g}V{foot - 2.1:g}L{at50} {foot}z")


def _spread(drawing: Drawing, scale: Timescale, goal: Goalpost, p50: date) -> None:
    middle = number(scale.at(p50))
    if goal.p80:
        at80 = number(scale.at(goal.p80))
        if goal.p95:
            drawing.shape("tail-95", f"M{at80} 10.6L{number(scale.at(goal.p95))} 12.8V15.2L{at80} 17.4z")
        drawing.shape("tail-80", f"M{middle} 10L{at80} 10.6V17.4L{middle} 18z")
    if goal.p10 and goal.p10 < p50:
        drawing.shape("tail-80", f"M{number(scale.at(goal.p10))} 13L{middle} 10V18L{number(scale.at(goal.p10))} 15z")


def _flag(drawing: Drawing, scale: Timescale, mark: str, day: date | None, top: float) -> None:
    if day and scale.has(day):
        drawing.flag(mark, scale.at(day), 25, top, 11 if mark == "flag" else 10)


def _diamond(drawing: Drawing, mark: str, x: float) -> None:
    drawing.shape(mark, f"M{number(x)} 8l6 6l-6 6l-6 -6z")


def _unknown(drawing: Drawing, scale: Timescale, day: date, says: str, flagged: bool = False) -> None:
    """The dashed diamond and the word, left of the flag if there is one: unknown is a shape of its own."""
    x = min(max(scale.at(day) - (8 if flagged else 0), 6), scale.pixels - 6)
    _diamond(drawing, "diamond-unknown", x)
    after, before = Spot(x + (24 if flagged else 14), 18), Spot(x - 14, 18, "end")
    room = max(scale.pixels - after.x, before.x)
    drawing.label([("", fit(says, room))], [after, before])


def _item_says(item: Item, today: date) -> str:
    levels = (("P50", item.p50), ("P80", item.p80), ("P95", item.p95))
    said = ", ".join(f"{level} {words.day(words.working_day(day), today)}" for level, day in levels if day)
    often = f" Decides a promise in {words.share(item.decides)} of futures." if item.decides is not None else ""
    return f"{item.name}. {said}.{often}"


def _goal_says(goal: Goalpost, today: date) -> str:
    said = [f"{goal.name}."]
    said += [f"Promised {words.day(goal.promise, today)}, odds {words.share(goal.odds)}."] if goal.promise else []
    said += [f"First promise {words.day(goal.first, today)}."] if goal.first and goal.first != goal.promise else []
    said += [f"Target {words.day(goal.target, today)}."] if goal.target else []
    levels = (("P50", goal.p50), ("P80", goal.p80))
    known = [f"{level} {words.day(words.working_day(day), today)}" for level, day in levels if day]
    return " ".join([*said, f"{', '.join(known)}." if known else goal.says or "Odds unknown."])
