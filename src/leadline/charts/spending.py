"""Money spent by day: what is spent today, where half of the futures go from there, and the band of six in ten."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from leadline.charts import words
from leadline.charts.axis import TimeAxis, ValueAxis, draw_level, draw_time, margin, money_words, span
from leadline.charts.promise_rule import promise_rule
from leadline.charts.svg import NARROW, Drawing, Point, Spot, empty


@dataclass(frozen=True)
class Spent:
    """Cents that are spent by the morning of a day: P20, P50 and P80 over the futures."""

    day: date
    p20: int
    p50: int
    p80: int


def spending(
    weeks: Sequence[Spent], *, id: str, budget: int | None = None, promise: date | None = None, currency: str = "EUR",
    width: float = 540, unknown: str = "Nobody knows what it costs.",
) -> str:  # fmt: skip
    """
    The fan of money over time.

    Args:
        weeks: from today on, in order of days.
        id: unique on the page.
        budget: in cents.
        promise: the day promised for the end.
        currency: of the cents.
        width: 540 for a column, 358 for the phone.
        unknown: said in its place when there are no weeks.

    Returns:
        An SVG.
    """
    title = "Money spent over time"
    if not weeks:
        return empty(width, 160, id, title, unknown)
    picture = _Picture(weeks, budget, promise, currency, width)
    picture.draw()
    return picture.drawing.svg(id, title, picture.says())


class _Picture:
    def __init__(
        self, weeks: Sequence[Spent], budget: int | None, promise: date | None, currency: str, width: float
    ) -> None:
        self.weeks, self.budget, self.currency = weeks, budget, currency
        narrow = width < NARROW
        height = 290 if narrow else 330
        self.drawing, self.foot, self.top = Drawing(width, height), height - 34, 38
        self.scale = ValueAxis(*_reach(weeks, budget), self.foot, self.top)
        levels = self.scale.steps(5)
        say = money_words(levels, currency)
        self.levels = [(cents, say(cents)) for cents in levels]
        self.left = margin((says for _, says in self.levels), 52 if narrow else 62)
        self.right = width - (8 if narrow else 14)
        self.axis = TimeAxis(*span([weeks[0].day, weeks[-1].day], air=0.03), self.left, self.right)
        self.promise = promise if promise and self.axis.has(promise) else None

    def draw(self) -> None:
        for cents, says in self.levels:
            draw_level(self.drawing, self.scale.at(cents), self.left, self.right, says)
        under = [self._point(one.day, one.p20) for one in self.weeks]
        over = [self._point(one.day, one.p80) for one in reversed(self.weeks)]
        self.drawing.path("band-2", [*under, *over], closed=True)
        self.drawing.path("mid-line", [self._point(one.day, one.p50) for one in self.weeks])
        draw_time(self.drawing, self.axis, self.foot)
        self._today()
        self._limits()
        self._ends()

    def says(self) -> str:
        """The picture in words."""
        first, last = self.weeks[0], self.weeks[-1]
        said = [f"{self._money(first.p50)} are spent on {words.day(first.day)}."]
        said += [
            f"By {words.day(last.day)} it is {self._money(last.p50)} in half of the futures and over {self._money(last.p80)} in two of ten."
        ]
        return " ".join([*said, *([f"The budget is {self._money(self.budget)}."] if self.budget is not None else [])])

    def _today(self) -> None:
        x, y = self._point(self.weeks[0].day, self.weeks[0].p50)
        self.drawing.line("today", x, self.top - 8, x, self.foot)
        self.drawing.label([("strong", "Today")], [Spot(x + 6, self.top - 12), Spot(x, self.top - 12, "middle")])
        self.drawing.circle("dot-past", x, y, 4)

    def _limits(self) -> None:
        drawing = self.drawing
        if self.promise:
            promise_rule(drawing, self.axis.at(self.promise), self.foot, words.day(self.promise, self.weeks[0].day))
        if self.budget is not None:
            y = self.scale.at(self.budget)
            drawing.line("promise-rule", self.left, y, self.right, y)
            # Early on nothing else stands up there, unless most of the money is gone already.
            near = [
                Spot(self.axis.at(self.weeks[0].day) + 7, y - 6),
                Spot(self.right - 2, y - 6, "end"),
                Spot(self.right - 2, y + 16, "end"),
            ]
            drawing.label([("on-promise halo", f"Budget {self._money(self.budget)}")], near, self._lines())

    def _ends(self) -> None:
        """What it comes to, at the right ends of the band and of its middle."""
        last = self.weeks[-1]
        for level, cents, up in (("P80", last.p80, -1), ("P50", last.p50, 1)):
            x, y = self._point(last.day, cents)
            drops = [up * drop + (10 if up > 0 else 0) for drop in (7, 14, 22, 32, 44)]
            spots = [Spot(x - 4, y + drop, "end") for drop in (*drops, *(17 - drop for drop in drops))]
            self.drawing.label([("on-sea halo", f"{level} {self._money(cents)}")], spots, self._lines())

    def _lines(self) -> list[Point]:
        """Points on the middle and on both edges, which words should leave free."""
        return [self._point(one.day, cents) for one in self.weeks for cents in (one.p20, one.p50, one.p80)]

    def _point(self, day: date, cents: float) -> Point:
        return self.axis.at(day), self.scale.at(cents)

    def _money(self, cents: int | None) -> str:
        return words.money(cents, self.currency)


def _reach(weeks: Sequence[Spent], budget: int | None) -> tuple[float, float]:
    """From nothing to all of it, unless most of it is spent already."""
    known = [weeks[0].p20, weeks[-1].p80, *([budget] if budget is not None else [])]
    low, high = min(known), max(known)
    if 0 <= low < high / 2:
        low = 0
    air = (high - low) * 0.06 or max(abs(high) * 0.05, 100)
    return (0 if low == 0 else low - air), high + air
