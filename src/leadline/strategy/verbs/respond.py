"""Say what is done about a risk."""

from datetime import date

from leadline.program.edits import Change
from leadline.program.ranges import Range
from leadline.program.snapshot import label
from leadline.record.access import PLANS
from leadline.record.doors import Act, Done, Refused, verb
from leadline.record.snapshots import load_snapshot

KINDS = ("mitigate", "avoid", "transfer", "accept", "escalate")


@verb(roles=PLANS)
def respond(
    act: Act,
    *,
    risk: str,
    kind: str,
    action: str,
    owner: str,
    due: date | None = None,
    probability: float | None = None,
    delay: Range | None = None,
    done: bool = False,
) -> Done:
    """
    Record the response to a risk: what kind, which action, whose, by when, and what it leaves of the risk once done.

    Raises `Refused` for an unknown risk, kind or owner, a chance outside 0 to 1, or a mitigation without a day.
    """
    snapshot = load_snapshot(act.program, act.today)
    found = snapshot.find("risk", risk)
    if found is None:
        raise Refused(f"There is no risk “{risk}”.", "risk")
    if kind not in KINDS:
        raise Refused(f"A response is one of {', '.join(KINDS)}.", "kind")
    if snapshot.find("person", owner) is None:
        raise Refused(f"There is no person “{owner}”. Name who carries it.", "owner")
    if probability is not None and not 0 <= probability <= 1:
        raise Refused("A chance is between 0 and 1, as in 0.3.", "probability")
    if kind == "mitigate" and due is None and not done:
        raise Refused("A mitigation without a day is a wish. Say by when.", "due")
    fields = {
        "kind": kind,
        "action": action,
        "owner": owner,
        "due": due and due.isoformat(),
        "probability": probability,
        "delay": str(delay) if delay else None,
        "done": done,
    }
    response = {name: value for name, value in fields.items() if value not in (None, "", False)}
    change = Change("risk", risk, {"response": response, "reviewed_on": act.today.isoformat()})
    return Done(f"Response to “{label('risk', found)}”: {kind}, {action}.", [change])
