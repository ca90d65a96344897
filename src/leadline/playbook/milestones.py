"""What standard solutions read of milestones: which one comes later, and who answers for what is in scope."""

from datetime import date

from leadline.playbook.plan import people_of
from leadline.program.commitments import commitment
from leadline.program.snapshot import Snapshot
from leadline.program.work import Milestone, WorkItem


def later_milestone(snapshot: Snapshot, milestone: str) -> Milestone | None:
    """The next open milestone of the same project: promised later, else not promised."""
    own = snapshot.find("milestone", milestone)
    if own is None or not own.project:
        return None
    due = due_of(snapshot, milestone)
    same = [one for one in snapshot.milestones if one.project == own.project and one.id != milestone]
    after = [
        one for one in same
        if one.done_on is None and (due_of(snapshot, one.id) > due or due_of(snapshot, one.id) == date.max)
    ]  # fmt: skip
    return min(after, key=lambda one: (due_of(snapshot, one.id), one.id), default=None)


def due_of(snapshot: Snapshot, milestone: str) -> date:
    """The day a milestone is committed for; `date.max` where it is not."""
    promise = commitment(snapshot, milestone)
    return promise.due if promise and promise.due else date.max


def owners_of(snapshot: Snapshot, item: WorkItem) -> tuple[str, ...]:
    """Who answers for the scope of an item: the owner of its milestone, else of its project, else the sponsor."""
    milestone, project = snapshot.find("milestone", item.milestone), snapshot.find("project", item.project)
    found = (milestone.owner if milestone else "") or (project.owner if project else "") or snapshot.sponsor
    return people_of(found)


def contribution(snapshot: Snapshot, project: str) -> float:
    """The share of a project that serves goals, by their weight; 0 for work of no project."""
    weights = {one.id: one.weight for one in snapshot.goals}
    found = snapshot.find("project", project)
    return sum(weights.get(part.goal, 0.0) * part.share for part in found.goals) if found else 0.0


def doers_of(snapshot: Snapshot, item: WorkItem) -> tuple[str, ...]:
    """Who has to agree to how an item is done: whom it is assigned to; while that is nobody, who answers for its scope."""
    return people_of(item.assignee) or owners_of(snapshot, item)
