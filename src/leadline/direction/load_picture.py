"""A team's load as a strip: one bar a week against the line of full."""

from collections.abc import Iterator, Sequence

from leadline.charts import words
from leadline.direction import sketch

BAR, GAP, HIGH, FOOT = 22, 4, 40, 46
MOST = 1.15
"""Load above it is drawn no higher; its number stands in the table."""


def strip(shares: Sequence[float], title: str) -> str:
    """The strip as SVG."""
    said = ", ".join(words.share(one) for one in shares)
    return sketch.svg(len(shares) * (BAR + GAP) + 34, FOOT + 4, f"{title}: {said}.", _marks(shares))


def _marks(shares: Sequence[float]) -> Iterator[str]:
    end = len(shares) * (BAR + GAP)
    for number, share in enumerate(shares):
        high = min(share, MOST) / MOST * HIGH
        yield sketch.rect("bar-3" if share >= 0.95 else "bar-1", number * (BAR + GAP), FOOT - high, BAR, high)
    full = FOOT - HIGH / MOST
    yield sketch.line("spark-need", 0, full, end, full)
    yield sketch.line("axis", 0, FOOT, end, FOOT)
    yield sketch.text("faint", end + 4, full + 4, "full")
