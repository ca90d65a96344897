"""Playbook 1: a roadblock goes to the one who can clear it, with a proposal and a day."""

from collections.abc import Iterator

from leadline.playbook.plan import after_working_days, name_of, people_of, standing
from leadline.playbook.solution import solution
from leadline.program.case import Case
from leadline.program.edits import Change
from leadline.program.finding import Remedy
from leadline.program.risks import Roadblock

ANSWER_DAYS = 5
"""Working days within which an escalation is answered. Source: sponsors' usual service level; judgement."""


@solution(number=1, about=("roadblock",))
def escalate_with_proposal(case: Case, subject: str) -> Iterator[Remedy]:
    """
    ## What it does
    The roadblock goes to whoever can clear it, or to the sponsor, with a proposal and a day.
    ## When it applies
    Somebody is known who can clear it, or the program has a sponsor; nobody acts on it by a day that is still to come; and
    it has not been promised to end sooner.
    ## How it is tried
    The roadblock ends on the day the answer is due, five working days from today, in every future.
    ## Source
    SCIENCE.md §4, 1 (unblock date is today and the service level); five working days are judgement.
    """
    one, snapshot = standing(case, subject), case.snapshot
    who = (one.unblocker or snapshot.sponsor) if one else ""
    if one is None or not who or _is_acted_on(case, one):
        return
    day = after_working_days(snapshot, snapshot.as_of, ANSWER_DAYS)
    if one.agreed_until and snapshot.as_of <= one.agreed_until <= day and not one.expected:
        return
    person = name_of(snapshot, "person", who)
    edit = Change(
        "roadblock",
        one.id,
        {
            "expected": None,
            "agreed_until": day.isoformat(),
            "action": f"Escalated to {person}, with a proposal",
            "action_owner": who,
            "action_due": day.isoformat(),
        },
    )
    yield Remedy(f"Escalate it to {person} with a proposal, to be cleared by {day}.", (edit,), people_of(who))


def _is_acted_on(case: Case, one: Roadblock) -> bool:
    return bool(one.action and one.action_owner and one.action_due and one.action_due >= case.snapshot.as_of)
