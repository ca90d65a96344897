"""Playbook 40: a project that serves no goal and no promise stops, and its people switch."""

from collections.abc import Iterator

from leadline.playbook.milestones import contribution
from leadline.playbook.pieces import piece
from leadline.playbook.plan import feeding, focus, open_work, people_of, subject_of
from leadline.playbook.solution import solution
from leadline.program.case import Case
from leadline.program.commitments import commitments
from leadline.program.edits import Change, Edit
from leadline.program.finding import Remedy
from leadline.program.snapshot import Snapshot
from leadline.program.work import Project, WorkItem

SWITCH = "10d"
"""Working days that somebody who is in the middle of it takes to hand over. Source: SCIENCE.md §4, 40 (two weeks)."""


@solution(number=40, about=("project", "milestone"))
def pause_or_stop(case: Case, subject: str) -> Iterator[Remedy]:
    """
    ## What it does
    The project stops: its work is dropped, and whoever was in the middle of it takes two weeks to hand over.
    ## When it applies
    Goals are recorded and the project serves none of them; it does not keep the lights on; no promise, and no work of another
    project, waits for it. For a milestone: the project also claims hands that decide the milestone. Its owner and the sponsor
    agree.
    ## How it is tried
    Its open work is dropped, and each who has some of it in progress has two weeks of handing over first.
    ## Source
    SCIENCE.md §4, 40. What a project earns is not recorded, so only one that serves no goal is ever proposed.
    """
    snapshot = case.snapshot
    if not any(one.goals for one in snapshot.projects):
        return  # Where no project says what it serves, none can be said to serve nothing.
    own = subject_of(case, subject, "project")
    hands = {hand for one in focus(case, subject) for hand in (one.assignee, one.team) if hand}
    projects = [one for one in ([own] if own else snapshot.projects) if _serves_nothing(snapshot, one)]
    if not projects:
        return
    bound = _bound(case)
    for project in projects:
        items = [one for one in open_work(snapshot).values() if one.project == project.id]
        claims = own or any(hands & {one.assignee, one.team} for one in items)
        if items and claims and not bound & {one.id for one in items}:
            yield _stop(case, project, items)
            return


def _serves_nothing(snapshot: Snapshot, project: Project) -> bool:
    going = project.state in ("active", "planned") and not project.keeps_the_lights_on
    return going and not contribution(snapshot, project.id)


def _bound(case: Case) -> set[str]:
    """Open work that a promise, or work of another project, waits for."""
    snapshot, items = case.snapshot, open_work(case.snapshot)
    promised = {id for milestone in commitments(snapshot) for id in feeding(snapshot, milestone)}
    ends = ((items.get(one.before), items.get(one.after)) for one in snapshot.dependencies)
    return promised | {before.id for before, after in ends if before and after and before.project != after.project}


def _stop(case: Case, project: Project, items: list[WorkItem]) -> Remedy:
    snapshot, name = case.snapshot, project.name or project.id
    edits: list[Edit] = [Change("project", project.id, {"state": "dropped"})]
    edits += [Change("work", one.id, {"state": "dropped"}) for one in items]
    begun = {one.assignee: one for one in items if one.state == "doing" and one.assignee}
    first = max(one.priority for one in snapshot.work) + 1
    edits += [
        piece(snapshot, one, "hand-over", f"Hand over {name}", SWITCH, assignee=who, milestone="", priority=first)
        for who, one in sorted(begun.items())
    ]
    says = (
        f"Stop {name}: it serves no goal and no promise. Whoever is in the middle of it takes two weeks to hand over."
    )
    return Remedy(says, tuple(edits), people_of(project.owner, snapshot.sponsor, *sorted(begun)))
