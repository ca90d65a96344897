"""A risk has happened, or cannot happen any more."""

from leadline.program.edits import Add, Change, Edit
from leadline.program.snapshot import label
from leadline.record.access import PLANS
from leadline.record.doors import Act, Done, Refused, verb
from leadline.record.snapshots import load_snapshot


@verb(roles=PLANS)
def close_risk(act: Act, *, risk: str, outcome: str) -> Done:
    """
    Close a risk as `happened` or `closed`. One that happened becomes a roadblock on the work it hits.

    Raises `Refused` when the risk is not open, or the outcome is neither of the two.
    """
    snapshot = load_snapshot(act.program, act.today)
    found = snapshot.find("risk", risk)
    if found is None or found.state != "open":
        raise Refused(f"There is no open risk “{risk}”. It may have been closed already.", "risk")
    if outcome not in ("happened", "closed"):
        raise Refused("A risk has happened, or it is closed. Say one of the two.", "outcome")
    today = act.today.isoformat()
    edits: list[Edit] = [Change("risk", risk, {"state": outcome, "reviewed_on": today})]
    if outcome == "happened":
        value = {"id": f"{risk}-happened", "name": label("risk", found), "work": list(found.work), "since": today}
        value |= {"expected": str(found.delay)} if found.delay else {}
        value |= {"unblocker": found.owner} if found.owner else {}
        edits.append(Add("roadblock", value))
    return Done(f"Risk “{label('risk', found)}” {'has happened' if outcome == 'happened' else 'is closed'}.", edits)
