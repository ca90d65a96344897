"""How a forecast settled: one upright slice a round, with the promises made meanwhile as steps."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from leadline.charts import words
from leadline.charts.axis import TimeAxis, draw_level, draw_time, margin, shifted, span
from leadline.charts.svg import NARROW, Anchor, Drawing, Point, Spot, box_of, empty, fit


@dataclass(frozen=True)
class Believed:
    """
    The forecast of one round.

    Attributes:
        on: the day of the round.
        p50: None where the round could not tell; then the slice is a gap.
        p10, p80, p90: None where that sure a day was not known.
    """

    on: date
    p50: date | None
    p10: date | None = None
    p80: date | None = None
    p90: date | None = None


@dataclass(frozen=True)
class Promised:
    """A promise: the day it was set on, and the day it is for."""

    on: date
    due: date


@dataclass(frozen=True)
class Note:
    """Something that moved the forecast, said beside its day."""

    on: date
    says: str


def trail(
    history: Sequence[Believed], promises: Sequence[Promised] = (), *, id: str, notes: Sequence[Note] = (),
    width: float = 560, height: float | None = None, unknown: str = "No round has foreseen it yet.",
) -> str:  # fmt: skip
    """
    Forecasts and promises, round by round.

    Args:
        history: one entry a round.
        promises: each time the day was promised or moved, without those withdrawn.
        id: unique on the page.
        notes: at most a few; drawn wide only.
        width: 560 for a column, 358 for the phone.
        height: 420 or 280 unless given.
        unknown: said in its place when no round knew.

    Returns:
        An SVG.
    """
    title, narrow = "Forecast and promises, round by round", width < NARROW
    tall = height or (280 if narrow else 420)
    known = sorted((one for one in history if one.p50), key=lambda one: one.on)
    if not known:
        return empty(width, 120, id, title, unknown)
    picture = _Picture(
        sorted(history, key=lambda one: one.on), known, sorted(promises, key=lambda one: one.on), width, tall
    )
    picture.draw(notes)
    return picture.drawing.svg(id, title, picture.says())


class _Picture:
    def __init__(
        self, history: Sequence[Believed], known: Sequence[Believed], promises: Sequence[Promised], width: float, height: float
    ) -> None:  # fmt: skip
        self.history, self.known, self.promises = history, known, promises
        self.narrow, self.drawing = width < NARROW, Drawing(width, height)
        self.foot, self.now = height - 30, history[-1].on
        # A single round still gets a week to stand in.
        first = min([shifted(self.now, -7), history[0].on, *(one.on for one in promises[:1])])
        dues = [day for one in known for day in (one.p10, one.p50, one.p80, one.p90) if day]
        self.dates = TimeAxis(*span([*dues, *(one.due for one in promises)]), self.foot, 14)
        ticks = self.dates.upright_ticks(20 if self.narrow else 26)
        self.levels = [(self.dates.at(tick.day), self._level(tick.says)) for tick in ticks]
        self.left = margin((says for _, says in self.levels), 46 if self.narrow else 58)
        self.right = width - (12 if self.narrow else 124)
        self.time = TimeAxis(first, self.now, self.left, self.right)

    def draw(self, notes: Sequence[Note]) -> None:
        for y, says in self.levels:
            draw_level(self.drawing, y, self.left, self.right, says)
        for run in self._runs():
            self._slices(run)
        draw_time(self.drawing, self.time, self.foot)
        self.drawing.line("today", self.right, 12, self.right, self.foot)
        self._steps()
        self._ends()
        self._promises()
        for note in () if self.narrow else notes:
            self._note(note)

    def says(self) -> str:
        """Where it stands now, in words."""
        last = self.known[-1]
        said = [f"On {self._day(last.on)}: P50 {self._day(last.p50)}, P80 {self._day(last.p80)}."]
        said += [f"First promise {self._day(self.promises[0].due)}."] if self.promises else []
        return " ".join([*said, *(f"Moved to {self._day(one.due)}." for one in self.promises[1:])])

    def _runs(self) -> list[list[Believed]]:
        found: list[list[Believed]] = [[]]
        for one in self.history:
            if one.p50 is None:
                found.append([])
            else:
                found[-1].append(one)
        return [run for run in found if run]

    def _slices(self, run: Sequence[Believed]) -> None:
        middle = [self._at(one, one.p50) for one in run]
        sure = [self._at(one, one.p80 or self.dates.last) for one in run]
        low, high = (
            [self._at(one, one.p10 or one.p50) for one in run],
            [self._at(one, one.p90 or self.dates.last) for one in run],
        )
        if len(run) == 1:
            # One round has no width of its own: its slice is drawn as thin bars.
            low, high, middle, sure = (_widened(line, self.left) for line in (low, high, middle, sure))
        self.drawing.path("band-1", [*low, *reversed(high)], closed=True)
        self.drawing.path("band-2", [*middle, *reversed(sure)], closed=True)
        self.drawing.path("p80-line", sure)
        self.drawing.path("mid-line", middle)

    def _at(self, one: Believed, day: date | None) -> Point:
        return self.time.at(one.on), self.dates.at(day or self.dates.first)

    def _ends(self) -> None:
        """What the last round says, beside its slice; on the phone only P50 and P80, within the picture."""
        last = self.known[-1]
        ends = [("on-sea", "P80", last.p80), ("on-sea", "P50", last.p50)]
        if not self.narrow:
            ends = [*ends, *([("on-promise", "Promised", self.promises[-1].due)] if self.promises else [])]
            ends += [("faint", "P90", last.p90), ("faint", "P10", last.p10)]
        side: Anchor = "end" if self.narrow else "start"
        x = self.right + (-6 if self.narrow else 8)
        for mark, level, day in ends:
            if day:
                # Within the picture P80 stands above its line and P50 below, off the band between them.
                drop = {"P80": -6, "P50": 16}[level] if self.narrow else 4
                says = f"{level} {self._day(day if mark == 'on-promise' else words.working_day(day))}"
                spots = _near(x, self.dates.at(day) + drop, side, -1 if level == "P80" and self.narrow else 1)
                self.drawing.label([(f"{mark} halo", says)], spots, self._along() if self.narrow else ())

    def _steps(self) -> None:
        """The promises themselves: level while they stand, dashed where they moved."""
        for one, two in pairwise([*self.promises, None]):
            if one is None:
                continue
            y, end = self.dates.at(one.due), self.time.at(two.on) if two else self.right
            self.drawing.path("promise-step", [(self.time.at(one.on), y), (end, y)])
            if two:
                self.drawing.line("promise-rule", end, y, end, self.dates.at(two.due))

    def _promises(self) -> None:
        avoid = self._lines()
        for at, one in enumerate(self.promises):
            x, y = self.time.at(one.on), self.dates.at(one.due)
            end = self.time.at(self.promises[at + 1].on) if at + 1 < len(self.promises) else self.right
            says = f"{'Moved to' if at else 'First promise'} {self._day(one.due)}"
            starts = [Spot(x + 6, y + 16), Spot(x + 6, y - 6)]
            ends = [Spot(end - 6, y + 16, "end"), Spot(end - 6, y - 6, "end")]
            self.drawing.label([("on-promise halo", says)], [*starts, *ends] if at == 0 else [*ends, *starts], avoid)

    def _note(self, note: Note) -> None:
        """A dot on the middle line and its words below."""
        before = [one for one in self.known if one.on <= note.on]
        if not before:
            return
        x, y = self._at(before[-1], before[-1].p50)
        says, kept = fit(note.says, 240), [*self._lines(), *self._along()]
        for drop in (50, 66, 82, 98, 114, -40, -56):
            free = [Spot(x, y + drop, "middle"), Spot(x - 4, y + drop, "end"), Spot(x + 4, y + drop)]
            free = [spot for spot in free if self._within(says, spot, kept)]
            if self.drawing.label([("halo", says)], free):
                self.drawing.line("lead", x, y, x, y + drop - 13 if drop > 0 else y + drop + 5)
                self.drawing.circle("dot-past", x, y, 2.5)
                return

    def _within(self, says: str, spot: Spot, kept: Sequence[Point]) -> bool:
        box = box_of(says, spot).grown(2, 2)
        return box.left >= self.left and box.right <= self.right and not any(box.holds(point) for point in kept)

    def _along(self) -> list[Point]:
        """The steps of the promises as points."""
        ends = [*(self.time.at(one.on) for one in self.promises[1:]), self.right]
        return [
            (self.time.at(one.on) + (end - self.time.at(one.on)) * part / 40, self.dates.at(one.due))
            for one, end in zip(self.promises, ends, strict=False)
            for part in range(41)
        ]

    def _lines(self) -> list[Point]:
        """The middle and the sure line as points that words should leave free."""
        found: list[Point] = []
        for one, two in pairwise(self.known):
            for level in ("p50", "p80"):
                (x1, y1), (x2, y2) = (self._at(end, getattr(end, level)) for end in (one, two))
                found += [(x1 + (x2 - x1) * part / 4, y1 + (y2 - y1) * part / 4) for part in range(5)]
        return found

    def _level(self, says: str) -> str:
        return says.removeprefix("1 ") if self.narrow else says

    def _day(self, day: date | None) -> str:
        return words.day(day, self.now)


def _near(x: float, y: float, side: Anchor, way: int) -> list[Spot]:
    """Places at a height, then ever further off: below first, or above with `way` -1."""
    return [Spot(x, y + way * step * 5, side) for step in (0, 1, 2, 3, -1, -2, -3, 4, 5, 6, -4, -5, -6, 8, 10)]


def _widened(points: Sequence[Point], left: float) -> list[Point]:
    x, y = points[0]
    return [(max(x - 14, left), y), (max(x - 14, left) + 14, y)]
