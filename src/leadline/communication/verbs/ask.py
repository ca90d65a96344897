"""Ask somebody for something."""

from datetime import date

from leadline.charts import words
from leadline.communication.asking import name_of, write
from leadline.program.edits import Add
from leadline.program.slug import slug
from leadline.record.access import RUNS, WORKS
from leadline.record.doors import Act, Done, Refused, verb
from leadline.record.models import JournalLine
from leadline.record.snapshots import load_snapshot

KINDS = ("help", "question", "review", "promise", "acknowledge")


@verb(roles=WORKS)
def ask(
    act: Act,
    *,
    owed_by: str,
    text: str,
    due: date | None = None,
    kind: str = "question",
    work: str = "",
    asker: str = "",
) -> Done:
    """
    Ask a person for something by a day. They get a letter with a link that answers it, where they have an address.

    Raises `Refused` for an unknown person, work or kind, for somebody else's name, or a day that has passed.
    """
    snapshot = load_snapshot(act.program, act.today)
    for field, noun, id in (
        ("owed_by", "person", owed_by),
        ("asker", "person", asker),
        ("work", "work|milestone", work),
    ):
        if id and snapshot.find(noun, id) is None:
            raise Refused(f"There is no {noun.replace('|', ' or ')} “{id}”. Pick one of the program's.", field)
    if asker not in ("", act.person) and act.who.role_in(act.program) not in RUNS:
        raise Refused(
            "Only whoever runs the program asks in the name of somebody else. Leave it out to ask yourself.", "asker"
        )
    if kind not in KINDS:
        raise Refused(f"An ask is one of {', '.join(KINDS)}.", "kind")
    if due and due < act.today:
        raise Refused(f"{words.day(due, act.today)} has passed. Pick a day from today on.", "due")
    taken = {one.id for one in snapshot.asks}
    base = slug(text)[:40]
    id = next(form for form in (base, *(f"{base}-{n}" for n in range(2, len(taken) + 3))) if form not in taken)
    value = {
        "id": id,
        "text": text,
        "kind": kind,
        "owed_by": owed_by,
        "asker": asker or act.person,
        "work": work,
        "asked_on": act.today.isoformat(),
        "due": due and due.isoformat(),
    }

    def send(_: JournalLine) -> None:
        write(act, snapshot, owed_by, f"ask:{id}", text, f"ask-{id}")

    by = f" by {words.day(due, act.today)}" if due else ""
    return Done(
        f"Asked {name_of(snapshot, owed_by)}{by}: {text}",
        [Add("ask", {name: one for name, one in value.items() if one})],
        after=send,
    )
