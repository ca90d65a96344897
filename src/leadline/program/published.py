"""The plan that was published, as it stands on the work, and how a newer plan departs from it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from leadline.program.edits import Change
from leadline.program.plan import Plan
from leadline.program.snapshot import Snapshot
from leadline.program.work import WorkItem


@dataclass(frozen=True)
class Slot:
    """
    When a piece of work is planned, and for whom, both days included.

    `first` is None where nobody of the program begins it, such as a delivery from outside or a release train: it ends on a day,
    and when it begins is nothing that anybody could follow.
    """

    first: date | None = None
    last: date | None = None
    people: tuple[str, ...] = ()


@dataclass(frozen=True)
class Departure:
    """One open piece of work that is planned otherwise than published. `was` is None where it is new in the plan, `now` where it left."""

    id: str
    was: Slot | None
    now: Slot | None

    @property
    def moved(self) -> bool:
        """Whether its days are others; False where only its people are."""
        return (
            self.was is None or self.now is None or (self.was.first, self.was.last) != (self.now.first, self.now.last)
        )

    @property
    def handed_over(self) -> bool:
        """Whether it is for other people than was published."""
        return self.was is not None and self.now is not None and set(self.was.people) != set(self.now.people)


def published_slot(item: WorkItem) -> Slot | None:
    """What was last published of a piece of work; None where nothing was."""
    if not (item.planned_from or item.planned_to or item.planned_for):
        return None
    return Slot(item.planned_from, item.planned_to, item.planned_for)


def planned_slot(snapshot: Snapshot, plan: Plan, item: WorkItem) -> Slot | None:
    """What a plan says of a piece of work; None where it is not in it. Who has left the program since is left out."""
    found = plan.items.get(item.id)
    if found is None:
        return None
    people = tuple(dict.fromkeys(one for one in found.people if snapshot.find("person", one)))
    return Slot(found.start_on if found.people else None, found.finish_on, people)


def departures(snapshot: Snapshot, plan: Plan) -> tuple[Departure, ...]:
    """How a plan departs from what is published of the work that is open, in the plan's order; what left the plan stands last."""
    place = {id: n for n, id in enumerate(plan.order)}
    found = [Departure(one.id, was, now) for one, was, now in _open_slots(snapshot, plan) if was != now]
    return tuple(sorted(found, key=lambda one: (place.get(one.id, len(place)), one.id)))


def is_published(snapshot: Snapshot) -> bool:
    """Whether any open work has a plan that was published."""
    return any(published_slot(one) for one in snapshot.work if one.state in ("todo", "doing"))


def publishing(snapshot: Snapshot, plan: Plan) -> tuple[Change, ...]:
    """The edits that write a plan to the work; only what differs from what is published."""
    return tuple(_change(one) for one in departures(snapshot, plan))


def _open_slots(snapshot: Snapshot, plan: Plan) -> Iterator[tuple[WorkItem, Slot | None, Slot | None]]:
    for one in snapshot.work:
        if one.state in ("todo", "doing"):
            yield one, published_slot(one), planned_slot(snapshot, plan, one)


def _change(one: Departure) -> Change:
    was, now = _fields(one.was or Slot()), _fields(one.now or Slot())
    return Change("work", one.id, {name: value for name, value in now.items() if value != was[name]})


def _fields(slot: Slot) -> dict[str, object]:
    return {
        "planned_from": slot.first.isoformat() if slot.first else None,
        "planned_to": slot.last.isoformat() if slot.last else None,
        "planned_for": list(slot.people),
    }
