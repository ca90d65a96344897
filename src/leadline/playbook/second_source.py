"""Playbook 3: somebody else delivers what a supplier holds up."""

from leadline.playbook.plan import fresh_id, open_work, people_of, subject_of
from leadline.program.case import Case
from leadline.program.edits import Add, Change, Edit
from leadline.program.finding import Remedy
from leadline.program.risks import Roadblock
from leadline.program.snapshot import Snapshot
from leadline.program.work import WorkItem

SEARCH = "10-20d"
"""Working days to find and agree on another supplier. Judgement: change it in the branch before you accept."""


def second_source(case: Case, subject: str) -> list[Remedy]:
    """
    The work no longer waits for the roadblock but for a search for another supplier, and then starts.

    Precondition: a roadblock holds up work of a supplier that has not been started.
    """
    one = subject_of(case, subject, "roadblock")
    if not isinstance(one, Roadblock):
        return []
    held = [item for item in open_work(case.snapshot).values() if item.id in one.work]
    return [_switch(case.snapshot, one, item) for item in held if item.supplier and item.state == "todo"][:1]


def _switch(snapshot: Snapshot, one: Roadblock, item: WorkItem) -> Remedy:
    name = item.name or item.id
    search = fresh_id(snapshot, "work|milestone", f"{item.id}-second-source")
    link = fresh_id(snapshot, "dependency", f"{search}-first")
    new = {"id": search, "name": f"Find a second source for {name}", "project": item.project, "estimate": SEARCH}
    edits: tuple[Edit, ...] = (
        Change("roadblock", one.id, {"work": [id for id in one.work if id != item.id]}),
        Change("work", item.id, {"supplier": ""}),
        Add("work", new),
        Add("dependency", {"id": link, "before": search, "after": item.id}),
    )
    owner = getattr(snapshot.find("project", item.project), "owner", "")
    says = f"Find another supplier for {name} than {item.supplier}, and do not wait for this one."
    return Remedy(says, edits, people_of(owner, snapshot.sponsor))
