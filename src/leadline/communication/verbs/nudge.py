"""Remind somebody of an ask."""

from leadline.communication.asking import name_of, open_ask, write
from leadline.program.edits import Change
from leadline.record.access import WORKS
from leadline.record.doors import Act, Done, Refused, verb
from leadline.record.models import JournalLine


@verb(roles=WORKS)
def nudge(act: Act, *, ask: str) -> Done:
    """Remind whoever owes an answer, by letter where they have an address. Raises `Refused` twice on one day: that is no help."""
    snapshot, found = open_ask(act, ask)
    if found.nudged_on == act.today:
        raise Refused("They were reminded today already. Give them the day.", "ask")

    def send(_: JournalLine) -> None:
        write(act, snapshot, found.owed_by, f"ask:{ask}", found.text, f"nudge-{ask}-{act.today.isoformat()}")

    return Done(
        f"Reminded {name_of(snapshot, found.owed_by)}: {found.text}",
        [Change("ask", ask, {"nudged_on": act.today.isoformat()})],
        after=send,
    )
