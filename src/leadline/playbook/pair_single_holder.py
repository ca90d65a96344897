"""Playbook 26: somebody works beside the only one who can do it."""

from collections.abc import Iterator

from leadline.playbook.single_holder import single_holder, stand_in
from leadline.playbook.solution import solution
from leadline.program.case import Case
from leadline.program.finding import Remedy

PAIRING = "2.3d"
"""15 % of three weeks. Source: SCIENCE.md §4, 26, judgement."""
LEFT = 0.3
"""The share of the delay that an absence still costs. Source: SCIENCE.md §4, 26, judgement."""


@solution(number=26, about=("risk", "work"))
def pair_single_holder(case: Case, subject: str) -> Iterator[Remedy]:
    """
    ## What it does
    For three weeks a colleague works beside the only one who can do the work.
    ## When it applies
    A risk is recorded that somebody is away, with its chance and its delay; the work it hits is assigned to one person, who
    alone has declared the skill for it; and nothing is planned against it. Who joins is for the team to say.
    ## How it is tried
    It takes 15 % of the holder's three weeks first, and leaves 30 % of the delay of an absence.
    ## Source
    SCIENCE.md §4, 26 and §2 (bus factor); the shares are judgement. Absences that nobody has recorded as a risk are not
    simulated.
    """
    if one := single_holder(case, subject):
        name = f"Let a colleague work beside whoever does {one.item.name or one.item.id}"
        says = "Let a colleague work beside {} for three weeks."
        if found := stand_in(case, one, says, "pairing", name, PAIRING, LEFT):
            yield found
