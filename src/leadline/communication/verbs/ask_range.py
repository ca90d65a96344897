"""Ask the people who do a piece of work how long it takes, each for themselves."""

from leadline.charts import words
from leadline.communication.asking import write
from leadline.communication.eliciting import MOST_ASKED, OPEN, who_does
from leadline.communication.posting import addresses
from leadline.program.edits import Add
from leadline.program.elicited import team_of
from leadline.program.slug import slug
from leadline.program.snapshot import Snapshot, label
from leadline.program.titles import name_of
from leadline.program.work import WorkItem
from leadline.record.access import PLANS
from leadline.record.doors import Act, Done, Refused, verb
from leadline.record.models import JournalLine
from leadline.record.private import range_answers
from leadline.record.snapshots import load_snapshot


@verb(roles=PLANS)
def ask_range(act: Act, *, work: str, of: str | list[str] = "") -> Done:
    """
    Ask for a range, blind: nobody sees an answer before all are in. Without names: the assignee and others of the team who can.

    `of` are people, separated by commas, five at most. Each gets a letter with a link that answers it, where they have an address.

    Raises `Refused` for work that is over or already asked about, for unknown people, or when nobody is known to do it.
    """
    snapshot = load_snapshot(act.program, act.today)
    item = _open_work(snapshot, work)
    team = team_of(snapshot, item)
    named = of if isinstance(of, list) else of.split(",")
    asked = list(dict.fromkeys(one.strip() for one in named if one.strip())) or who_does(snapshot, item, team)
    _check(snapshot, asked)
    taken = {one.id for one in snapshot.estimations}
    base = f"range-{slug(item.id)[:60]}"
    id = next(form for form in (base, *(f"{base}-{n}" for n in range(2, len(taken) + 3))) if form not in taken)
    # A question that was taken back may have had this id: nothing that was said to it is an answer to this one.
    range_answers.forget(act.program, id)
    value = {
        "id": id,
        "work": item.id,
        "team": team,
        "asker": act.person,
        "asked": asked,
        "asked_on": act.today.isoformat(),
    }
    text = f"How long does “{label('work', item)}” take? Name a range, from the best to the worst case."

    def send(line: JournalLine) -> None:
        # By its line: a question that is asked again after it was taken back is another letter.
        for person in asked:
            write(act, snapshot, person, f"estimation:{id}", text, f"{id}-{line.pk}")

    unreached = [one for one in asked if one not in addresses(act, asked)]
    tell = f" No address is known of {_names(snapshot, unreached)}: tell them." if unreached else ""
    says = f"Asked {_names(snapshot, asked)} for a range for “{label('work', item)}”, each for themselves.{tell}"
    return Done(says, [Add("estimation", {name: one for name, one in value.items() if one})], after=send)


def _open_work(snapshot: Snapshot, work: str) -> WorkItem:
    item: WorkItem | None = snapshot.find("work", work)
    if item is None:
        raise Refused(f"There is no work “{work}”. Pick one of the program's.", "work")
    if item.state not in OPEN:
        raise Refused(f"“{label('work', item)}” is over, so how long it takes is known.", "work")
    if any(one.work == work and not one.closed_on for one in snapshot.estimations):
        raise Refused(
            f"A range for “{label('work', item)}” has been asked for already. Wait until it is in, or close it.", "work"
        )
    return item


def _check(snapshot: Snapshot, asked: list[str]) -> None:
    if not asked:
        raise Refused("Nobody is known to do it. Name whom to ask.", "of")
    if len(asked) > MOST_ASKED:
        raise Refused(f"Ask {MOST_ASKED} people at most: more opinions add little, and each costs time.", "of")
    if unknown := next((one for one in asked if snapshot.find("person", one) is None), ""):
        raise Refused(f"There is no person “{unknown}”. Pick one of the program's.", "of")


def _names(snapshot: Snapshot, people: list[str]) -> str:
    return words.listed([name_of(snapshot, "person", one) for one in people])
