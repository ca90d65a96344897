"""Playbook 29: work goes on in a borrowed or simulated environment, and is tested again in the real one."""

from collections.abc import Iterator

from leadline.playbook.milestones import owners_of
from leadline.playbook.pieces import link, piece
from leadline.playbook.plan import open_work, people_of, scaled, standing
from leadline.playbook.solution import solution
from leadline.playbook.words import ENVIRONMENT, speaks_of
from leadline.program.case import Case
from leadline.program.edits import Change, Edit
from leadline.program.finding import Remedy
from leadline.program.risks import Roadblock
from leadline.program.work import WorkItem

AGAIN = 0.2
"""The share of the effort that testing again in the real environment takes. Judgement."""


@solution(number=29, about=("roadblock",))
def loan_environment(case: Case, subject: str) -> Iterator[Remedy]:
    """
    ## What it does
    The work starts in an environment that is lent or simulated; only a test in the real one waits for it.
    ## When it applies
    The roadblock is about an environment, a device or hardware by its own words, and holds up work that has not been started.
    ## How it is tried
    The roadblock holds up a new test of a fifth of the effort instead, which comes between the work and all that waits for it.
    ## Source
    SCIENCE.md §4, 29; the share is judgement.
    """
    one = standing(case, subject)
    if one is None or not speaks_of(ENVIRONMENT, one.name, one.waiting_for):
        return
    held = [item for id, item in open_work(case.snapshot).items() if id in one.work and item.state == "todo"]
    found = next((item for item in held if item.estimate), None)
    if found:
        yield _lend(case, one, found)


def _lend(case: Case, one: Roadblock, item: WorkItem) -> Remedy:
    assert item.estimate  # noqa: S101 - asked by the caller; this is for the type checker
    snapshot, name = case.snapshot, item.name or item.id
    same = {field: own for field in ("assignee", "skill") if (own := getattr(item, field))}
    again = piece(
        snapshot, item, "real-test", f"Test {name} again in the real environment", scaled(item.estimate, AGAIN),
        skill_level=item.skill_level, **same,
    )  # fmt: skip
    id = again.value["id"]
    edits: list[Edit] = [
        again,
        link(snapshot, item.id, id),
        Change("roadblock", one.id, {"work": [id if held == item.id else held for held in one.work]}),
    ]
    edits += [
        Change("dependency", it.id, {"before": id})
        for it in snapshot.dependencies if it.before == item.id and it.kind in ("FS", "FF")
    ]  # fmt: skip
    says = f"Start {name} in a borrowed or simulated environment, and test it again when the real one is there."
    return Remedy(says, tuple(edits), people_of(*owners_of(snapshot, item), item.assignee, one.unblocker))
