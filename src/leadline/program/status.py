"""The one computation of a milestone's colour. Every page, letter and rule asks here."""

from leadline.program.outlook import MilestoneOutlook
from leadline.program.promises import Promise

ON_TRACK_FROM = 0.70
"""Odds of the commitment from which a milestone is on track (NASA funds programs at 70 % joint confidence)."""

AT_RISK_FROM = 0.50
"""Odds from which it is at risk; below them it is off track."""

HYSTERESIS = 0.03
"""How far above a limit the odds must come before the colour gets better again. It gets worse at the limit itself."""

STATUSES = ("off-track", "at-risk", "on-track")
"""The colours of a milestone with odds, the darkest first."""

WORDS = {"on-track": "on track", "at-risk": "at risk", "off-track": "off track", "unknown": "unknown", "done": "done"}
"""Each status as people read it."""

_ALMOST = 1e-9  # 0.7 + 0.03 is not exactly 0.73, and a future more or less is not meant to be decided by that.


def status_of(
    outlook: MilestoneOutlook | None,
    promise: Promise | None,
    was: str | None = None,
    critical: bool = False,
    done: bool = False,
) -> str:
    """
    The status of a milestone: `on-track`, `at-risk`, `off-track`, `unknown` or `done`.

    Args:
        outlook: what the simulation says about it; None or blind is unknown.
        promise: its standing commitment; without one, or without a date, there is nothing to be on track for.
        was: its status in the last round. Odds that hover at a limit do not flip the colour: it gets worse below the
            limit, and better only 3 points above it.
        critical: an open critical finding feeds it. Then it is not on track, whatever the odds.
        done: it has been reached.
    """
    if done or (promise is not None and promise.state in ("kept", "missed")):
        return "done"
    odds = outlook.odds_of(promise.due) if outlook and promise and promise.due else None
    if odds is None:
        return "unknown"
    if odds >= _limit("on-track", was) and not critical:
        return "on-track"
    return "at-risk" if odds >= _limit("at-risk", was) else "off-track"


def brighter(one: str, other: str) -> bool:
    """True when `one` promises more than `other`. What is unknown or done compares with nothing."""
    return one in STATUSES and other in STATUSES and STATUSES.index(one) > STATUSES.index(other)


def _limit(status: str, was: str | None) -> float:
    limit = ON_TRACK_FROM if status == "on-track" else AT_RISK_FROM
    return limit + (HYSTERESIS if was is not None and brighter(status, was) else 0.0) - _ALMOST
