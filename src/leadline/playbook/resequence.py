"""Playbook 4: what a milestone or a piece of work waits for goes before other work of the same people, or before one piece."""

from collections.abc import Iterator

from leadline.playbook.plan import feeding, focus, fresh_id, name_of, open_work, people_of
from leadline.playbook.solution import solution
from leadline.program.case import Case
from leadline.program.edits import Add, Change, Edit
from leadline.program.finding import Remedy
from leadline.program.work import WorkItem

OFTEN = 0.2
"""Share of the futures in which a hand-off decides, from which on it is worth fixing."""


@solution(number=4, about=("milestone", "work"))
def resequence(case: Case, subject: str) -> Iterator[Remedy]:
    """
    ## What it does
    The open work that feeds the milestone, or the work and what it waits for, goes before all other work. Or one hand-off is
    fixed: a single piece of other work waits until one that decides the date is done, also when its people are free before.
    ## When it applies
    Whoever does its deciding work also has open work that it does not need, and begins with that in half of the futures. A
    hand-off: in a fifth of the futures the date waits for somebody who is still at the other piece, which they began while
    the one that decides was waiting for its own inputs. No priority helps there.
    ## How it is tried
    It gets a higher priority than any other open work; the simulation hands people the work of highest priority first. A
    hand-off becomes a dependency, which holds in every future.
    ## Source
    SCIENCE.md §4, 4. Arcs that fix an order on top of priorities: Ashtiani, Leus and Aryanezhad 2011.
    """
    yield from _all_of_it(case, subject)
    yield from _one_handoff(case, subject)


def _all_of_it(case: Case, subject: str) -> Iterator[Remedy]:
    items, snapshot, decisive = open_work(case.snapshot), case.snapshot, focus(case, subject)
    noun, _, id = subject.partition(":")
    needed = feeding(snapshot, id) if decisive else set()
    hands = {hand for one in decisive for hand in (one.assignee, one.team) if hand}
    others = [one for one in items.values() if one.id not in needed and hands & {one.assignee, one.team}]
    first = max((one.priority for one in others), default=0) + 1
    edits: list[Edit] = [Change("work", id, {"priority": first}) for id in sorted(needed) if items[id].priority < first]
    late = [items[id] for id in needed if items[id].state == "todo"]
    if not edits or not any(_goes_before(case, other, one) for other in others for one in late):
        return
    name = name_of(snapshot, noun, id)
    goes = f"the work for {name}" if noun == "milestone" else name
    owners = {getattr(snapshot.find("project", one.project), "owner", "") for one in others}
    own = getattr(snapshot.find(noun, id), "owner", "")
    says = f"Let {goes} go first, before other work of the same people."
    yield Remedy(says, tuple(edits), people_of(own, *sorted(owners)))


def _one_handoff(case: Case, subject: str) -> Iterator[Remedy]:
    snapshot, items = case.snapshot, open_work(case.snapshot)
    needed = feeding(snapshot, subject.partition(":")[2])
    for one in case.outlook.handoffs if case.outlook else ():
        first, then = items.get(one.before), items.get(one.after)
        if one.share < OFTEN or not first or not then or first.state != "todo":
            continue
        if (
            len(feeding(snapshot, then.id)) > 1
            and then.id in needed
            and first.id not in needed
            and first.id not in feeding(snapshot, then.id)
        ):
            fixed = {
                "id": fresh_id(snapshot, "dependency", f"{then.id}-{first.id}"),
                "before": then.id,
                "after": first.id,
            }
            project = snapshot.find("project", first.project)
            says = f"Let {first.name or first.id} wait until {then.name or then.id} is done, whoever is free before."
            yield Remedy(says, (Add("dependency", fixed),), people_of(getattr(project, "owner", "")))
            return


def _goes_before(case: Case, other: WorkItem, one: WorkItem) -> bool:
    """True where the same hands begin with the other, by P50; where it was not simulated, it may be so."""
    if not {other.assignee, other.team} & {one.assignee, one.team} - {""} or other.state != "todo":
        return False
    seen = case.outlook.items if case.outlook else {}
    return other.id not in seen or one.id not in seen or seen[other.id].start_p50 < seen[one.id].start_p50
