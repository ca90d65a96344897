"""Playbook 38: what a risk costs is what it is worth to be rid of it, or to halve it."""

from collections.abc import Iterator

from leadline.playbook.plan import after_working_days, people_of, subject_of
from leadline.program.case import Case
from leadline.program.edits import Change
from leadline.program.finding import Remedy
from leadline.program.plain import write_noun
from leadline.program.risks import Risk

AGREE_DAYS = 10
"""Working days within which a response is agreed and dated."""


def retire_risk(case: Case, subject: str) -> list[Remedy]:
    """
    The response is done; or, where none is planned, one is found that halves the risk; and the risk is gone altogether.

    Precondition: the risk is open.
    """
    risk = subject_of(case, subject, "risk")
    return list(_ways(case, risk)) if isinstance(risk, Risk) and risk.state == "open" else []


def _ways(case: Case, risk: Risk) -> Iterator[Remedy]:
    response = risk.response
    if response and response.action and not response.done:
        done = Change("risk", risk.id, {"response": {**write_noun(response), "done": True}})
        says = f"Do what is planned against it: {response.action.rstrip('.')}."
        yield Remedy(says, (done,), people_of(response.owner or risk.owner), response.cost_cents)
    elif risk.probability:
        due = after_working_days(case.snapshot, case.snapshot.as_of, AGREE_DAYS)
        half = {"action": "To be agreed", "due": due.isoformat(), "probability": risk.probability / 2, "done": True}
        if risk.owner:
            half["owner"] = risk.owner
        edit = Change("risk", risk.id, {"response": half})
        yield Remedy(
            "Find a response that halves its probability; the price is what it may cost.",
            (edit,),
            people_of(risk.owner),
        )
    gone = Change("risk", risk.id, {"state": "closed"})
    yield Remedy(
        "Do the risky part first, so that the risk is over; at best it is gone.", (gone,), people_of(risk.owner)
    )
