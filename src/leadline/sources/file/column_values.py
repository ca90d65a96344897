"""What the values of a column tell about it."""

from collections.abc import Iterable
from datetime import date

from leadline.sources.file.converters import CONVERTERS
from leadline.sources.file.row import Cell, in_words
from leadline.sources.file.table import Table

KEPT = 5_000
"""How many different values of a column are looked at; more would not tell more."""


def distinct(table: Table) -> dict[str, list[Cell]]:
    """The different values of each column over all rows, up to a number that tells enough."""
    seen: dict[str, dict[Cell, None]] = {column: {} for column in table.columns}
    for row in table.rows():
        for column, cell in zip(table.columns, row.cells, strict=False):
            if cell not in ("", ()) and len(seen[column]) < KEPT:
                seen[column][cell] = None
    return {column: list(cells) for column, cells in seen.items()}


def wordiness(values: Iterable[Cell]) -> float:
    """How much the values look like names of things: many different, long texts with letters in them."""
    texts = [in_words(value) for value in values if not isinstance(value, float | bool | date)]
    return sum(any(one.isalpha() for one in text) * min(len(text), 60) for text in texts)


def plain_number(value: Cell) -> float | None:
    """The number that a cell is, and nothing else; None for all other cells."""
    try:
        return float(CONVERTERS["number"](value, {})) if in_words(value).replace(".", "").isdigit() else None
    except ValueError:
        return None
