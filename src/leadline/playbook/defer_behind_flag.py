"""Playbook 12: a milestone is reached without one piece of work, which follows with a later one."""

from datetime import date

from leadline.playbook.plan import deciding, is_awaited, is_only_work, name_of, people_of, subject_of
from leadline.program.case import Case
from leadline.program.commitments import commitment
from leadline.program.edits import Change
from leadline.program.finding import Remedy
from leadline.program.snapshot import Snapshot
from leadline.program.work import Milestone


def defer_behind_flag(case: Case, subject: str) -> list[Remedy]:
    """
    The deciding work moves to the next milestone of its project.

    Precondition: the work feeds the milestone directly, nothing else waits for it, and its project has a milestone
    that is promised later or not at all. Whether it can be told apart is for the milestone's owner to say.
    """
    milestone, snapshot = subject_of(case, subject, "milestone"), case.snapshot
    later = _later(snapshot, milestone) if milestone else None
    if milestone is None or later is None:
        return []
    separable = [
        one for one in deciding(case, milestone.id)
        if one.milestone == milestone.id and not is_awaited(snapshot, one.id) and not is_only_work(snapshot, one)
    ]  # fmt: skip
    name, then = name_of(snapshot, "milestone", milestone.id), name_of(snapshot, "milestone", later.id)
    return [
        Remedy(
            f"Reach {name} without {one.name or one.id}, behind a flag, and finish it for {then}.",
            (Change("work", one.id, {"milestone": later.id}),),
            people_of(milestone.owner, one.assignee),
        )
        for one in separable[:1]
    ]


def _later(snapshot: Snapshot, milestone: Milestone) -> Milestone | None:
    """The next open milestone of the same project: promised later, else not promised."""
    due = _due(snapshot, milestone.id)
    same = [one for one in snapshot.milestones if one.project == milestone.project and one.id != milestone.id]
    after = [
        one
        for one in same
        if one.done_on is None and (_due(snapshot, one.id) > due or _due(snapshot, one.id) == date.max)
    ]
    return min(after, key=lambda one: (_due(snapshot, one.id), one.id), default=None) if milestone.project else None


def _due(snapshot: Snapshot, milestone: str) -> date:
    promise = commitment(snapshot, milestone)
    return promise.due if promise and promise.due else date.max
