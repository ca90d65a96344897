"""Tables as a spreadsheet: days are days, numbers are numbers, and a text is never a formula."""

import io
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from leadline.sources.file.sheets import Sheet, SheetCell

LONGEST_TEXT = 32_767
"""Letters that a cell of a spreadsheet holds."""

MOST_ROWS = 1_048_575
_FIRST_DAY = date(1900, 3, 1)
_WIDEST, _LOOKED_AT = 60, 200
_CUT = " … (cut)"


def write_xlsx(sheets: Iterable[Sheet], as_of: date) -> bytes:
    """
    The file. The same tables give the same bytes.

    Args:
        sheets: a sheet of the file each, with its header fixed and filters on.
        as_of: the day the file says it was made on.
    """
    import xlsxwriter  # Only those who take a spreadsheet out need it.

    made = io.BytesIO()
    safe = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
    with xlsxwriter.Workbook(made, safe) as book:
        book.set_properties({"created": datetime(as_of.year, as_of.month, as_of.day)})
        forms = {"head": book.add_format({"bold": True}), "day": book.add_format({"num_format": "yyyy-mm-dd"})}
        for sheet in sheets:
            _write(book.add_worksheet(sheet.name[:31]), sheet, forms)
    return made.getvalue()


def _write(page: Any, sheet: Sheet, forms: dict[str, Any]) -> None:
    for column, name in enumerate(sheet.columns):
        page.write_string(0, column, name, forms["head"])
        page.set_column(column, column, _width(sheet, column))
    for number, row in enumerate(sheet.rows, 1):
        for column, cell in enumerate(row):
            _put(page, number, column, cell, forms)
    page.freeze_panes(1, 0)
    page.autofilter(0, 0, len(sheet.rows), len(sheet.columns) - 1)


def _put(page: Any, row: int, column: int, cell: SheetCell, forms: dict[str, Any]) -> None:
    if cell is None or cell == "":
        return
    if isinstance(cell, bool):
        page.write_boolean(row, column, cell)
    elif isinstance(cell, int | float):
        page.write_number(row, column, cell)
    elif isinstance(cell, date) and cell >= _FIRST_DAY:
        page.write_datetime(row, column, datetime(cell.year, cell.month, cell.day), forms["day"])
    else:
        # Spreadsheets know no day before 1 March 1900 for sure: such a one stays a text.
        text = cell if isinstance(cell, str) else cell.isoformat()
        page.write_string(row, column, text if len(text) <= LONGEST_TEXT else text[: LONGEST_TEXT - len(_CUT)] + _CUT)


def _width(sheet: Sheet, column: int) -> int:
    lengths = (len(str(row[column])) for row in sheet.rows[:_LOOKED_AT] if row[column] is not None)
    return min(max(len(sheet.columns[column]) + 2, *lengths, 0), _WIDEST)


def left_out(sheets: Iterable[Sheet]) -> tuple[str, ...]:
    """What a spreadsheet cannot hold, as sentences with counts."""
    long = sum(isinstance(cell, str) and len(cell) > LONGEST_TEXT for one in sheets for row in one.rows for cell in row)
    return (
        (f"{long:,} texts are longer than {LONGEST_TEXT:,} letters, which is all a cell holds: they were cut.",)
        if long
        else ()
    )
