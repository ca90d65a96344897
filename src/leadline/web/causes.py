"""A waterfall as a table: where each bar of a list of causes begins and ends, in hundredths of the cell's width."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import Literal

# Air at both ends, so that no bar touches the words beside it.
_MARGIN = 6.5
_WIDTH = 100 - 2 * _MARGIN


@dataclass(frozen=True)
class Step:
    """
    One bar. All positions are 0 to 100 across the cell.

    Attributes:
        left, width: the bar itself.
        zero: where the total begins, drawn dashed in every row.
        enters: where the line from the row above comes in.
        leaves: where the line to the row below goes out; the bar's moving end.
        way: "later", "earlier", or "total" for the last row.
    """

    left: float
    width: float
    zero: float
    enters: float
    leaves: float
    way: Literal["later", "earlier", "total"]


def waterfall(changes: Sequence[float]) -> tuple[Step, ...]:
    """
    The bars of the given changes in days, in their order, and one for their sum.

    Args:
        changes: days, positive for later. They add up to the total by themselves.

    Returns:
        One step a change, then the total; only the total when there are no changes.
    """
    ends = tuple(accumulate(changes, initial=0.0))
    low, high = min(ends), max(ends)
    scale = _WIDTH / ((high - low) or 1.0)

    def place(at: float) -> float:
        return round(_MARGIN + (at - low) * scale, 1)

    def step(start: float, end: float, way: Literal["later", "earlier", "total"]) -> Step:
        left, right = sorted((place(start), place(end)))
        return Step(left, round(right - left, 1), place(0.0), place(start), place(end), way)

    steps = [step(start, end, "earlier" if end < start else "later") for start, end in pairwise(ends)]
    return (*steps, step(0.0, ends[-1], "total"))
