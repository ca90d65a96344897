"""Answer an ask."""

from leadline.communication.asking import name_of, open_ask, speaks_for
from leadline.program.edits import Change
from leadline.record.access import WORKS
from leadline.record.doors import Act, Done, Refused, verb


@verb(roles=WORKS)
def answer_ask(act: Act, *, ask: str, answer: str) -> Done:
    """
    Answer what was asked. Whoever owes it answers; who runs the program may record their answer, and the journal says so.

    Raises `Refused` when it is settled, or owed by somebody else.
    """
    snapshot, found = open_ask(act, ask)
    if not speaks_for(act, found.owed_by):
        raise Refused(
            f"{name_of(snapshot, found.owed_by)} was asked. Ask them, or ask the TPM to record their answer.", "ask"
        )
    by = "" if act.person == found.owed_by else f", recorded by {act.who.name}"
    fields = {"answer": answer, "answered_on": act.today.isoformat()}
    return Done(
        f"{name_of(snapshot, found.owed_by)} answered “{found.text}”: {answer}{by}.", [Change("ask", ask, fields)]
    )
