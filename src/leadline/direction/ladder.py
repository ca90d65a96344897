"""How a milestone's date comes about: the days of its work alone, and what people, risks and calendars add to them."""

from leadline.charts import parts, words
from leadline.program.outlook import MilestoneOutlook

SAYS = {
    "logic": "Its work, if somebody were always free",
    "people": "People do one thing after the other",
    "risks": "Risks, roadblocks, open decisions",
    "calendars": "Holidays, leave and part time",
}
LEAST_DAYS = 0.5


def rungs(seen: MilestoneOutlook) -> parts.Causes | None:
    """The waterfall from the logic alone to the P80 of the forecast; None where nothing but the logic counts."""
    steps = [
        (one.name, one.p80_days - before)
        for one, before in zip(seen.ladder, [0.0, *(one.p80_days for one in seen.ladder)], strict=False)
    ]
    if seen.p80_days is None or not any(abs(days) >= LEAST_DAYS for _, days in steps[1:]):
        return None
    rows = [parts.Cause(SAYS[name], days) for name, days in steps if name == "logic" or abs(days) >= LEAST_DAYS / 10]
    p80 = seen.date_at(0.8)
    return parts.Causes(
        "How this date comes about",
        rows,
        sum(row.days for row in rows),
        f"P80, {words.day(words.working_day(p80), seen.as_of)}" if p80 else "P80",
    )


def merge_says(seen: MilestoneOutlook) -> str:
    """What it costs that several things must all come; empty where that is little."""
    if seen.merge_days < 1.0:
        return ""
    return (
        f"Several things must all come before it. The last of them is {words.days(seen.merge_days).lstrip('+')} days later"
        " than the latest of them by itself."
    )
