"""Files made to do harm: each is refused quickly, in words, and without filling the machine."""

import io
import resource
import struct
import time
import zipfile
from collections.abc import Iterator

import pytest

from leadline.sources.errors import SourceError, TooLarge, Unreadable
from leadline.sources.file.limits import Limits
from leadline.sources.file.table import open_table

SHEET = "xl/worksheets/sheet1.xml"
BOOK = {"xl/workbook.xml": b"<workbook/>"}


@pytest.fixture(autouse=True)
def quick_and_small() -> Iterator[None]:
    start, before = time.process_time(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    yield

    assert time.process_time() - start < 2
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100_000


def packed(parts: dict[str, bytes]) -> bytes:
    with zipfile.ZipFile(file := io.BytesIO(), "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in parts.items():
            made.writestr(name, data)
    return file.getvalue()


def refused(data: bytes, limits: Limits | None = None) -> SourceError:
    with pytest.raises(SourceError) as caught:
        open_table(data, "x.xlsx", limits=limits or Limits())
    return caught.value


def test_a_part_packed_too_well_is_refused() -> None:
    told = refused(packed({**BOOK, SHEET: bytes(30_000_000)}))

    assert isinstance(told, TooLarge)
    assert "packed more than 200 times smaller than it is" in str(told)


def test_a_directory_that_lies_about_sizes_is_found_out() -> None:
    data = bytearray(packed({**BOOK, SHEET: bytes(30_000_000)}))
    # The uncompressed size stands 24 bytes into the part's entry of the directory.
    entry = data.rfind(b"PK\x01\x02")
    struct.pack_into("<I", data, entry + 24, 1_000)

    assert isinstance(refused(bytes(data)), SourceError)


def test_the_whole_is_limited_too() -> None:
    parts = {f"xl/media/{n}.bin": bytes(range(256)) * 40 for n in range(30)}

    assert "would unpack to" in str(refused(packed({**BOOK, **parts}), Limits(unpacked=200_000)))


def test_a_million_parts_are_refused() -> None:
    parts = {f"x{n}": b"" for n in range(6_000)}

    assert "parts; at most 5,000 are read" in str(refused(packed({**BOOK, **parts})))


def test_two_cells_at_opposite_corners_are_refused() -> None:
    cells = b'<row r="1"><c r="A1"/></row><row r="1048576"><c r="XFD1048576"/></row>'

    assert "1,048,576 rows and 16,384 columns" in str(refused(packed({**BOOK, SHEET: cells})))


def test_one_long_text_repeated_without_end_is_refused() -> None:
    shared = b"<sst><si><t>" + b"x" * 30_000 + b"</t></si></sst>"
    cells = b"".join(b'<c r="A%d" t="s"><v>0</v></c>' % n for n in range(1, 12_000))

    told = refused(packed({**BOOK, "xl/sharedStrings.xml": shared, SHEET: cells}))

    # 12,000 times 30,000 characters would be 360 MB.
    assert "more than 100 MB of text in a sheet" in str(told)


@pytest.mark.parametrize("data", [packed({"word/document.xml": b"x"}), packed(BOOK)[:-30], packed(BOOK)])
def test_what_is_no_spreadsheet_is_refused(data: bytes) -> None:
    assert isinstance(refused(data), Unreadable)
