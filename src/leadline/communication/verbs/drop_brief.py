"""Drop a draft."""

from leadline.communication.drafts import waiting
from leadline.program.edits import Change
from leadline.record.access import RUNS, audience_of
from leadline.record.doors import Act, Done, verb


@verb(roles=RUNS)
def drop_brief(act: Act, *, letter: str, reason: str) -> Done:
    """Drop a drafted letter, with the reason; the next round drafts another when one is due."""
    _, found, _ = waiting(act, letter)
    edit = Change("letter", letter, {"state": "dropped"})
    return Done(f"Dropped “{found.subject}” Reason: {reason}", [edit], audience=audience_of("letter"))
