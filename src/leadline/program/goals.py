"""What the business wants, and how it will know."""

from dataclasses import dataclass
from datetime import date

from leadline.program.fields import ref


@dataclass(frozen=True)
class Measure:
    """A number that shows whether a goal is met: from a baseline to a target by a date, read from a named source."""

    name: str
    unit: str = ""
    baseline: float | None = None
    target: float | None = None
    due: date | None = None
    source: str = ""
    SHORT = "name"


@dataclass(frozen=True)
class Goal:
    """A business objective with its owner, weight and what a calendar day of delay costs."""

    id: str
    name: str = ""
    owner: str = ref("person")
    weight: float = 1.0
    due: date | None = None
    benefit_lead_days: int = 0
    cost_of_delay_cents: int | None = None
    measures: tuple[Measure, ...] = ()
    guiding: bool = False
    recorded_on: date | None = None
    confirmed_on: date | None = None
