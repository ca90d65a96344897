"""
What would have been said, day after day of a history, by the same methods and with what was known then.

A program that connects a history has a record before its first own forecast (FORECAST.md §6). What is replayed is no promise: it is
made anew in every round from the facts as they stand, and never mixed with what was published.
"""

from leadline.engine.forecast.history import FEWEST, Foreseen, History, foresee
from leadline.engine.forecast.said import Said
from leadline.engine.forecast.truth import DROPPED, Truth
from leadline.program.snapshot import Snapshot

EVERY, MOST_ORIGINS = 28, 26
"""Days between two days of a replay, and how many of them, the last ones."""


def replay(snapshot: Snapshot, history: History | None = None) -> list[Said]:
    """
    Forecasts of open items, of what was open of each milestone, and of the next so many items, oldest first.

    Args:
        snapshot: the facts as they stand.
        history: of the same snapshot, where it has been read already.
    """
    history = history or History.of(snapshot)
    if history.finished(history.until) < FEWEST:
        return []
    truth = Truth(snapshot, history)
    days = range(history.until - EVERY, int(history.done_on[0]), -EVERY)[:MOST_ORIGINS]
    return [_said(one, truth) for day in reversed(days) for one in foresee(history, day)]


def _said(one: Foreseen, truth: Truth) -> Said:
    end, day = truth.of(one.question, one.subject, one.about, one.count, one.made_on)
    return Said(one.question, one.subject, one.made_on, one.days, day, end == DROPPED, naive=one.naive)
