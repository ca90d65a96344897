"""Work done so far, and where it can go: one line behind today, a cone of futures ahead, the hill of landing dates."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from leadline.charts import words
from leadline.charts.axis import TimeAxis, ValueAxis, draw_shares, draw_time, span
from leadline.charts.landing import Landing
from leadline.charts.svg import NARROW, Drawing, Point, Spot, around, empty, fit


@dataclass(frozen=True)
class Slice:
    """The share of all work that is done on a day, from 0 to 1: P10, P25, P50, P75 and P90 over the futures."""

    day: date
    p10: float
    p25: float
    p50: float
    p75: float
    p90: float


@dataclass(frozen=True)
class Dot:
    """A milestone on the middle line: its P50 day, its name, and its odds in words. `short` is its name on the phone."""

    day: date
    name: str
    says: str = ""
    short: str = ""


def cone(
    past: Sequence[tuple[date, float]], futures: Sequence[Slice], *, id: str, today: date, landing: Landing | None = None,
    dots: Sequence[Dot] = (), promise: date | None = None, width: float = 1096, unknown: str = "Nobody knows how far the work is.",
) -> str:  # fmt: skip
    """
    The progress of a program and the spread of its futures.

    Args:
        past: days with the share of work done, from 0 to 1.
        futures: slices from today on.
        id: unique on the page.
        today: where ink ends and sea begins.
        landing: when the futures finish.
        dots: milestones, the important ones first: they get their words first.
        promise: the day promised for the end.
        width: 1096 for a page, 358 for the phone.
        unknown: said in its place when there is neither past nor future.

    Returns:
        An SVG.
    """
    title, narrow = "Work done so far, and where it can go", width < NARROW
    behind = sorted(one for one in past if one[0] <= today)
    ahead = sorted((one for one in futures if one.day >= today), key=lambda one: one.day)
    if not behind and not ahead:
        return empty(width, 160, id, title, unknown)
    picture = _Picture(behind, ahead, today, landing or Landing(), width, narrow)
    picture.draw(dots, promise)
    return picture.drawing.svg(id, title, picture.says(dots, promise))


class _Picture:
    def __init__(
        self, past: Sequence[tuple[date, float]], futures: Sequence[Slice], today: date, landing: Landing, width: float, narrow: bool
    ) -> None:  # fmt: skip
        self.past, self.futures, self.today, self.landing, self.narrow = past, futures, today, landing, narrow
        height = 330 if narrow else 430
        self.left, self.right, self.foot = (34, width - 10, height - 32) if narrow else (46, width - 20, height - 32)
        self.top, self.sky = (70, 36) if narrow else (84, 38)
        self.drawing = Drawing(width, height)
        self.scale = ValueAxis(0, 1, self.foot, self.top)
        self.axis = TimeAxis(today, today, self.left, self.right)

    def draw(self, dots: Sequence[Dot], promise: date | None) -> None:
        self.axis = TimeAxis(*self._span(dots, promise), self.left, self.right)
        draw_shares(self.drawing, self.scale, self.left, self.right)
        self._futures()
        self._hill()
        self.drawing.path("past-line", [self._point(day, share) for day, share in self.past])
        draw_time(self.drawing, self.axis, self.foot)
        self._today()
        self._promise(promise)
        self._dots(dots)

    def says(self, dots: Sequence[Dot], promise: date | None) -> str:
        """The picture in words."""
        p50, p80 = (self.landing.at(level) for level in (0.5, 0.8))
        said = [f"{words.share(self.past[-1][1])} of the work is done."] if self.past else []
        said += [f"Half of all futures land by {self._day(p50)}."] if p50 else []
        said += [f"Eight in ten by {self._day(p80)}."] if p80 else []
        said += [f"Promised {words.day(promise, self.today)}."] if promise else []
        return " ".join([*said, *(f"{dot.name} {dot.says}".strip() + "." for dot in dots)])

    def _span(self, dots: Sequence[Dot], promise: date | None) -> tuple[date, date]:
        ends = [*self.landing.days[:1], *(day for day in (self.landing.at(0.97),) if day)]
        ahead = [self.futures[-1].day] if self.futures and not ends else []
        days = [self.today, *(day for day, _ in self.past[:1]), *ends, *ahead, *(dot.day for dot in dots)]
        first, last = span([*days, *([promise] if promise else [])], air=0.02)
        # Axes start where the data do.
        return (min(days) if (last - first).days > 28 else first), last

    def _point(self, day: date, share: float) -> Point:
        return self.axis.at(day), self.scale.at(share)

    def _futures(self) -> None:
        shown = [one for one in self.futures if self.axis.has(one.day)]
        self._band("band-1", [(one.day, one.p10, one.p90) for one in shown])
        self._band("band-2", [(one.day, one.p25, one.p75) for one in shown])
        self.drawing.path("mid-line", self._middle())

    def _band(self, band: str, between: Sequence[tuple[date, float, float]]) -> None:
        under = [self._point(day, low) for day, low, _ in between]
        over = [self._point(day, high) for day, _, high in reversed(between)]
        self.drawing.path(band, [*under, *over], closed=True)

    def _middle(self) -> Iterator[Point]:
        """The middle future, up to where it is done: from there it would run along the edge."""
        for one in self.futures:
            if self.axis.has(one.day):
                yield self._point(one.day, one.p50)
            if one.p50 >= 1 - 1e-9:
                return

    def _hill(self) -> None:
        hill = [(day, height) for day, height in self.landing.hill() if self.axis.has(day)]
        if len(hill) > 1:
            sky = [(self.axis.at(day), self.top - height * (self.top - self.sky)) for day, height in hill]
            self.drawing.path("band-3", [(sky[0][0], self.top), *sky, (sky[-1][0], self.top)], closed=True)
        low, high = self.landing.at(0.1), self.landing.at(0.9)
        if low:
            self.drawing.line(
                "mid-line", self.axis.at(low), self.top, self.axis.at(high) if high else self.right, self.top
            )

    def _today(self) -> None:
        x = self.axis.at(self.today)
        self.drawing.line("today", x, self.top - 8, x, self.foot)
        y = self.top - 12
        self.drawing.label([("strong", "Today")], [Spot(x - 6, y, "end"), Spot(x + 6, y), Spot(x, y, "middle")])
        if self.past:
            self.drawing.circle("dot-past", x, self.scale.at(self.past[-1][1]), 4)

    def _promise(self, promise: date | None) -> None:
        drawing, p80 = self.drawing, self.landing.at(0.8)
        if promise:
            x = self.axis.at(promise)
            drawing.line("promise-rule", x, 34, x, self.foot)
            drawing.flag("flag", x, self.top, 36, 13)
            said = [("on-promise halo", f"Promised {words.day(promise, self.today)}")]
            left, right = Spot(x - 8, 42, "end"), Spot(x + 20, 42)
            # The two stand apart by themselves: whichever is earlier gets the left.
            after = p80 is not None and p80 < promise and not self.narrow
            drawing.label(said, [right, left] if after else [left, right, Spot(x - 8, 26, "end")])
        if p80 and not self.narrow and self.axis.has(p80):
            self._sure(p80, promise)

    def _sure(self, p80: date, promise: date | None) -> None:
        x, before = self.axis.at(p80), promise is not None and p80 < promise
        says, out = f"P80 {self._day(p80)}", -30 if before else 30
        spot = Spot(x + out + (-4 if before else 4), 42, "end" if before else "start")
        if self.drawing.tries("on-sea halo", spot, says):
            self.drawing.path("lead", [(x + out, 39), (x, 39), (x, self.top)])
        elif self.drawing.tries("on-sea halo", Spot(x, 24, "middle"), says):
            self.drawing.path("lead", [(x, 28), (x, self.top)])

    def _dots(self, dots: Sequence[Dot]) -> None:
        places = {dot: self._on_line(dot.day) for dot in dots if self.axis.has(dot.day)}
        avoid = [*self._edge(), *places.values()]
        for x, y in places.values():
            self.drawing.circle("dot", x, y, 4 if self.narrow else 5)
        # On a rising line each name has room below right once the later ones have theirs.
        first = sorted([*places][:8], key=lambda dot: dot.day, reverse=True)
        for dot in [*first, *[*places][8:]]:
            self._name(dot, *places[dot], avoid)

    def _name(self, dot: Dot, x: float, y: float, avoid: Sequence[Point]) -> None:
        if self.narrow:
            below = [Spot(x + 7, y + drop) for drop in (15, 21, 27)]
            self.drawing.label([("strong halo", fit(dot.short or dot.name, 90))], [*below, *around(x, y, 7)], avoid)
            return
        lines = [("strong halo", fit(dot.name, 190)), *([("halo", fit(dot.says, 190))] if dot.says else [])]
        below = [Spot(x + 15, y + drop) for drop in (23, 29, 36, 44)]
        self.drawing.label(lines, [*below, *around(x, y, 12, len(lines))], avoid)

    def _edge(self) -> list[Point]:
        """Points on the lines and on the lower edge of the cone, and on today, that words should leave free."""
        shown = [one for one in self.futures if self.axis.has(one.day)]
        done = [self._point(day, share) for day, share in self.past]
        now = [(self.axis.at(self.today), y) for y in range(int(self.top), int(self.foot), 8)]
        return [*now, *done, *(self._point(one.day, share) for one in shown for share in (one.p50, one.p10))]

    def _on_line(self, day: date) -> Point:
        known = [
            *self.past,
            *((one.day, one.p50) for one in self.futures),
        ]
        before = [one for one in known if one[0] <= day] or known[:1]
        after = [one for one in known if one[0] >= day] or known[-1:]
        (start, low), (end, high) = before[-1], after[0]
        share = (day - start).days / (end - start).days if end > start else 0.0
        return self._point(day, low + (high - low) * share)

    def _day(self, day: date | None) -> str:
        return words.day(words.working_day(day) if day else None, self.today)
