"""Which date has which odds: the curve of one milestone, with the bands of a good target and a good promise."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from leadline.charts import words
from leadline.charts.axis import TimeAxis, ValueAxis, draw_shares, draw_time, shifted, span
from leadline.charts.svg import NARROW, Drawing, Point, Spot, around, empty

Curve = Sequence[tuple[date, float]]
# Ambitious is a target, attainable is a promise.
BANDS = ((0.4, 0.7, "band-1", "Ambitious", "40 to 70 %"), (0.7, 0.9, "band-2", "Attainable", "70 to 90 %"))
FLAGS = (("target", "Target", "flag-target"), ("promise", "Promised", "flag"), ("first", "First promise", "flag-first"))
POLE = 18


@dataclass(frozen=True)
class Named:
    """The dates that people named; None where nobody did."""

    target: date | None = None
    promise: date | None = None
    first: date | None = None


def odds_curve(
    curve: Curve, *, id: str, named: Named | None = None, last: Curve = (), as_of: date | None = None,
    width: float = 760, name: str = "", unknown: str = "Nobody knows its odds.",
) -> str:  # fmt: skip
    """
    The odds of each date.

    Args:
        curve: days with the share of futures that reach the milestone by then, rising. Empty when the odds are unknown.
        id: unique on the page.
        named: target, promise and first promise.
        last: the curve of the round before, drawn dashed.
        as_of: the day the reader stands on; dates of its year go without their year.
        width: 760 for a column, 358 for the phone.
        name: of the milestone, for the title.
        unknown: why there is no curve, shown in its place.

    Returns:
        An SVG; without a curve the dashed frame with its reason.
    """
    title = f"Odds of finishing {name} by each date" if name else "Odds of finishing by each date"
    height = 300 if width < NARROW else 400
    if not curve:
        return empty(width, 120, id, title, unknown)
    picture = _Picture(sorted(curve), sorted(last), named or Named(), as_of, width, height)
    picture.draw()
    return picture.drawing.svg(id, title, picture.says())


def odds_at(curve: Curve, day: date) -> float:
    """The odds of a day: those of the last day known by then, as futures end on whole days; 0 before the first."""
    at = bisect_right(curve, day, key=lambda point: point[0])
    return curve[at - 1][1] if at else 0.0


def day_at(curve: Curve, odds: float) -> date | None:
    """The first day with at least those odds; None where no day has them."""
    return next((day for day, share in curve if share >= odds - 1e-9), None)


class _Picture:
    def __init__(
        self, curve: Curve, last: Curve, named: Named, as_of: date | None, width: float, height: float
    ) -> None:
        self.curve, self.last, self.named, self.as_of = curve, last, named, as_of
        self.narrow = width < NARROW
        left, self.foot = (34, height - 34) if self.narrow else (50, height - 34)
        self.axis = TimeAxis(*self._span(), left, width - (8 if self.narrow else 14))
        self.scale = ValueAxis(0, 1, self.foot, 22 if self.narrow else 26)
        self.drawing = Drawing(width, height)
        self.line = [*self._points(curve)]

    def draw(self) -> None:
        bands = list(self._bands())
        draw_shares(self.drawing, self.scale, self.axis.left, self.axis.right)
        draw_time(self.drawing, self.axis, self.foot)
        if self.last and not self.narrow:
            self.drawing.path("was-line", self._points(self.last))
        self.drawing.path("mid-line", self.line)
        for day, says, flag in self._flags():
            self._flag(day, says, flag)
        self._sure()
        for low, high, says in bands:
            y = self.scale.at((low + high) / 2) + 4
            self.drawing.label([("strong halo", says)], [Spot(self.axis.left + 8, y)], self.line)

    def says(self) -> str:
        """The dates and their odds in words."""
        said = [f"{says} {self._day(day)}: {words.share(odds_at(self.curve, day))}." for day, says, _ in self._flags()]
        return " ".join([*said, *(f"{says}." for says in (self._level(0.5), self._level(0.8)))])

    def _span(self) -> tuple[date, date]:
        end = self.curve[-1][1]
        start = next((day for day, share in self.curve if share > 0.002), self.curve[0][0])
        late = next((day for day, share in self.curve if share >= 0.985 * end), self.curve[-1][0])
        named = [day for day in (self.named.target, self.named.promise, self.named.first) if day]
        return span([start, late, *named])

    def _points(self, curve: Curve) -> Iterator[Point]:
        first, last = self.axis.first, self.axis.last
        known = {day for day, _ in curve if first < day < last}
        # A day before each, so that what jumps is not drawn as a slope.
        shown = sorted({first, last, *known, *(max(shifted(day, -1), first) for day in known)})
        return ((self.axis.at(day), self.scale.at(odds_at(curve, day))) for day in shown)

    def _bands(self) -> Iterator[tuple[float, float, str]]:
        """Draw the bands: level from the axis to the curve, then down to their dates."""
        for low, high, band, says, range_says in BANDS:
            start, end = (self._reached(level) for level in (low, high))
            top, left = self.scale.at(high), self.axis.left
            if start > left:
                self.drawing.rect(band, left, top, start - left, self.scale.at(low) - top, ' opacity=".6"')
            self.drawing.rect(band, start, top, end - start, self.foot - top)
            yield low, high, says if self.narrow else f"{says}: {range_says}".replace(" %", f"{words.HARD_SPACE}%")

    def _reached(self, odds: float) -> float:
        day = day_at(self.curve, odds)
        return self.axis.at(day) if day else self.axis.right

    def _flags(self) -> list[tuple[date, str, str]]:
        found = [(getattr(self.named, kind), says, flag) for kind, says, flag in FLAGS]
        # The first promise is said only while it is not the present one.
        return [one for one in found if one[0] and (one[2] != "flag-first" or one[0] != self.named.promise)]

    def _flag(self, day: date, says: str, flag: str) -> None:
        drawing, x, odds = self.drawing, self.axis.at(day), odds_at(self.curve, day)
        y = self.scale.at(odds)
        drawing.line("promise-rule", x, self.foot, x, y)
        drawing.circle(flag, x, y, 4.5)
        drawing.flag(flag, x, self.foot, self.foot - POLE)
        said = self._day(day) if self.narrow else f"{says} {self._day(day)}"
        lines = [("on-promise halo", said), ("halo", f"{words.share(odds)} odds")]
        spots = around(x, y, rows=2)
        # A target stands early on the rising curve, where the room is above and to the left.
        spot = drawing.label(lines, spots if flag == "flag" else [spots[1], *spots], self._near())
        if spot and spot.y + 40 < y:
            # Too far off to be read as belonging together.
            drawing.line("lead", x, y - 6, x, spot.y + 4)

    def _sure(self) -> None:
        day = day_at(self.curve, 0.8)
        if day is None or not self.axis.has(day):
            return
        x, y = self.axis.at(day), self.scale.at(odds_at(self.curve, day))
        self.drawing.line("lead", x, self.foot, x, y)
        self.drawing.circle("dot", x, y, 4.5)
        self.drawing.label([("on-sea halo", self._level(0.8))], around(x, y), self._near())

    def _near(self) -> list[Point]:
        """The curve as points close enough that no words slip between two."""
        days = (self.axis.last - self.axis.first).days
        step = max(days // 150, 1)
        spread = [shifted(self.axis.first, at) for at in range(0, days + 1, step)]
        return [(self.axis.at(day), self.scale.at(odds_at(self.curve, day))) for day in spread]

    def _level(self, level: float) -> str:
        day = day_at(self.curve, level)
        return f"P{level * 100:.0f} {self._day(words.working_day(day)) if day else 'unknown'}"

    def _day(self, day: date) -> str:
        return words.day(day, self.as_of)
