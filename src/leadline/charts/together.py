"""Several promises in one sentence: how often all of them hold, and how many hold in the average future."""

from collections.abc import Sequence

from leadline.charts import words

RARE = 0.05
"""Below this share of futures "all of them" tells nothing any more; how many hold on average does."""

FEW = 5
"""Up to so many promises people keep in mind one by one."""


def together(odds: Sequence[float], joint: float | None) -> str:
    """
    How several promises hold, as a sentence.

    Args:
        odds: of each promise, shares from 0 to 1.
        joint: the share of futures in which all of them hold; None where it is not known.

    Returns:
        For one or few, or where all hold often enough, that share. For many that hardly ever hold all at once, also how many
        hold in the average future: the sum of their odds, which is right however much they depend on each other.
    """
    if joint is None or not odds:
        return ""
    if len(odds) == 1:
        return f"The promise holds in {words.share(joint)} of futures."
    if joint >= RARE or len(odds) <= FEW:
        return f"All {len(odds)} hold together in {words.share(joint)} of futures."
    return f"{average(odds)} All of them hold in {_rarely(joint)}."


def average(odds: Sequence[float]) -> str:
    """How many of many promises hold in the average future: "On average 47 of 61 promises hold."."""
    return f"On average {words.number(sum(odds))} of {words.plural(len(odds), 'promise')} hold."


def crowded(odds: Sequence[float], joint: float | None) -> bool:
    """Whether the promises are so many that the odds of all at once tell nothing."""
    return joint is not None and joint < RARE and len(odds) > FEW


def _rarely(joint: float) -> str:
    return "no future that was tried" if joint == 0 else f"{words.share(joint)} of futures"
