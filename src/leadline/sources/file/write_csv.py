"""Tables as CSV, one of them or all in a ZIP file. No cell is one that a spreadsheet would run."""

import csv
import io
import zipfile
from collections.abc import Iterable

from leadline.program.ranges import spelled
from leadline.sources.file.sheets import Sheet, SheetCell

BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_FIXED = (1980, 1, 1, 0, 0, 0)


def write_csv(sheet: Sheet) -> bytes:
    """
    The file, in UTF-8 with the mark by which spreadsheets know it.

    A text that a spreadsheet would run as a formula gets a quote before it, as exports of trackers do; reading takes it away.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([guarded(column) for column in sheet.columns])
    writer.writerows([_cell(cell) for cell in row] for row in sheet.rows)
    return b"\xef\xbb\xbf" + text.getvalue().encode("utf-8", "replace")


def write_zip(sheets: Iterable[Sheet]) -> bytes:
    """A ZIP file with a CSV for each table. The same tables give the same bytes."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        for sheet in sheets:
            file.writestr(zipfile.ZipInfo(f"{sheet.name.lower()}.csv", _FIXED), write_csv(sheet), zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def guarded(text: str) -> str:
    """A text as a cell that no spreadsheet runs."""
    return f"'{text}" if text.startswith(BEGINS_A_FORMULA) else text


def _cell(cell: SheetCell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, str):
        return guarded(cell)
    return spelled(cell) if isinstance(cell, float | int) else cell.isoformat()
