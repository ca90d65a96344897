"""Put a decision aside until a day, openly."""

from datetime import date

from leadline.program.edits import Change
from leadline.record.access import PLANS
from leadline.record.doors import Act, Done, Refused, verb
from leadline.record.snapshots import load_snapshot


@verb(roles=PLANS)
def park(act: Act, *, decision: str, until: date) -> Done:
    """Park an open decision until a day; it is silent until then. Raises `Refused` if the day has passed or it is settled."""
    found = load_snapshot(act.program, act.today).find("decision", decision)
    if found is None or found.decided_on:
        raise Refused(f"There is no open decision “{decision}”.", "decision")
    if until <= act.today:
        raise Refused(f"{until} has passed. Pick a later day.", "until")
    return Done(
        f"Parked until {until}: {found.question}", [Change("decision", decision, {"parked_until": until.isoformat()})]
    )
