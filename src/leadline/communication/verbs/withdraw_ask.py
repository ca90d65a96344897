"""Take an ask back."""

from leadline.communication.asking import name_of, open_ask
from leadline.program.edits import Change
from leadline.record.access import RUNS, WORKS
from leadline.record.doors import Act, Done, Refused, verb


@verb(roles=WORKS)
def withdraw_ask(act: Act, *, ask: str, reason: str) -> Done:
    """Withdraw an ask, with the reason. Its asker withdraws it, or who runs the program."""
    snapshot, found = open_ask(act, ask)
    if act.person != found.asker and act.who.role_in(act.program) not in RUNS:
        raise Refused(f"{name_of(snapshot, found.asker)} asked this. Only they or the TPM take it back.", "ask")
    return Done(
        f"Withdrew “{found.text}” Reason: {reason}", [Change("ask", ask, {"withdrawn_on": act.today.isoformat()})]
    )
