"""Playbook 8: a piece of work that is older than its like is finished by two, before anything else."""

from collections.abc import Iterator
from datetime import timedelta

from leadline.playbook.hands import called, holders, team_of
from leadline.playbook.pieces import is_there, piece
from leadline.playbook.plan import focus, people_of, scaled
from leadline.playbook.solution import solution
from leadline.program.case import Case
from leadline.program.edits import Change
from leadline.program.finding import Remedy
from leadline.program.people import Person
from leadline.program.snapshot import Snapshot
from leadline.program.work import WorkItem

FEWEST = 5
"""Finished items of a team and kind from which their ages say what is old."""
OLD = 0.85
FASTER = 1.5
"""What two do in the time of one. Source: SCIENCE.md §4, 8, judgement."""
SWARM = "swarm"


@solution(number=8, about=("work", "milestone"))
def swarm_on_oldest(case: Case, subject: str) -> Iterator[Remedy]:
    """
    ## What it does
    A second person drops what they do and helps to finish what has been in progress for too long.
    ## When it applies
    The work is in progress for longer than 85 % of the finished work of its team and kind took (five or more of them), it
    names a skill, and somebody else has declared that skill at the level it asks for.
    ## How it is tried
    What is left of it takes each of the two 1/1.5 of the time; the helper does that before all other work.
    ## Source
    SCIENCE.md §4, 8 and §2 (age percentile). Where the work has taken longer than anybody said it would, what is left is
    hard to shorten, and the price says so.
    """
    for item in sorted(focus(case, subject), key=lambda one: (one.started_on or case.snapshot.as_of, one.id)):
        left = case.outlook.items.get(item.id) if case.outlook else None
        if left is None or not item.estimate or not item.skill or not is_old(case.snapshot, item):
            continue
        if is_there(case.snapshot, item, SWARM) or left.effort_p50 < 1:
            continue
        helper = next(
            (one for one in holders(case.snapshot, item.skill, item.skill_level) if one.id != item.assignee), None
        )
        if helper:
            yield _swarm(case.snapshot, item, left.effort_p50, helper)
            return


def is_old(snapshot: Snapshot, item: WorkItem) -> bool:
    """True for work in progress that is older than 85 % of the finished work of its team and kind took."""
    if item.state != "doing" or item.started_on is None:
        return False
    team = team_of(snapshot, item)
    took = sorted(
        one.done_on - one.started_on for one in snapshot.work
        if one.state == "done" and one.done_on and one.started_on and one.kind == item.kind
        and team_of(snapshot, one) == team
    )  # fmt: skip
    usual = took[min(int(OLD * len(took)), len(took) - 1)] if len(took) >= FEWEST else timedelta.max
    return snapshot.as_of - item.started_on > usual


def _swarm(snapshot: Snapshot, item: WorkItem, left: float, helper: Person) -> Remedy:
    assert item.estimate  # noqa: S101 - asked by the caller; this is for the type checker
    name, share = item.name or item.id, left / FASTER
    whole = max(item.estimate.middle - left + share, share)
    first = max(one.priority for one in snapshot.work) + 1
    help_ = piece(
        snapshot, item, SWARM, f"Help to finish {name}", f"{round(share, 1)}d",
        assignee=helper.id, skill=item.skill, skill_level=item.skill_level, priority=first,
    )  # fmt: skip
    edits = (Change("work", item.id, {"estimate": scaled(item.estimate, whole / item.estimate.middle)}), help_)
    says = f"Ask {called(helper)} to help finish {name}, before any other work."
    return Remedy(says, edits, people_of(helper.id, item.assignee))
