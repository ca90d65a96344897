"""Say yes to a date."""

from leadline.charts import words
from leadline.direction.promising import (
    about,
    agreed,
    answering,
    at_odds,
    changed,
    name_of,
    odds_now,
    open_answers,
    plan,
    with_answer,
)
from leadline.program.promises import Answer, Promise
from leadline.program.ranges import Range
from leadline.program.snapshot import Snapshot
from leadline.record.access import WORKS
from leadline.record.doors import Act, Done, Refused, verb


@verb(roles=WORKS)
def accept_date(act: Act, *, promise: str, range: Range | None = None, person: str = "") -> Done:
    """
    Say yes to a proposed date, with a range of your own where you have one. When all who were asked have, it is agreed.

    `person` records the answer of somebody outside, for those who run the program. Raises `Refused` when the promise is
    settled, or the answer is not theirs to give.
    """
    snapshot = plan(act)
    found, whose = answering(act, snapshot, promise, person)
    answer = Answer(whose, "accepted", act.today, range=range)
    if _same(found, answer):
        raise Refused(f"{name_of(snapshot, whose)} said yes to {words.day(found.due, act.today)} already.", "promise")
    new = with_answer(found, answer)
    due, what = words.day(found.due, act.today), about(snapshot, found)
    says = f"{name_of(snapshot, whose)} accepted {due} for {what}{_by(act, whose)}."
    if found.state == "agreed":
        return Done(says, [changed(found, doers=new.doers)])
    if waiting := open_answers(new.doers):
        return Done(f"{says} {_waits(snapshot, waiting)}", [changed(found, doers=new.doers)])
    return Done(f"{says} All agreed, {at_odds(odds_now(act, found))} today.", agreed(snapshot, found, new.doers))


def _same(promise: Promise, answer: Answer) -> bool:
    return any(
        (one.person, one.answer, one.range) == (answer.person, "accepted", answer.range) for one in promise.doers
    )


def _by(act: Act, whose: str) -> str:
    return "" if whose == act.person else f", recorded by {act.who.name}"


def _waits(snapshot: Snapshot, waiting: list[str]) -> str:
    return f"It waits for {words.listed([name_of(snapshot, one) for one in waiting])}."
