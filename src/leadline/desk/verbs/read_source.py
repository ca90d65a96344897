"""Read a tracker now: what changed, or everything."""

from leadline.desk.connecting import source_called
from leadline.record.access import RUNS
from leadline.record.doors import Act, Done, Refused, verb
from leadline.record.hearing.asking import ask_to_hear
from leadline.record.models import JournalLine, Source


@verb(roles=RUNS)
def read_source(act: Act, *, source: str, whole: bool = False) -> Done:
    """
    Read a source now, from where reading stopped; `whole` reads everything and counts what differs.

    The first reading is of everything. Raises `Refused` while it is switched off.
    """
    found = source_called(act.who, act.program, source)
    if found.state == Source.OFF:
        raise Refused(f"{found.address} is switched off. Switch it on first.", "source")

    def ask(_: JournalLine) -> None:
        found.not_before = None
        found.save(update_fields=["not_before"])
        ask_to_hear(found, act.at, whole=whole)

    return Done(f"Asked to read {'all of ' if whole else ''}{found.address}.", after=ask, audience="tpm")
