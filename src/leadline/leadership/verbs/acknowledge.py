"""Say that a requirement is read and can be built."""

from leadline.program.edits import Change
from leadline.program.plain import write_field
from leadline.program.requirements import Acknowledgement, Requirement, acknowledged
from leadline.record.access import WORKS
from leadline.record.doors import Act, Done, Refused, verb
from leadline.record.snapshots import load_snapshot


@verb(roles=WORKS)
def acknowledge(act: Act, *, requirement: str) -> Done:
    """
    Acknowledge a requirement as it stands today. When it changes, it is asked again.

    Raises `Refused` when it is unknown, you are not one of the program's people, or you have acknowledged it as it stands.
    """
    snapshot = load_snapshot(act.program, act.today)
    found = snapshot.find("requirement", requirement)
    if found is None:
        raise Refused(f"There is no requirement “{requirement}”.", "requirement")
    person = snapshot.find("person", act.person)
    if person is None:
        raise Refused(
            "Only those who build it acknowledge it, and you are not one of the program's people yourself.",
            "requirement",
        )
    if acknowledged(found, act.person):
        raise Refused(f"{person.name} has acknowledged it as it stands.", "requirement")
    others = tuple(one for one in found.acknowledged if one.person != act.person)
    kept = write_field(Requirement, "acknowledged", (*others, Acknowledgement(act.person, act.today)))
    return Done(
        f"{person.name or act.person} acknowledged “{found.text}”",
        [Change("requirement", requirement, {"acknowledged": kept})],
    )
