"""The frame of the roadmap: groups of lanes, and the arrows between them."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Lane:
    """One row of the roadmap. `svg` is safe markup with its own title; `status` only for promises."""

    id: str
    name: str
    svg: str
    when: str = ""
    url: str = ""
    status: str = ""


@dataclass(frozen=True)
class LaneGroup:
    """Rows that fold together; `svg` is the summary bar, `more_url` loads what is folded away."""

    label: str
    lanes: Sequence[Lane]
    when: str = ""
    svg: str = ""
    open: bool = True
    more_url: str = ""
    more_says: str = ""


@dataclass(frozen=True)
class Arrow:
    """A dependency between two lanes: where it leaves and enters, in units of the lanes' drawing."""

    start: str
    end: str
    x1: float
    x2: float


@dataclass(frozen=True)
class Roadmap:
    """The frame of the roadmap. Component: roadmap. `back` is the grid behind all lanes, `months` its scale."""

    label: str
    when: str
    width: int
    back: str
    months: str
    groups: Sequence[LaneGroup]
    arrows: Sequence[Arrow] = ()
