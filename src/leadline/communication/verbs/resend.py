"""Send a letter once more that could not be delivered."""

from leadline.communication.posting import addresses, send_again, undelivered
from leadline.program.communication import Letter
from leadline.program.edits import Change
from leadline.program.snapshot import Snapshot
from leadline.record.access import RUNS, audience_of
from leadline.record.doors import Act, Done, Refused, verb
from leadline.record.models import JournalLine
from leadline.record.snapshots import load_snapshot


@verb(roles=RUNS)
def resend(act: Act, *, mail: str) -> Done:
    """
    Send once more what was given up, to the address its reader has today. It stays the same letter: whoever has it gets no second one.

    Raises `Refused` when nothing of that number was given up, the letter is a draft again or dropped, or its reader has no address.
    """
    found = undelivered(act, mail)
    if found is None:
        raise Refused(
            f"Nothing of the number “{mail[:20]}” waits to be sent again. The letters page shows what does.", "mail"
        )
    snapshot = load_snapshot(act.program, act.today)
    letter = snapshot.find("letter", found.letter) if found.letter else None
    if found.letter and (letter is None or letter.state in ("draft", "dropped")):
        raise Refused(
            "It has reached nobody, so the letter is off the way: a draft again, or dropped. Approve it to send it."
        )
    reader = snapshot.find("person", found.person)
    name = (reader.name if reader else "") or found.person
    address = addresses(act, [found.person]).get(found.person)
    if address is None:
        raise Refused(f"{name} has no address here. Give one first, then send it again.")

    def send(_: JournalLine) -> None:
        send_again(act, found, address)

    edits = [_under_way(snapshot, letter, found.person)] if letter and letter.state == "sent" else []
    says = f"Sent “{found.subject}” to {name} once more."
    return Done(says, edits, after=send, go=f"/p/{act.program.key}/briefs", audience=audience_of("letter"))


def _under_way(snapshot: Snapshot, letter: Letter, person: str) -> Change:
    """On its way to this reader too; who got it counts as told again once nothing of it is under way."""
    own = [one.id for one in snapshot.stakeholders if one.person == person and one.id not in letter.to]
    return Change("letter", letter.id, {"state": "approved", "to": [*letter.to, *own]})
