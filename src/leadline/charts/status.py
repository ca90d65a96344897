"""The shape of a status, the gauge of odds, the spark of their weeks."""

from collections.abc import Sequence

from leadline.charts.svg import Drawing, Point, number

# A shape of its own for each status: the colour never says it alone.
SHAPES = {
    "on-track": '<circle class="shape-on-track" cx="8" cy="8" r="7"/><path class="glyph" d="M4.8 8.3l2.2 2.2 4.2-4.6"/>',
    "at-risk": '<path class="shape-at-risk" d="M8 1.3c.5 0 .9.2 1.2.7l6 10.6c.5.9-.1 1.9-1.2 1.9H2c-1.1 0-1.7-1-1.2-1.9L6.8 2c.3-.5.7-.7 1.2-.7z"/><path class="glyph glyph-at-risk" d="M8 5.7v3.6M8 11.9v.05"/>',
    "off-track": '<path class="shape-off-track" d="M5.1 1h5.8L15 5.1v5.8L10.9 15H5.1L1 10.9V5.1z"/><path class="glyph" d="M5.6 5.6l4.8 4.8M10.4 5.6l-4.8 4.8"/>',
    "unknown": '<circle class="shape-unknown" cx="8" cy="8" r="6.7"/><path class="glyph glyph-unknown" d="M6.3 6.3a1.75 1.75 0 113 1.2c-.7.6-1.3.9-1.3 1.8M8 11.7v.05"/>',
    "done": '<circle class="shape-done" cx="8" cy="8" r="7"/><path class="glyph" d="M4.8 8.3l2.2 2.2 4.2-4.6"/>',
}
AT_RISK, ON_TRACK = 0.5, 0.7
SPARK_HEIGHT = 22


def status_shape(status: str, size: int = 16) -> str:
    """Disc, triangle, octagon or dashed ring. A status nobody knows is the dashed ring, never green."""
    drawn = SHAPES.get(status, SHAPES["unknown"])
    return f'<svg viewBox="0 0 16 16" width="{size}" height="{size}" aria-hidden="true">{drawn}</svg>'


def gauge(odds: float | None, width: float = 56) -> str:
    """
    Odds as a bar with marks at 50 and 70 %. Unknown odds are a dashed frame.

    Args:
        odds: a share from 0 to 1; the number itself stands beside it in words.
        width: in pixels.
    """
    drawing = Drawing(width, 8)
    if odds is None:
        drawing.rect("shape-unknown", 1, 1, width - 2, 6, ' rx="2"')
        return drawing.silent("gauge")
    drawing.rect("gauge-track", 0, 0, width, 8, ' rx="2"')
    drawing.rect("gauge-fill", 0, 0, width * min(max(odds, 0.0), 1.0), 8, ' rx="2"')
    marks = "".join(f"M{number(width * at)} 0v8" for at in (AT_RISK, ON_TRACK))
    drawing.shape("gauge-tick", marks)
    return drawing.silent("gauge")


def spark(values: Sequence[float | None], need: float | None = ON_TRACK, width: float = 92) -> str:
    """
    The odds of the last weeks as a line from 0 to 100 %, dashed where they should be.

    Args:
        values: shares from 0 to 1, oldest first. None is a gap, and never drawn as 0.
        need: the share from which on the status is on track; None draws no such line.
        width: in pixels.
    """
    drawing = Drawing(width, SPARK_HEIGHT)
    if need is not None:
        drawing.line("spark-need", 0, _height(need), width, _height(need))
    step = (width - 8) / max(len(values) - 1, 1)
    points = [None if value is None else (2 + at * step, _height(value)) for at, value in enumerate(values)]
    for run in runs(points):
        drawing.path("spark-line", run)
    if points and points[-1] is not None:
        drawing.circle("spark-end", *points[-1], 2.5)
    return drawing.silent("spark")


def runs(points: Sequence[Point | None]) -> list[list[Point]]:
    """The points between the gaps."""
    found: list[list[Point]] = [[]]
    for point in points:
        if point is None:
            found.append([])
        else:
            found[-1].append(point)
    return [run for run in found if run]


def _height(share: float) -> float:
    return 3 + (1 - min(max(share, 0.0), 1.0)) * (SPARK_HEIGHT - 6)
