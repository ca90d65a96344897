"""File an objection: what somebody thinks is wrong, in their own words."""

from leadline.program.edits import Add
from leadline.record.access import READS
from leadline.record.doors import Act, Done, Refused, verb
from leadline.record.snapshots import load_snapshot

SUBJECTS = "change|decision|promise|milestone|project|work"


@verb(roles=READS)
def object_(act: Act, *, subject: str, text: str, owed_by: str = "") -> Done:
    """
    Log an objection to a change, a decision, a promise, a milestone, a project or a work item. Only its author files it.

    Raises `Refused` when there is nothing of that id.
    """
    snapshot = load_snapshot(act.program, act.today)
    if snapshot.find(SUBJECTS, subject) is None:
        raise Refused(f"There is nothing called “{subject}” to object to. Pick what it is about.", "subject")
    if owed_by and snapshot.find("person", owed_by) is None:
        raise Refused(f"There is no person “{owed_by}”. Leave it empty to address the TPM.", "owed_by")
    number = 1 + sum(one.subject == subject for one in snapshot.objections)
    value = {
        "id": f"objection-{subject}-{number}",
        "text": text,
        "subject": subject,
        "filed_by": act.person,
        "filed_on": act.today.isoformat(),
        "owed_by": owed_by or snapshot.tpm,
    }
    return Done(f"Objection filed: {text}", [Add("objection", {name: one for name, one in value.items() if one})])
