"""Ranges under each other on one scale of days: each a bar from its low to its high, with a mark at its middle."""

from collections.abc import Sequence
from dataclasses import dataclass

from leadline.charts.svg import NARROW, Drawing, empty
from leadline.program.ranges import spelled

ROW, HEAD, FOOT = 34, 6, 22
STEPS = (0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000)
MOST_LINES = 5


@dataclass(frozen=True)
class Bar:
    """One range in days. `own` is one that somebody named; the others are made or known, and drawn darker."""

    label: str
    low: float
    middle: float
    high: float
    own: bool = False


def range_bars(bars: Sequence[Bar], *, id: str, title: str, width: float = 540) -> str:
    """
    The chart: one row a range.

    Args:
        bars: in the order shown.
        id: unique on the page.
        title: what the picture shows, in one sentence.
        width: 540 for a column, 358 for the phone.

    Returns:
        An SVG.
    """
    if not bars:
        return empty(width, 80, id, title, "No range is in.")
    most = max(max(bar.high for bar in bars), STEPS[0])
    left, right = (126.0 if width < NARROW else 150.0, width - 30)
    drawing = Drawing(width, HEAD + ROW * len(bars) + FOOT)
    foot = HEAD + ROW * len(bars)

    def at(days: float) -> float:
        return left + days / most * (right - left)

    for days in _marks(most):
        drawing.line("grid", at(days), HEAD, at(days), foot)
        drawing.text("faint", at(days), foot + 16, f"{spelled(days)}d", "middle")
    for number, bar in enumerate(bars):
        _row(drawing, bar, HEAD + ROW * (number + 0.5), at(bar.low), at(bar.middle), at(bar.high))
    return drawing.svg(id, title, " ".join(_says(bar) for bar in bars))


def _row(drawing: Drawing, bar: Bar, y: float, low: float, middle: float, high: float) -> None:
    drawing.text("faint" if bar.own else "strong", 0, y + 4, bar.label)
    drawing.rect("band-1" if bar.own else "band-2", low, y - 8, max(high - low, 2), 16, ' rx="2"')
    drawing.circle("dot" if bar.own else "dot-past", middle, y, 4.5)


def _marks(most: float) -> list[float]:
    """Round days for the scale, five lines at most beside nothing."""
    step = next((one for one in STEPS if most / one <= MOST_LINES), STEPS[-1] * 2)
    return [step * number for number in range(int(most / step) + 1)]


def _says(bar: Bar) -> str:
    return f"{bar.label}: {spelled(bar.low)} to {spelled(bar.high)} days, middle {spelled(bar.middle)}."
