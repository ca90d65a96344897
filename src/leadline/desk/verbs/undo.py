"""Take back the last change of the plan."""

from leadline.program.edits import read_edit
from leadline.record.access import PLANS
from leadline.record.doors import Act, Done, Refused, verb
from leadline.record.models import Acceptance, JournalLine


@verb(roles=PLANS)
def undo(act: Act, *, line: int = 0) -> Done:
    """
    Take back a journal line that changed the plan; without a number the last one that was not taken back yet.

    Raises `Refused` when there is nothing to take back, or when it was taken back before.
    """
    target = _line(act, line)
    if JournalLine.objects.filter(undoes=target).exists():
        raise Refused(f"“{target.says}” was taken back already.", "line")
    Acceptance.objects.filter(line=target).update(state="undone")
    return Done(f"Took back: {target.says}", [read_edit(one) for one in target.inverse], undoes=target)


def _line(act: Act, number: int) -> JournalLine:
    own = JournalLine.objects.filter(program=act.program).exclude(edits=[])
    if number:
        found = own.filter(pk=number).first()
        if found is None:
            raise Refused(
                f"Line {number} of the journal changed nothing in the plan, so there is nothing to take back.", "line"
            )
        return found
    found = own.filter(undoes=None, undone_by=None).order_by("-id").first()
    if found is None:
        raise Refused("Nothing has been changed yet, so there is nothing to take back.")
    return found
