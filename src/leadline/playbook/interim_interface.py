"""Playbook 2: work goes on against a stand-in for what is late, and is joined with the real thing at the end."""

from leadline.playbook.plan import fresh_id, name_of, open_work, people_of, subject_of
from leadline.program.case import Case
from leadline.program.edits import Add, Change, Edit
from leadline.program.finding import Remedy
from leadline.program.work import Dependency, WorkItem

STUB = "2-3d"
INTEGRATION_DAYS = 3.0
"""Working days to agree on the interface and build a stand-in, and calendar days to join both. Judgement."""


def interim_interface(case: Case, subject: str) -> list[Remedy]:
    """
    The work that waits starts after a stand-in, and ends no sooner than some days after what it waited for.

    Precondition: work that has not been started waits for the finish of something open (or of what a roadblock holds
    up), and both sides can agree on an interface: they are asked.
    """
    items = open_work(case.snapshot)
    if one := subject_of(case, subject, "dependency"):
        late = [one]
    elif block := subject_of(case, subject, "roadblock"):
        late = [one for one in case.snapshot.dependencies if one.before in block.work]
    else:
        return []
    ready = [(one, items[one.after]) for one in late if one.kind == "FS" and one.after in items]
    return [_stub(case, one, after) for one, after in ready if after.state == "todo"][:1]


def _stub(case: Case, one: Dependency, after: WorkItem) -> Remedy:
    snapshot = case.snapshot
    before, name = name_of(snapshot, "work|milestone", one.before), after.name or after.id
    stub = fresh_id(snapshot, "work|milestone", f"{after.id}-stub")
    new = {"id": stub, "name": f"Agree on the interface of {before} and build a stand-in", "estimate": STUB}
    new |= {field: own for field in ("project", "assignee", "team") if (own := getattr(after, field))}
    edits: tuple[Edit, ...] = (
        Add("work", new),
        Add("dependency", {"id": fresh_id(snapshot, "dependency", f"{stub}-first"), "before": stub, "after": after.id}),
        Change("dependency", one.id, {"kind": "FF", "lag_days": max(one.lag_days, 0.0) + INTEGRATION_DAYS}),
    )
    says = f"Agree on the interface of {before}, start {name} against a stand-in, and join both at the end."
    return Remedy(says, edits, people_of(one.provider, one.consumer or after.assignee))
