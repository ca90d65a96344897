"""Switch hearing a source off and on."""

from leadline.desk.connecting import source_called
from leadline.record.access import RUNS
from leadline.record.doors import Act, Done, verb
from leadline.record.models import JournalLine, Source


@verb(roles=RUNS)
def switch_source(act: Act, *, source: str, on: bool) -> Done:
    """Hear a source, or leave it be: off, nothing is asked of it and what it said stays."""
    found = source_called(act.who, act.program, source)

    def switch(_: JournalLine) -> None:
        found.state = (Source.WELL if found.heard_at else Source.NEW) if on else Source.OFF
        found.says, found.not_before = "", None
        found.save(update_fields=["state", "says", "not_before"])

    return Done(f"{found.address} is {'heard again' if on else 'switched off'}.", after=switch, audience="tpm")
