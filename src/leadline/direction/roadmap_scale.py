"""Time on the roadmap: how far it reaches, how wide a day is, and what stands above and behind the lanes."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from leadline.charts import words
from leadline.direction.sketch import Days

ZOOMS = {"weeks": 7.0, "months": 2.0, "quarters": 0.8}
"""Pixels a day."""

WIDTH = 856
WIDEST = 6_000
PAST = timedelta(days=75)
WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Scale:
    """The reach of a roadmap in one zoom. `at` gives where a day stands."""

    first: date
    last: date
    today: date
    zoom: str

    @property
    def width(self) -> int:
        """Of a lane in pixels: never narrower than the page, never so wide that nobody scrolls to its end."""
        return int(min(max(WIDTH, (self.last - self.first).days * ZOOMS[self.zoom]), WIDEST))

    def at(self, day: date) -> float:
        """Where a day stands; days outside stand at the nearer end."""
        return Days(self.first, self.last, 0, self.width).at(day)

    def back(self) -> str:
        """The grid behind all lanes, and today."""
        lines = "".join(f'<path class="grid" d="M{self.at(one):g} 0V30000"/>' for one in self._ticks())
        now = self.at(self.today)
        return (
            f'<svg class="roadmap-back" width="{self.width}" height="100" aria-hidden="true">{lines}'
            f'<line class="today" x1="{now:g}" x2="{now:g}" y1="0" y2="30000"/></svg>'
        )

    def months(self) -> str:
        """The scale on top, with a flag on today."""
        marks = "".join(self._marks())
        return f'<svg class="lane" viewBox="0 0 {self.width} 36" width="{self.width}" height="36" aria-hidden="true">{marks}</svg>'

    def _ticks(self) -> Iterator[date]:
        if self.zoom == "weeks":
            monday = self.first + timedelta(days=-self.first.weekday() % 7)
            while monday <= self.last:
                yield monday
                monday += WEEK
            return
        every = 3 if self.zoom == "quarters" else 1
        yield from (one for one in Days(self.first, self.last, 0, 1).months() if (one.month - 1) % every == 0)

    def _marks(self) -> Iterator[str]:
        year, free = 0, -100.0
        for one in self._ticks():
            x = self.at(one)
            yield f'<path class="grid" d="M{x:g} 22V36"/>'
            if one.year != year and x >= free:
                year = one.year
                yield f'<text class="month-year" x="{x + 4:g}" y="15">{year}</text>'
            if x >= free:
                yield f'<text class="month-text" x="{x + 4:g}" y="31">{self._name(one)}</text>'
                free = x + 40
        yield from self._today()

    def _name(self, one: date) -> str:
        if self.zoom == "weeks":
            return words.day(one, one)
        return f"Q{(one.month + 2) // 3}" if self.zoom == "quarters" else words.MONTHS[one.month - 1][:3]

    def _today(self) -> Iterator[str]:
        middle = min(max(self.at(self.today), 38), self.width - 38)
        yield f'<rect class="today-flag" x="{middle - 38:g}" y="3" width="76" height="16" rx="3"/>'
        yield f'<text class="today-text" x="{middle:g}" y="15" text-anchor="middle">Today {words.day(self.today, self.today)}</text>'


def scale(today: date, starts: list[date], ends: list[date], zoom: str) -> Scale:
    """A scale that shows all ends, and of the past no more than ten weeks."""
    first = max(min([today - timedelta(days=14), *starts]), today - PAST)
    last = max([today + timedelta(days=60), *ends])
    return Scale(
        first, last + timedelta(days=max(7, (last - today).days // 20)), today, zoom if zoom in ZOOMS else "months"
    )
