"""Why a forecast moved, as a waterfall whose rows add up."""

from datetime import date

from leadline.charts import parts, words
from leadline.program.movement import Movement


def waterfall(moved: Movement, as_of: date) -> parts.Causes:
    """A row for each cause, the largest first."""
    rows = [parts.Cause(one.says, one.days) for one in moved.causes]
    return parts.Causes(
        f"Why the forecast moved since {words.day(moved.since, as_of)}", rows, moved.days, "P80 moved, in days"
    )
