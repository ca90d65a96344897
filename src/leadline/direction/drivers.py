"""What drives a milestone's date, as the rows of a tornado: bars are computed here, the template only places them."""

from collections.abc import Sequence
from dataclasses import dataclass

from leadline.charts import words
from leadline.direction.questions import Standing
from leadline.program.outlook import Driver

MOST = 8
LEFT, WIDE = 2.0, 96.0


@dataclass(frozen=True)
class DriverRow:
    """One driver: what it is, where to read about it, and its swing of P80 to both sides."""

    says: str
    sub: str
    url: str
    low: str
    high: str
    zero: float
    early_x: float
    early_width: float
    late_width: float


def rows(now: Standing, drivers: Sequence[Driver]) -> tuple[DriverRow, ...]:
    """The drivers with the widest swing, all on one scale."""
    widest = sorted(drivers, key=lambda one: (one.low_days - one.high_days, one.subject))[:MOST]
    early = max((-one.low_days for one in widest), default=0.0)
    late = max((one.high_days for one in widest), default=0.0)
    scale = WIDE / (early + late) if early + late > 0 else 0.0
    zero = LEFT + early * scale
    return tuple(_row(now, one, zero, scale) for one in widest)


def _row(now: Standing, one: Driver, zero: float, scale: float) -> DriverRow:
    noun, _, id = one.subject.partition(":")
    return DriverRow(
        says=now.name(noun, id),
        sub=f"{_fact(now, noun, id)}decides {words.share(one.decides)}",
        url=now.url(noun, id),
        low=words.days(one.low_days),
        high=words.days(one.high_days),
        zero=round(zero, 1),
        early_x=round(zero + one.low_days * scale, 1),
        early_width=round(-one.low_days * scale, 1),
        late_width=round(one.high_days * scale, 1),
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
