"""What one program must know of another: claims on shared people, and commitments on the same futures."""

from datetime import date, timedelta

from leadline.program.commitments import commitments
from leadline.program.outlook import Outlook
from leadline.program.people import Allocation
from leadline.program.snapshot import Elsewhere, ElsewherePromise, Snapshot

DECIDES = 0.2


def share_people(one: Snapshot, other: Snapshot) -> bool:
    """Whether two programs have a person in common."""
    return bool({person.id for person in one.people} & {person.id for person in other.people})


def elsewhere_of(snapshot: Snapshot, outlook: Outlook | None) -> Elsewhere:
    """A program seen from another one: names, claims, dates and odds, nothing else."""
    names = {one.id: one.name or one.id for one in snapshot.milestones}
    promises = tuple(
        ElsewherePromise(
            id,
            names.get(id, id),
            promise.due,
            _odds(outlook, id, promise.due),
            outlook.holds.get(id, "") if outlook else "",
        )
        for id, promise in commitments(snapshot).items()
    )
    driving = tuple(sorted({one.assignee for one in snapshot.work if one.assignee and _decides(outlook, one.id)}))
    return Elsewhere(snapshot.id, snapshot.name, claims(snapshot), driving, promises)


def claims(snapshot: Snapshot) -> tuple[Allocation, ...]:
    """The time a program claims of people: its recorded allocations, and for people without any the capacity they give it."""
    allocated = {one.person for one in snapshot.allocations}
    standing = tuple(
        Allocation(f"capacity-{one.id}", one.id, "", one.capacity, snapshot.as_of, snapshot.as_of + timedelta(weeks=8))
        for one in snapshot.people
        if one.id not in allocated
        and not one.outside
        and any(item.assignee == one.id for item in snapshot.work if item.state in ("todo", "doing"))
    )
    return (*snapshot.allocations, *standing)


def _odds(outlook: Outlook | None, milestone: str, due: date | None) -> float | None:
    foreseen = outlook.milestones.get(milestone) if outlook else None
    return foreseen.odds_of(due) if foreseen and due else None


def _decides(outlook: Outlook | None, item: str) -> bool:
    foreseen = outlook.items.get(item) if outlook else None
    return bool(foreseen and foreseen.decides >= DECIDES)
