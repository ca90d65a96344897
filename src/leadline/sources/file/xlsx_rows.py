"""XLSX spreadsheets to rows."""

import io
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from leadline.sources.errors import Unreadable
from leadline.sources.file.limits import LIMITS, Limits
from leadline.sources.file.row import Cell, Row
from leadline.sources.file.xlsx_guard import check_xlsx


class XlsxFile:
    """One sheet of a spreadsheet, the first or the one named; read as often as wanted."""

    def __init__(self, data: bytes, name: str, sheet: str | None, limits: Limits = LIMITS) -> None:
        check_xlsx(data, name, limits)
        self._book = _open(data, name)
        self.sheets: tuple[str, ...] = tuple(self._book.sheet_names)
        if not self.sheets or (sheet is not None and sheet not in self.sheets):
            there = ", ".join(f"“{one}”" for one in self.sheets) or "none"
            raise Unreadable(f"{name} has no sheet “{sheet or ''}”. Sheets are: {there}.")
        self.sheet = sheet or self.sheets[0]
        try:
            self._sheet: Any = self._book.get_sheet_by_name(self.sheet)
        except Exception as bad:  # The reader has no tree of errors of its own; some are bare panics in words.
            raise Unreadable(f"The sheet “{self.sheet}” of {name} cannot be read ({bad}). Save it as CSV.") from None
        others = ", ".join(f"“{one}”" for one in self.sheets if one != self.sheet)
        self.notes = (f"The sheet “{self.sheet}” was read; there are also {others}.",) if others else ()

    def rows(self) -> Iterator[Row]:
        """Each row with its number in the sheet, cells typed as the sheet types them."""
        return (Row(number, tuple(map(_cell, row))) for number, row in enumerate(self._sheet.iter_rows(), 1))


def _open(data: bytes, name: str) -> Any:
    from python_calamine import CalamineWorkbook

    try:
        return CalamineWorkbook.from_filelike(io.BytesIO(data))
    except Exception as bad:  # See above.
        raise Unreadable(f"{name} cannot be read as a spreadsheet ({bad}). Save it again, or as CSV.") from None


def _cell(value: Any) -> Cell:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, str | bool | date):
        return value
    if isinstance(value, int | float):
        return float(value)
    if isinstance(value, time | timedelta):
        return str(value)
    return ""
