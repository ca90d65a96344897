"""Playbook 4: what a milestone waits for goes before other work of the same people."""

from leadline.playbook.plan import deciding, feeding, name_of, open_work, people_of, subject_of
from leadline.program.case import Case
from leadline.program.edits import Change, Edit
from leadline.program.finding import Remedy


def resequence(case: Case, subject: str) -> list[Remedy]:
    """
    The open work that feeds the milestone gets a higher priority than all other work.

    Precondition: whoever does its deciding work also has open work that it does not need.
    """
    milestone, snapshot = subject_of(case, subject, "milestone"), case.snapshot
    if milestone is None:
        return []
    needed, items = feeding(snapshot, milestone.id), open_work(snapshot)
    hands = {hand for one in deciding(case, milestone.id) for hand in (one.assignee, one.team) if hand}
    others = [one for one in items.values() if one.id not in needed and hands & {one.assignee, one.team}]
    first = max((one.priority for one in others), default=0) + 1
    edits: list[Edit] = [Change("work", id, {"priority": first}) for id in sorted(needed) if items[id].priority < first]
    if not others or not edits:
        return []
    name = name_of(snapshot, "milestone", milestone.id)
    owners = {getattr(snapshot.find("project", one.project), "owner", "") for one in others}
    says = f"Let the work for {name} go first, before other work of the same people."
    return [Remedy(says, tuple(edits), people_of(milestone.owner, *sorted(owners)))]
