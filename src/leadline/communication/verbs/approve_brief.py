"""Approve a letter: from here it goes out."""

from django.conf import settings

from leadline.charts import words
from leadline.communication.answers import answers
from leadline.communication.drafts import readers, waiting
from leadline.communication.mail import as_html, as_text
from leadline.communication.posting import addresses, post
from leadline.communication.wording import subject
from leadline.program.edits import Change
from leadline.record.access import RUNS, audience_of
from leadline.record.doors import Act, Done, Refused, verb
from leadline.record.models import JournalLine


@verb(roles=RUNS)
def approve_brief(act: Act, *, letter: str) -> Done:
    """
    Send a drafted letter to its readers, through the outbox, in this transaction. Readers without an address are named.

    Raises `Refused` when it is no draft any more, or none of its readers has an address.
    """
    snapshot, found, draft = waiting(act, letter)
    people = readers(snapshot, found)
    known = addresses(act, people)
    address = f"{settings.SITE_URL}/p/{act.program.key}/briefs/{letter}"

    def send(_: JournalLine) -> None:
        for person, email in sorted(known.items()):
            own = answers(act, snapshot, person, draft)
            text, html = as_text(draft, address, own), as_html(draft, address, own)
            post(act, f"letter-{letter}", person, email, subject(draft), text, html, letter)

    names = {one.id: one.name or one.id for one in snapshot.people}
    silent = [names.get(one, one) for one in people if one not in known]
    has = "has" if len(silent) == 1 else "have"
    missing = f" {words.listed(silent)} {has} no address here: tell them yourself, or give one." if silent else ""
    if not known:
        # It would go to nobody: it is not out, and its readers are not told, until somebody has an address.
        who = f"{words.listed(silent)} {has} no address here" if silent else "It is for nobody"
        mend = "Give one on the letter's page or by set_address" if silent else "Say who is to read it"
        raise Refused(f"{who}, so nothing was sent and it stays a draft. {mend}, then approve it again.")
    to = words.listed([names.get(one, one) for one in people if one in known])
    edits = [Change("letter", letter, {"state": "approved"})]
    says = f"Approved “{found.subject}” for {to}.{missing}"
    # Its subject is its first sentence: as little for other eyes in the journal as on its page.
    return Done(says, edits, after=send, go=f"/p/{act.program.key}/briefs/{letter}", audience=audience_of("letter"))
