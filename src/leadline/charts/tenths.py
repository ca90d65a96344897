"""Into which tenth of its forecast each outcome fell: level where forecasts are true, a heap at one end where they are not."""

from collections.abc import Sequence

from leadline.charts import words
from leadline.charts.svg import NARROW, Drawing, Spot, empty

TOP, FOOT = 16, 40


def tenths(
    counts: Sequence[int], *, id: str, origin: str = "live", width: float = 540, unknown: str = "No outcome yet."
) -> str:
    """
    The histogram.

    Args:
        counts: of outcomes in each tenth, the earliest first; empty where there are none.
        id: unique on the page.
        origin: `live` or `replayed`, in their own colours.
        width: 540 for a column, 358 for the phone.
        unknown: said in its place without outcomes.

    Returns:
        An SVG, with a rule at the height all columns would have.
    """
    title = "Where in its forecast each outcome fell"
    if not sum(counts):
        return empty(width, 120, id, title, unknown)
    height = 170 if width < NARROW else 200
    drawing, foot, most = Drawing(width, height), height - FOOT, max(counts)
    step = width / len(counts)
    for number, count in enumerate(counts):
        tall = (foot - TOP) * count / most
        drawing.rect("band-4" if origin == "live" else "band-2", number * step + 2, foot - tall, step - 4, tall)
    level = foot - (foot - TOP) * (sum(counts) / len(counts)) / most
    drawing.line("promise-rule", 0, level, width, level)
    for number, count in enumerate(counts):
        over = foot - (foot - TOP) * count / most - 4
        drawing.label([("halo", words.number(count))], [Spot(number * step + step / 2, over, "middle")])
    drawing.line("axis", 0, foot, width, foot)
    drawing.text("faint", 0, foot + 16, "earlier than foreseen")
    drawing.text("faint", width, foot + 16, "later than foreseen", "end")
    shares = ", ".join(words.number(count) for count in counts)
    return drawing.svg(id, title, f"Outcomes in each tenth, the earliest first: {shares}.")
