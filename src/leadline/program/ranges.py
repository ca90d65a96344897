"""Ranges: what people say when they are asked how long it takes, `3-8d`."""

import re
from dataclasses import dataclass
from decimal import Decimal

WORKING_DAYS = {"h": 1 / 8, "d": 1.0, "w": 5.0}
MOST_DAYS = 36_525
"""A hundred years: what is longer is a slip of the keyboard. Nothing of a program is foreseen beyond it."""

_FORM = re.compile(r"^\s*(\d+(?:\.\d+)?)(?:\s*-\s*(\d+(?:\.\d+)?))?(?:\s*-\s*(\d+(?:\.\d+)?))?\s*([hdw]?)\s*$")


@dataclass(frozen=True)
class Range:
    """
    A low and a high value, and the likely one between them where it was named.

    Durations and efforts are in working days; the delay of a risk or a roadblock is in calendar days.
    Read as the claims P10, P50 and P90 (FORECAST.md §6): people name ranges that are too narrow, calibration widens
    them.
    """

    low: float
    high: float
    likely: float | None = None

    def __post_init__(self) -> None:
        middle = self.low if self.likely is None else self.likely
        if not 0 <= self.low <= middle <= self.high or self.high == float("inf"):
            raise ValueError(
                f"{spelled(self.low)}-{spelled(self.high)} is not a range. Put the smaller number first, as in 3-8d."
            )
        if self.low == self.high:
            # A point has no middle of its own; two equal points must be equal values.
            object.__setattr__(self, "likely", None)

    @property
    def middle(self) -> float:
        """The likely value, or the geometric mean of low and high where none was named."""
        return self.likely if self.likely is not None else (self.low * self.high) ** 0.5

    @property
    def is_point(self) -> bool:
        """True when a single number was named, which says nothing about its uncertainty."""
        return self.low == self.high

    @classmethod
    def parse(cls, text: str) -> "Range":
        """
        Read `5d`, `3-8d`, `3-5-8d`, `1-2w` or `4h` into working days; a number without a unit is days.

        Raises:
            ValueError: the text is none of these, or its numbers do not rise.
        """
        found = _FORM.match(text.replace("–", "-").lower())
        if not found:
            raise ValueError(f"“{text[:60]}” is not a range. Write it as 3-8d, 3-5-8d or 1-2w.")
        unit = WORKING_DAYS[found[4] or "d"]
        numbers = [float(part) * unit for part in found.groups()[:3] if part is not None]
        if numbers != sorted(numbers):
            raise ValueError(f"{text.strip()} is not a range. Put the smaller number first, as in 3-8d.")
        return cls(numbers[0], numbers[-1], numbers[1] if len(numbers) == 3 else None)

    def __str__(self) -> str:
        parts = [self.low] if self.is_point else [self.low, *([] if self.likely is None else [self.likely]), self.high]
        return "-".join(spelled(part) for part in parts) + "d"


def spelled(number: float, grouped: str = "") -> str:
    """
    The shortest decimal form that reads back as the same number; never an exponent, which `parse` does not read.

    With `grouped` as “,” its thousands stand apart, for people.
    """
    text = format(Decimal(repr(number)), f"{grouped}f")
    return text.rstrip("0").rstrip(".") if "." in text else text
