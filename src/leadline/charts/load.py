"""How busy teams are, week by week: a table of cells, darker for busier. Teams, never people."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil

from leadline.charts import words
from leadline.charts.axis import shifted
from leadline.charts.svg import NARROW, Drawing, Spot, empty, fit, wide_as

ROW, GAP, HEAD = 26, 2, 18
# "16 Mar" with its air.
WEEK_WORDS = 52
# Up to which share of its capacity a team's week is drawn in band 1 to 4; above all of it, in band 5 with its number.
FILLS = (0.25, 0.5, 0.75, 1.0)


@dataclass(frozen=True)
class TeamWeeks:
    """A team and its weeks as shares of what it can do; above 1 is more than it can do, None is not known."""

    team: str
    weeks: Sequence[float | None]


def load(
    rows: Sequence[TeamWeeks], *, id: str, first: date, width: float = 760, unknown: str = "No team's load is known."
) -> str:
    """
    The load of teams.

    Args:
        rows: one a team, in the order shown.
        id: unique on the page.
        first: the day the first week begins.
        width: 760 for a column, 358 for the phone.
        unknown: said in its place without teams or weeks.

    Returns:
        An SVG. A week over a team's capacity has its percentage in the cell, where it fits.
    """
    title, weeks = "Load of teams by week", max((len(row.weeks) for row in rows), default=0)
    if not weeks:
        return empty(width, 120, id, title, unknown)
    longest = max(wide_as(row.team) for row in rows) + 12
    left = min(longest, 130 if width < NARROW else 220)
    drawing = Drawing(width, HEAD + len(rows) * ROW + 2)
    cell = (width - left) / weeks
    _head(drawing, first, weeks, left, cell)
    for at, row in enumerate(rows):
        _row(drawing, row, HEAD + at * ROW, left, cell)
    return drawing.svg(id, title, " ".join(_says(row, first) for row in rows))


def _head(drawing: Drawing, first: date, weeks: int, left: float, cell: float) -> None:
    """The day each week begins, as many weeks apart as the words need."""
    every = ceil(WEEK_WORDS / cell)
    for at in range(0, weeks, every):
        drawing.tries("faint", Spot(left + at * cell, 11), words.day(shifted(first, at * 7), first))


def _row(drawing: Drawing, row: TeamWeeks, y: float, left: float, cell: float) -> None:
    drawing.text("", 0, y + ROW / 2 + 3, fit(row.team, left - 10))
    for at, share in enumerate(row.weeks):
        x, wide = left + at * cell, max(cell - GAP, 0.5)
        if share is None:
            drawing.rect("shape-unknown", x + 1, y + 1, wide - 2, ROW - GAP - 2)
            continue
        drawing.rect(f"band-{1 + sum(share > fill + 1e-9 for fill in FILLS)}", x, y, wide, ROW - GAP)
        if share > FILLS[-1] + 1e-9:
            _over(drawing, x + wide / 2, y + ROW / 2 + 3, share, wide)


def _over(drawing: Drawing, x: float, y: float, share: float, room: float) -> None:
    says = f"{share * 100:.0f}"
    if wide_as(says) + 4 <= room:
        drawing.on_dark(Spot(x, y, "middle"), says)


def _says(row: TeamWeeks, first: date) -> str:
    known = [(share, at) for at, share in enumerate(row.weeks) if share is not None]
    if not known:
        return f"{row.team}: unknown."
    most, at = max(known, key=lambda one: one[0])
    return f"{row.team}: at most {words.share(most)}, in the week of {words.day(shifted(first, at * 7), first)}."
