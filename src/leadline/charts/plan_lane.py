"""The lanes of a plan: a bar from day to day with who does it beside it, and a diamond for a milestone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from leadline.charts import words
from leadline.charts.svg import Drawing, fit, number, wide_as
from leadline.charts.timescale import LANE, Timescale

TOP, TALL = 7, 11
GAP = 6
DAY = timedelta(days=1)


@dataclass(frozen=True)
class PlannedBar:
    """
    A piece of work as it is planned. Days are included on both ends.

    Attributes:
        who: names of those who do it; empty where nobody of the program does.
        begun: it is under way, so what lies before today is done in ink.
        was: the days that are published, where they are others.
        says: why it does not start earlier, as a sentence.
    """

    name: str
    first: date
    last: date
    who: Sequence[str] = ()
    begun: bool = False
    was: tuple[date, date] | None = None
    says: str = ""


@dataclass(frozen=True)
class PlannedPoint:
    """A milestone as it is planned: the day it is reached, and the day it is promised for."""

    name: str
    on: date
    promise: date | None = None
    says: str = ""


def planned_lane(bar: PlannedBar, scale: Timescale, *, today: date) -> str:
    """One piece of work: its days as a bar, its people beside it, and its published days below where they were others."""
    drawing = Drawing(scale.pixels, LANE)
    if bar.was:
        first, last = bar.was
        drawing.shape("ghost", f"M{number(scale.at(first))} 22.5H{number(scale.at(last + DAY))}")
    left, right = scale.at(bar.first), max(scale.at(bar.last + DAY), scale.at(bar.first) + 2)
    now = min(max(scale.at(today), left), right) if bar.begun else left
    drawing.rect("bar-2" if bar.who else "bar-0", now, TOP, right - now, TALL, ' rx="1.5"')
    if now > left:
        drawing.rect("bar-past", left, TOP, now - left, TALL)
    if bar.who:
        _beside(drawing, words.listed(list(bar.who)), left, right)
    days = (
        words.day(bar.first, today)
        if bar.first == bar.last
        else f"{words.day(bar.first, today)} to {words.day(bar.last, today)}"
    )
    who = f", {words.listed(list(bar.who))}" if bar.who else ""
    return drawing.small(f"{bar.name}: {days}{who}. {bar.says}".strip(), "lane")


def planned_milestone(point: PlannedPoint, scale: Timescale, *, today: date) -> str:
    """One milestone: a diamond on its day, and the flag of its promise."""
    drawing = Drawing(scale.pixels, LANE)
    if point.promise and scale.has(point.promise):
        drawing.flag("flag", scale.at(point.promise), 25, 5)
    drawing.shape("diamond", f"M{number(scale.at(point.on + DAY))} 8l6 6l-6 6l-6 -6z")
    promised = f" Promised {words.day(point.promise, today)}." if point.promise else ""
    return drawing.small(f"{point.name}: {words.day(point.on, today)}.{promised} {point.says}".strip(), "lane")


def planned_group(first: date, last: date, scale: Timescale) -> str:
    """A folded group in one bar, from its first day to its last."""
    drawing = Drawing(scale.pixels, LANE)
    drawing.rect("sum-bar", scale.at(first), 12, max(scale.at(last + DAY) - scale.at(first), 2), 5)
    return drawing.silent("lane")


def _beside(drawing: Drawing, names: str, left: float, right: float) -> None:
    """The names right of the bar, or left of it where there is more room."""
    after, before = drawing.width - right - GAP, left - GAP
    if wide_as(names) <= after or after >= before:
        drawing.text("", right + GAP, 17, fit(names, after))
    else:
        drawing.text("", left - GAP, 17, fit(names, before), "end")
