"""Put a draft into your own words."""

from leadline.communication.checking import unproven
from leadline.communication.drafts import waiting
from leadline.record.access import RUNS, audience_of
from leadline.record.doors import Act, Done, Refused, verb
from leadline.record.models import JournalLine


@verb(roles=RUNS)
def edit_brief(act: Act, *, letter: str, text: str) -> Done:
    """
    Replace the words of a draft. Every number in them must be among its facts.

    Raises `Refused` naming the numbers that no fact holds, or when the letter is no draft any more.
    """
    snapshot, found, draft = waiting(act, letter)
    if odd := unproven(text, draft, snapshot):
        numbers = ", ".join(odd[:5])
        raise Refused(
            f"No fact of this letter holds {numbers}. Take it out, or use a figure from the proofs beside the letter.",
            "text",
        )

    def keep(_: JournalLine) -> None:
        draft.edited = text.replace("\r\n", "\n").strip()
        draft.save(update_fields=["edited"])

    return Done(f"Edited the letter “{found.subject}”", after=keep, audience=audience_of("letter"))
