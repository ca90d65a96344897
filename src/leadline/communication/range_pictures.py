"""The ranges of one question as a picture and as a table: by size, without a name, beside what is known of such work."""

from leadline.charts.parts import Cell, Column, Figure, Row, Table
from leadline.charts.range_bars import Bar, range_bars
from leadline.program.elicited import Similar, pooled
from leadline.program.ranges import Range, spelled


def picture(id: str, work: str, said: list[Range], similar: Similar, estimate: Range | None) -> Figure:
    """
    Every range that came in, what they make together, what similar work took, and the estimate as it stands.

    Args:
        id: of the question; unique on the page.
        work: what people call the work.
        said: the ranges by size: their order says nothing about who named which.
        similar: what similar work took.
        estimate: of the work as it stands; None where there is none.
    """
    made = pooled(said)
    bars = [
        *(Bar(f"Range {number}", one.low, one.middle, one.high, own=True) for number, one in enumerate(said, 1)),
        Bar("Together", made.low, made.middle, made.high),
        Bar(SIMILAR if similar.count else SHIPPED, similar.low, similar.middle, similar.high),
        *([Bar("Estimate now", estimate.low, estimate.middle, estimate.high)] if estimate else []),
    ]
    title = f"How long “{work}” takes, as it was said and as it is known"
    wide, narrow = (
        range_bars(bars, id=f"{id}-{size}", title=title, width=width)
        for size, width in (("wide", 584), ("narrow", 358))
    )
    return Figure(wide, narrow, says=told(similar), numbers=_numbers(bars))


SIMILAR, SHIPPED = "Similar work", "Usual ratios"


def told(similar: Similar) -> str:
    """What stands behind the bar of similar work."""
    if similar.count:
        return (
            f"Similar work: {similar.count} finished pieces of the same kind and team, in weekdays from started to done; "
            "the bar goes from P20 to P80, the mark is the median."
        )
    return (
        f"Usual ratios ({similar.label}): fewer than five pieces of the same kind and team are finished, so the bar is what "
        "work elsewhere took against its estimate, P20 to P80, laid on the middle of these ranges."
    )


def _numbers(bars: list[Bar]) -> Table:
    columns = [Column("Range"), *(Column(one, number=True) for one in ("Low", "Middle", "High"))]
    rows = [
        Row([Cell(bar.label), *(Cell(f"{spelled(days)}d") for days in (bar.low, bar.middle, bar.high))]) for bar in bars
    ]
    return Table("Ranges in working days", columns, rows)
