"""Playbook 12: a milestone is reached without one piece of work, which follows with a later one."""

from collections.abc import Iterator

from leadline.playbook.milestones import later_milestone
from leadline.playbook.plan import focus, is_awaited, is_only_work, name_of, people_of
from leadline.playbook.solution import solution
from leadline.playbook.words import is_sensitive
from leadline.program.case import Case
from leadline.program.edits import Change
from leadline.program.finding import Remedy


@solution(number=12, about=("milestone", "work"))
def defer_behind_flag(case: Case, subject: str) -> Iterator[Remedy]:
    """
    ## What it does
    The deciding work moves to the next milestone of its project.
    ## When it applies
    The work feeds the milestone directly, nothing else waits for it, it is not about safety, security, privacy, fraud, law,
    audit or certification, and its project has a milestone that is promised later or not at all. Whether it can be told apart is for the milestone's owner to say.
    ## How it is tried
    The work feeds the later milestone instead.
    ## Source
    SCIENCE.md §4, 12.
    """
    snapshot = case.snapshot
    for one in focus(case, subject):
        milestone = snapshot.find("milestone", one.milestone)
        if milestone is None or subject not in (f"work:{one.id}", f"milestone:{milestone.id}"):
            continue
        later = later_milestone(snapshot, milestone.id)
        if later is None or is_awaited(snapshot, one.id) or is_only_work(snapshot, one) or is_sensitive(snapshot, one):
            continue
        name, then = name_of(snapshot, "milestone", milestone.id), name_of(snapshot, "milestone", later.id)
        yield Remedy(
            f"Reach {name} without {one.name or one.id}, behind a flag, and finish it for {then}.",
            (Change("work", one.id, {"milestone": later.id}),),
            people_of(milestone.owner, one.assignee),
        )
        return
