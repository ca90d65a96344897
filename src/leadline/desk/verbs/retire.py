"""Take a noun out of the plan."""

from leadline.program.edits import Retire
from leadline.program.fields import field_of
from leadline.program.snapshot import NOUNS, Snapshot, label
from leadline.record.access import PLANS, audience_of, hidden
from leadline.record.doors import Act, Done, Refused, verb
from leadline.record.snapshots import load_snapshot


@verb(roles=PLANS)
def retire(act: Act, *, noun: str, id: str) -> Done:
    """Take a noun out of the plan; undo brings it back. Raises `Refused` while others still refer to it, and names them."""
    snapshot = load_snapshot(act.program, act.today)
    old = snapshot.find(noun, id) if noun in NOUNS else None
    if old is None or hidden(act.who, act.program, noun):
        raise Refused(f"There is no {noun} “{id}”. It may have been retired already.", "id")
    if noun == "promise" and old.state in ("agreed", "replaced", "kept", "missed"):
        raise Refused("A promise that was made stays on record. Propose another date, or withdraw it.", "id")
    if users := _users(act, snapshot, noun, id):
        raise Refused(
            f"“{label(noun, old)}” is still used by {', '.join(users[:3])}{' and others' if len(users) > 3 else ''}. Change those first.",
            "id",
        )
    return Done(f"Retired {noun} “{label(noun, old)}”.", [Retire(noun, id)], audience=audience_of(noun))


def _users(act: Act, snapshot: Snapshot, noun: str, id: str) -> list[str]:
    """Who refers to it, one level deep: enough to keep the document readable. What is for other eyes has no name here."""
    found = []
    for other, one in snapshot.everything():
        if other == "revision":
            continue  # What was changed once holds nothing in the plan.
        for name in one.__dataclass_fields__:
            reference = field_of(type(one), name).metadata.get("ref", "")
            value = getattr(one, name)
            if noun in reference.split("|") and (value == id or (isinstance(value, tuple) and id in value)):
                found.append(f"a {other}" if hidden(act.who, act.program, other) else f"{other} “{label(other, one)}”")
    return found
