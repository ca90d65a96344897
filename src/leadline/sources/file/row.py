"""Rows of a table, whatever file they came from."""

from dataclasses import dataclass
from datetime import date

Cell = str | float | bool | date | tuple[str, ...]
"""A text, or what a spreadsheet knows better; `""` is an empty cell, a tuple the cells of a repeated header."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row with the line it begins on (in a spreadsheet its number). `trouble` says why it could not be read."""

    line: int
    cells: tuple[Cell, ...]
    trouble: str = ""


def in_words(cell: Cell) -> str:
    """A cell as people would write it: whole numbers without a point, days as 2026-03-31."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, tuple):
        return "; ".join(cell)
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    return cell.isoformat()
