"""Change some fields of a noun, or of the program itself."""

from typing import Any

from leadline.program.edits import Change
from leadline.program.plain import write_field
from leadline.program.snapshot import NOUNS, label
from leadline.record.access import PLANS, audience_of, hidden, restricted
from leadline.record.doors import Act, Done, Refused, verb
from leadline.record.references import check_circle, check_references
from leadline.record.snapshots import load_snapshot

PROMISED = {"due", "state", "odds", "set_on", "doers"}
"""What only the verbs of promising change: a date cannot be laundered by editing its row."""


@verb(roles=PLANS)
def change(act: Act, *, noun: str, id: str, fields: dict[str, Any]) -> Done:
    """Give some fields of a noun new values, in document form. Raises `Refused` when there is nothing to change or it does not fit."""
    if noun != "program" and noun not in NOUNS:
        raise Refused(f"“{noun}” is nothing that can be changed. Nouns are program, {', '.join(NOUNS)}.", "noun")
    if noun == "promise" and PROMISED & set(fields):
        raise Refused("A promise is not edited. Propose another date: the first one stays on record.", "due")
    if noun == "estimation":
        raise Refused(
            "Who was asked for a range, and what came of it, is not edited: it would show what one of them said. Close the"
            " question, keep a range, or take it back and ask anew.",
            min(fields, default="id"),
        )
    if kept := restricted(act.who, act.program, noun) & set(fields):
        raise Refused(f"The {min(kept).replace('_', ' ')} is for those who run the program.", min(kept))
    snapshot = load_snapshot(act.program, act.today)
    old = snapshot if noun == "program" else snapshot.find(noun, id)
    if old is None or hidden(act.who, act.program, noun):
        raise Refused(f"There is no {noun} “{id}”. It may have been retired since.", "id")
    new = {
        name: value
        for name, value in fields.items()
        if not hasattr(old, name) or write_field(type(old), name, getattr(old, name)) != value
    }
    if not new:
        raise Refused("Nothing is different from before, so nothing was changed.")
    check_references(noun, new, snapshot)
    says = ", ".join(name.replace("_", " ") for name in new)
    edit = Change(noun, id, new)
    check_circle(edit, snapshot)
    return Done(f"Changed {says} of {noun} “{label(noun, old)}”.", [edit], audience=audience_of(noun, new))
