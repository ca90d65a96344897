"""What drives a milestone's date, as the rows of a tornado."""

from collections.abc import Sequence
from dataclasses import dataclass

from leadline.charts import words
from leadline.charts.causes import Driver as Swing
from leadline.charts.causes import tornado
from leadline.direction.questions import Standing
from leadline.program.outlook import Driver

MOST = 8


@dataclass(frozen=True)
class DriverRow:
    """One driver: what it is, where to read about it, and its swing of P80 to both sides as a cell."""

    says: str
    sub: str
    url: str
    low: str
    high: str
    cell: str


def rows(now: Standing, drivers: Sequence[Driver]) -> tuple[DriverRow, ...]:
    """The drivers with the widest swing, all on one scale."""
    widest = sorted(drivers, key=lambda one: (one.low_days - one.high_days, one.subject))[:MOST]
    cells = tornado([Swing(one.subject, one.low_days, one.high_days) for one in widest])
    return tuple(_row(now, one, cell) for one, cell in zip(widest, cells, strict=True))


def _row(now: Standing, one: Driver, cell: str) -> DriverRow:
    noun, _, id = one.subject.partition(":")
    sub = f"{_fact(now, noun, id)}decides {words.share(one.decides)}"
    return DriverRow(
        now.name(noun, id), sub, now.url(noun, id), words.days(one.low_days), words.days(one.high_days), cell
    )


def _fact(now: Standing, noun: str, id: str) -> str:
    found = now.snapshot.find(noun, id)
    if found is None:
        return ""
    if noun == "risk":
        return f"{words.share(found.probability)} likely, " if found.probability is not None else "likelihood unknown, "
    given = getattr(found, "estimate", None) or getattr(found, "expected", None)
    if given is None:
        return ""
    return f"{given.low:g} to {given.high:g} days, " if not given.is_point else f"{given.low:g} days, "
