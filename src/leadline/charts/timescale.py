"""One scale for all lanes of a roadmap: weeks, months or quarters, and the header and the grid that belong to it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Literal

from leadline.charts import words
from leadline.charts.axis import span
from leadline.charts.svg import Drawing, Spot, wide_as

Unit = Literal["weeks", "months", "quarters"]
PER_DAY: dict[Unit, float] = {"weeks": 6.0, "months": 1.945, "quarters": 0.75}
# Wider than this, browsers and readers give up; a very long program gets fewer pixels a day instead.
WIDEST = 4_800
HEAD, LANE = 36, 28
# The grid stands behind all lanes, however many are open; what is too long is clipped.
DEEP = 150_000


@dataclass(frozen=True)
class Timescale:
    """
    Days to places across the lanes.

    Attributes:
        first, last: what the lanes show.
        unit: of the grid.
        width: in pixels; 0 gives each unit its usual room. 358 fits the phone.
    """

    first: date
    last: date
    unit: Unit = "months"
    width: int = 0

    @classmethod
    def over(cls, days: list[date], unit: Unit = "months", width: int = 0) -> "Timescale":
        """A scale that shows all given days with some air; of a single month where there are none to show a year 1."""
        first, last = span(days or [date.min], least=28, air=0.03)
        return cls(first, last, unit, width)

    @cached_property
    def pixels(self) -> int:
        """How wide the lanes are."""
        days = max((self.last - self.first).days, 1)
        return self.width or min(max(round(days * PER_DAY[self.unit]), 240), WIDEST)

    def at(self, day: date) -> float:
        """Where a day begins; days outside stand at the nearer end."""
        share = (day - self.first).days / max((self.last - self.first).days, 1)
        return round(min(max(share, 0.0), 1.0) * self.pixels, 1)

    def has(self, day: date) -> bool:
        """Whether the lanes reach a day."""
        return self.first <= day <= self.last

    def marks(self) -> list[date]:
        """The days on which a unit begins, thinned out where their words would touch."""
        per_unit, room = {"weeks": (7, 48), "months": (30, 28), "quarters": (91, 24)}[self.unit]
        per_day = self.pixels / max((self.last - self.first).days, 1)
        every = next(
            many for many in (1, 2, 3, 4, 6, 12, 24, 48, 120, 480, 6_000, 60_000) if many * per_unit * per_day >= room
        )
        if self.unit == "weeks":
            start = self.first.toordinal() + (-self.first.weekday()) % 7
            return [date.fromordinal(at) for at in range(start, self.last.toordinal() + 1, 7 * every)]
        return list(self._months(every * (3 if self.unit == "quarters" else 1)))

    def header(self, today: date | None = None) -> str:
        """The header lane: years above, units below, today as a flag."""
        drawing = Drawing(self.pixels, HEAD)
        if today and self.has(today):
            self._today(drawing, today)
        written = 0
        for day in self.marks():
            x = self.at(day)
            drawing.shape("grid", f"M{x:g} 22V36")
            if day.year != written and drawing.tries("month-year", Spot(x + 4, 15), str(day.year)):
                written = day.year
            drawing.tries("month-text", Spot(x + 4, 31), self._says(day))
        return drawing.silent("lane")

    def back(self, today: date | None = None) -> str:
        """The grid behind all lanes, with the upright line of today."""
        drawing = Drawing(self.pixels, 100)
        for day in self.marks():
            drawing.line("grid", self.at(day), 0, self.at(day), DEEP)
        if today and self.has(today):
            drawing.line("today", self.at(today), 0, self.at(today), DEEP)
        marks = drawing.silent("roadmap-back")
        # Without a view box it stretches with the rows; the lines reach as far as they do.
        return marks.replace(f' viewBox="0 0 {self.pixels} 100"', "", 1)

    def _today(self, drawing: Drawing, today: date) -> None:
        says = f"Today {words.day(today, today)}"
        wide = wide_as(says)
        x = min(max(self.at(today), wide / 2), self.pixels - wide / 2)
        drawing.rect("today-flag", x - wide / 2, 3, wide, 16, ' rx="3"')
        drawing.text("today-text", x, 15, says, "middle")

    def _months(self, step: int) -> Iterator[date]:
        first, last = (day.year * 12 + day.month - 1 for day in (self.first, self.last))
        for at in range(-(-first // step) * step, last + 1, step):
            if at >= 12 and (day := date(at // 12, at % 12 + 1, 1)) >= self.first:
                yield day

    def _says(self, day: date) -> str:
        if self.unit == "weeks":
            return f"{day.day} {words.MONTHS[day.month - 1][:3]}"
        if self.unit == "quarters":
            return f"Q{(day.month + 2) // 3}"
        return words.MONTHS[day.month - 1][:3]
