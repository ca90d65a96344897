"""A price as a bar from nothing to its days, with the interval over it. Many on one scale can be compared down a column."""

from collections.abc import Iterable
from dataclasses import dataclass

from leadline.charts import words
from leadline.charts.svg import Drawing

HEIGHT = 14
MARGIN = 4


@dataclass(frozen=True)
class Interval:
    """Days a change moves a date, below 0 for earlier; None where it was not priced."""

    low: float | None
    mid: float | None
    high: float | None


def reach(prices: Iterable[Interval]) -> tuple[float, float]:
    """The scale on which all prices of a list are drawn: the least and the most days, always with 0 in it."""
    ends = [0.0, *(end for price in prices for end in (price.low, price.mid, price.high) if end is not None)]
    return min(ends), max(ends)


def whisker(price: Interval, scale: tuple[float, float] | None = None, width: float = 120) -> str:
    """
    One price. Earlier is drawn to the left of nothing, later to the right; unpriced is a dashed frame.

    Args:
        price: days with their interval.
        scale: from `reach`; without it the price fills its own cell.
        width: in pixels.
    """
    drawing = Drawing(width, HEIGHT)
    if price.mid is None:
        drawing.rect("shape-unknown", 1, 3, width - 2, HEIGHT - 6, ' rx="2"')
        return drawing.silent("whisker")
    low, high = scale or reach([price])
    per_day = (width - 2 * MARGIN) / ((high - low) or 1.0)

    def place(days: float) -> float:
        return MARGIN + min(max(days - low, 0.0), high - low) * per_day

    zero, mid, middle = place(0.0), place(price.mid), HEIGHT / 2
    drawing.line("whisker-line", MARGIN, middle, width - MARGIN, middle)
    if words.way(price.mid, price.low, price.high) != "none":
        bar = "whisker-bar" if price.mid < 0 else "step-later"
        drawing.rect(bar, min(zero, mid), middle - 4, abs(mid - zero), 8)
    drawing.line("whisker-zero", zero, 0, zero, HEIGHT)
    if price.low is not None and price.high is not None:
        ends = place(price.low), place(price.high)
        drawing.line("whisker-range", ends[0], middle, ends[1], middle)
        for end in ends:
            drawing.line("whisker-range", end, middle - 3, end, middle + 3)
    return drawing.silent("whisker")
