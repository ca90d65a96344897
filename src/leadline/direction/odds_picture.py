"""The odds of each date as a curve, with the bands of a good target and a good promise."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate

from leadline.charts import words
from leadline.direction import sketch
from leadline.program.outlook import MilestoneOutlook

BANDS = ((0.4, 0.7, "band-1", "Ambitious", "40 to 70 %"), (0.7, 0.9, "band-2", "Attainable", "70 to 90 %"))


@dataclass(frozen=True)
class Named:
    """A date somebody named: `flag` for a promise, `flag-target` for a target."""

    due: date
    says: str
    flag: str


@dataclass(frozen=True)
class OddsPicture:
    """What the curve shows: this round, the one before (dashed), the named dates, and the size it is drawn in."""

    seen: MilestoneOutlook
    before: MilestoneOutlook | None
    named: tuple[Named, ...]
    today: date
    wide: bool

    def draw(self) -> str:
        """The chart as SVG."""
        width, height = (760, 400) if self.wide else (358, 300)
        left, right, top, foot = (44, 746, 26, 366) if self.wide else (34, 350, 22, 266)
        first, last = self._span()
        days = sketch.Days(first, last, left, right)
        return sketch.svg(width, height, self.title, _Strokes(self, days, top, foot).all())

    @property
    def title(self) -> str:
        """All of it in words."""
        named = [
            f"{one.says} {words.day(one.due, self.today)}, {words.share(self.seen.odds_of(one.due))} odds."
            for one in self.named
        ]
        p80 = self.seen.date_at(0.8)
        sure = [f"P80 {words.day(words.working_day(p80), self.today)}."] if p80 else ["No date has 80 % odds."]
        return " ".join(["Odds of finishing by each date.", *named, *sure])

    def _span(self) -> tuple[date, date]:
        shown = [one.due for one in self.named]
        low = self.seen.date_at(0.01) or self.seen.as_of
        high = self.seen.date_at(0.97) or self.seen.as_of + timedelta(days=self.seen.days[-1])
        margin = timedelta(days=max(4, (high - low).days // 12))
        return min([low, *shown]) - margin, max([high, *shown]) + margin


@dataclass(frozen=True)
class _Strokes:
    picture: OddsPicture
    days: sketch.Days
    top: float
    foot: float

    def all(self) -> Iterator[str]:
        yield from self._bands()
        yield from self._grid()
        yield from sketch.month_axis(self.days, self.foot)
        if self.picture.before:
            yield sketch.path("was-line", self._curve(self.picture.before))
        yield sketch.path("mid-line", self._curve(self.picture.seen))
        for one in self.picture.named:
            yield from self._named(one)
        yield from self._p80()

    def _y(self, share: float) -> float:
        return round(self.foot - share * (self.foot - self.top), 1)

    def _curve(self, seen: MilestoneOutlook) -> list[sketch.Point]:
        """The curve, thinned to a point a stroke: more would not be seen."""
        reached = zip(seen.days, accumulate(seen.counts), strict=True)
        every = [(seen.as_of + timedelta(days=day), count / seen.futures) for day, count in reached]
        inside = [(day, share) for day, share in every if self.days.first <= day <= self.days.last]
        earlier = [share for day, share in every if day < self.days.first]
        points = [(self.days.left, self._y(earlier[-1] if earlier else 0.0))]
        for day, share in inside:
            x, y = self.days.at(day), self._y(share)
            if x - points[-1][0] >= 2 or abs(y - points[-1][1]) >= 2:
                points.append((x, y))
        end = inside[-1][1] if inside else points[0][1]
        return [*points, (self.days.right, self._y(end) if inside else points[0][1])]

    def _bands(self) -> Iterator[str]:
        for low, high, mark, name, range_says in BANDS:
            first, last = self.picture.seen.date_at(low), self.picture.seen.date_at(high)
            top, foot = self._y(high), self._y(low)
            start = self.days.at(first) if first else self.days.right
            end = self.days.at(last) if last else self.days.right
            yield sketch.rect(mark, self.days.left, top, end - self.days.left, foot - top, ' opacity=".6"')
            yield sketch.rect(mark, start, top, end - start, self.foot - top)
            says = f"{name}: {range_says}" if self.picture.wide else name
            yield sketch.text("strong", self.days.left + 8, round((top + foot) / 2 + 4, 1), says)

    def _grid(self) -> Iterator[str]:
        for percent in (0, 25, 50, 75, 100):
            y = self._y(percent / 100)
            if percent:
                yield sketch.line("grid", self.days.left, y, self.days.right, y)
            says = f"{percent} %" if self.picture.wide else str(percent)
            yield sketch.text("faint", self.days.left - 8, y + 4, says, "end")

    def _named(self, one: Named) -> Iterator[str]:
        odds = self.picture.seen.odds_of(one.due) or 0.0
        x, y = self.days.at(one.due), self._y(odds)
        yield sketch.line("promise-rule", x, self.foot, x, y)
        yield sketch.dot(one.flag, x, y)
        yield sketch.flag(one.flag, x, self.foot)
        to_left = one.flag == "flag-target" or x > self.days.right - 110
        place, anchor = (x - 9, "end") if to_left else (x + 9, "")
        under = -18 if to_left and one.flag == "flag-target" else 17
        says = f"{one.says} " if self.picture.wide else ""
        yield sketch.text(
            "on-promise halo", place, y + under, f"{says}{words.day(one.due, self.picture.today)}", anchor
        )
        yield sketch.text("halo", place, y + under + 14, f"{words.share(odds)} odds", anchor)

    def _p80(self) -> Iterator[str]:
        p80 = self.picture.seen.date_at(0.8)
        if p80 is None:
            return
        x, y = self.days.at(p80), self._y(self.picture.seen.odds_of(p80) or 0.8)
        yield sketch.line("lead", x, self.foot, x, y)
        yield sketch.dot("dot", x, y)
        said = f"P80 {words.day(words.working_day(p80), self.picture.today)}"
        near = x > self.days.right - 80
        yield sketch.text(
            "on-sea halo", x - 9 if near else x + 9, y - 8 if near else y + 17, said, "end" if near else ""
        )
