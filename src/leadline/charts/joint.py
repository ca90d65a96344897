"""Date and cost together: futures counted in hexagons, and the four quarters that a promised day and a budget make."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import sqrt

from leadline.charts import words
from leadline.charts.axis import TimeAxis, ValueAxis, draw_level, draw_time, margin, money_words, shifted, span
from leadline.charts.promise_rule import promise_rule
from leadline.charts.rounding import round_to_total
from leadline.charts.svg import NARROW, Anchor, Drawing, Spot, empty, number

Samples = Sequence[tuple[date, int]]
QUARTERS = ("in time and in budget", "in time only", "in budget only", "neither")
# From which share of the fullest hexagon on a hexagon is drawn in a band; the first always.
FILLS = (0.07, 0.25, 0.5, 0.75)


@dataclass(frozen=True)
class Shares:
    """The four quarters as shares from 0 to 1; they sum up to 1."""

    both: float
    time_only: float
    budget_only: float
    neither: float


def shares(samples: Samples, promise: date, budget: int) -> Shares:
    """What part of the futures falls into each quarter. Counted in pairs: never two separate odds multiplied."""
    in_time = [cents for day, cents in samples if day <= promise]
    both = sum(cents <= budget for cents in in_time)
    in_budget = sum(cents <= budget for _, cents in samples)
    each = both, len(in_time) - both, in_budget - both, len(samples) - len(in_time) - in_budget + both
    return Shares(*(count / max(len(samples), 1) for count in each))


def joint(
    samples: Samples, *, id: str, promise: date | None = None, budget: int | None = None, currency: str = "EUR",
    as_of: date | None = None, width: float = 540, unknown: str = "Date and cost are not known together.",
) -> str:  # fmt: skip
    """
    The futures by end date and cost.

    Args:
        samples: one (day, cents) a future.
        id: unique on the page.
        promise: the promised day; with the budget it makes the quarters.
        budget: in cents.
        currency: of the cents.
        as_of: the day the reader stands on.
        width: 540 for a column, 358 for the phone.
        unknown: said in its place when there are no futures.

    Returns:
        An SVG.
    """
    title = "Date and cost together"
    if not samples:
        return empty(width, 160, id, title, unknown)
    picture = _Picture(samples, promise, budget, currency, as_of, width)
    picture.draw()
    return picture.drawing.svg(id, title, picture.says())


class _Picture:
    def __init__(
        self, samples: Samples, promise: date | None, budget: int | None, currency: str, as_of: date | None, width: float
    ) -> None:  # fmt: skip
        self.samples, self.promise, self.budget, self.currency, self.as_of = samples, promise, budget, currency, as_of
        narrow = width < NARROW
        height = 330 if narrow else 430
        self.radius = 5.6 if narrow else 7.2
        self.drawing, self.foot, self.top = Drawing(width, height), height - 34, 38
        days, costs = sorted(day for day, _ in samples), sorted(cents for _, cents in samples)
        self.scale = ValueAxis(*_costs(_core(costs), budget), self.foot, self.top)
        levels = self.scale.steps(5)
        say = money_words(levels, currency)
        self.levels = [(cents, say(cents)) for cents in levels]
        self.left = margin((says for _, says in self.levels), 52 if narrow else 62)
        self.right = width - (8 if narrow else 14)
        self.axis = TimeAxis(*_days(_core(days), promise), self.left, self.right)
        self.per_cent = self._percents()

    def draw(self) -> None:
        for cents, says in self.levels:
            draw_level(self.drawing, self.scale.at(cents), self.left, self.right, says)
        self._hexagons()
        draw_time(self.drawing, self.axis, self.foot)
        self._lines()
        if self.per_cent:
            self._quarters(self.per_cent)

    def says(self) -> str:
        """The quarters in words."""
        if not self.per_cent:
            days = sorted(day for day, _ in self.samples)
            half, cost = days[len(days) // 2], sorted(cents for _, cents in self.samples)[len(days) // 2]
            return f"Half of the futures end by {words.day(half, self.as_of)}, half cost at most {words.money(cost, self.currency)}."
        said = [f"{share:.0f}{words.HARD_SPACE}% {says}" for share, says in zip(self.per_cent, QUARTERS, strict=True)]
        return f"{', '.join(said)}. Counted in the same futures, never multiplied."

    def _percents(self) -> list[float]:
        if self.promise is None or self.budget is None:
            return []
        found = shares(self.samples, self.promise, self.budget)
        each = (found.both, found.time_only, found.budget_only, found.neither)
        return round_to_total([share * 100 for share in each], total=100)

    def _hexagons(self) -> None:
        counted = self._count()
        fullest = max(counted.values())
        radius, half = self.radius, self.radius * sqrt(3) / 2
        sides = f"l{number(half)} {number(radius / 2)}v{number(radius)}l{number(-half)} {number(radius / 2)}l{number(-half)} {number(-radius / 2)}v{number(-radius)}z"
        bands: dict[int, list[str]] = {}
        for (column, row), count in sorted(counted.items()):
            x, y = self._center(column, row)
            bands.setdefault(1 + sum(count >= fill * fullest for fill in FILLS), []).append(
                f"M{number(x)} {number(y - radius)}{sides}"
            )
        for band, drawn in sorted(bands.items()):
            self.drawing.shape(f"band-{band}", "".join(drawn))

    def _count(self) -> Counter[tuple[int, int]]:
        """Futures by hexagon: the nearest of two shifted grids (Carr et al., 1987). Futures off the picture are left out."""
        first, last, low, high = (
            self.axis.first.toordinal(),
            self.axis.last.toordinal(),
            self.scale.low,
            self.scale.high,
        )
        per_day = (self.right - self.left - 2 * self.radius) / max(last - first, 1)
        per_cent = (self.foot - self.top - 2 * self.radius) / ((high - low) or 1)
        wide, tall = self.radius * sqrt(3), self.radius * 3
        across, up = per_day / wide, per_cent / tall
        counted = Counter(
            _hexagon((at - first) * across, (cents - low) * up)
            for at, cents in ((day.toordinal(), cents) for day, cents in self.samples)
            if first <= at <= last and low <= cents <= high
        )
        return counted or Counter({(0, 0): 1})

    def _center(self, column: int, row: int) -> tuple[float, float]:
        """Where a hexagon stands. Columns and rows count halves: both even or both odd."""
        return (
            self.left + self.radius + column * self.radius * sqrt(3) / 2,
            self.foot - self.radius - row * self.radius * 1.5,
        )

    def _lines(self) -> None:
        drawing = self.drawing
        if self.promise:
            promise_rule(drawing, self.axis.at(self.promise), self.foot, words.day(self.promise, self.as_of))
        if self.budget is not None:
            y = self.scale.at(self.budget)
            drawing.line("promise-rule", self.left, y, self.right, y)
            says = f"Budget {words.money(self.budget, self.currency)}"
            drawing.label(
                [("on-promise halo", says)], [Spot(self.right - 2, y - 6, "end"), Spot(self.right - 2, y + 16, "end")]
            )

    def _quarters(self, per_cent: Sequence[float]) -> None:
        y = self.scale.at(self.budget or 0)
        left, right = self.left + 10, self.right - 4
        corners: tuple[tuple[float, float, Anchor, int], ...] = (
            (left, self.foot - 34, "start", -1), (left, y - 28, "start", -1),
            (right, self.foot - 31, "end", -1), (right, self.top + 8, "end", 1),
        )  # fmt: skip
        for share, says, (x, base, side, way) in zip(per_cent, QUARTERS, corners, strict=True):
            big = says == QUARTERS[0]
            spots = [Spot(x, base + way * step * 8, side) for step in range(12)]
            lines = [("big halo" if big else "strong halo", f"{share:.0f}{words.HARD_SPACE}%"), ("halo", says)]
            self.drawing.label(lines, spots)


def _hexagon(x: float, y: float) -> tuple[int, int]:
    """The hexagon of a point, in half columns and rows; `x` and `y` in widths and in heights of two rows."""
    # Both are 0 or more, where this rounds as round() does, five times as fast.
    even_x, even_y, odd_x, odd_y = int(x + 0.5), int(y + 0.5), int(x), int(y)
    near = (x - even_x) ** 2 + 3 * (y - even_y) ** 2
    far = (x - odd_x - 0.5) ** 2 + 3 * (y - odd_y - 0.5) ** 2
    return (2 * even_x, 2 * even_y) if near < far else (2 * odd_x + 1, 2 * odd_y + 1)


def _core[T](ranked: Sequence[T]) -> tuple[T, T]:
    """Where 96 % of the futures lie: the long tail of a few late and dear ones must not squeeze the rest into a corner."""
    cut = len(ranked) // 50
    return ranked[cut], ranked[len(ranked) - 1 - cut]


def _days(core: tuple[date, date], promise: date | None) -> tuple[date, date]:
    first, last = span([*core, *([promise] if promise else [])], air=0.02)
    if promise is None:
        return first, last
    # Each quarter keeps room for its words: the promise never stands at the very edge.
    wide = (last - first).days
    early = min((promise - first).days - wide // 5, 0)
    late = max(wide // 5 - (last - promise).days, 0)
    return shifted(first, early), shifted(last, late)


def _costs(core: tuple[int, int], budget: int | None) -> tuple[float, float]:
    known = [*core, *([budget] if budget is not None else [])]
    low, high = min(known), max(known)
    air = (high - low) * 0.04 or max(abs(high) * 0.05, 100)
    if budget is None:
        return low - air, high + air
    room = (high - low + 2 * air) / 4
    return min(low - air, budget - room), max(high + air, budget + room)
