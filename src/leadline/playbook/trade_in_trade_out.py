"""Playbook 31: for what came into a milestone, as much goes out."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from leadline.playbook.milestones import contribution, later_milestone
from leadline.playbook.plan import feeding, is_awaited, name_of, open_work, people_of, subject_of
from leadline.playbook.solution import solution
from leadline.playbook.words import is_sensitive
from leadline.program.case import Case
from leadline.program.edits import Change, Edit
from leadline.program.finding import Remedy
from leadline.program.work import WorkItem

MONTH = timedelta(days=30)
GROWTH = 0.02
"""Growth of effort in a month from which it is traded. Source: SCIENCE.md §4, 31."""


@solution(number=31, about=("milestone",))
def trade_in_trade_out(case: Case, subject: str) -> Iterator[Remedy]:
    """
    ## What it does
    Work that contributes least leaves the milestone, as much of it as came in during the last month.
    ## When it applies
    The open effort of the milestone has grown by more than 2 % in 30 days by work that was added, and it has other work that
    has not been started, is not about safety or law, and that nothing else waits for. The milestone's owner agrees.
    ## How it is tried
    That work moves to the next milestone of the project; where there is none, it is dropped.
    ## Source
    SCIENCE.md §4, 31. Growth that is still to come is not simulated, so the price is of what came in already.
    """
    snapshot, milestone = case.snapshot, subject_of(case, subject, "milestone")
    if milestone is None or milestone.done_on:
        return
    items = open_work(snapshot)
    sized = [items[id] for id in sorted(feeding(snapshot, milestone.id)) if items[id].estimate]
    came = [one for one in sized if one.created_on and one.created_on > snapshot.as_of - MONTH]
    before = [one for one in sized if one.created_on and one.created_on <= snapshot.as_of - MONTH]
    if not came or not before or _days(came) <= GROWTH * _days(before):
        return
    own = [one for one in before if one.milestone == milestone.id and one.state == "todo"]
    own = [one for one in own if not is_awaited(snapshot, one.id) and not is_sensitive(snapshot, one)]
    if not (out := _as_much(case, own, _days(came))):
        return
    later = later_milestone(snapshot, milestone.id)
    fields = {"milestone": later.id} if later else {"state": "dropped"}
    edits: tuple[Edit, ...] = tuple(Change("work", one.id, fields) for one in out)
    names = " and ".join(one.name or one.id for one in out[:3]) + (" and others" if len(out) > 3 else "")
    goes = f"moves to {name_of(snapshot, 'milestone', later.id)}" if later else "is dropped"
    says = f"For what came into {milestone.name or milestone.id} in the last month, as much goes out: {names} {goes}."
    yield Remedy(says, edits, people_of(milestone.owner, snapshot.sponsor))


def _days(items: Sequence[WorkItem]) -> float:
    return sum(one.estimate.middle for one in items if one.estimate)


def _as_much(case: Case, items: Sequence[WorkItem], days: float) -> list[WorkItem]:
    """Those that contribute least, until they are as much work as that; none that would overshoot it by half."""
    out: list[WorkItem] = []
    for one in sorted(items, key=lambda one: (contribution(case.snapshot, one.project), one.priority, one.id)):
        if _days(out) < days and _days([*out, one]) <= 1.5 * days:
            out.append(one)
    return out
