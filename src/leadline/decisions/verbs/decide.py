"""Settle a decision: the chosen option's edits become part of the plan."""

from leadline.program.decisions import Decision
from leadline.program.edits import Change, read_edit
from leadline.program.snapshot import Snapshot, label
from leadline.record.access import PLANS, RUNS
from leadline.record.doors import Act, Done, Refused, verb
from leadline.record.snapshots import load_snapshot


@verb(roles=PLANS)
def decide(act: Act, *, decision: str, option: str, rationale: str = "") -> Done:
    """
    Choose an option of an open decision. Only its approver, the TPM or the owner decides.

    Raises `Refused` for anybody else, when it is settled already, the option is not one of its options, or it fails a must.
    """
    snapshot = load_snapshot(act.program, act.today)
    found = snapshot.find("decision", decision)
    if found is None:
        raise Refused(f"There is no decision “{decision}”.", "decision")
    if act.who.role_in(act.program) not in RUNS and (not act.person or act.person != found.approver):
        raise Refused(f"{_decides(snapshot, found)} You can add an option, or object with what you know.")
    if found.decided_on:
        raise Refused(f"It was decided on {found.decided_on}: {found.chosen}. Undo that first.", "decision")
    chosen = next((one for one in found.options if one.name == option), None)
    if chosen is None:
        raise Refused(
            f"Its options are {', '.join(one.name for one in found.options) or 'not recorded yet'}.", "option"
        )
    if not chosen.meets_musts:
        raise Refused(f"“{option}” does not meet every must. Pick another, or change what must be.", "option")
    fields = {"decided_on": act.today.isoformat(), "chosen": option, "rationale": rationale}
    says = f"Decided: {found.question} {option}.{f' Because: {rationale}' if rationale else ''}"
    return Done(says, [Change("decision", decision, fields), *(read_edit(one) for one in chosen.edits)])


def _decides(snapshot: Snapshot, decision: Decision) -> str:
    """Who decides, in a sentence."""
    approver = snapshot.find("person", decision.approver)
    return f"{label('person', approver)} decides that." if approver else "Whoever runs the program decides that."
