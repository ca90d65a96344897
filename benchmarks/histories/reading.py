"""Tables of a folder, from CSV or Parquet, whatever columns they have: names to plain lists, and days from whatever was written."""

import csv
from datetime import date, datetime
from math import isnan
from pathlib import Path
from typing import Any

Columns = dict[str, list[Any]]


def table(folder: Path, name: str, columns: tuple[str, ...]) -> Columns | None:
    """
    The columns of `name.parquet` or `name.csv` in a folder; None where neither is there.

    Columns that are not there are all None, and so is every empty cell.
    """
    parquet, plain = folder / f"{name}.parquet", folder / f"{name}.csv"
    if parquet.exists():
        found = _parquet(parquet)
    elif plain.exists():
        found = _csv(plain)
    else:
        return None
    length = len(next(iter(found.values()), []))
    return {one: [_cell(value) for value in found[one]] if one in found else [None] * length for one in columns}


def _parquet(path: Path) -> Columns:
    # Lazily: only here is a library of its size needed.
    import pyarrow.parquet

    return dict(pyarrow.parquet.read_table(path).to_pydict())


def _csv(path: Path) -> Columns:
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    return {name: [row[name] for row in rows] for name in (rows[0] if rows else {})}


def _cell(value: Any) -> Any:
    if value is None or value == "" or (isinstance(value, float) and isnan(value)):
        return None
    return value


def day(value: Any) -> int | None:
    """The day number (proleptic ordinal) of a date, a time or their text; None for what is none."""
    if isinstance(value, datetime | date):
        return value.toordinal() if value == value else None  # NaT is not itself
    try:
        return date.fromisoformat(str(value)[:10]).toordinal()
    except ValueError:
        return None


def number(value: Any) -> float | None:
    """A finite number, or None."""
    try:
        found = float(value)
    except (TypeError, ValueError):
        return None
    return found if abs(found) < float("inf") else None


def flag(value: Any) -> bool:
    """True for what says so: True, 1, yes."""
    return str(value).strip().lower() in ("true", "1", "1.0", "yes")
