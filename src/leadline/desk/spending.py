"""Cost over time: what is spent by when, against the budget, and for whose eyes that is."""

from collections.abc import Sequence
from datetime import date, timedelta

from leadline.charts import words
from leadline.charts.parts import Cell, Column, Figure, LegendItem, Row, Table
from leadline.charts.spending import Spent
from leadline.charts.spending import spending as draw_spending
from leadline.desk.landing import BAND, LINE
from leadline.desk.questions import Standing
from leadline.program.promises import Promise
from leadline.program.snapshot import Snapshot

FEWEST = 3
"""From so many people with a day rate on, what a week costs does not tell what one of them costs."""
KEPT_BACK = (
    f"Fewer than {FEWEST} people have a day rate, so money by day would tell it. Whoever runs the program sees it."
)
ROWS = 12
LEGEND = (
    LegendItem(LINE.format("mid-line"), "Half of the futures"),
    LegendItem(BAND.format("band-2"), "Six in ten"),
)


def weeks_of(now: Standing) -> list[Spent]:
    """What is spent by the morning of every seventh day from the day of the round on; empty where the cost is unknown."""
    return [Spent(now.outlook.as_of + timedelta(days=day), *cents) for day, *cents in now.outlook.spending]


def tells_a_rate(snapshot: Snapshot) -> bool:
    """Whether so few people have a day rate that money by week would say what one of them costs."""
    return 0 < sum(one.day_rate_cents is not None for one in snapshot.people) < FEWEST


def figure(now: Standing, last: Promise | None) -> Figure | None:
    """The fan of money, with its numbers; None where the cost is unknown."""
    weeks, snapshot = weeks_of(now), now.snapshot
    if not weeks:
        return None
    wide, narrow = (
        draw_spending(
            weeks, id=f"spending-{size}", budget=snapshot.budget_cents, promise=last.due if last else None,
            currency=snapshot.currency, width=width,
        )
        for size, width in (("wide", 540), ("narrow", 358))
    )  # fmt: skip
    return Figure(wide, narrow, legend=LEGEND, numbers=_numbers(weeks, snapshot))


def says(now: Standing, last: Promise | None) -> str:
    """What is spent by the promised day, or in the end, and when the budget is passed."""
    weeks, snapshot = weeks_of(now), now.snapshot
    if not weeks:
        return ""
    at = _by(weeks, last.due if last else None)
    half, most = (words.money(cents, snapshot.currency) for cents in (at.p50, at.p80))
    spent = f"Half of the futures have spent {half} by {words.day(at.day, snapshot.as_of)}"
    more = f"; two in ten more than {most}." if half != most else "."
    return f"{spent}{more}{_over(weeks, snapshot)}"


def _by(weeks: Sequence[Spent], due: date | None) -> Spent:
    """The last week that begins on or before a day; the last of all without one, or where it has passed."""
    before = [one for one in weeks if due and one.day <= due]
    return before[-1] if len(before) > 1 else weeks[-1]


def _over(weeks: Sequence[Spent], snapshot: Snapshot) -> str:
    budget = snapshot.budget_cents
    if budget is None:
        return ""
    if weeks[0].p50 > budget:
        return " The budget is spent."
    for how_many, passes in (
        ("Half", [one.p50 > budget for one in weeks]),
        ("Two in ten", [one.p80 > budget for one in weeks]),
    ):
        if any(passes):
            return f" {how_many} have passed the budget by {words.day(weeks[passes.index(True)].day, snapshot.as_of)}."
    return ""


def _numbers(weeks: Sequence[Spent], snapshot: Snapshot) -> Table:
    every = -(-len(weeks) // ROWS)
    shown = [*weeks[:-1:every], weeks[-1]]
    columns = [Column("Spent by"), *(Column(level, number=True) for level in ("P20", "P50", "P80"))]
    rows = [
        Row(
            [
                Cell(words.day(one.day, snapshot.as_of)),
                *(Cell(words.money(cents, snapshot.currency)) for cents in (one.p20, one.p50, one.p80)),
            ]
        )
        for one in shown
    ]
    return Table("Money spent by day", columns, rows)
