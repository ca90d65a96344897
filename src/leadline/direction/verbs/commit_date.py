"""Make a proposal the promise although not everybody has said yes."""

from leadline.charts import words
from leadline.direction.promising import (
    about,
    agreed,
    at_odds,
    names_of,
    not_passed,
    odds_now,
    open_answers,
    plan,
    proposal,
)
from leadline.record.access import RUNS
from leadline.record.doors import Act, Done, Refused, verb


@verb(roles=RUNS)
def commit_date(act: Act, *, promise: str, reason: str = "") -> Done:
    """
    Commit a proposed date despite open answers, with the reason on record.

    Raises `Refused` when it is settled or has passed, or when answers are open and no reason is given.
    """
    snapshot = plan(act)
    found = proposal(snapshot, promise)
    if found.due is not None:
        not_passed(act, found.due, "promise")
    waiting = open_answers(found.doers)
    if (waiting or not found.doers) and not reason.strip():
        who = f"{names_of(snapshot, waiting)} did not say yes" if waiting else "Nobody was asked"
        raise Refused(f"{who}. Say why it is promised nevertheless, or ask first.", "reason")
    why = (
        f" Without {names_of(snapshot, waiting)}: {reason.strip()}"
        if waiting
        else f" {reason.strip()}"
        if reason.strip()
        else ""
    )
    odds = at_odds(odds_now(act, found))
    says = f"Committed {words.day(found.due, act.today)} for {about(snapshot, found)}, {odds} today.{why}"
    return Done(says, agreed(snapshot, found, found.doers))
