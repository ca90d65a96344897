"""
What forecasts were worth: their score against that of the single day a team would have said without them.

Only forecasts whose P95 day has passed are compared, whether what they are about has come or not, and the caller sees to it: to take
what has come alone would take the quick ones.
"""

from collections.abc import Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray

from leadline.engine.forecast.levels import KEPT, LEVELS
from leadline.engine.forecast.said import Said
from leadline.engine.forecast.scores import crps
from leadline.program.track_record import Skill

Floats = NDArray[np.float64]

QUESTIONS = ("network", "scope", "item", "pace")


def skill(said: Sequence[Said], today: date) -> tuple[Skill, ...]:
    """
    The skill of all forecasts that have a naive line, then of each question; nothing where there are none.

    What has not come yet counts as coming today, the earliest it can; a naive day after today then counts as today as well: it is
    not wrong yet.
    """
    known = [one for one in said if one.naive is not None and None not in one.days and len(one.days) == len(KEPT)]
    if not known:
        return ()
    took = np.array([((one.happened_on or today) - one.made_on).days for one in known], dtype=np.float64)
    # What turned out to have been done before it was asked about was due at once.
    took = np.maximum(took, 0.0)
    ours = crps(_spelled_out([one.days for one in known]), took)
    naive = np.array([_naive(one, today) for one in known])
    off = np.abs(took - naive)
    asked = np.array([one.question for one in known])
    rows = [_of("", known, ours, off, np.ones(len(known), dtype=np.bool_))]
    rows += [_of(one, known, ours, off, asked == one) for one in QUESTIONS if (asked == one).any()]
    return tuple(rows)


def _of(question: str, known: Sequence[Said], ours: Floats, off: Floats, own: NDArray[np.bool_]) -> Skill:
    mean, naive = float(ours[own].mean()), float(off[own].mean())
    subjects = {(one.question, one.subject) for one, chosen in zip(known, own, strict=True) if chosen}
    return Skill(question, int(own.sum()), len(subjects), mean, naive, 1 - mean / naive if naive > 0 else None)


def _naive(one: Said, today: date) -> float:
    days = float(one.naive or 0)
    return days if one.happened_on else min(days, float((today - one.made_on).days))


def _spelled_out(days: Sequence[Sequence[int | None]]) -> Floats:
    """Quantiles at `LEVELS` from those that are kept: straight lines between them, and beyond the outermost the same day."""
    return np.array([np.interp(LEVELS, KEPT, np.array(one, dtype=np.float64)) for one in days])
