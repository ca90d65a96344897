"""Playbook 2: work goes on against a stand-in for what is late, and is joined with the real thing at the end."""

from collections.abc import Iterator

from leadline.playbook.pieces import link, piece
from leadline.playbook.plan import has_waited, name_of, open_work, people_of, same_hands, standing, subject_of
from leadline.playbook.solution import solution
from leadline.program.case import Case
from leadline.program.edits import Change, Edit
from leadline.program.finding import Remedy
from leadline.program.work import Dependency, WorkItem

STUB = "2-3d"
INTEGRATION_DAYS = 3.0
"""Working days to agree on the interface and build a stand-in, and calendar days to join both. Judgement."""


@solution(number=2, about=("dependency", "roadblock"))
def interim_interface(case: Case, subject: str) -> Iterator[Remedy]:
    """
    ## What it does
    The work that waits starts after a stand-in, and ends no sooner than some days after what it waited for.
    ## When it applies
    Work that has not been started waits for the finish of open work that somebody else does (or that a roadblock holds up),
    would begin earlier without it, and both sides can agree on an interface: they are asked.
    ## How it is tried
    A stand-in of two to three days comes before the work. The dependency becomes one of their ends: the work ends three
    days after what it waited for, at the earliest.
    ## Source
    SCIENCE.md §4, 2; the days are judgement.
    """
    items, snapshot = open_work(case.snapshot), case.snapshot
    if block := standing(case, subject):
        # What is held up leaves its doer free, so here one pair of hands may do both.
        late = [one for one in snapshot.dependencies if one.before in block.work]
    else:
        one = subject_of(case, subject, "dependency")
        late = [one] if one and not same_hands(case, one) else []
    waits = (one for one in late if one.kind == "FS" and one.before in items and one.after in items)
    ready = next((one for one in waits if items[one.after].state == "todo" and has_waited(case, one)), None)
    if ready:
        yield _stub(case, ready, items[ready.after])


def _stub(case: Case, one: Dependency, after: WorkItem) -> Remedy:
    snapshot = case.snapshot
    before, name = name_of(snapshot, "work|milestone", one.before), after.name or after.id
    does = {"assignee": after.assignee} if after.assignee else {}
    stub = piece(
        snapshot, after, "stub", f"Agree on the interface of {before} and build a stand-in", STUB, milestone="", **does
    )
    edits: tuple[Edit, ...] = (
        stub,
        link(snapshot, stub.value["id"], after.id),
        Change("dependency", one.id, {"kind": "FF", "lag_days": max(one.lag_days, 0.0) + INTEGRATION_DAYS}),
    )
    says = f"Agree on the interface of {before}, start {name} against a stand-in, and join both at the end."
    return Remedy(says, edits, people_of(one.provider, one.consumer or after.assignee))
