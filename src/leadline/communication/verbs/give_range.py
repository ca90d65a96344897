"""Say how long a piece of work takes."""

from leadline.charts import words
from leadline.communication.asking import speaks_for
from leadline.communication.eliciting import about, closed, open_question, owing
from leadline.program.estimation import Estimation
from leadline.program.ranges import MOST_DAYS, Range
from leadline.program.snapshot import Snapshot
from leadline.program.titles import name_of
from leadline.record.access import WORKS
from leadline.record.doors import Act, Done, Refused, verb
from leadline.record.private import range_answers


@verb(roles=WORKS)
def give_range(act: Act, *, estimation: str, range: Range, person: str = "") -> Done:
    """
    Name a range to a question. Nobody reads it before all are in; until then its giver may name another.

    Who runs the program may record the range of somebody who has not answered yet, and the journal says so.

    Raises `Refused` when it is closed, for somebody who was not asked, or for what is no range.
    """
    snapshot, found = open_question(act, estimation)
    giver = person or act.person
    name = name_of(snapshot, "person", giver)
    before = range_answers.who_answered(act.program, found.id)
    if not giver:
        raise Refused("You are none of the program's people. Say for whom this range is.", "person")
    if not speaks_for(act, giver):
        raise Refused(f"{name} was asked. Ask them, or ask the TPM to record their range.", "person")
    if giver not in found.asked:
        raise Refused(f"{name} was not asked for this range.", "person")
    if giver != act.person and giver in before:
        raise Refused(f"{name} has answered. Only they name another range.", "person")
    _check(range)
    range_answers.keep(act.program, found.id, giver, range)
    return _done(act, snapshot, found, giver, name)


def _check(said: Range) -> None:
    if said.high > MOST_DAYS:
        raise Refused("That is more than a hundred years. Split the work, or check the number.", "range")
    if said.is_point:
        raise Refused(
            "One number does not say how sure it is. Name the best and the worst it could take, as in 3-8d.", "range"
        )


def _done(act: Act, snapshot: Snapshot, found: Estimation, giver: str, name: str) -> Done:
    work = about(snapshot, found)
    answered = range_answers.who_answered(act.program, found.id)
    if not owing(found, answered):
        count, edits = closed(act, found)
        ranges = "The range" if count == 1 else f"All {count} ranges"
        return Done(f"{ranges} for “{work}” {'is' if count == 1 else 'are'} in.", edits)
    so_far = f"{len(answered)} of {words.plural(len(found.asked), 'range')}"
    if giver != act.person:
        return Done(f"Recorded a range that {name} named for “{work}”. {so_far} are in.")
    # No line in the journal and no edit: that somebody answered is known when all have.
    return Done(f"Your range for “{work}” is kept. {so_far} are in; nobody sees any before all are.", quiet=True)
