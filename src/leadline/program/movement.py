"""By how much a forecast moved between two rounds, and why."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class MovedBy:
    """One cause (`program.mixed.CAUSES`, or `engine`), its calendar days, later above 0, and a sentence of what happened."""

    cause: str
    days: float
    says: str


@dataclass(frozen=True)
class Movement:
    """
    How far the P80 of a milestone moved since an earlier round, in calendar days, later above 0.

    The days of the causes add up to the whole; the largest stands first.
    """

    round: int
    since: date
    days: float
    causes: tuple[MovedBy, ...]

    @property
    def mainly(self) -> str:
        """The sentence of the cause that moved it most in the direction it went."""
        return next((one.says for one in self.causes if one.days * self.days > 0), "")
