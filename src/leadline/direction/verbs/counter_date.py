"""Answer a date with another one."""

from datetime import date

from leadline.charts import words
from leadline.direction.promising import about, answering, changed, name_of, not_passed, plan, with_answer
from leadline.program.promises import Answer
from leadline.program.ranges import Range
from leadline.record.access import WORKS
from leadline.record.doors import Act, Done, Refused, verb


@verb(roles=WORKS)
def counter_date(
    act: Act, *, promise: str, due: date, range: Range | None = None, note: str = "", person: str = ""
) -> Done:
    """
    Name the date you can stand for instead, with your range and what it would need. The proposal stays open.

    `person` records the answer of somebody outside, for those who run the program. Raises `Refused` when the day has
    passed or is the proposed one, the promise is settled, or the answer is not theirs to give.
    """
    snapshot = plan(act)
    found, whose = answering(act, snapshot, promise, person)
    if not_passed(act, due) == found.due:
        raise Refused(
            f"{words.day(due, act.today)} is the date that was proposed. Accept it, or name another one.", "due"
        )
    new = with_answer(found, Answer(whose, "countered", act.today, due, range, note))
    by = "" if whose == act.person else f", recorded by {act.who.name}"
    needs = f" {note.rstrip('.')}." if note else ""
    old, named = words.day(found.due, act.today), words.day(due, act.today)
    says = f"{name_of(snapshot, whose)} countered {old} with {named} for {about(snapshot, found)}{by}.{needs}"
    return Done(says, [changed(found, doers=new.doers)])
