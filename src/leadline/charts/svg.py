"""One drawing: strokes with classes, words that never collide, and the SVG around them."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from math import isfinite
from typing import Literal

Point = tuple[float, float]
Anchor = Literal["start", "middle", "end"]
# Words with their class, one a line.
Lines = Sequence[tuple[str, str]]

NARROW = 480
LINE_HEIGHT = 15
# Wider than the average letter of every system font at 12 px, so that what fits here fits on every screen.
LETTER = 7.0
BIG_LETTER = 13.0
# What XML 1.0 cannot carry, not even escaped.
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class Spot:
    """Where words may stand: the baseline of their first line, and the side they grow from."""

    x: float
    y: float
    anchor: Anchor = "start"


@dataclass(frozen=True)
class Box:
    """A rectangle on the drawing."""

    left: float
    top: float
    right: float
    foot: float

    def hits(self, other: "Box") -> bool:
        """Whether the two share a point; touching edges do not count."""
        return self.left < other.right and other.left < self.right and self.top < other.foot and other.top < self.foot

    def grown(self, aside: float, above: float) -> "Box":
        """The rectangle with air around it."""
        return Box(self.left - aside, self.top - above, self.right + aside, self.foot + above)

    def holds(self, point: Point) -> bool:
        """Whether a point lies within."""
        return self.left <= point[0] <= self.right and self.top <= point[1] <= self.foot


class Drawing:
    """
    A canvas of a width and a height in pixels that collects strokes and remembers where words stand.

    Args:
        width: of the view box; under 480 the charts use their narrow form.
        height: of the view box.
    """

    def __init__(self, width: float, height: float) -> None:
        self.width, self.height = width, height
        self._marks: list[str] = []
        self._taken: list[Box] = []

    def line(self, mark: str, x1: float, y1: float, x2: float, y2: float) -> None:
        """A straight line."""
        self._marks.append(
            f'<line class="{mark}" x1="{number(x1)}" y1="{number(y1)}" x2="{number(x2)}" y2="{number(y2)}"/>'
        )

    def path(self, mark: str, points: Iterable[Point], *, closed: bool = False) -> None:
        """A line through points, or the area within them; nothing where there are fewer than two."""
        drawn = [f"{number(x)} {number(y)}" for x, y in points]
        if len(drawn) > 1:
            self.shape(mark, f"M{'L'.join(drawn)}{'Z' if closed else ''}")

    def shape(self, mark: str, strokes: str) -> None:
        """A path written by hand."""
        self._marks.append(f'<path class="{mark}" d="{strokes}"/>')

    def rect(self, mark: str, x: float, y: float, width: float, height: float, more: str = "") -> None:
        """A box; `more` are further attributes, as ` rx="2"`."""
        size = f'width="{number(max(width, 0))}" height="{number(max(height, 0))}"'
        self._marks.append(f'<rect class="{mark}" x="{number(x)}" y="{number(y)}" {size}{more}/>')

    def circle(self, mark: str, x: float, y: float, radius: float) -> None:
        """A dot."""
        self._marks.append(f'<circle class="{mark}" cx="{number(x)}" cy="{number(y)}" r="{number(radius)}"/>')

    def flag(self, mark: str, x: float, foot: float, top: float, reach: float = 11) -> None:
        """A flag on its pole: `flag` promise, `flag-target` target, `flag-first` first promise."""
        # At the right edge it flies the other way, or it would leave the picture.
        side = 1 if x + reach <= self.width else -1
        self.line("flag-pole", x, foot, x, top)
        out, notch = number(side * reach), number(-side * 3)
        self.shape(
            mark, f"M{number(x)} {number(top)}h{out}l{notch} 3.5l{number(side * 3)} 3.5h{number(-side * reach)}z"
        )

    def text(self, mark: str, x: float, y: float, says: str, anchor: Anchor = "start") -> None:
        """Words at a fixed place. What comes later keeps clear of them."""
        self._write(mark, Spot(x, y, anchor), says)

    def tries(self, mark: str, spot: Spot, says: str) -> bool:
        """Words at a fixed place if they are free of others and inside; whether they were written."""
        return self.label([(mark, says)], [spot]) is not None

    def label(self, lines: Lines, spots: Iterable[Spot], avoid: Sequence[Point] = ()) -> Spot | None:
        """
        Words at the best of several places: inside, free of other words, and over as few points of `avoid` as can be.

        Where none is free, the lines after the first are left off, then the whole label.

        Returns:
            Where they were written; None where nowhere. All of it stands in the description and the table beside it anyway.
        """
        tried = list(spots)
        for kept in (lines, lines[:1]):
            best = self._best(kept, tried, avoid)
            if best is not None:
                for at, (mark, says) in enumerate(kept):
                    self._write(mark, Spot(best.x, best.y + at * LINE_HEIGHT, best.anchor), says)
                return best
        return None

    def on_dark(self, spot: Spot, says: str) -> None:
        """Words on the darkest band, where ink could not be read: they take the colour of what stands on ink."""
        # That colour is given to words within a lane only.
        self._marks.append('<g class="lane">')
        self._write("today-text", spot, says)
        self._marks.append("</g>")

    def svg(self, id: str, title: str, says: str = "", mark: str = "chart") -> str:
        """
        The whole picture.

        Args:
            id: unique on the page; title and description take theirs from it.
            title: what the picture shows, in one sentence.
            says: the numbers in it, for who cannot see it.
            mark: class of the SVG.
        """
        name = plain(id)
        labels, inside = f"{name}-t", f'<title id="{name}-t">{plain(title)}</title>'
        if says:
            labels, inside = f"{labels} {name}-d", f'{inside}<desc id="{name}-d">{plain(says)}</desc>'
        return (
            f'<svg class="{mark}" viewBox="0 0 {number(self.width)} {number(self.height)}" width="{number(self.width)}" '
            f'height="{number(self.height)}" role="img" aria-labelledby="{labels}">{inside}{"".join(self._marks)}</svg>'
        )

    def small(self, title: str, mark: str) -> str:
        """A picture told by its title alone, drawn in its own size: one of hundreds on a page, so it carries no more than that."""
        size = f'width="{number(self.width)}" height="{number(self.height)}"'
        return f'<svg class="{mark}" {size} role="img"><title>{plain(title)}</title>{"".join(self._marks)}</svg>'

    def silent(self, mark: str) -> str:
        """The picture beside words that say the same: hidden from who listens."""
        size = f'width="{number(self.width)}" height="{number(self.height)}"'
        view = f"0 0 {number(self.width)} {number(self.height)}"
        return f'<svg class="{mark}" viewBox="{view}" {size} aria-hidden="true">{"".join(self._marks)}</svg>'

    def _best(self, lines: Lines, spots: Sequence[Spot], avoid: Sequence[Point]) -> Spot | None:
        best, least = None, len(avoid) + 1
        for spot in spots:
            boxes = [
                box_of(says, Spot(spot.x, spot.y + at * LINE_HEIGHT, spot.anchor), mark)
                for at, (mark, says) in enumerate(lines)
            ]
            if not all(self._free(box) for box in boxes):
                continue
            cost = sum(any(box.holds(point) for box in boxes) for point in avoid)
            if cost < least:
                best, least = spot, cost
            if cost == 0:
                break
        return best

    def _free(self, box: Box) -> bool:
        inside = box.left >= 0 and box.top >= 0 and box.right <= self.width and box.foot <= self.height
        # Two labels that touch read as one.
        wide = box.grown(4, 2)
        return inside and not any(wide.hits(other) for other in self._taken)

    def _write(self, mark: str, spot: Spot, says: str) -> None:
        self._taken.append(box_of(says, spot, mark))
        kind = f' class="{mark}"' if mark else ""
        side = "" if spot.anchor == "start" else f' text-anchor="{spot.anchor}"'
        self._marks.append(f'<text x="{number(spot.x)}" y="{number(spot.y)}"{kind}{side}>{plain(says)}</text>')


def number(value: float) -> str:
    """A coordinate with at most one digit after the point."""
    if not isfinite(value):
        return "0"
    return f"{round(value, 1) + 0.0:.1f}".removesuffix(".0")


def plain(says: str) -> str:
    """Words as they may stand in a text or an attribute of XML."""
    return escape(_FORBIDDEN.sub("", says))


def wide_as(says: str, mark: str = "") -> float:
    """How many pixels words take at most."""
    letter = BIG_LETTER if "big" in mark.split() else LETTER
    return sum(letter * (12 / 7 if unicodedata.east_asian_width(one) in "WF" else 1) for one in says)


def fit(says: str, room: float, mark: str = "") -> str:
    """The words, cut with "…" where they are wider than the room in pixels; nothing where not even three letters fit."""
    if wide_as(says, mark) <= room:
        return says
    kept = says
    while kept and wide_as(kept + "…", mark) > room:
        kept = kept[:-1]
    return kept.rstrip() + "…" if len(kept) > 2 else ""


def box_of(says: str, spot: Spot, mark: str = "") -> Box:
    """The rectangle that words take."""
    width, rise = wide_as(says, mark), (18 if "big" in mark.split() else 10.5)
    left = {"start": spot.x, "middle": spot.x - width / 2, "end": spot.x - width}[spot.anchor]
    return Box(left, spot.y - rise, left + width, spot.y + 3.5)


def around(x: float, y: float, gap: float = 9, rows: int = 1) -> list[Spot]:
    """Places for words beside a point, the best first: right below, left above, then ever further off."""
    sides: tuple[tuple[float, Anchor], ...] = ((gap, "start"), (-gap, "end"))
    high = -(rows - 1) * LINE_HEIGHT
    near = [
        Spot(x + gap, y + 13 + gap / 2),
        Spot(x - gap, y + high - 6, "end"),
        Spot(x + gap, y + high - 6),
        Spot(x - gap, y + 16, "end"),
    ]
    level = [Spot(x + aside, y + 4, anchor) for aside, anchor in sides]
    far = [
        Spot(x + aside, y + step * LINE_HEIGHT + (13 if step > 0 else high - 6), anchor)
        for step in (1, -1, 2, -2, 3, -3)
        for aside, anchor in sides
    ]
    return [*near, *level, *far]


def empty(width: float, height: float, id: str, title: str, says: str) -> str:
    """The picture of what is not known: a dashed frame and the reason in words. Unknown is a shape of its own."""
    drawing = Drawing(width, height)
    drawing.rect("shape-unknown", 1, 1, width - 2, height - 2, ' rx="7"')
    lines = wrapped(says, width - 32)[: max(int((height - 16) // LINE_HEIGHT), 1)]
    top = height / 2 - (len(lines) - 1) * LINE_HEIGHT / 2 + 4
    for at, line in enumerate(lines):
        drawing.text("faint", width / 2, top + at * LINE_HEIGHT, line, "middle")
    return drawing.svg(id, title, says)


def wrapped(says: str, room: float) -> list[str]:
    """The words as lines that fit a room in pixels."""
    lines: list[str] = []
    for word in says.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and wide_as(longer) <= room:
            lines[-1] = longer
        else:
            lines.append(fit(word, room))
    return lines
