"""Disconnect a source."""

from leadline.desk.connecting import source_called
from leadline.desk.copies import forget_copy
from leadline.record.access import RUNS
from leadline.record.doors import Act, Done, Refused, verb
from leadline.record.hearing.leaving import leave
from leadline.record.models import JournalLine

WAYS = {"stay": True, "leave": False}


@verb(roles=RUNS)
def drop_source(act: Act, *, source: str, facts: str) -> Done:
    """
    Disconnect a source and forget its token at once. `facts` says whether what it said is to `stay` as the program's own, or to `leave`.

    Connected again later, it goes on with the same ids. Raises `Refused` where `facts` is neither.
    """
    found = source_called(act.who, act.program, source)
    if facts not in WAYS:
        raise Refused("Say what becomes of its facts: stay or leave.", "facts")

    def let_go(_: JournalLine) -> None:
        leave(found, act.at, keep=WAYS[facts])
        forget_copy(found)

    says = "What it said stays" if WAYS[facts] else "What it said leaves the plan"
    return Done(
        f"Disconnected {found.address}. {says}, and its token is forgotten.",
        after=let_go,
        go=f"/p/{act.program.key}/sources",
        audience="tpm",
    )
