"""Tables of CSV, TSV and XLSX files: named columns, and rows that can be gone through as often as wanted."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from leadline.sources.errors import TooLarge, Unreadable
from leadline.sources.file.csv_rows import CsvFile
from leadline.sources.file.limits import LIMITS, Deadline, Limits, check_size, read_bytes_of
from leadline.sources.file.row import Cell, Row, in_words
from leadline.sources.file.xlsx_rows import XlsxFile

__all__ = ["Cell", "Row", "Table", "in_words", "open_table"]

_ZIP, _OLD_OFFICE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_GUARDED = ("=", "+", "-", "@", "\t", "\r")
_CHECK_EVERY = 2_000
_LOOKED_AT = 50


@dataclass(frozen=True)
class Table:
    """
    A table with the names of its columns, and what there is to say about how it was read.

    A header that stands several times, as in Jira's exports, is one column whose cells are tuples.
    """

    name: str
    columns: tuple[str, ...]
    notes: tuple[str, ...]
    _raw: Callable[[], Iterator[Row]] = field(repr=False)
    _header: int
    _places: tuple[tuple[int, ...], ...] = field(repr=False)
    _limits: Limits = field(default=LIMITS, repr=False)
    _deadline: Deadline | None = field(default=None, repr=False, compare=False)

    @cached_property
    def _width(self) -> int:
        return max((place for places in self._places for place in places), default=-1) + 1

    def rows(self) -> Iterator[Row]:
        """
        The rows below the header, blank ones left out, each with as many cells as there are columns.

        Raises:
            TooLarge: there are more rows than are read, or it takes too long since the table was opened.
        """
        count = 0
        for raw in self._raw():
            if raw.line <= self._header or not (raw.trouble or any(cell != "" for cell in raw.cells)):
                continue
            count += 1
            if count > self._limits.rows:
                raise TooLarge(f"{self.name} has more than {self._limits.rows:,} rows. Split it into smaller files.")
            if self._deadline and count % _CHECK_EVERY == 0:
                self._deadline.check()
            yield self._shaped(raw)

    def _shaped(self, raw: Row) -> Row:
        if raw.trouble:
            return raw
        width = self._width
        if extra := [in_words(cell) for cell in raw.cells[width:] if cell != ""]:
            says = (
                f"It has {len(raw.cells)} cells for {width} columns (“{extra[0][:40]}” is left over). Quote its texts."
            )
            return Row(raw.line, (), says)
        cells = (*map(_clean, raw.cells), *[""] * (width - len(raw.cells)))
        shaped = tuple(_merged(cells, places) for places in self._places)
        for column, cell in zip(self.columns, shaped, strict=True):
            if isinstance(cell, str) and len(cell) > self._limits.cell:
                most = self._limits.cell
                return Row(raw.line, (), f"Its “{column}” has {len(cell):,} characters; at most {most:,} are read.")
        return Row(raw.line, shaped)


def open_table(source: Path | bytes, name: str = "", *, sheet: str | None = None, limits: Limits = LIMITS) -> Table:
    """
    The table of a CSV, TSV or XLSX file, told apart by its first bytes, not by its name.

    Args:
        source: a path, or the bytes of an upload.
        name: what messages call it; the name of the file where it is left out.
        sheet: the sheet of a spreadsheet; the first one where it is left out.
        limits: how much is read.

    Raises:
        Unreadable: it is no table, has no header, or is damaged.
        TooLarge: it is larger than what is read; checked before anything is unpacked.
    """
    name = name or (source.name if isinstance(source, Path) else "the file")
    deadline = Deadline(name, limits.seconds)
    data = read_bytes_of(source, limits) if isinstance(source, Path) else source
    check_size(len(data), name, limits)
    _refuse_others(data, name)
    file = XlsxFile(data, name, sheet, limits) if data.startswith(_ZIP) else CsvFile(data, limits)
    return _headed(Table(name, (), file.notes, file.rows, 0, (), limits, deadline))


def _refuse_others(data: bytes, name: str) -> None:
    if data.startswith(_OLD_OFFICE):
        raise Unreadable(f"{name} is an old or protected Office file. Save it as .xlsx without a password, or as CSV.")
    if data.startswith(_ZIP):
        return
    sample = data[:4096]
    odd = sum(0 < byte < 9 or 13 < byte < 32 for byte in sample)
    if data.startswith((b"%PDF", b"\x89PNG", b"GIF8", b"\xff\xd8")) or odd * 10 > len(sample):
        raise Unreadable(f"{name} is no table. Save the table as CSV or .xlsx.")


def _headed(table: Table) -> Table:
    """The table with its columns, taken from the first row that looks like a header."""
    head = [row for row, _ in zip(table._raw(), range(_LOOKED_AT), strict=False) if not row.trouble]
    filled = [(row, sum(cell != "" for cell in map(_clean, row.cells))) for row in head]
    widest = max((count for _, count in filled), default=0)
    header = next((row for row, count in filled if count and count >= min(2, widest)), None)
    if header is None:
        raise Unreadable(f"{table.name} holds no table. Its first row should name the columns, as in “Task,Owner,Due”.")
    places: dict[str, list[int]] = {}
    titles = [in_words(_clean(cell)) for cell in header.cells]
    while titles and not titles[-1]:
        titles.pop()
    for place, title in enumerate(titles):
        places.setdefault(" ".join(title.split()) or f"Column {place + 1}", []).append(place)
    if len(titles) > table._limits.columns:
        raise TooLarge(f"{table.name} has {len(titles):,} columns; at most {table._limits.columns:,} are read.")
    repeated = [f"“{name}” stands {len(own)} times" for name, own in places.items() if len(own) > 1]
    notes = [f"{', '.join(repeated)}: each was read as one column with several values."] if repeated else []
    above = sum(count > 0 for row, count in filled if row.line < header.line)
    notes += [f"The header is line {header.line}; what stands above it ({above}) was left out."] if above else []
    return replace(
        table, columns=tuple(places), notes=(*table.notes, *notes), _header=header.line,
        _places=tuple(map(tuple, places.values())),
    )  # fmt: skip


def _clean(cell: Cell) -> Cell:
    if not isinstance(cell, str):
        return cell
    text = cell.strip()
    # Exports put a quote before texts that a spreadsheet would run as a formula; it is no part of the text.
    return text[1:] if text.startswith("'") and text[1:2] in _GUARDED and len(text) > 1 else text


def _merged(cells: tuple[Cell, ...], places: tuple[int, ...]) -> Cell:
    if len(places) == 1:
        return cells[places[0]]
    return tuple(in_words(cells[place]) for place in places if cells[place] != "")
