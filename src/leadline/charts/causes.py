"""The bars in the cells of two tables: a waterfall whose rows add up, and a tornado of what drives a date."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from leadline.charts import words
from leadline.charts.rounding import round_to_total
from leadline.charts.svg import number

# Air at both ends, in hundredths of the cell.
AIR = 6.5


@dataclass(frozen=True)
class Waterfall:
    """One cell a cause, and one for their total. `days` are rounded so that they add up to `total`."""

    days: tuple[float, ...]
    cells: tuple[str, ...]
    total: float
    total_cell: str


@dataclass(frozen=True)
class Driver:
    """What P80 gains when something goes well (below 0), and what it loses when it goes badly. None: not known."""

    label: str
    low_days: float | None
    high_days: float | None


@dataclass(frozen=True)
class DriverRow:
    """One driver as a row: what it is, where to read about it, and its swing of P80 to both sides as words and as a cell."""

    says: str
    sub: str
    url: str
    low: str
    high: str
    cell: str


def driver_row(driver: Driver, cell: str, sub: str, url: str) -> DriverRow:
    """The row of a driver with its cell from `tornado`."""
    return DriverRow(driver.label, sub, url, words.days(driver.low_days), words.days(driver.high_days), cell)


def waterfall(changes: Sequence[float], total: float | None = None) -> Waterfall:
    """
    The bars of changes in days.

    Args:
        changes: days in the order shown, below 0 for earlier.
        total: the change of the date as it is said; the rows are rounded to sum up to it.
    """
    days = round_to_total(changes, 1, total)
    ends = [round(end, 1) for end in accumulate(days, initial=0.0)]
    low, high = min(ends), max(ends)
    scale = (100 - 2 * AIR) / ((high - low) or 1.0)
    places = [AIR + (end - low) * scale for end in ends]
    last = len(days) - 1
    cells = [_step(places[0], *pair, at == last) for at, pair in enumerate(pairwise(places))]
    bar = _bar("step-total", places[0], places[-1], 9, 16)
    return Waterfall(tuple(days), tuple(cells), ends[-1], _cell(_line("step-zero", places[0], 0, 34) + bar))


def tornado(drivers: Sequence[Driver]) -> tuple[str, ...]:
    """One cell a driver, all on one scale: what it can win to the left of today's P80, what it can cost to the right."""
    low = min([0.0, *(one.low_days for one in drivers if one.low_days is not None)])
    high = max([0.0, *(one.high_days for one in drivers if one.high_days is not None)])
    scale = (100 - 4) / ((high - low) or 1.0)
    return tuple(_swing(one, 2 - low * scale, scale) for one in drivers)


def _swing(one: Driver, zero: float, scale: float) -> str:
    if one.low_days is None or one.high_days is None:
        return _cell('<rect class="shape-unknown" x="2" y="8" width="96" height="18"/>')
    early, late = min(one.low_days, 0.0) * scale, max(one.high_days, 0.0) * scale
    bars = _bar("swing-early", zero + early, zero, 8, 18) + _bar("swing-late", zero, zero + late, 8, 18)
    return _cell(bars + _line("step-link", zero, 0, 34))


def _step(zero: float, start: float, end: float, last: bool) -> str:
    """One bar with the line it hangs from and, but for the last, the line the next one hangs on."""
    links = _line("step-link", start, 0, 9) + ("" if last else _line("step-link", end, 25, 34))
    mark = "step-earlier" if end < start else "step-later"
    return _cell(_line("step-zero", zero, 0, 34) + links + _bar(mark, start, end, 9, 16))


def _cell(marks: str) -> str:
    return f'<svg class="step" viewBox="0 0 100 34" preserveAspectRatio="none" aria-hidden="true">{marks}</svg>'


def _bar(mark: str, start: float, end: float, y: float, height: float) -> str:
    left, width = min(start, end), abs(end - start)
    return f'<rect class="{mark}" x="{number(left)}" y="{y}" width="{number(width)}" height="{height}"/>'


def _line(mark: str, x: float, top: float, foot: float) -> str:
    return f'<line class="{mark}" x1="{number(x)}" y1="{top}" x2="{number(x)}" y2="{foot}"/>'
