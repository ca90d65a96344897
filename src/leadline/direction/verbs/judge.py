"""Give a milestone a colour of one's own, beside the computed one."""

from datetime import date

from leadline.charts import words
from leadline.direction.promising import plan
from leadline.program.edits import Add, Change, Edit
from leadline.program.plain import write_noun
from leadline.program.promises import Judgement
from leadline.program.snapshot import label
from leadline.program.status import STATUSES, WORDS
from leadline.record.access import RUNS
from leadline.record.doors import Act, Done, Refused, verb


@verb(roles=RUNS)
def judge(act: Act, *, milestone: str, status: str, reason: str, until: date) -> Done:
    """
    Override a milestone's colour until a day, with the reason; the computed colour stays in sight beside it.

    Raises `Refused` for an unknown milestone or colour, one that is reached, or a day that has passed.
    """
    snapshot = plan(act)
    found = snapshot.find("milestone", milestone)
    if found is None:
        raise Refused(f"There is no milestone “{milestone}”. Add it first, or pick another.", "milestone")
    if found.done_on:
        raise Refused(f"{label('milestone', found)} is reached. Nothing is left to judge.", "milestone")
    if status not in STATUSES:
        raise Refused(f"“{status}” is no status. Use on-track, at-risk or off-track.", "status")
    if until <= act.today:
        raise Refused(f"{words.day(until, act.today)} has passed. Pick a day after today.", "until")
    new = Judgement(f"{milestone}-{act.today}", milestone, status, reason, act.person, act.today, until)
    says = f"Judged {label('milestone', found)} {WORDS[status]} until {words.day(until, act.today)}: {reason}"
    return Done(says, [_edit(new, snapshot.find("judgement", new.id) is not None)])


def _edit(new: Judgement, there: bool) -> Edit:
    """A second judgement of one day takes the place of the first: one day has one colour."""
    plain = write_noun(new)
    if there:
        return Change(
            "judgement", new.id, {"status": new.status, **{name: plain[name] for name in ("reason", "until")}}
        )
    return Add("judgement", plain)
