"""Put a finding aside for good."""

from leadline.desk.muting import known, mute
from leadline.record.access import RUNS
from leadline.record.doors import Act, Done, verb


@verb(roles=RUNS)
def dismiss(act: Act, *, finding: str, reason: str) -> Done:
    """Put a finding aside for good, with the reason, which is kept. It can be brought back from the findings."""
    found = known(act, finding)
    return Done(
        f"Dismissed: {found.says} Reason: {reason}",
        audience=found.audience,
        after=mute(act, finding, "dismiss", reason, None),
    )
