"""Say that nothing holds the work up any more."""

from leadline.charts import words
from leadline.direction.promising import plan
from leadline.program.edits import Change
from leadline.program.snapshot import label
from leadline.record.access import WORKS
from leadline.record.doors import Act, Done, Refused, verb


@verb(roles=WORKS)
def resolve_roadblock(act: Act, *, roadblock: str) -> Done:
    """Mark a roadblock as resolved today. Raises `Refused` when there is none of that id, or it was resolved before."""
    found = plan(act).find("roadblock", roadblock)
    if found is None:
        raise Refused(f"There is no roadblock “{roadblock}”. It may have been retired since.", "roadblock")
    if found.resolved_on:
        raise Refused(f"It was resolved on {words.day(found.resolved_on, act.today)} already.", "roadblock")
    stood = f" It stood for {words.plural((act.today - found.since).days, 'day')}." if found.since else ""
    says = f"Resolved the roadblock: {label('roadblock', found)}.{stood}"
    return Done(says, [Change("roadblock", found.id, {"resolved_on": act.today.isoformat()})])
