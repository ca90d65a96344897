"""Put a finding aside until a day."""

from datetime import date

from leadline.desk.muting import known, mute
from leadline.record.access import RUNS
from leadline.record.doors import Act, Done, Refused, verb


@verb(roles=RUNS)
def snooze(act: Act, *, finding: str, until: date, reason: str) -> Done:
    """Put a finding aside until a day, with a reason; it comes back by itself. Raises `Refused` if the day has passed."""
    found = known(act, finding)
    if until <= act.today:
        raise Refused(f"{until} has passed. Pick a later day.", "until")
    return Done(
        f"Snoozed until {until}: {found.says} Reason: {reason}",
        audience=found.audience,
        after=mute(act, finding, "snooze", reason, until),
    )
