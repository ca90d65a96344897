"""One of several ways to look at a page."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Choice:
    """One way to look at it."""

    label: str
    url: str
    chosen: bool = False
