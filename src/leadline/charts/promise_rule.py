"""The day of a promise as charts over time draw it: a rule with a flag and its date."""

from leadline.charts.svg import Drawing, Spot


def promise_rule(drawing: Drawing, x: float, foot: float, day: str) -> None:
    """Draws the rule at `x` down to `foot`, with the flag and the day in words beside it."""
    drawing.line("promise-rule", x, 20, x, foot)
    drawing.flag("flag", x, 32, 18)
    drawing.label([("on-promise halo", f"Promised {day}")], [Spot(x - 7, 28, "end"), Spot(x + 16, 28)])
