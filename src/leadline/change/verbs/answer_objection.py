"""Answer an objection, and say what was done about it."""

from leadline.program.edits import Change
from leadline.record.access import PLANS
from leadline.record.doors import Act, Done, Refused, verb
from leadline.record.snapshots import load_snapshot


@verb(roles=PLANS)
def answer_objection(act: Act, *, objection: str, answer: str) -> Done:
    """Answer an open objection. Raises `Refused` when there is none, or it was answered."""
    found = load_snapshot(act.program, act.today).find("objection", objection)
    if found is None:
        raise Refused(f"There is no objection “{objection}”.", "objection")
    if found.answered_on:
        raise Refused(f"It was answered on {found.answered_on}: {found.answer}", "objection")
    fields = {"answer": answer, "answered_on": act.today.isoformat(), "answered_by": act.person}
    return Done(f"Answered “{found.text}”: {answer}", [Change("objection", objection, fields)])
