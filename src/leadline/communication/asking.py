"""What the verbs of asks share: the ask, its people, and the letter with the link that answers it."""

from django.conf import settings

from leadline.charts import words
from leadline.communication.posting import addresses, post
from leadline.program.communication import Ask
from leadline.program.snapshot import Snapshot
from leadline.record.access import RUNS
from leadline.record.doors import Act, Refused
from leadline.record.private.answer_links import make
from leadline.record.snapshots import load_snapshot


def open_ask(act: Act, ask: str) -> tuple[Snapshot, Ask]:
    """The plan and an ask that waits. Raises `Refused` when there is none, or it is settled."""
    snapshot = load_snapshot(act.program, act.today)
    found = snapshot.find("ask", ask)
    if found is None:
        raise Refused(f"There is no ask “{ask}”.", "ask")
    if found.answered_on:
        raise Refused(f"It was answered on {words.day(found.answered_on, act.today)}: {found.answer}", "ask")
    if found.withdrawn_on:
        raise Refused(f"It was withdrawn on {words.day(found.withdrawn_on, act.today)}.", "ask")
    return snapshot, found


def name_of(snapshot: Snapshot, person: str) -> str:
    """What a person is called."""
    found = snapshot.find("person", person)
    return found.name or found.id if found else person


def speaks_for(act: Act, person: str) -> bool:
    """Whether somebody may answer in a person's place: they are that person, or they run the program and say so."""
    return act.person == person or act.who.role_in(act.program) in RUNS


def write(act: Act, snapshot: Snapshot, person: str, subject: str, question: str, key: str) -> bool:
    """A letter with a signed link about `subject` (`ask:ID`). False when there is no address to send it to."""
    email = addresses(act, [person]).get(person)
    if email is None:
        return False
    link = f"{settings.SITE_URL}/answer/{make(act.program, person, subject)}"
    text = (
        f"{name_of(snapshot, person)},\n\n{question}\n\nAnswer here, no account needed:\n{link}\n\n"
        "Opening the link changes nothing; only its button answers. It holds for 30 days.\n"
    )
    post(act, key, person, email, question[:200], text)
    return True
