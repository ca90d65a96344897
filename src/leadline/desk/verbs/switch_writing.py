"""Let approved changes be written to a source, or not."""

from leadline.desk.connecting import source_called, tracker_of
from leadline.record.access import RUNS
from leadline.record.doors import Act, Done, Refused, verb
from leadline.record.models import JournalLine


@verb(roles=RUNS)
def switch_writing(act: Act, *, source: str, on: bool) -> Done:
    """
    Let changes that a person approved be written to the tracker; off until somebody says so.

    Raises `Refused` for what Leadline only reads.
    """
    found = source_called(act.who, act.program, source)
    one = tracker_of(found)
    if on and not one.can_be_written:
        raise Refused(f"{found.address} is only read: Leadline writes nothing to {one.title}.", "on")

    def switch(_: JournalLine) -> None:
        found.writes = on
        found.save(update_fields=["writes"])

    says = "Approved changes may be written to" if on else "Nothing is written to"
    return Done(f"{says} {found.address}.", after=switch, audience="tpm")
