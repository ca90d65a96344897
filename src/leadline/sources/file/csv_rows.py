"""CSV text to rows, such that one broken row does not take the others with it."""

import codecs
import csv
import io
from collections import deque
from collections.abc import Iterator
from enum import Enum

from leadline.sources.file.encoding import find_encoding
from leadline.sources.file.limits import LIMITS, Limits
from leadline.sources.file.row import Row

DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}
LONGEST_LINE = 1_000_000
LONGEST_RECORD = 1_000
_SNIFFED = 40


class _Quotes(Enum):
    CLOSED = "closed"
    OPEN = "open"
    BROKEN = "broken"


class CsvFile:
    """The bytes of a CSV file with the encoding and delimiter found in them; read a row at a time."""

    def __init__(self, data: bytes, limits: Limits = LIMITS) -> None:
        self._data, self._limits = data, limits
        self.encoding, said = find_encoding(data)
        self._skip, self.delimiter = self._sniff()
        self.notes = tuple(filter(None, (said, self._said_delimiter(), self._said_nul())))

    def rows(self) -> Iterator[Row]:
        """Each record with the line it begins on; one that cannot be read has `trouble`."""
        lines = enumerate(self._lines(), 1)
        for _ in range(self._skip):
            next(lines, None)
        return _records(lines, self.delimiter, self._limits)

    def _lines(self) -> Iterator[str]:
        # Decoded on the way: the whole text in memory may take four times the bytes of the file.
        errors = "strict" if codecs.lookup(self.encoding).name.startswith("utf-8") else "replace"
        with io.TextIOWrapper(io.BytesIO(self._data), self.encoding, errors, newline=None) as text:
            while line := text.readline(LONGEST_LINE + 1):
                if len(line) > LONGEST_LINE:
                    rest = line
                    while rest and not rest.endswith("\n"):
                        rest = text.readline(LONGEST_LINE)
                yield line.replace("\0", "") if "\0" in line else line

    def _sniff(self) -> tuple[int, str]:
        """How many lines come before the table, and the delimiter that splits it most evenly."""
        head = [line for line, _ in zip(self._lines(), range(_SNIFFED), strict=False)]
        if head and head[0].lower().startswith("sep=") and len(head[0].strip()) == 5:
            return 1, head[0][4]
        return 0, max(DELIMITERS, key=lambda one: self._evenness(head, one))

    def _evenness(self, head: list[str], delimiter: str) -> tuple[float, int]:
        records = _records(iter(enumerate(head, 1)), delimiter, self._limits)
        widths = [len(one.cells) for one in records if not one.trouble and any(one.cells)]
        usual = max(widths, key=widths.count, default=0)
        # A sign that never splits is perfectly even, and says nothing.
        return (widths.count(usual) / len(widths), usual) if usual > 1 else (0.0, 0)

    def _said_delimiter(self) -> str:
        name = DELIMITERS.get(self.delimiter, f"“{self.delimiter}”")
        return "" if self.delimiter == "," else f"Its cells are parted by a {name}."

    def _said_nul(self) -> str:
        wide = self.encoding.startswith(("utf-16", "utf-32"))
        count = 0 if wide else self._data.count(0)
        return f"It holds {count:,} NUL characters, which were left out." if count else ""


def _records(lines: Iterator[tuple[int, str]], delimiter: str, limits: Limits) -> Iterator[Row]:
    waiting: deque[tuple[int, str]] = deque()

    def take() -> tuple[int, str] | None:
        return waiting.popleft() if waiting else next(lines, None)

    while (first := take()) is not None:
        held, length = [first], len(first[1])
        state = _scan(first[1], delimiter, inside=False)
        while state is _Quotes.OPEN and len(held) < LONGEST_RECORD and length < LONGEST_LINE and (more := take()):
            held.append(more)
            length += len(more[1])
            state = _scan(more[1], delimiter, inside=True)
        if state is _Quotes.CLOSED:
            yield _parse(first[0], "".join(text for _, text in held), delimiter)
        else:
            yield Row(
                first[0], (), "A quote in it is not closed, or stands in the middle of a cell. Correct the quotes."
            )
            waiting.extendleft(reversed(held[1:]))


def _scan(line: str, delimiter: str, *, inside: bool) -> _Quotes:
    """Whether a quoted cell is still open at the end of a line; a quote counts only at the start of a cell."""
    if '"' not in line:
        return _Quotes.OPEN if inside else _Quotes.CLOSED
    text, at = line.rstrip("\n"), 0
    while True:
        if inside:
            end = text.find('"', at)
            if end < 0:
                return _Quotes.OPEN
            following = text[end + 1 : end + 2]
            if following == '"':
                at = end + 2
                continue
            if following != delimiter:
                return _Quotes.BROKEN if following else _Quotes.CLOSED
            inside, at = False, end + 2
        while text[at : at + 1] == " ":
            at += 1
        if text[at : at + 1] == '"':
            inside, at = True, at + 1
        elif (at := text.find(delimiter, at) + 1) == 0:
            return _Quotes.CLOSED


def _parse(line: int, record: str, delimiter: str) -> Row:
    if len(record) > LONGEST_LINE:
        return Row(line, (), f"It is longer than {LONGEST_LINE:,} characters, so it was not read. Shorten it.")
    try:
        cells = next(csv.reader([record], delimiter=delimiter, skipinitialspace=True, strict=True), [])
    except csv.Error as problem:
        return Row(line, (), f"It is no row of a table ({problem}). Correct its quotes, or leave it out.")
    return Row(line, tuple(cells))
