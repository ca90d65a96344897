"""A milestone that comes later than was thought: whom that hits, which promises break, and what could be done. Results only."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from leadline.program.finding import Price

LONGEST_DAYS = 3_650
_BY = re.compile(r"\+?\s*(\d{1,4})\s*(d|days?|w|weeks?|m|months?)?", re.IGNORECASE)
_DAYS = {"d": 1, "w": 7, "m": 30}


def days_of(text: str) -> int:
    """
    Calendar days of a slip as people write it: `+3w`, `10d`, `2 weeks`, `1m` (30 days); a bare number is days.

    Raises:
        ValueError: it cannot be read, or is not between a day and ten years; with a sentence.
    """
    found = _BY.fullmatch(text.strip())
    days = int(found[1]) * _DAYS[(found[2] or "d")[0].lower()] if found else 0
    if not 1 <= days <= LONGEST_DAYS:
        raise ValueError(f"“{text[:40]}” is no slip. Write 3w for three weeks, 10d for ten days; ten years at most.")
    return days


@dataclass(frozen=True)
class Hit:
    """
    A milestone that gets later, or less likely: its promise, odds and P80 without the slip and with it.

    `people` are those who promised it and who own it.
    """

    milestone: str
    due: date | None
    odds_before: float | None
    odds_after: float | None
    p80_before: date | None
    p80_after: date | None
    people: tuple[str, ...] = ()

    @property
    def breaks(self) -> bool:
        """Whether the promise held in half of the futures or more, and now does in less."""
        return (
            self.odds_before is not None and self.odds_after is not None and self.odds_after < 0.5 <= self.odds_before
        )

    @property
    def fails(self) -> bool:
        """Whether the promise holds in less than half of the futures with the slip, as it may have done before."""
        return self.odds_after is not None and self.odds_after < 0.5

    @property
    def fell(self) -> float:
        """The share of odds that the promise loses; 0 where there are none."""
        return max((self.odds_before or 0.0) - (self.odds_after or 0.0), 0.0)

    @property
    def days(self) -> int | None:
        """Calendar days by which P80 gets later; None where it is unknown with the slip or without."""
        if self.p80_before is None or self.p80_after is None:
            return None
        return (self.p80_after - self.p80_before).days


@dataclass(frozen=True)
class LateDelivery:
    """A delivery promised to somebody that half of the futures kept, and less do now: its consumer waits in vain."""

    promise: str
    dependency: str
    due: date
    p50_before: date
    p50_after: date


@dataclass(frozen=True)
class WayOut:
    """Something to do about it, tried on the futures with the slip; `edits` in document form. Without a price it is to be agreed on."""

    says: str
    edits: tuple[Mapping[str, Any], ...] = field(default=(), hash=False)
    agree: tuple[str, ...] = ()
    cost_cents: int = 0
    price: Price | None = None


@dataclass(frozen=True)
class Preview:
    """What an audience would be told: its altitude, the stakeholders who read it, and the letter."""

    altitude: str
    readers: tuple[str, ...]
    subject: str
    text: str


@dataclass(frozen=True)
class Sign:
    """Something that was there to be seen before anybody said that it slips, with the day since when."""

    on: date
    says: str
    ref: str = ""


@dataclass(frozen=True)
class Restart:
    """A piece of work that the best plan starts on another day, or gives to others, because of the slip."""

    work: str
    start_before: date
    start_after: date
    people_before: tuple[str, ...] = ()
    people_after: tuple[str, ...] = ()


@dataclass(frozen=True)
class Slipped:
    """
    What a slip does, on the same futures with it and without it.

    `edits` are the slip itself, and `later_dates` those that move every promise that fails openly to its P80, in document
    form. `hits` has the milestone first, then those that break, then by days.
    `restarts` is how the best plan with the slip departs from the best one without.
    """

    milestone: str
    days: int
    as_of: date
    futures: int
    edits: tuple[Mapping[str, Any], ...] = field(default=(), hash=False)
    hits: tuple[Hit, ...] = ()
    deliveries: tuple[LateDelivery, ...] = ()
    ways: tuple[WayOut, ...] = ()
    later_dates: tuple[Mapping[str, Any], ...] = field(default=(), hash=False)
    previews: tuple[Preview, ...] = ()
    signs: tuple[Sign, ...] = ()
    restarts: tuple[Restart, ...] = ()
    end_before: date | None = None
    end_after: date | None = None

    @property
    def broken(self) -> tuple[Hit, ...]:
        """The promises that break."""
        return tuple(one for one in self.hits if one.breaks)
