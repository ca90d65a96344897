"""Playbook 27: what only one person knows is written down."""

from collections.abc import Iterator
from datetime import timedelta

from leadline.playbook.single_holder import SingleHolder, single_holder, stand_in
from leadline.playbook.solution import solution
from leadline.program.case import Case
from leadline.program.finding import Remedy

WRITING = "1.5d"
"""Working days to record how it is done. Judgement."""
LEFT = 0.6
"""The share of the delay that an absence still costs: less is saved than by pairing. Judgement."""
STABLE = timedelta(days=60)


@solution(number=27, about=("risk", "work"))
def record_runbook(case: Case, subject: str) -> Iterator[Remedy]:
    """
    ## What it does
    The only one who can do the work records how it is done.
    ## When it applies
    As for number 26, and the area is stable: no requirement of the work has changed in the last 60 days.
    ## How it is tried
    It takes the holder a day and a half first, and leaves 60 % of the delay of an absence.
    ## Source
    SCIENCE.md §4, 27 (as 26, smaller); the shares are judgement.
    """
    one = single_holder(case, subject)
    if one and _is_stable(case, one):
        name = f"Record how {one.item.name or one.item.id} is done"
        says = "Ask {} for a day and a half to record how it is done."
        if found := stand_in(case, one, says, "runbook", name, WRITING, LEFT):
            yield found


def _is_stable(case: Case, one: SingleHolder) -> bool:
    since = case.snapshot.as_of - STABLE
    changed = [it.changed_on for it in case.snapshot.requirements if set(it.work) & set(one.risk.work)]
    return not any(day and day >= since for day in changed)
