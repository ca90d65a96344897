"""What drives a milestone's date, as the rows of a tornado."""

from collections.abc import Sequence

from leadline.charts import words
from leadline.charts.causes import Driver as Swing
from leadline.charts.causes import DriverRow, driver_row, tornado
from leadline.direction.questions import Standing
from leadline.program.outlook import Driver

MOST = 8


def rows(now: Standing, drivers: Sequence[Driver]) -> tuple[DriverRow, ...]:
    """The drivers with the widest swing, all on one scale."""
    widest = sorted(drivers, key=lambda one: (one.low_days - one.high_days, one.subject))[:MOST]
    swings = [Swing(now.name(*one.subject.split(":", 1)), one.low_days, one.high_days) for one in widest]
    return tuple(_row(now, *each) for each in zip(widest, swings, tornado(swings), strict=True))


def _row(now: Standing, one: Driver, swing: Swing, cell: str) -> DriverRow:
    noun, _, id = one.subject.partition(":")
    return driver_row(swing, cell, f"{_fact(now, noun, id)}decides {words.share(one.decides)}", now.url(noun, id))


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
