"""Accept a standard solution of the playbook: its edits become facts, and its price is kept to be looked back on."""

from leadline.desk.accepting import keeping, worth
from leadline.playbook.which_apply import Way, which_apply
from leadline.program.case import Case
from leadline.program.codec import revive
from leadline.program.edits import write_edit
from leadline.program.finding import Price
from leadline.record.access import RUNS, for_
from leadline.record.doors import Act, Done, Refused, verb
from leadline.record.models import Quote
from leadline.record.results import last_round, outlook_of
from leadline.record.snapshots import load_snapshot


@verb(roles=RUNS)
def use_solution(act: Act, *, subject: str, way: str) -> Done:
    """
    Carry out a standard solution for a subject (`roadblock:slot`); `way` is its id, as `leadline solve` shows it.

    Raises `Refused` when it is not proposed as it was, because what it rests on has changed, or was accepted before.
    """
    round = last_round(act.who, act.program)
    if round is None:
        raise Refused("No round has run yet, so nothing is known of what decides a date. Run one first.")
    case = Case(load_snapshot(act.program, act.today), outlook_of(round))
    found = next((one for one in which_apply(case, subject) if one.id == way), None)
    if found is None:
        raise Refused(
            "This is not proposed any more: what it rests on has changed. Look again at what could help.", "way"
        )
    price, remedy = _quoted(act, found), found.remedy
    fingerprint = f"playbook-{way.rpartition('-')[2]}"
    keep = keeping(
        act, round, fingerprint=fingerprint, rule="playbook", says=remedy.says, edits=remedy.edits, price=price
    )
    return Done(f"Accepted: {remedy.says}{worth(act, price)}", list(remedy.edits), after=keep)


def _quoted(act: Act, way: Way) -> Price | None:
    """The newest price that somebody asked for on these very edits; None where nobody has."""
    edits = [write_edit(edit) for edit in way.remedy.edits]
    asked = for_(act.who).rows(Quote, act.program).filter(subject=way.subject, edits=edits)
    answered = asked.filter(cost_cents=way.remedy.cost_cents, price__isnull=False)
    row = answered.order_by("-answered_at").first()
    return revive(Price, row.price) if row else None
