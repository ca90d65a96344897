"""Give a source the secret that its webhooks are signed with."""

from leadline.desk.connecting import host_of, settings_of, source_called, tracker_of
from leadline.record.access import RUNS
from leadline.record.doors import Act, Done, Refused, verb
from leadline.record.models import JournalLine
from leadline.record.private import tokens

SHORTEST = 16


@verb(roles=RUNS)
def give_secret(act: Act, *, source: str, secret: str = "") -> Done:
    """
    Take webhooks that are signed with this secret; an empty one takes none any more.

    Raises `Refused` for a secret that can be guessed, and for what sends no webhooks.
    """
    found = source_called(act.who, act.program, source)
    own, one = settings_of(found), tracker_of(found)
    if secret and not one.sends_webhooks:
        raise Refused(f"{one.title} sends no signed webhooks. It is asked every few minutes without them.", "secret")
    if secret and len(secret) < SHORTEST:
        raise Refused(f"A secret that can be guessed protects nothing. Use at least {SHORTEST} letters.", "secret")

    def keep(_: JournalLine) -> None:
        tokens.keep_secret(found, host_of(own), secret)

    says = "takes webhooks with the new secret" if secret else "takes no webhooks any more"
    return Done(f"{found.address} {says}.", after=keep, audience="tpm")
