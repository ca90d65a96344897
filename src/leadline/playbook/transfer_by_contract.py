"""Playbook 37: a supplier's risk costs the supplier."""

from collections.abc import Iterator

from leadline.playbook.plan import after_working_days, open_work, people_of, subject_of
from leadline.playbook.solution import solution
from leadline.program.case import Case
from leadline.program.edits import Change
from leadline.program.finding import Remedy
from leadline.program.risks import Risk

AGREE_DAYS = 20
"""Working days within which a contract can be changed. Judgement."""
BORNE = 2
"""The supplier bears one part of so many. Judgement: change it in the branch before you accept."""


@solution(number=37, about=("risk",))
def transfer_by_contract(case: Case, subject: str) -> Iterator[Remedy]:
    """
    ## What it does
    A contract says that the supplier bears half of what it costs if it happens.
    ## When it applies
    The risk is open and costs money, it hits open work of a supplier, and nothing is planned against it.
    ## How it is tried
    It costs half as much, and delays as long as before: a contract caps the cost, not the time. What the supplier asks for it
    is not in the price: the price is what it may ask.
    ## Source
    SCIENCE.md §4, 37; the half is judgement.
    """
    risk = subject_of(case, subject, "risk")
    if not isinstance(risk, Risk) or risk.state != "open" or not risk.probability or _is_planned(risk):
        return
    suppliers = [one.supplier for id, one in open_work(case.snapshot).items() if id in risk.work and one.supplier]
    if not suppliers or risk.cost_high_cents <= 0:
        return
    due = after_working_days(case.snapshot, case.snapshot.as_of, AGREE_DAYS)
    response = {
        "kind": "transfer",
        "action": f"Agree with {suppliers[0]} on who bears it",
        "due": due.isoformat(),
        "done": True,
    }
    if risk.owner:
        response["owner"] = risk.owner
    edit = Change(
        "risk",
        risk.id,
        {
            "cost_low_cents": risk.cost_low_cents // BORNE,
            "cost_high_cents": risk.cost_high_cents // BORNE,
            "response": response,
        },
    )
    says = f"Agree with {suppliers[0]} that it bears half of the cost; the price is what that may cost."
    yield Remedy(says, (edit,), people_of(risk.owner, case.snapshot.sponsor))


def _is_planned(risk: Risk) -> bool:
    return risk.response is not None and bool(risk.response.action or risk.response.done)
