"""The one computation of a milestone's colour. Every page, letter and rule asks here."""

from collections.abc import Iterable

from leadline.program.finding import Finding
from leadline.program.outlook import MilestoneOutlook
from leadline.program.promises import Promise
from leadline.program.snapshot import Snapshot

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
    return status_at(outlook.odds_of(promise.due) if outlook and promise and promise.due else None, was, critical)


def status_at(odds: float | None, was: str | None = None, critical: bool = False) -> str:
    """The status that odds make (a share; None is unknown), as `status_of` has it."""
    if odds is None:
        return "unknown"
    if odds >= _limit("on-track", was) and not critical:
        return "on-track"
    return "at-risk" if odds >= _limit("at-risk", was) else "off-track"


def brighter(one: str, other: str) -> bool:
    """True when `one` promises more than `other`. What is unknown or done compares with nothing."""
    return one in STATUSES and other in STATUSES and STATUSES.index(one) > STATUSES.index(other)


def critical_about(findings: Iterable[Finding], snapshot: Snapshot) -> dict[str, list[Finding]]:
    """
    The critical findings that keep a milestone from being on track, by milestone: those about it, its promises, its work,
    or the decisions, risks, roadblocks and requirements of either.
    """
    critical = [one for one in findings if one.severity == "critical"]
    found: dict[str, list[Finding]] = {}
    if not critical:
        return found
    of = {item.id: item.milestone for item in snapshot.work}
    for one in critical:
        for milestone in dict.fromkeys(of.get(id, id) for id in _about(snapshot, one.subject)):
            found.setdefault(milestone, []).append(one)
    return found


def _about(snapshot: Snapshot, subject: str) -> tuple[str, ...]:
    """The milestones and work items that the subject of a finding is, or is about."""
    noun, _, id = subject.partition(":")
    if noun in ("milestone", "work"):
        return (id,)
    if noun not in ("promise", "decision", "risk", "roadblock", "requirement"):
        return ()
    one = snapshot.find(noun, id)
    if one is None:
        return ()
    return (one.milestone,) if noun == "promise" else tuple(one.work)


def _limit(status: str, was: str | None) -> float:
    limit = ON_TRACK_FROM if status == "on-track" else AT_RISK_FROM
    return limit + (HYSTERESIS if was is not None and brighter(status, was) else 0.0) - _ALMOST
