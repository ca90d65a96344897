"""How true a program's forecasts were: what is counted, and how it is kept with a round."""

from dataclasses import dataclass
from datetime import date

FEWEST = 20
"""Forecasts that must have been put to the test before a share is called good or bad (FORECAST.md §6)."""


@dataclass(frozen=True)
class Held:
    """
    Of the forecasts at one share whose day has passed: how many, about how many things, and how many had come by then.

    `promised` is the share they really promised: on a day on which much comes at once, such as that of a release, P50 and P80 may
    be one day, and what is foreseen for it is more than half.

    `low` and `high` are the band in which nine of ten programs would be whose forecasts at this share are true. Forecasts of
    one thing hold or fail together, so the band is that of so many things, and not of so many forecasts.
    """

    share: float
    count: int
    subjects: int
    held: int
    low: float
    high: float
    promised: float = 0.0

    @property
    def came(self) -> float | None:
        """The share that had come by its day; None where none was put to the test."""
        return self.held / self.count if self.count else None

    @property
    def verdict(self) -> str:
        """`early`: fewer tests than one can judge by. `true`, `too-bold` or `too-careful`: inside, below or above the band."""
        if self.came is None or self.subjects < FEWEST:
            return "early"
        return "too-bold" if self.came < self.low else "too-careful" if self.came > self.high else "true"


@dataclass(frozen=True)
class Width:
    """How many days lay between P20 and P80 on average, of forecasts made in a month (its first day)."""

    month: date
    days: float
    count: int


@dataclass(frozen=True)
class Miss:
    """
    A forecast that missed its P80 most: what it was about, when it was made, its P80 day, and when it came; None: not yet.

    `question` is `network` (a milestone of the simulated program), `item`, `scope` (all that was open of a milestone) or `pace`
    (the next so many items). `why` is what the record knows to have come in between; empty where nothing.
    """

    question: str
    subject: str
    made_on: date
    p80: date
    happened_on: date | None
    days: int
    why: str = ""


@dataclass(frozen=True)
class OddsHeld:
    """Of promised days that have passed and had odds from `low` to `high`: how many, their mean odds, and how many were kept."""

    low: float
    high: float
    count: int
    mean: float
    kept: int


@dataclass(frozen=True)
class Given:
    """The odds first given to a promised day that has passed, and whether it was kept. The question is as in `Miss`, or `release`."""

    question: str
    subject: str
    made_on: date
    due: date
    odds: float
    kept: bool


@dataclass(frozen=True)
class GivenOn:
    """All that was promised for one day, such as that of a release: how many, how many the odds expected, and how many were kept."""

    due: date
    count: int
    expected: float
    kept: int


@dataclass(frozen=True)
class Skill:
    """
    By how much forecasts of a question (empty: of all of them) were better than the naive line kept with each.

    `ours` and `naive` are mean continuous ranked probability scores in days, lower is better; of a single day that is how far off it
    was. `skill` is 1 less their ratio: 1 is perfect, 0 as good as naive, below 0 worse; None where the naive line was never off.
    """

    question: str
    count: int
    subjects: int
    ours: float
    naive: float
    skill: float | None = None

    @property
    def judged(self) -> bool:
        """Whether there are things enough to judge by."""
        return self.subjects >= FEWEST


@dataclass(frozen=True)
class Score:
    """
    The record of forecasts of one origin.

    Args:
        forecasts: how many there are, one a thing and week.
        subjects: of how many things.
        dropped: about work that was dropped or tidied up; counted, and not scored.
        waiting: whose P50 day is still to come.
        held: at P50, P80 and P95.
        pit: how many outcomes fell into each tenth of their forecast; level where forecasts are true.
        widths: sharpness over time.
        misses: the worst first, one a thing.
        odds: of promised days, by what was given them; those with none are left out.
        given: each promised day with the odds first given to it, the latest day first; the newest few hundred.
        days: the same by day, the latest first.
        skill: against the naive line, of all questions together first, then of each.
    """

    forecasts: int = 0
    subjects: int = 0
    dropped: int = 0
    waiting: int = 0
    held: tuple[Held, ...] = ()
    pit: tuple[int, ...] = ()
    widths: tuple[Width, ...] = ()
    misses: tuple[Miss, ...] = ()
    odds: tuple[OddsHeld, ...] = ()
    given: tuple[Given, ...] = ()
    days: tuple[GivenOn, ...] = ()
    skill: tuple[Skill, ...] = ()


@dataclass(frozen=True)
class Delivered:
    """Days that accepted remedies were priced at, and what came of those looked back at."""

    accepted: int = 0
    looked_back: int = 0
    promised_days: float = 0.0
    delivered_days: float = 0.0


@dataclass(frozen=True)
class CleanUp:
    """A day on which old work was closed in one go, and how much: no work that was done, and no outcome of a forecast."""

    day: date
    count: int


@dataclass(frozen=True)
class TrackRecord:
    """
    A program's own record: forecasts it lived by, forecasts replayed over its history, and remedies. Never mixed.

    `clean_ups` are the days of its history that say nothing of how fast work is done, oldest first.
    """

    as_of: date
    live: Score = Score()
    replayed: Score = Score()
    delivered: Delivered = Delivered()
    clean_ups: tuple[CleanUp, ...] = ()
