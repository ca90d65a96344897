"""What the record knows to have come between a forecast and its end: work that was added, roadblocks, and late deliveries."""

from datetime import date

from leadline.program.promises import Promise
from leadline.program.snapshot import Snapshot
from leadline.program.track_record import Miss


def since(snapshot: Snapshot, miss: Miss) -> str:
    """What came in between for a milestone, in a sentence; empty where nothing is known, or it is about something else."""
    if miss.question not in ("network", "scope"):
        return ""
    own = {one.id: one for one in snapshot.work if one.milestone == miss.subject}
    fed = {miss.subject, *own}
    said = [
        _counted(sum(_after(one.created_on, miss) for one in own.values()), "piece of work was", "pieces of work were", "added"),
        _counted(sum(_after(one.since, miss) and bool(fed.intersection(one.work)) for one in snapshot.roadblocks), "roadblock", "roadblocks", "came up"),
        _counted(sum(_late(one, miss) for one in snapshot.promises if one.milestone in fed), "date of its own was", "dates of its own were", "missed"),
    ]  # fmt: skip
    told = [one for one in said if one]
    return f"Since then {' and '.join([', '.join(told[:-1]), told[-1]] if len(told) > 1 else told)}." if told else ""


def _after(day: date | None, miss: Miss) -> bool:
    return day is not None and day > miss.made_on and (miss.happened_on is None or day <= miss.happened_on)


def _late(promise: Promise, miss: Miss) -> bool:
    return promise.state == "missed" and _after(promise.due, miss)


def _counted(count: int, one: str, many: str, did: str) -> str:
    return f"{count} {one if count == 1 else many} {did}" if count else ""
