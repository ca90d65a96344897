"""What the verbs of promising share: the promise as it stands, the odds of a day, and what an answer makes of it."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from leadline.charts import words
from leadline.program.edits import Add, Change, Edit
from leadline.program.plain import write_field, write_noun
from leadline.program.promises import Answer, Promise
from leadline.program.snapshot import Snapshot, label
from leadline.record.access import RUNS, for_
from leadline.record.doors import Act, Refused
from leadline.record.models import Promise as PromiseRow
from leadline.record.results import last_round, outlook_of
from leadline.record.snapshots import load_snapshot

ANSWERABLE = ("proposed", "agreed")
"""A proposal waits for answers; an agreed date still takes a doer's late yes or other date."""


def plan(act: Act) -> Snapshot:
    """The program as it stands now."""
    return load_snapshot(act.program, act.today)


def several(given: Sequence[str] | str) -> list[str]:
    """Ids from a form (one or a list) or a command (with commas), each once, in their order."""
    parts = given.split(",") if isinstance(given, str) else given
    return list(dict.fromkeys(part.strip() for part in parts if part.strip()))


def not_passed(act: Act, due: date, field: str = "due") -> date:
    """The day itself. Raises `Refused` when it has passed."""
    if due < act.today:
        today = words.day(act.today, act.today)
        raise Refused(f"{words.day(due, act.today)} has passed. Pick a day from {today} on.", field)
    return due


def known_people(snapshot: Snapshot, ids: Iterable[str], field: str) -> list[str]:
    """The ids themselves. Raises `Refused` naming the first that is nobody's."""
    for id in (found := list(ids)):
        if snapshot.find("person", id) is None:
            raise Refused(
                f"There is nobody called “{id}” in this program. Add the person first, or pick another.", field
            )
    return found


def name_of(snapshot: Snapshot, person: str) -> str:
    """What a person is called; their id where they have left the plan."""
    found = snapshot.find("person", person)
    return label("person", found) if found else person


def names_of(snapshot: Snapshot, people: Iterable[str]) -> str:
    """Several people in a sentence."""
    return words.listed([name_of(snapshot, one) for one in people])


def about(snapshot: Snapshot, promise: Promise) -> str:
    """What a promise is for: its milestone, or what its dependency waits for."""
    if promise.milestone:
        found = snapshot.find("milestone", promise.milestone)
        return label("milestone", found) if found else promise.milestone
    dependency = snapshot.find("dependency", promise.dependency)
    before = snapshot.find("work|milestone", dependency.before) if dependency else None
    return label("work", before) if before else promise.dependency


def odds_now(act: Act, promise: Promise) -> float | None:
    """
    The odds the last round gives exactly that day; None where no round ran or it has no forecast of it.

    Rounds keep the whole curve of milestones only: a delivery of a work item has no odds.
    """
    round = last_round(act.who, act.program)
    subject = promise.milestone or _before(act, promise)
    foreseen = outlook_of(round).milestones.get(subject) if round else None
    return foreseen.odds_of(promise.due) if foreseen and promise.due else None


def at_odds(odds: float | None) -> str:
    """The odds of a day in a sentence: `at 59 % odds`."""
    return "at unknown odds" if odds is None else f"at {words.share(odds)} odds"


def fresh(act: Act, subject: str, kind: str) -> str:
    """An id for a new promise. Its number rises, retired ones counted, so that promises of one day keep their order."""
    taken = set(for_(act.who).rows(PromiseRow, act.program).values_list("key", flat=True))
    stem = f"{subject}-{kind}"
    return next(id for n in range(1, len(taken) + 2) if (id := f"{stem}-{n:03d}") not in taken)


def proposed(promise: Promise) -> Edit:
    """The edit that puts a new promise on record."""
    return Add("promise", write_noun(promise))


def changed(promise: Promise, **fields: Any) -> Edit:
    """The edit that gives some fields of a promise new values."""
    return Change("promise", promise.id, {name: write_field(Promise, name, value) for name, value in fields.items()})


def known_promise(snapshot: Snapshot, id: str) -> Promise:
    """The promise of that id. Raises `Refused` when there is none."""
    found: Promise | None = snapshot.find("promise", id)
    if found is None:
        raise Refused(f"There is no promise “{id}”. It may have been taken back since.", "promise")
    return found


def proposal(snapshot: Snapshot, id: str) -> Promise:
    """The promise of that id, still open. Raises `Refused` when it is settled."""
    found = known_promise(snapshot, id)
    if found.state != "proposed":
        raise Refused(
            f"This date is {found.state} already. Propose another one; it stays on record beside it.", "promise"
        )
    return found


def answering(act: Act, snapshot: Snapshot, id: str, person: str) -> tuple[Promise, str]:
    """
    The promise to answer, and whose answer it is.

    A doer answers for themselves only. Who runs the program may record the answer of somebody outside it.

    Raises:
        Refused: the promise is settled, the person was not asked, or somebody else may not speak for them.
    """
    promise = known_promise(snapshot, id)
    if promise.state not in ANSWERABLE:
        raise Refused(f"This date was {promise.state} already, so nothing is waiting for an answer.", "promise")
    whose = person or act.person
    if not whose:
        raise Refused("Say whose answer this is. You are not one of the program's people yourself.", "person")
    if whose != act.person:
        _may_record(act, snapshot, whose)
    if whose not in [one.person for one in promise.doers]:
        raise Refused(
            f"{name_of(snapshot, whose)} was not asked for this date. Propose a date to them first.", "person"
        )
    return promise, whose


def answered(promise: Promise, answer: Answer) -> tuple[Answer, ...]:
    """The answers with one of them replaced; the others and their order stay."""
    return tuple(answer if one.person == answer.person else one for one in promise.doers)


def open_answers(doers: Iterable[Answer]) -> list[str]:
    """Those who have not said yes."""
    return [one.person for one in doers if one.answer != "accepted"]


def agreed(snapshot: Snapshot, promise: Promise, doers: tuple[Answer, ...]) -> list[Edit]:
    """
    The edits that make a proposal the standing promise.

    The one that stood before is replaced and stays on record; other open proposals for the same thing fall away.
    The odds stay those of the day it was proposed.
    """
    edits = [changed(promise, state="agreed", doers=doers)]
    for other in snapshot.promises:
        same = (other.kind, other.milestone, other.dependency) == (promise.kind, promise.milestone, promise.dependency)
        if same and other.id != promise.id and other.state in ANSWERABLE:
            edits.append(changed(other, state="replaced" if other.state == "agreed" else "withdrawn"))
    return edits


def with_answer(promise: Promise, answer: Answer) -> Promise:
    """The promise as it stands once an answer is in."""
    return replace(promise, doers=answered(promise, answer))


def _may_record(act: Act, snapshot: Snapshot, person: str) -> None:
    found = snapshot.find("person", person)
    if found is None:
        raise Refused(f"There is nobody called “{person}” in this program.", "person")
    if act.who.link_program is not None or act.who.role_in(act.program) not in RUNS or not found.outside:
        raise Refused(
            f"Only {name_of(snapshot, person)} can answer for {name_of(snapshot, person)}. Ask them.", "person"
        )


def _before(act: Act, promise: Promise) -> str:
    dependency = plan(act).find("dependency", promise.dependency)
    return dependency.before if dependency else ""
