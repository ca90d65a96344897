"""Take a proposal back."""

from leadline.charts import words
from leadline.direction.promising import about, changed, known_promise, plan
from leadline.record.access import RUNS
from leadline.record.doors import Act, Done, Refused, verb


@verb(roles=RUNS)
def withdraw_promise(act: Act, *, promise: str, reason: str = "") -> Done:
    """
    Take back a proposed date; it stays on record as withdrawn.

    Raises `Refused` for a date that was agreed: it is kept, missed or replaced by a later one, but never taken off the
    record, because the first promise must stay beside every later one.
    """
    snapshot = plan(act)
    found = known_promise(snapshot, promise)
    if found.state == "agreed":
        raise Refused(
            "It was agreed, so it stays on record. Propose another date: the first one stands beside it.", "promise"
        )
    if found.state != "proposed":
        raise Refused(f"This date was {found.state} already, so there is nothing to take back.", "promise")
    why = f" {reason.strip()}" if reason.strip() else ""
    says = f"Withdrew the proposal of {words.day(found.due, act.today)} for {about(snapshot, found)}.{why}"
    return Done(says, [changed(found, state="withdrawn", closed_on=act.today)])
