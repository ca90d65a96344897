"""Playbook 34: a step that comes again and again is done by a machine."""

from collections import defaultdict
from collections.abc import Iterator

from leadline.playbook.milestones import owners_of
from leadline.playbook.pieces import PLACE, is_there, link, piece
from leadline.playbook.plan import feeding, open_work, people_of, scaled, subject_of
from leadline.playbook.solution import solution
from leadline.playbook.words import ROUTINE, speaks_of
from leadline.program.case import Case
from leadline.program.edits import Change, Edit
from leadline.program.finding import Remedy
from leadline.program.work import WorkItem

FEWEST, MOST = 3, 12
"""Steps of a kind from which it is worth it, and how many are changed at most."""
EFFORT = "5-8d"
LEFT = 0.5
"""What automating takes, and the share of each step that is left. Judgement: change them in the branch."""
SUFFIX = "automation"


@solution(number=34, about=("milestone",))
def automate_slow_step(case: Case, subject: str) -> Iterator[Remedy]:
    """
    ## What it does
    A step that the milestone needs three times or more is automated first.
    ## When it applies
    At least three pieces of open work of one kind feed the milestone, none of them started, and the kind is one that machines
    can do by its own word: a test, a deployment, an approval, a migration, a build, a check.
    ## How it is tried
    Five to eight days of work by the same team come before each of them, and each takes half as long.
    ## Source
    SCIENCE.md §4, 34; days and share are judgement.
    """
    snapshot, milestone = case.snapshot, subject_of(case, subject, "milestone")
    steps: dict[str, list[WorkItem]] = defaultdict(list)
    items = open_work(snapshot)
    for id in sorted(feeding(snapshot, milestone.id)) if milestone else ():
        one = items[id]
        if one.state == "todo" and one.estimate and speaks_of(ROUTINE, one.kind):
            steps[one.kind].append(one)
    slow = [own for own in steps.values() if len(own) >= FEWEST and not is_there(snapshot, own[0], SUFFIX)]
    worst = max(slow, key=lambda own: (_days(own), own[0].kind), default=[])
    if not worst:
        return
    first, few = worst[0], worst[:MOST]
    bare = {field: "" for field in PLACE if field in ("milestone", "kind") and getattr(first, field)}
    machine = piece(snapshot, first, SUFFIX, f"Automate every {first.kind}", EFFORT, **bare)
    edits: list[Edit] = [machine]
    for one in few:
        if one.estimate:
            edits += [link(snapshot, machine.value["id"], one.id)]
            edits += [Change("work", one.id, {"estimate": scaled(one.estimate, LEFT)})]
    says = f"Automate every {first.kind} first: {len(few)} are still to come."
    yield Remedy(says, tuple(edits), people_of(*owners_of(snapshot, first)))


def _days(items: list[WorkItem]) -> float:
    return sum(one.estimate.middle for one in items if one.estimate)
