"""Give a source another token."""

from leadline.desk.connecting import host_of, one_line, settings_of, source_called
from leadline.record.access import RUNS
from leadline.record.doors import Act, Done, verb
from leadline.record.hearing.asking import ask_to_check
from leadline.record.models import JournalLine
from leadline.record.private import tokens


@verb(roles=RUNS)
def give_token(act: Act, *, source: str, token: str) -> Done:
    """
    Put a new token in place of the old one, which is forgotten, and ask the tracker what it may read.

    Raises `Refused` for what can be no token.
    """
    found = source_called(act.who, act.program, source)
    own, token = settings_of(found), one_line(token)

    def keep(_: JournalLine) -> None:
        tokens.keep(found, host_of(own), token)
        ask_to_check(found, act.at)

    return Done(f"{found.address} has a new token.", after=keep, audience="tpm")
