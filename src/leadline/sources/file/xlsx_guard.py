"""Looks into a spreadsheet before it is unpacked: a small file can be made to fill any machine."""

import io
import re
import zipfile
from collections.abc import Iterator

from leadline.sources.errors import SourceError, TooLarge, Unreadable
from leadline.sources.file.limits import LIMITS, MEGABYTE, Deadline, Limits

_CHUNK = 1 << 20
_OVERLAP = 300
_SHEETS = re.compile(r"xl/worksheets/[^/]+\.xml", re.IGNORECASE)
_SHARED = re.compile(r"xl/sharedstrings\.xml", re.IGNORECASE)
_CELL = re.compile(rb'\br="([A-Z]{1,4})([0-9]{1,9})"')
_REFERENCE = re.compile(rb'<(?:\w+:)?c\b[^>]{0,200}\bt="s"[^>]{0,200}>\s{0,20}<(?:\w+:)?v>\s{0,20}([0-9]{1,9})')
_STRING = re.compile(rb"<(?:\w+:)?si[\s>].*?</(?:\w+:)?si>", re.DOTALL)


def check_xlsx(data: bytes, name: str, limits: Limits = LIMITS) -> None:
    """
    Raises where a spreadsheet could not be read within the limits, having unpacked no more than a part at a time.

    What its directory claims is checked first, then what its parts really hold: a directory can lie.

    Raises:
        TooLarge: too many parts, too large when unpacked, packed suspiciously well, cells too far apart, too much text.
        Unreadable: it is no spreadsheet, or a damaged one.
    """
    deadline = Deadline(name, limits.seconds)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as file:
            parts = file.infolist()
            _check_directory(parts, name, limits)
            lengths = _string_lengths(file, parts, name, limits)
            for part in parts:
                if _SHEETS.fullmatch(part.filename):
                    _check_sheet(_unpacked(file, part, name, limits, deadline), lengths, name, limits)
                elif not _SHARED.fullmatch(part.filename):
                    for _ in _unpacked(file, part, name, limits, deadline):
                        pass
    except SourceError:
        raise
    except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, RuntimeError, ValueError, zlib_error()) as bad:
        raise Unreadable(f"{name} is a damaged or protected spreadsheet ({bad}). Save it again, or as CSV.") from None


def zlib_error() -> type[Exception]:
    """The error of a damaged packed part."""
    import zlib

    return zlib.error


def _check_directory(parts: list[zipfile.ZipInfo], name: str, limits: Limits) -> None:
    names = {part.filename.casefold() for part in parts}
    if "xl/workbook.xml" not in names:
        raise Unreadable(f"{name} is a zip file but no .xlsx spreadsheet. Save it as .xlsx or CSV.")
    if len(parts) > limits.entries:
        raise TooLarge(
            f"{name} has {len(parts):,} parts; at most {limits.entries:,} are read. Save it again, or as CSV."
        )
    whole = sum(part.file_size for part in parts)
    if whole > limits.unpacked:
        raise TooLarge(
            f"{name} would unpack to {whole / MEGABYTE:,.0f} MB; at most {limits.unpacked / MEGABYTE:,.0f} MB are "
            "read. Split it, or save the sheet you need as CSV."
        )
    for part in parts:
        if part.file_size > MEGABYTE and part.file_size > limits.ratio * max(part.compress_size, 1):
            raise _packed_too_well(name, limits)


def _unpacked(
    file: zipfile.ZipFile, part: zipfile.ZipInfo, name: str, limits: Limits, deadline: Deadline
) -> Iterator[bytes]:
    size = 0
    with file.open(part) as stream:
        while chunk := stream.read(_CHUNK):
            deadline.check()
            size += len(chunk)
            if size > MEGABYTE and size > limits.ratio * max(part.compress_size, 1):
                raise _packed_too_well(name, limits)
            yield chunk


def _packed_too_well(name: str, limits: Limits) -> TooLarge:
    return TooLarge(
        f"{name} has a part packed more than {limits.ratio} times smaller than it is, as only a file made to "
        "do harm has. Save the sheet you need as CSV."
    )


def _string_lengths(file: zipfile.ZipFile, parts: list[zipfile.ZipInfo], name: str, limits: Limits) -> list[int]:
    """How long each shared text is: a sheet repeats them by number, so that few bytes can stand for many texts."""
    shared = next((part for part in parts if _SHARED.fullmatch(part.filename)), None)
    if shared is None:
        return []
    if shared.file_size > limits.unpacked // 4:
        raise TooLarge(f"{name} holds {shared.file_size / MEGABYTE:,.0f} MB of text. Save the sheet you need as CSV.")
    deadline = Deadline(name, limits.seconds)
    text = b"".join(_unpacked(file, shared, name, limits, deadline))
    return [found.end() - found.start() for found in _STRING.finditer(text)]


def _check_sheet(chunks: Iterator[bytes], lengths: list[int], name: str, limits: Limits) -> None:
    """
    Follows a sheet's cells without keeping them.

    Two cells at opposite corners make a reader set up all cells between them, whatever the sheet weighs.
    """
    rows, columns, text, tail = [0], {b"A"}, 0, b""
    for chunk in chunks:
        here = tail + chunk
        # The last stretch comes again with the next chunk: a cell may be cut in two.
        for found in _CELL.finditer(here):
            columns.add(found[1])
            rows[0] = max(rows[0], int(found[2]))
        for found in _REFERENCE.finditer(here):
            number = int(found[1])
            text += lengths[number] if number < len(lengths) and found.end() > len(tail) else 0
        tail = here[-_OVERLAP:]
        _check_extent(rows[0], max(map(_column, columns)), text, name, limits)


def _check_extent(rows: int, columns: int, text: int, name: str, limits: Limits) -> None:
    if rows * columns > limits.grid or columns > limits.columns:
        raise TooLarge(
            f"{name} has cells in {rows:,} rows and {columns:,} columns; at most {limits.columns:,} columns and "
            f"{limits.grid:,} cells are read. Delete the empty rows and columns at its ends, or save it as CSV."
        )
    if text > limits.sheet_text:
        raise TooLarge(f"{name} holds more than {limits.sheet_text / MEGABYTE:,.0f} MB of text in a sheet. Split it.")


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
