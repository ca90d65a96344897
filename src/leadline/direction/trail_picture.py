"""What was believed of a date, round after round, and what was promised: one upright slice a day."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from leadline.charts import words
from leadline.direction import sketch
from leadline.direction.questions import Slice
from leadline.program.promises import Promise


@dataclass(frozen=True)
class TrailPicture:
    """The slices, oldest first; the promises that stood, oldest first; today; and the size it is drawn in."""

    slices: Sequence[Slice]
    promises: Sequence[Promise]
    today: date
    wide: bool

    def draw(self) -> str:
        """The chart as SVG."""
        width, height = (584, 340) if self.wide else (358, 280)
        box = (58.0, 474.0, 12.0, 310.0) if self.wide else (46.0, 346.0, 12.0, 250.0)
        return sketch.svg(width, height, "Forecast and promises, round after round", _Strokes(self, *box).all())

    def shown(self) -> list[date]:
        """Every date that must be on the upright scale."""
        believed = [day for one in self.slices for day in (one.p10, one.p90 or one.p80) if day]
        return [*believed, *(one.due for one in self.promises if one.due)] or [self.today]


@dataclass(frozen=True)
class _Strokes:
    picture: TrailPicture
    left: float
    right: float
    top: float
    foot: float

    def all(self) -> Iterator[str]:
        yield from self._grid()
        yield self._band("band-1", "p10", "p90")
        yield self._band("band-2", "p50", "p80")
        yield self._line("p80-line", "p80")
        yield self._line("mid-line", "p50")
        yield from self._steps()
        yield from sketch.month_axis(self._days, self.foot)
        yield sketch.line("today", self.right, self.top, self.right, self.foot)
        if self.picture.wide:
            yield from self._labels()

    @property
    def _days(self) -> sketch.Days:
        return sketch.Days(self.picture.slices[0].on, self.picture.slices[-1].on, self.left, self.right)

    @property
    def _dates(self) -> sketch.Days:
        """The upright scale: later is higher."""
        shown = self.picture.shown()
        margin = timedelta(days=max(5, (max(shown) - min(shown)).days // 8))
        return sketch.Days(min(shown) - margin, max(shown) + margin, self.foot, self.top)

    def _band(self, mark: str, low: str, high: str) -> str:
        both = [one for one in self.picture.slices if getattr(one, low) and getattr(one, high)]
        upper = [(self._days.at(one.on), self._dates.at(getattr(one, high))) for one in both]
        lower = [(self._days.at(one.on), self._dates.at(getattr(one, low))) for one in reversed(both)]
        return sketch.path(mark, [*upper, *lower], closed=True)

    def _line(self, mark: str, level: str) -> str:
        known = [one for one in self.picture.slices if getattr(one, level)]
        return sketch.path(mark, [(self._days.at(one.on), self._dates.at(getattr(one, level))) for one in known])

    def _grid(self) -> Iterator[str]:
        months = list(self._dates.months())
        step = max(1, -(-len(months) // 8))
        for month in months[::step]:
            y = self._dates.at(month)
            yield sketch.line("grid", self.left, y, self.right, y)
            says = words.day(month, month) if self.picture.wide else words.MONTHS[month.month - 1][:3]
            yield sketch.text("faint", self.left - 8, y + 4, says, "end")

    def _steps(self) -> Iterator[str]:
        """Each promise from the day it was set until the next one; a dashed rule where it moved."""
        stood = [one for one in self.picture.promises if one.due]
        for number, one in enumerate(stood):
            until = stood[number + 1].set_on if number + 1 < len(stood) else None
            start, end = self._days.at(one.set_on or self._days.first), self._days.at(until or self._days.last)
            y = self._dates.at(one.due or self.picture.today)
            yield sketch.path("promise-step", [(start, y), (end, y)])
            says = (
                f"First promise {words.day(one.due, self.picture.today)}"
                if not number
                else f"Moved to {words.day(one.due, self.picture.today)}"
            )
            if number:
                old = self._dates.at(stood[number - 1].due or self.picture.today)
                yield sketch.line("promise-rule", start, old, start, y)
            near = start > self.right - 120
            yield sketch.text(
                "on-promise halo", self.right - 6 if near else start + 6, y + 15, says, "end" if near else ""
            )

    def _labels(self) -> Iterator[str]:
        """Where each line ends, in words, kept apart."""
        last = self.picture.slices[-1]
        stands = next((one for one in reversed(self.picture.promises) if one.due), None)
        wanted = [
            ("faint", "P90", last.p90), ("on-sea", "P80", last.p80), ("on-promise", "Promised", stands.due if stands else None),
            ("on-sea", "P50", last.p50), ("faint", "P10", last.p10),
        ]  # fmt: skip
        placed = sorted(
            (self._dates.at(day), mark, f"{name} {words.day(day, self.picture.today)}")
            for mark, name, day in wanted
            if day
        )
        free = 0.0
        for y, mark, says in placed:
            free = max(free, y + 4)
            yield sketch.text(mark, self.right + 8, free, says)
            free += 15
