"""Odds that were given, one dot each, above those that were kept and below those that were missed."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import floor

from leadline.charts import words
from leadline.charts.svg import NARROW, Drawing, empty

STEP, DOT, HEAD, FOOT, LANE, MOST = 0.025, 4.0, 8, 24, 34, 14
"""Width of a heap in odds, radius of a dot, room above and below, least height of a lane, and dots a heap is high at most."""


@dataclass(frozen=True)
class Given:
    """The odds given to a promise, and whether it was kept."""

    odds: float
    kept: bool


def given(
    promises: Sequence[Given],
    *,
    id: str,
    origin: str = "live",
    width: float = 540,
    unknown: str = "No promised day has passed.",
) -> str:
    """
    The chart: promises in heaps by the odds they were given, those kept in the upper lane, those missed in the lower one.

    Odds that tell something stand further right above than below; a rule in each lane marks their mean.

    Args:
        promises: whose day has passed, in any order.
        id: unique on the page.
        origin: `live` or `replayed`, drawn as full and as open dots.
        width: 540 for a column, 358 for the phone.
        unknown: said in its place without any.

    Returns:
        An SVG.
    """
    title = "Odds given, and what became of the promises"
    if not promises:
        return empty(width, 120, id, title, unknown)
    lanes = [
        ("kept", [one.odds for one in promises if one.kept]),
        ("missed", [one.odds for one in promises if not one.kept]),
    ]
    tall = [max(LANE, 2 * DOT * min(max(_heaps(odds).values(), default=0), MOST) + 14) for _, odds in lanes]
    left, right = (64.0 if width < NARROW else 84.0), width - 22
    drawing = Drawing(width, HEAD + sum(tall) + FOOT)
    foot = HEAD + sum(tall)
    for share in (0.0, 0.25, 0.5, 0.75, 1.0):
        x = left + share * (right - left)
        drawing.line("grid", x, HEAD, x, foot)
        drawing.text("faint", x, foot + 15, f"{share * 100:.0f}{words.HARD_SPACE}%", "middle")
    floor_of = float(HEAD)
    for (name, odds), height in zip(lanes, tall, strict=True):
        floor_of += height
        _lane(drawing, name, odds, (left, right), floor_of, height, origin)
    return drawing.svg(id, title, " ".join(_says(name, odds) for name, odds in lanes))


def _lane(
    drawing: Drawing, name: str, odds: Sequence[float], span: tuple[float, float], foot: float, tall: float, origin: str
) -> None:
    left, right = span
    drawing.line("axis", left, foot, right, foot)
    drawing.text("strong", 0, foot - 18, words.number(len(odds)))
    drawing.text("faint", 0, foot - 4, name)
    for heap, count in sorted(_heaps(odds).items()):
        x = left + min((heap + 0.5) * STEP, 1.0) * (right - left)
        # A heap too high for the lane is drawn closer, so that every dot is there.
        apart = min(2 * DOT, (tall - 14 - 2 * DOT) / max(count - 1, 1)) if count > 1 else 0.0
        for place in range(count):
            drawing.circle("dot-past" if origin == "live" else "dot", x, foot - DOT - 2 - apart * place, DOT)
    if odds:
        mean = left + sum(odds) / len(odds) * (right - left)
        drawing.line("promise-rule", mean, foot - tall + 4, mean, foot)


def _heaps(odds: Sequence[float]) -> Counter[int]:
    return Counter(floor(min(max(one, 0.0), 1.0 - 1e-9) / STEP) for one in odds)


def _says(name: str, odds: Sequence[float]) -> str:
    if not odds:
        return f"None were {name}."
    return f"{words.number(len(odds))} were {name}; their odds were {words.share(sum(odds) / len(odds))} on average."
