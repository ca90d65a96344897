"""Whether forecasts were true: for each share promised, the share that came, and the band in which true ones would lie."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from leadline.charts import words
from leadline.charts.svg import NARROW, Drawing, Spot, empty

ROW, HEAD, FOOT = 52, 14, 24


@dataclass(frozen=True)
class Kept:
    """
    One share: its level, what was promised, what came of how many, and the band of true forecasts; None came: nothing was
    tested yet. What was promised is the level, or more where much comes on one day.

    `origin` is `live` or `replayed`, drawn as a full and as an open mark.
    """

    level: float
    promised: float
    came: float | None
    count: int
    low: float
    high: float
    origin: str = "live"


def kept(
    rows: Sequence[Kept], *, id: str, width: float = 540, unknown: str = "No forecast was put to the test yet."
) -> str:
    """
    The chart: one row a share, the promise as a rule, what came as a mark, and the band behind it.

    Args:
        rows: in the order shown.
        id: unique on the page.
        width: 540 for a column, 358 for the phone.
        unknown: said in its place where nothing was tested.

    Returns:
        An SVG.
    """
    title = "What was promised and what came"
    if not any(row.came is not None for row in rows):
        return empty(width, 120, id, title, unknown)
    left, right = (58.0 if width < NARROW else 72.0, width - 22)
    drawing = Drawing(width, HEAD + ROW * len(rows) + FOOT)
    foot = HEAD + ROW * len(rows)

    def at(share: float) -> float:
        return left + share * (right - left)

    for share in (0.0, 0.25, 0.5, 0.75, 1.0):
        drawing.line("grid", at(share), HEAD, at(share), foot)
        drawing.text(
            "faint",
            at(share),
            foot + 15,
            words.share(share) if 0 < share < 1 else f"{share * 100:.0f}{words.HARD_SPACE}%",
            "middle",
        )
    for number, row in enumerate(rows):
        _row(drawing, row, HEAD + ROW * number + ROW / 2, at)
    return drawing.svg(id, title, " ".join(_says(row) for row in rows))


def _row(drawing: Drawing, row: Kept, y: float, at: Callable[[float], float]) -> None:
    drawing.text("strong", 0, y + 4, f"P{row.level * 100:.0f}")
    if row.came is None:
        drawing.text("faint", at(0.02), y + 4, "not tested yet")
        return
    low, high, promised, came = (at(one) for one in (row.low, row.high, row.promised, row.came))
    drawing.rect("band-1", low, y - 9, max(high - low, 2), 18)
    drawing.line("promise-rule", promised, y - 9, promised, y + 14)
    drawing.circle("dot-past" if row.origin == "live" else "dot", came, y, 5.5)
    says = f"{words.share(row.came)} of {words.number(row.count)}"
    # Above the band, so that neither it nor the rule is written over.
    spots = [Spot(came, y - 13, "middle"), Spot(came + 10, y - 13, "end"), Spot(came - 10, y - 13)]
    drawing.label([("strong", says)], spots)


def _says(row: Kept) -> str:
    name = f"P{row.level * 100:.0f}, {row.origin}"
    if row.came is None:
        return f"{name}: not tested yet."
    return (
        f"{name}: {words.share(row.came)} of {words.number(row.count)} came by that day; "
        f"true forecasts would lie between {words.share(row.low)} and {words.share(row.high)}."
    )
