"""Who could do a piece of work: declared skills, whether they are there, and nothing else about a person."""

from collections.abc import Mapping
from datetime import date
from statistics import median

from leadline.program.people import Person
from leadline.program.snapshot import Snapshot
from leadline.program.work import WorkItem


def team_of(snapshot: Snapshot, item: WorkItem) -> str:
    """The team an item belongs to: its own, that of whom it is assigned to, or that of its project."""
    person, project = snapshot.find("person", item.assignee), snapshot.find("project", item.project)
    return item.team or (person.team if person else "") or (project.team if project else "")


def holders(snapshot: Snapshot, skill: str, level: int, team: str | None = None) -> list[Person]:
    """Who has declared a skill at that level or above and is there, by name; of one team where it is given."""
    found = [
        one for one in snapshot.people
        if level_of(one, skill, snapshot.as_of) >= max(level, 1) and is_there(one) and (team is None or one.team == team)
    ]  # fmt: skip
    return sorted(found, key=lambda one: (one.name, one.id))


def level_of(person: Person, skill: str, on: date) -> int:
    """The level somebody has in a skill on a day, as they declared it; 0 for none, and before a training has raised it."""
    held = (own.level for own in person.skills if own.name == skill and (own.since is None or own.since <= on))
    return max(held, default=0)


def is_there(person: Person) -> bool:
    """True for one of ours who has time for the program."""
    return not person.outside and person.capacity > 0


def called(person: Person) -> str:
    """What somebody is called."""
    return person.name or person.id


MANY = 3
"""People of whom a median is told; of fewer it would tell what one of them costs."""


def usual_rate(snapshot: Snapshot, team: str) -> int | None:
    """
    What a day of somebody new is taken to cost, in cents: the median day rate of the team, else of the whole program;
    None where fewer than three have a rate on record.
    """
    rates = [(one.team, one.day_rate_cents) for one in snapshot.people if one.day_rate_cents and not one.outside]
    for known in ([rate for where, rate in rates if where == team], [rate for _, rate in rates]):
        if len(known) >= MANY:
            return round(median(known))
    return None


def costing(person: Mapping[str, object], rate: int | None) -> dict[str, object]:
    """The fields of somebody new, with a day rate where one is known."""
    return {**person} if rate is None else {**person, "day_rate_cents": rate}
