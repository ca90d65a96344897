"""Rows and columns, and the chart that has them beside it."""

from collections.abc import Sequence
from dataclasses import dataclass

from leadline.charts.parts.person import Person


@dataclass(frozen=True)
class Column:
    """A column of a table. `short` is its label on the phone; `drop` leaves it out there."""

    label: str
    number: bool = False
    short: str = ""
    drop: bool = False
    hidden: bool = False
    sort_url: str = ""
    sorted: str = ""


@dataclass(frozen=True)
class Cell:
    """
    A cell. `kind` is a look: "", quiet, strong, promised, computed, earlier or later.

    `status`, `odds` and `person` draw the mark of that name; `says` is the text, `sub` a second line.
    """

    says: str = ""
    url: str = ""
    kind: str = ""
    sub: str = ""
    status: str = ""
    odds: float | None = None
    person: Person | None = None
    svg: str = ""


@dataclass(frozen=True)
class Row:
    """A row: the first cell is its heading."""

    cells: Sequence[Cell]
    chosen: bool = False
    id: str = ""


@dataclass(frozen=True)
class Pager:
    """Which rows of how many; the server pages, never the browser."""

    first: int
    last: int
    total: int
    previous_url: str = ""
    next_url: str = ""


@dataclass(frozen=True)
class Table:
    """Component: table. `show_caption` shows the caption, otherwise it is for screen readers."""

    caption: str
    columns: Sequence[Column]
    rows: Sequence[Row]
    pager: Pager | None = None
    show_caption: bool = False
    look: str = ""


@dataclass(frozen=True)
class LegendItem:
    """One mark of a legend: `svg` is safe markup from our own charts."""

    svg: str
    says: str


@dataclass(frozen=True)
class Figure:
    """A chart, drawn wide and narrow. Component: figure. `numbers` are the same numbers as a table."""

    wide: str
    narrow: str
    says: str = ""
    legend: Sequence[LegendItem] = ()
    numbers: Table | None = None
