"""Playbook 10: of a piece of work that is too large, the slice that a milestone needs comes first."""

from collections.abc import Iterator

from leadline.playbook.milestones import later_milestone, owners_of
from leadline.playbook.pieces import is_there, link, piece
from leadline.playbook.plan import focus, is_awaited, name_of, people_of, scaled
from leadline.playbook.solution import solution
from leadline.program.case import Case
from leadline.program.edits import Change
from leadline.program.finding import Remedy

OVERSIZED_DAYS = 10.0
"""Working days from which a piece of work is too large to be seen through. Source: SCIENCE.md §1 (two weeks), judgement."""
REST = "rest"


@solution(number=10, about=("work", "milestone"))
def split_by_value(case: Case, subject: str) -> Iterator[Remedy]:
    """
    ## What it does
    A large piece of work becomes two slices, each worth something by itself; the second follows with a later milestone.
    ## When it applies
    It has not been started, takes ten days or more, nothing but its milestone waits for it, and its project has a milestone
    that is promised later or not at all. Where it can be cut is for its owner and its doer to say.
    ## How it is tried
    Two pieces of half the estimate each, one after the other by the same hands; only the first feeds the milestone.
    ## Source
    SCIENCE.md §4, 10; halves are judgement. Both share the luck of their team.
    """
    snapshot = case.snapshot
    for item in focus(case, subject):
        if subject not in (f"work:{item.id}", f"milestone:{item.milestone}"):
            continue
        later = later_milestone(snapshot, item.milestone)
        oversized = item.state == "todo" and item.estimate and item.estimate.middle >= OVERSIZED_DAYS
        if not item.estimate or not oversized or later is None:
            continue
        if is_awaited(snapshot, item.id) or is_there(snapshot, item, REST):
            continue
        name, half = item.name or item.id, scaled(item.estimate, 0.5)
        same = {field: own for field in ("assignee", "skill") if (own := getattr(item, field))}
        rest = piece(
            snapshot, item, REST, f"{name}, the rest", half,
            milestone=later.id, skill_level=item.skill_level, **same,
        )  # fmt: skip
        says = (
            f"Split {name}: the slice that {name_of(snapshot, 'milestone', item.milestone)} needs first, the rest for"
            f" {name_of(snapshot, 'milestone', later.id)}."
        )
        edits = (Change("work", item.id, {"estimate": half}), rest, link(snapshot, item.id, rest.value["id"]))
        yield Remedy(says, edits, people_of(*owners_of(snapshot, item), item.assignee))
        return
