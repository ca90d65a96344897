"""What a change brings in days and money, and how a promise stands."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Price:
    """
    Days gained or lost on one commitment at the chosen level, with money. Components: price, action, remedy.

    Attributes:
        days: negative is earlier; None when it was not priced, and `why_unpriced` says why.
        low, high: the interval, noise of the arithmetic only.
        money_cents: net of what others lose and of all cost, positive for gained; None without a recorded cost of delay.
        cost_cents: what the remedy itself costs; None when nobody said.
        but: which other promises get later by it, in words; empty when none does.
        at_a_loss: it is earlier, yet more is lost by it than gained.
    """

    days: float | None
    low: float | None = None
    high: float | None = None
    level: str = "P80"
    commitment: str = ""
    money_cents: int | None = None
    cost_cents: int | None = None
    currency: str = "EUR"
    why_unpriced: str = ""
    but: str = ""
    at_a_loss: bool = False


@dataclass(frozen=True)
class PromiseLine:
    """First promise, present promise, forecast and moves: never one without the others. Component: promise_line."""

    first: date | None
    first_says: str
    present: date | None
    present_says: str
    p50: date | None
    p80: date | None
    forecast_says: str
    moves: int
    moves_says: str = ""
