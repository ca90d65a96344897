"""Playbook 17: before work that nobody can size, a few days to find out."""

from collections.abc import Iterator

from leadline.playbook.milestones import doers_of
from leadline.playbook.pieces import is_there, link, piece
from leadline.playbook.plan import decides_often, focus, people_of
from leadline.playbook.solution import solution
from leadline.program.case import Case
from leadline.program.edits import Change
from leadline.program.finding import Remedy
from leadline.program.ranges import Range

TOP = 5
WIDE = 3.0
"""How many times its low end the high end of an estimate is, from which nobody knows. Judgement."""
SHORTEST_DAYS = 5.0
SPIKE = "2d"
SUFFIX = "spike"


@solution(number=17, about=("work", "milestone"))
def spike_first(case: Case, subject: str) -> Iterator[Remedy]:
    """
    ## What it does
    Two days, no more, go into finding out; if it would go badly, it is done another way.
    ## When it applies
    The work is one of the five that decide the milestone most, or decides a date often. It has not been started, takes five
    days or more, and the high end of its estimate is at least three times the low one.
    ## How it is tried
    Two days by the same hands before it, and an estimate whose high end comes half way to its middle: the worst way it could
    go is known by then and not gone. The price is positive only where that is worth more than the two days.
    ## Source
    SCIENCE.md §4, 17 (truncated distribution) and §2 (value of information); the cut is judgement.
    """
    snapshot = case.snapshot
    for item in focus(case, subject)[:TOP]:
        said = item.estimate
        if item.state != "todo" or said is None or said.middle < SHORTEST_DAYS or said.high < WIDE * max(said.low, 0.1):
            continue
        if is_there(snapshot, item, SUFFIX) or (subject.startswith("work:") and not decides_often(case, item)):
            continue
        name = item.name or item.id
        same = {field: own for field in ("assignee", "skill") if (own := getattr(item, field))}
        spike = piece(
            snapshot, item, SUFFIX, f"Find out how {name} can be done", SPIKE,
            milestone="", skill_level=item.skill_level, priority=item.priority, **same,
        )  # fmt: skip
        edits = (spike, link(snapshot, spike.value["id"], item.id), Change("work", item.id, {"estimate": _cut(said)}))
        says = f"Spend two days on how {name} can be done before it begins, and drop the way that would take longest."
        yield Remedy(says, edits, people_of(*doers_of(snapshot, item)))
        return


def _cut(said: Range) -> str:
    """The estimate with its high end half way, by ratio, to its middle; the middle stays."""
    return str(Range(said.low, round((said.high * said.middle) ** 0.5, 1), round(said.middle, 1)))
