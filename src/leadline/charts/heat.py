"""Hundreds of projects at once: one row a group, one cell a month, darker where more of the work decides a promise."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from leadline.charts import words
from leadline.charts.svg import NARROW, Drawing, Spot, empty, fit, wide_as

ROW, TALL, HEAD = 17, 15, 18
# From which part of the busiest cell on a cell takes the next band.
FILLS = (0.15, 0.35, 0.6, 0.85)


@dataclass(frozen=True)
class Group:
    """A row: a name, how many projects stand in it, and one amount a month; None where nothing is known of that month."""

    name: str
    count: int
    months: Sequence[float | None]


def heat(
    groups: Sequence[Group], *, id: str, first: date, today: date, width: float = 1076, unknown: str = "There is no work to show."
) -> str:  # fmt: skip
    """
    The heat map of a large program.

    Args:
        groups: rows in the order shown.
        id: unique on the page.
        first: a day of the first month.
        today: drawn as an upright line.
        width: 1076 for a page, 358 for the phone.
        unknown: said in its place without groups or months.

    Returns:
        An SVG.
    """
    months = max((len(group.months) for group in groups), default=0)
    projects = sum(group.count for group in groups)
    title = f"{words.plural(projects, 'project')} in {words.plural(len(groups), 'group')} by month. Darker cells hold more work that decides a promise."
    if not months:
        return empty(width, 120, id, title, unknown)
    narrow = width < NARROW
    longest = max(wide_as(group.name) + wide_as(words.number(group.count)) for group in groups) + 32
    left = min(longest, 150 if narrow else 240)
    drawing = Drawing(width, HEAD + len(groups) * ROW + 4)
    cell = (width - left) / months
    busiest = max((amount for group in groups for amount in group.months if amount), default=0.0)
    _head(drawing, first, months, left, cell)
    for at, group in enumerate(groups):
        _row(drawing, group, HEAD + at * ROW, left, cell, busiest)
    _today(drawing, first, today, left, cell, months)
    return drawing.svg(id, title, " ".join(_says(group, first) for group in groups[:60]))


def _head(drawing: Drawing, first: date, months: int, left: float, cell: float) -> None:
    for at in range(months):
        month = _month(first, at)
        says = f"{words.MONTHS[month.month - 1][:3]}{f' {month.year}' if at == 0 or month.month == 1 else ''}"
        spot = Spot(left + at * cell + 2, 11)
        if not drawing.tries("faint", spot, says) and month.month == 1:
            drawing.tries("faint", spot, str(month.year))


def _row(drawing: Drawing, group: Group, y: float, left: float, cell: float, busiest: float) -> None:
    count = words.number(group.count)
    drawing.text("", 0, y + 12, fit(group.name, left - 28 - 7 * len(count)))
    drawing.text("faint", left - 12, y + 12, count, "end")
    for at, amount in enumerate(group.months):
        x, wide = left + at * cell, max(cell - 2, 0.5)
        if amount is None:
            drawing.rect("shape-unknown", x + 1, y + 1, wide - 2, TALL - 2)
        elif amount > 0:
            drawing.rect(f"band-{1 + sum(amount >= fill * busiest for fill in FILLS)}", x, y, wide, TALL)


def _today(drawing: Drawing, first: date, today: date, left: float, cell: float, months: int) -> None:
    at = (today.year - first.year) * 12 + today.month - first.month + (today.day - 1) / 31
    if 0 <= at <= months:
        drawing.line("today", left + at * cell, 14, left + at * cell, drawing.height - 4)


def _month(first: date, at: int) -> date:
    month = min(first.year * 12 + first.month - 1 + at, 9999 * 12 + 11)
    return date(month // 12, month % 12 + 1, 1)


def _says(group: Group, first: date) -> str:
    known = [(amount, at) for at, amount in enumerate(group.months) if amount]
    if not known:
        return f"{group.name}: nothing that decides a promise."
    month = _month(first, max(known)[1])
    return f"{group.name}: most in {words.MONTHS[month.month - 1]} {month.year}."
