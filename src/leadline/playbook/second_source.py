"""Playbook 3: somebody else delivers what a supplier holds up."""

from collections.abc import Iterator

from leadline.playbook.pieces import link, piece
from leadline.playbook.plan import open_work, people_of, standing
from leadline.playbook.solution import solution
from leadline.program.case import Case
from leadline.program.edits import Change, Edit
from leadline.program.finding import Remedy
from leadline.program.risks import Roadblock
from leadline.program.snapshot import Snapshot
from leadline.program.work import WorkItem

SEARCH = "10-20d"
"""Working days to find and agree on another supplier. Judgement: change it in the branch before you accept."""


@solution(number=3, about=("roadblock",))
def second_source(case: Case, subject: str) -> Iterator[Remedy]:
    """
    ## What it does
    The work no longer waits for the roadblock but for a search for another supplier, and then starts.
    ## When it applies
    A roadblock holds up work of a supplier that has not been started.
    ## How it is tried
    The roadblock holds this work no more. A search of ten to twenty days comes before it, and the work no longer shares the
    luck of its old supplier.
    ## Source
    SCIENCE.md §4, 3; the days are judgement. Both suppliers at once, and whoever is first, cannot be said in edits.
    """
    one = standing(case, subject)
    held = [item for item in open_work(case.snapshot).values() if item.id in one.work] if one else []
    found = next((item for item in held if item.supplier and item.state == "todo"), None)
    if one and found:
        yield _switch(case.snapshot, one, found)


def _switch(snapshot: Snapshot, one: Roadblock, item: WorkItem) -> Remedy:
    name = item.name or item.id
    search = piece(snapshot, item, "second-source", f"Find a second source for {name}", SEARCH, milestone="")
    edits: tuple[Edit, ...] = (
        Change("roadblock", one.id, {"work": [id for id in one.work if id != item.id]}),
        Change("work", item.id, {"supplier": ""}),
        search,
        link(snapshot, search.value["id"], item.id),
    )
    owner = getattr(snapshot.find("project", item.project), "owner", "")
    says = f"Find another supplier for {name} than {item.supplier}, and do not wait for this one."
    return Remedy(says, edits, people_of(owner, snapshot.sponsor))
