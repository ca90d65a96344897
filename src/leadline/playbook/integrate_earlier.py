"""Playbook 16: what is joined at the very end is joined in two steps, the first as soon as half of it is there."""

from collections.abc import Iterator

from leadline.playbook.milestones import owners_of
from leadline.playbook.pieces import is_there, link, piece
from leadline.playbook.plan import focus, open_work, people_of, scaled
from leadline.playbook.solution import solution
from leadline.program.case import Case
from leadline.program.edits import Change, Edit
from leadline.program.finding import Remedy
from leadline.program.work import WorkItem

FEWEST = 3
SHORTEST_DAYS = 4.0
FIRST, REST = 0.5, 0.6
"""Shares of the effort in the first step and in the second: together a tenth more. Judgement."""
EARLY = "first-step"


@solution(number=16, about=("work", "milestone"))
def integrate_earlier(case: Case, subject: str) -> Iterator[Remedy]:
    """
    ## What it does
    A piece of work that joins three others or more is done in two steps: the first when those that come first are there.
    ## When it applies
    It has not been started, takes four days or more, and waits for the finish of at least three open pieces of work, not all
    of which end at the same time.
    ## How it is tried
    A first step of half its effort waits for the earlier half of them, by P50 of their finishes; the second, of 60 %, for all
    and for the first. That defects are found earlier is not simulated.
    ## Source
    SCIENCE.md §4, 16; the shares are judgement.
    """
    snapshot = case.snapshot
    for item in focus(case, subject):
        if item.state != "todo" or not item.estimate or item.estimate.middle < SHORTEST_DAYS:
            continue
        early = _early(case, item)
        if not early or is_there(snapshot, item, EARLY):
            continue
        name = item.name or item.id
        same = {field: own for field in ("assignee", "skill") if (own := getattr(item, field))}
        first = piece(
            snapshot, item, EARLY, f"{name}, first step", scaled(item.estimate, FIRST),
            skill_level=item.skill_level, priority=item.priority, **same,
        )  # fmt: skip
        id = first.value["id"]
        edits: list[Edit] = [first, Change("work", item.id, {"estimate": scaled(item.estimate, REST)})]
        edits += [*(link(snapshot, one, id) for one in early), link(snapshot, id, item.id)]
        says = f"Do {name} in two steps, the first as soon as {len(early)} of the things that it joins are there."
        yield Remedy(says, tuple(edits), people_of(*owners_of(snapshot, item), item.assignee))
        return


def _early(case: Case, item: WorkItem) -> list[str]:
    """Of what it waits for, the earlier half; empty where that is too little or all ends at once."""
    items, seen = open_work(case.snapshot), case.outlook.items if case.outlook else {}
    waited = {
        one.before for one in case.snapshot.dependencies
        if one.after == item.id and one.kind == "FS" and one.before in items and one.before in seen
    }  # fmt: skip
    order = sorted(waited, key=lambda id: (seen[id].finish_p50, id))
    early = order[: (len(order) + 1) // 2]
    if len(order) < FEWEST or seen[early[-1]].finish_p50 >= seen[order[-1]].finish_p50:
        return []
    return early
