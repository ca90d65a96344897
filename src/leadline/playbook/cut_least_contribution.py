"""Playbook 11: scope that contributes least to the goals is dropped."""

from leadline.playbook.plan import deciding, is_awaited, is_only_work, name_of, people_of, subject_of
from leadline.program.case import Case
from leadline.program.edits import Change
from leadline.program.finding import Remedy
from leadline.program.snapshot import Snapshot
from leadline.program.work import WorkItem


def cut_least_contribution(case: Case, subject: str) -> list[Remedy]:
    """
    Of the milestone's own work that decides it, the piece that contributes least is dropped.

    Precondition: it has not been started, nothing else waits for it, and its milestone has other work. Contribution is
    the share of its project that serves goals, by their weight; on ties the lower priority goes. The owner of the
    milestone agrees.
    """
    milestone, snapshot = subject_of(case, subject, "milestone"), case.snapshot
    if milestone is None:
        return []
    cuttable = [
        one for one in deciding(case, milestone.id)
        if one.milestone == milestone.id and one.state == "todo"
        and not is_awaited(snapshot, one.id) and not is_only_work(snapshot, one)
    ]  # fmt: skip
    least = min(cuttable, key=lambda one: (_contribution(snapshot, one), one.priority), default=None)
    if least is None:
        return []
    says = f"Drop {least.name or least.id} from the scope of {name_of(snapshot, 'milestone', milestone.id)}."
    edit = Change("work", least.id, {"state": "dropped"})
    return [Remedy(says, (edit,), people_of(milestone.owner, snapshot.sponsor))]


def _contribution(snapshot: Snapshot, item: WorkItem) -> float:
    weights = {one.id: one.weight for one in snapshot.goals}
    project = snapshot.find("project", item.project)
    return sum(weights.get(part.goal, 0.0) * part.share for part in project.goals) if project else 0.0
