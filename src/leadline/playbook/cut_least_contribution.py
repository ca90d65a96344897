"""Playbook 11: scope that contributes least to the goals is dropped."""

from collections.abc import Iterator

from leadline.playbook.milestones import contribution
from leadline.playbook.plan import deciding, is_awaited, is_only_work, name_of, open_work, people_of, subject_of
from leadline.playbook.solution import solution
from leadline.playbook.words import is_sensitive
from leadline.program.case import Case
from leadline.program.edits import Change
from leadline.program.finding import Remedy


@solution(number=11, about=("milestone", "work"))
def cut_least_contribution(case: Case, subject: str) -> Iterator[Remedy]:
    """
    ## What it does
    Of the milestone's own work that decides it, the piece that contributes least is dropped.
    ## When it applies
    It has not been started, nothing else waits for it, its milestone has other work, and it is not about safety, security,
    privacy, fraud, law, audit or certification. Contribution is the share of its
    project that serves goals, by their weight; on ties the lower priority goes. Work itself is only a subject where it is
    that piece. The owner of the milestone agrees.
    ## How it is tried
    The work is dropped, and whoever would have done it is free.
    ## Source
    SCIENCE.md §4, 11.
    """
    snapshot = case.snapshot
    item = open_work(snapshot).get(subject.removeprefix("work:"))
    milestone = snapshot.find("milestone", item.milestone) if item else subject_of(case, subject, "milestone")
    if milestone is None:
        return
    cuttable = [
        one for one in deciding(case, milestone.id)
        if one.milestone == milestone.id and one.state == "todo"
        and not is_awaited(snapshot, one.id) and not is_only_work(snapshot, one) and not is_sensitive(snapshot, one)
    ]  # fmt: skip
    least = min(cuttable, key=lambda one: (contribution(snapshot, one.project), one.priority), default=None)
    if least is None or (item and item.id != least.id):
        return
    says = f"Drop {least.name or least.id} from the scope of {name_of(snapshot, 'milestone', milestone.id)}."
    edit = Change("work", least.id, {"state": "dropped"})
    yield Remedy(says, (edit,), people_of(milestone.owner, snapshot.sponsor))
