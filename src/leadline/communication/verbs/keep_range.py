"""Keep the range that was made of several, or change it: it becomes the estimate of the work."""

from leadline.charts import words
from leadline.communication.eliciting import about, asked_by, question
from leadline.program.edits import Change
from leadline.program.elicited import pooled
from leadline.program.ranges import Range
from leadline.record.access import PLANS
from leadline.record.doors import Act, Done, Refused, verb
from leadline.record.private import range_answers


@verb(roles=PLANS)
def keep_range(act: Act, *, estimation: str, range: Range | None = None) -> Done:
    """
    Make the pooled range the estimate of the work, or another one that was agreed. Its asker does, or who runs the program.

    Pooled is the median of the lows, of the likely values and of the highs. Raises `Refused` before the ranges are shown.
    """
    snapshot, found = question(act, estimation)
    asked_by(act, snapshot, found)
    said = range_answers.shown(act.who, act.program).get(found.id, [])
    if not said:
        raise Refused("Its ranges are not in yet. It can be kept once all are, or once it is closed.", "estimation")
    item = snapshot.find("work", found.work)
    if item is None:
        raise Refused("The work has left the plan, so it has no estimate.", "estimation")
    made = pooled(said)
    kept = range or made
    if kept == found.kept and kept == item.estimate:
        raise Refused(f"{kept} is its estimate already.", "range")
    of = "that was named" if len(said) == 1 else f"pooled of {words.plural(len(said), 'range')}"
    how = of if kept == made else f"agreed; {made} was {of}"
    closed = (found.closed_on or act.today).isoformat()
    edits = [
        Change("work", found.work, {"estimate": str(kept)}),
        Change("estimation", found.id, {"kept": str(kept), "answered": len(said), "closed_on": closed}),
    ]
    return Done(f"The estimate of “{about(snapshot, found)}” is {kept}, {how}.", edits)
