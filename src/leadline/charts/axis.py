"""Scales of charts: days and values to places, and the few ticks that leave room for their words."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from math import ceil, floor, isfinite, log10

from leadline.charts.svg import Drawing, wide_as
from leadline.charts.words import HARD_SPACE, MONTHS, SYMBOLS

DAY_STEPS = (1, 2, 7, 14)
MONTH_STEPS = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1_200, 6_000, 12_000, 120_000)
QUARTERS = (0.0, 0.25, 0.5, 0.75, 1.0)
# Air between the words of two ticks.
AIR = 10


@dataclass(frozen=True)
class Tick:
    """A day on an axis and its words."""

    day: date
    says: str


@dataclass(frozen=True)
class TimeAxis:
    """Days to places: `first` stands at `left`, `last` at `right`. Upright, `left` is the foot and `right` the top."""

    first: date
    last: date
    left: float
    right: float

    def at(self, day: date) -> float:
        """Where a day stands; days outside stand at the nearer end."""
        span = max((self.last - self.first).days, 1)
        share = (day - self.first).days / span
        return self.left + min(max(share, 0.0), 1.0) * (self.right - self.left)

    def has(self, day: date) -> bool:
        """Whether the axis reaches a day."""
        return self.first <= day <= self.last

    def ticks(self) -> list[Tick]:
        """The finest ticks whose words stand apart, read along a level axis."""
        for ticks in _choices(self.first, self.last):
            if self._apart(ticks):
                return ticks
        return []

    def upright_ticks(self, room: float = 26) -> list[Tick]:
        """The finest ticks at least `room` pixels apart; a January is said by its year where a year has several ticks."""
        for step in _steps(self.first, self.last):
            ticks = [Tick(day, _short(day, step)) for day in _days(self.first, self.last, step)]
            if all(abs(one - two) >= room for one, two in pairwise(self.at(tick.day) for tick in ticks)):
                return ticks
        return []

    def _apart(self, ticks: Sequence[Tick]) -> bool:
        return all(self.at(one.day) + 3 + wide_as(one.says) + AIR <= self.at(two.day) for one, two in pairwise(ticks))


@dataclass(frozen=True)
class ValueAxis:
    """Values to heights: `low` stands at `foot`, `high` at `top`."""

    low: float
    high: float
    foot: float
    top: float

    def at(self, value: float) -> float:
        """How high a value stands; values outside stand at the nearer end."""
        span = (self.high - self.low) or 1.0
        share = (value - self.low) / span if isfinite(value) else 0.0
        return self.foot + min(max(share, 0.0), 1.0) * (self.top - self.foot)

    def steps(self, most: int = 6) -> list[float]:
        """At most that many round values within."""
        step = round_step((self.high - self.low) / max(most - 1, 1))
        start = ceil(self.low / step - 1e-9)
        return [at * step for at in range(start, floor(self.high / step + 1e-9) + 1)][: most + 1]


def round_step(least: float) -> float:
    """The smallest of 1, 2, 2.5, 5, 10 … that is not below `least`."""
    if not isfinite(least) or least <= 0:
        return 1.0
    ten: float = 10.0 ** floor(log10(least))
    return next((many * ten for many in (1, 2, 2.5, 5) if many * ten >= least * (1 - 1e-9)), 10 * ten)


def span(days: Iterable[date], *, least: int = 14, air: float = 0.04) -> tuple[date, date]:
    """
    The first and last day of an axis that shows all given days.

    Args:
        days: at least one.
        least: the shortest axis in days, so that a single day is not drawn as wide as a year.
        air: share of the axis added at both ends.
    """
    known = sorted(days)
    first, last = known[0], known[-1]
    missing = max(least - (last - first).days, 0) / 2
    more = ceil(max((last - first).days * air, missing))
    return shifted(first, -more), shifted(last, more)


def shifted(day: date, days: int) -> date:
    """A day so many days later, held within what a calendar can name."""
    return date.fromordinal(min(max(day.toordinal() + days, 1), date.max.toordinal()))


def draw_time(drawing: Drawing, axis: TimeAxis, foot: float) -> None:
    """The level axis of days with its ticks and words below `foot`."""
    drawing.line("axis", axis.left, foot, axis.right, foot)
    for tick in axis.ticks():
        x = axis.at(tick.day)
        drawing.line("tick", x, foot, x, foot + 5)
        if x + 3 + wide_as(tick.says) <= drawing.width:
            drawing.text("faint", x + 3, foot + 15, tick.says)


def draw_shares(drawing: Drawing, scale: ValueAxis, left: float, right: float) -> None:
    """The upright axis of shares: always 0 to 100 %, the sign left off where it is narrow."""
    sign = "" if drawing.width < 480 else f"{HARD_SPACE}%"
    for share in QUARTERS:
        draw_level(drawing, scale.at(share), left, right, f"{share * 100:.0f}{sign}")


def margin(says: Iterable[str], least: float) -> float:
    """Where an axis begins so that the words of its levels stand to its left."""
    return max([least, *(wide_as(one) + 10 for one in says)])


def draw_level(drawing: Drawing, y: float, left: float, right: float, says: str) -> None:
    """One level of an upright axis: a fine line and its words to the left."""
    drawing.line("grid", left, y, right, y)
    drawing.text("faint", left - 8, y + 4, says, "end")


def money_words(levels: Sequence[float], currency: str) -> Callable[[float], str]:
    """How the levels of a money axis, in cents, are said: one unit and as many digits as the step between two needs."""
    most = max((abs(cents) for cents in levels), default=0.0)
    step_cents = levels[1] - levels[0] if len(levels) > 1 else most
    units = (("B", 1e11), ("M", 1e8), ("k", 1e5))
    unit, size = next((one for one in units if most >= one[1] and step_cents >= one[1] / 100), ("", 100.0))
    digits = next((count for count in (0, 1, 2) if abs(step_cents / size * 10**count % 1) < 1e-6), 2)
    sign = SYMBOLS.get(currency, currency + HARD_SPACE)

    def say(cents: float) -> str:
        return f"{'−' if cents < 0 else ''}{sign}{abs(cents) / size:,.{digits}f}{unit if cents else ''}"

    return say


def _choices(first: date, last: date) -> Iterator[list[Tick]]:
    for step in _steps(first, last):
        marked = list(_days(first, last, step))
        if step < 0:
            years = [at == 0 or day.year != marked[at - 1].year for at, day in enumerate(marked)]
            yield [Tick(day, _day_words(day, year)) for day, year in zip(marked, years, strict=True)]
        else:
            yield [Tick(day, _month_words(day, step, at == 0)) for at, day in enumerate(marked)]
        yield [Tick(day, _short(day, step).removeprefix("1 " if step > 0 else "-")) for day in marked]


def _steps(first: date, last: date) -> Iterator[int]:
    """Steps in months, or below 0 in days, that mark a place more than once and at most 200 times."""
    days = (last - first).days
    yield from (-step for step in DAY_STEPS if days <= min(70, 200 * step))
    yield from (step for step in MONTH_STEPS if days <= 200 * 30 * step)


def _days(first: date, last: date, step: int) -> Iterator[date]:
    """Days an axis marks: every so many months, or for a step below 0 every so many days, weeks from a Monday on."""
    if step < 0:
        start = first.toordinal() if step > -7 else first.toordinal() + (-first.weekday()) % 7
        yield from (date.fromordinal(at) for at in range(start, last.toordinal() + 1, -step))
        return
    for at in range(-(-_index(first) // step) * step, _index(last) + 1, step):
        if at // 12 >= 1 and (day := date(at // 12, at % 12 + 1, 1)) >= first:
            yield day


def _index(day: date) -> int:
    return day.year * 12 + day.month - 1


def _day_words(day: date, year: bool) -> str:
    return f"{day.day} {MONTHS[day.month - 1][:3]}{f' {day.year}' if year else ''}"


def _month_words(day: date, months: int, opening: bool) -> str:
    if months >= 12:
        return str(day.year)
    return f"{MONTHS[day.month - 1][:3]}{f' {day.year}' if opening or day.month == 1 else ''}"


def _short(day: date, step: int) -> str:
    return str(day.year) if step > 0 and day.month == 1 else _day_words(day, False)
