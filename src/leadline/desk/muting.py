"""What snooze and dismiss share."""

from collections.abc import Callable
from datetime import date

from leadline.record.access import for_
from leadline.record.doors import Act, Refused
from leadline.record.models import JournalLine, Muting
from leadline.record.results import StoredFinding, finding_of, last_round


def known(act: Act, finding: str) -> StoredFinding:
    """The finding in the last round. Raises `Refused` when it is not there, or aside already."""
    round = last_round(act.who, act.program)
    found = finding_of(act.who, round, finding, act.today) if round else None
    if found is None:
        raise Refused("This finding is not in the last round any more. Open the findings to see what is.", "finding")
    if found.muted:
        raise Refused(f"It was put aside already, by {found.muted.by}: {found.muted.reason}", "finding")
    return found


def mute(act: Act, finding: str, kind: str, reason: str, until: date | None) -> Callable[[JournalLine], None]:
    """What keeps it, once the journal line is written."""

    def keep(_: JournalLine) -> None:
        for_(act.who).into(Muting, act.program).create(
            program=act.program, fingerprint=finding, kind=kind, reason=reason, until=until, by=act.who.name, at=act.at
        )

    return keep
