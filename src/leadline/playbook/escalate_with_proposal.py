"""Playbook 1: a roadblock goes to the one who can clear it, with a proposal and a day."""

from leadline.playbook.plan import after_working_days, name_of, people_of, subject_of
from leadline.program.case import Case
from leadline.program.edits import Change
from leadline.program.finding import Remedy

ANSWER_DAYS = 5
"""Working days within which an escalation is answered. Source: sponsors' usual service level; judgement."""


def escalate_with_proposal(case: Case, subject: str) -> list[Remedy]:
    """
    The roadblock ends on the day the answer is due.

    Precondition: somebody is known who can clear it, or the program has a sponsor; and it has not been promised to end
    sooner.
    """
    one, snapshot = subject_of(case, subject, "roadblock"), case.snapshot
    who = (one.unblocker or snapshot.sponsor) if one else ""
    if one is None or not who:
        return []
    day = after_working_days(snapshot, snapshot.as_of, ANSWER_DAYS)
    if one.agreed_until and snapshot.as_of <= one.agreed_until <= day and not one.expected:
        return []
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
    return [Remedy(f"Escalate it to {person} with a proposal, to be cleared by {day}.", (edit,), people_of(who))]
