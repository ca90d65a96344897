"""Playbook 38: what a risk costs is what it is worth to be rid of it, or to halve it."""

from collections.abc import Iterator

from leadline.playbook.plan import after_working_days, people_of, subject_of
from leadline.playbook.solution import solution
from leadline.program.case import Case
from leadline.program.edits import Change
from leadline.program.finding import Remedy
from leadline.program.plain import write_noun
from leadline.program.risks import Risk

AGREE_DAYS = 10
"""Working days within which a response is agreed and dated."""


@solution(number=38, about=("risk",))
def retire_risk(case: Case, subject: str) -> Iterator[Remedy]:
    """
    ## What it does
    The response is done; or, where none is planned, one is found that halves the risk; and the risk is gone altogether.
    ## When it applies
    The risk is open. A response is looked for only where none is planned or done, and the risk is not certain: of one that
    is, only what is planned against it is tried.
    ## How it is tried
    The response counts as done, with the chance and the delay it leaves; or the chance is halved; or the risk is closed.
    ## Source
    SCIENCE.md §4, 38. When the knowledge comes is not simulated: the price is what it is worth at best.
    """
    risk = subject_of(case, subject, "risk")
    if isinstance(risk, Risk) and risk.state == "open":
        yield from _ways(case, risk)


def _ways(case: Case, risk: Risk) -> Iterator[Remedy]:
    response = risk.response
    if response and response.action and not response.done:
        done = Change("risk", risk.id, {"response": {**write_noun(response), "done": True}})
        says = f"Do what is planned against it: {response.action.rstrip('.')}."
        yield Remedy(says, (done,), people_of(response.owner or risk.owner), response.cost_cents)
    elif risk.probability and not risk.is_certain and not (response and response.done):
        due = after_working_days(case.snapshot, case.snapshot.as_of, AGREE_DAYS)
        kept = {name: own for name, own in write_noun(response).items() if name != "kind"} if response else {}
        half = {
            **kept,
            "action": "To be agreed",
            "due": due.isoformat(),
            "probability": risk.probability / 2,
            "done": True,
        }
        if risk.owner:
            half["owner"] = risk.owner
        edit = Change("risk", risk.id, {"response": half})
        yield Remedy(
            "Find a response that halves its probability; the price is what it may cost.",
            (edit,),
            people_of(risk.owner),
        )
    if not risk.is_certain:
        gone = Change("risk", risk.id, {"state": "closed"})
        says = "Do the risky part first, so that the risk is over; at best it is gone."
        yield Remedy(says, (gone,), people_of(risk.owner))
