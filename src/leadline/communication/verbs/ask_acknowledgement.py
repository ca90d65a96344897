"""Ask those who build a requirement to read it."""

from leadline.charts import words
from leadline.communication.asking import name_of, write
from leadline.program.edits import Add
from leadline.program.requirements import Requirement, acknowledged
from leadline.program.snapshot import Snapshot
from leadline.record.access import PLANS
from leadline.record.doors import Act, Done, Refused, verb
from leadline.record.models import JournalLine
from leadline.record.snapshots import load_snapshot


@verb(roles=PLANS)
def ask_acknowledgement(act: Act, *, requirement: str) -> Done:
    """
    Ask everybody who builds a requirement, and has not acknowledged it as it stands, by a letter with a link.

    Raises `Refused` when nobody's name is on its work, or all have acknowledged it.
    """
    snapshot = load_snapshot(act.program, act.today)
    found = snapshot.find("requirement", requirement)
    if found is None:
        raise Refused(f"There is no requirement “{requirement}”.", "requirement")
    builders = _builders(snapshot, found)
    if not builders:
        raise Refused("Nobody's name is on the work that fulfils it. Say who builds it first.", "requirement")
    missing = [one for one in builders if not acknowledged(found, one)]
    if not missing:
        raise Refused("Everybody who builds it has acknowledged it as it stands.", "requirement")
    known = {one.id for one in snapshot.asks}
    asks = [_ask(act, found, one) for one in missing if f"ack-{requirement}-{one}" not in known]

    def send(_: JournalLine) -> None:
        for one in missing:
            write(
                act,
                snapshot,
                one,
                f"requirement:{requirement}",
                f"Please read: {found.text}",
                f"ack-{requirement}-{act.today.isoformat()}",
            )

    names = words.listed([name_of(snapshot, one) for one in missing])
    return Done(f"Asked {names} to acknowledge “{found.text}”", asks, after=send)


def _ask(act: Act, requirement: Requirement, person: str) -> Add:
    value = {
        "id": f"ack-{requirement.id}-{person}",
        "kind": "acknowledge",
        "text": f"Read and acknowledge: {requirement.text}",
        "owed_by": person,
        "asker": act.person,
        "asked_on": act.today.isoformat(),
    }
    return Add("ask", {name: one for name, one in value.items() if one})


def _builders(snapshot: Snapshot, requirement: Requirement) -> list[str]:
    found = [snapshot.find("work", one) for one in requirement.work]
    return sorted({one.assignee for one in found if one is not None and one.assignee})
