"""Playbook 13: a milestone is reached at a lower level of quality that was agreed, and the rest follows."""

from collections.abc import Iterator

from leadline.playbook.milestones import later_milestone, owners_of
from leadline.playbook.pieces import is_there, link, piece
from leadline.playbook.plan import focus, name_of, people_of, scaled
from leadline.playbook.solution import solution
from leadline.playbook.words import YES_OR_NO, is_sensitive, speaks_of
from leadline.program.case import Case
from leadline.program.edits import Change
from leadline.program.finding import Remedy

SPARED = 0.3
"""The share of the effort that the lower level spares. Judgement: change it in the branch before you accept."""
DEARER = 1.2
"""What it costs to add it later, for each day that was spared. Judgement."""
FULL = "full-level"


@solution(number=13, about=("work", "milestone"))
def reduce_acceptance_level(case: Case, subject: str) -> Iterator[Remedy]:
    """
    ## What it does
    A piece of work is accepted at a lower level that was agreed, and brought to the full one later.
    ## When it applies
    It has not been started, feeds the milestone directly and says how it is accepted, which is no plain yes or no such as a
    signature. It is not about safety, security,
    privacy, fraud, law, audit or certification, by its own words and those of its requirements, and no decision about it
    touches safety, law or people. The owner of the milestone and those who wrote its requirements agree.
    ## How it is tried
    It takes 30 % less; the rest, a fifth dearer, follows it for a later milestone of the project, or for none.
    ## Source
    SCIENCE.md §4, 13; the shares are judgement.
    """
    snapshot = case.snapshot
    for item in focus(case, subject):
        if subject not in (f"work:{item.id}", f"milestone:{item.milestone}"):
            continue
        if item.state != "todo" or not item.milestone or not item.acceptance or not item.estimate:
            continue
        if is_sensitive(snapshot, item) or speaks_of(YES_OR_NO, item.name, item.acceptance):
            continue
        if is_there(snapshot, item, FULL):
            continue
        later = later_milestone(snapshot, item.milestone)
        name = item.name or item.id
        less, rest = scaled(item.estimate, 1 - SPARED), scaled(item.estimate, SPARED * DEARER)
        same = {field: own for field in ("assignee", "skill") if (own := getattr(item, field))}
        full = piece(
            snapshot, item, FULL, f"Bring {name} to its full level", rest, milestone=later.id if later else "",
            acceptance=item.acceptance, skill_level=item.skill_level, **same,
        )  # fmt: skip
        lower = Change("work", item.id, {"estimate": less, "acceptance": f"First level of: {item.acceptance}"})
        authors = [one.author for one in snapshot.requirements if item.id in one.work]
        yield Remedy(
            f"Agree on a first level at which {name} is good enough for"
            f" {name_of(snapshot, 'milestone', item.milestone)}, and bring it to the full one later.",
            (lower, full, link(snapshot, item.id, full.value["id"])),
            people_of(*owners_of(snapshot, item), *authors, item.assignee),
        )
        return
