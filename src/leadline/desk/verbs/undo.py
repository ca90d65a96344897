"""Take back the last change of the plan."""

from leadline.program.edits import read_edit
from leadline.record.access import PLANS, SYSTEM, for_
from leadline.record.doors import Act, Done, Refused, verb
from leadline.record.models import Acceptance, JournalLine, OutboxLetter


@verb(roles=PLANS)
def undo(act: Act, *, line: int = 0) -> Done:
    """
    Take back a journal line that changed the plan; without a number the last one that was not taken back yet.

    Raises `Refused` when there is nothing to take back, or when it was taken back before.
    """
    target = _line(act, line)
    if for_(act.who).journal(act.program).filter(undoes=target).exists():
        raise Refused(f"“{target.says}” was taken back already.", "line")
    if letter := _went_out(act, target):
        raise Refused(f"The letter “{letter}” went out already, and no letter comes back. Write another.", "line")
    for_(act.who).rows(Acceptance, act.program).filter(line=target).update(state="undone")
    return Done(f"Took back: {target.says}", [read_edit(one) for one in target.inverse], undoes=target)


def _went_out(act: Act, target: JournalLine) -> str:
    """The subject of a letter the line approved and that is out by now; empty when there is none."""
    letters = [edit["id"] for edit in target.edits if edit.get("noun") == "letter" and edit["kind"] == "change"]
    # Asked by Leadline: the outbox is for those who run the program, and what has left is out whoever takes it back.
    outbox = for_(SYSTEM).rows(OutboxLetter, act.program)
    sent = outbox.filter(letter__in=letters, state=OutboxLetter.SENT).first()
    return sent.subject if sent else ""


def _line(act: Act, number: int) -> JournalLine:
    own = for_(act.who).journal(act.program).exclude(edits=[])
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
