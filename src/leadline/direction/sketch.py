"""The few strokes charts are made of: scales in days and shares, axes, flags. Pure text of SVG; looks come from classes."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from html import escape

from leadline.charts.words import MONTHS

Point = tuple[float, float]


@dataclass(frozen=True)
class Days:
    """Days to a place on the drawing: `first` at `left`, `last` at `right`."""

    first: date
    last: date
    left: float
    right: float

    def at(self, day: date) -> float:
        """Where a day stands; days outside stand at the nearer end."""
        span = max((self.last - self.first).days, 1)
        share = min(max((day - self.first).days / span, 0.0), 1.0)
        return round(self.left + share * (self.right - self.left), 1)

    def months(self) -> Iterator[date]:
        """The first days of months within it."""
        month = self.first.replace(day=1)
        while month <= self.last:
            if month >= self.first:
                yield month
            month = (month + timedelta(days=32)).replace(day=1)


def svg(width: float, height: float, title: str, marks: Iterable[str]) -> str:
    """A whole chart with its title; ids are not needed, so that two charts of a page never share one."""
    return (
        f'<svg class="chart" viewBox="0 0 {width:g} {height:g}" width="{width:g}" height="{height:g}" role="img" '
        f'aria-label="{escape(title)}"><title>{escape(title)}</title>{"".join(marks)}</svg>'
    )


def line(mark: str, x1: float, y1: float, x2: float, y2: float) -> str:
    """A straight line of a class."""
    return f'<line class="{mark}" x1="{x1:g}" y1="{y1:g}" x2="{x2:g}" y2="{y2:g}"/>'


def path(mark: str, points: Sequence[Point], *, closed: bool = False) -> str:
    """A line through points, closed into an area where asked; nothing without two points."""
    if len(points) < 2:
        return ""
    return f'<path class="{mark}" d="M{"L".join(f"{x:g} {y:g}" for x, y in points)}{"Z" if closed else ""}"/>'


def rect(mark: str, x: float, y: float, width: float, height: float, more: str = "") -> str:
    """A box of a class; never narrower than nothing."""
    return f'<rect class="{mark}" x="{x:g}" y="{y:g}" width="{max(width, 0):g}" height="{height:g}"{more}/>'


def text(mark: str, x: float, y: float, says: str, anchor: str = "") -> str:
    """Words in a chart."""
    end = f' text-anchor="{anchor}"' if anchor else ""
    return f'<text class="{mark}" x="{x:g}" y="{y:g}"{end}>{escape(says)}</text>'


def flag(mark: str, x: float, foot: float, height: float = 18.0) -> str:
    """A flag of a class (`flag`, `flag-target`, `flag-first`) on its pole."""
    top = foot - height
    return f'{line("flag-pole", x, foot, x, top)}<path class="{mark}" d="M{x:g} {top:g}h11l-3 3.5l3 3.5h-11z"/>'


def dot(mark: str, x: float, y: float, radius: float = 4.5) -> str:
    """A point of a class."""
    return f'<circle class="{mark}" cx="{x:g}" cy="{y:g}" r="{radius:g}"/>'


def month_axis(days: Days, y: float, *, least: float = 38.0) -> Iterator[str]:
    """The axis with a tick a month, the year beside its January; months that would touch have no words."""
    yield line("axis", days.left, y, days.right, y)
    free = days.left
    for month in days.months():
        x = days.at(month)
        yield line("tick", x, y, x, y + 5)
        first = free == days.left
        says = MONTHS[month.month - 1][:3] + (f" {month.year}" if first or month.month == 1 else "")
        wide = least * (1.6 if len(says) > 3 else 1.0)
        if x >= free and x + wide - 8 <= days.right + 10:
            yield text("faint", x + 3, y + 15, says)
            free = x + wide


LEGEND_LINE = '<svg viewBox="0 0 24 8" width="24" height="8" aria-hidden="true"><path class="{}" d="M0 4h24"/></svg>'
LEGEND_FLAG = (
    '<svg viewBox="0 0 16 20" width="13" height="16" aria-hidden="true">'
    '<line class="flag-pole" x1="3" y1="19" x2="3" y2="2"/><path class="{}" d="M3 2h11l-3 3.5l3 3.5h-11z"/></svg>'
)
