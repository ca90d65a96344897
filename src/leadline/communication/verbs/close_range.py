"""Close a question about a range with the answers that came."""

from leadline.charts import words
from leadline.communication.eliciting import about, asked_by, closed, open_question
from leadline.record.access import PLANS
from leadline.record.doors import Act, Done, Refused, verb
from leadline.record.private import range_answers

FEWEST = 2
"""One range of several who were asked would be known as its giver's."""


@verb(roles=PLANS)
def close_range(act: Act, *, estimation: str) -> Done:
    """
    Close a question with the ranges that are in, and show them. Its asker does, or who runs the program, from the next day on.

    Raises `Refused` on the day it was asked, or when fewer than two ranges are in.
    """
    snapshot, found = open_question(act, estimation)
    asked_by(act, snapshot, found)
    if found.asked_on is None or found.asked_on >= act.today:
        raise Refused("It was asked today. Give them the day: it can be closed from tomorrow on.", "estimation")
    count = len(range_answers.who_answered(act.program, found.id))
    if count < FEWEST:
        says = f"{count} of {words.plural(len(found.asked), 'range')} {'is' if count == 1 else 'are'} in."
        raise Refused(
            f"{says} A single one would be known as its giver's. Wait for another, or take the question back.",
            "estimation",
        )
    count, edits = closed(act, found)
    return Done(
        f"Closed the question about “{about(snapshot, found)}” with {count} of {len(found.asked)} ranges.", edits
    )
