"""How much is read of one file, and what is said when it is more."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

from leadline.sources.errors import TooLarge, Unreadable

MEGABYTE = 1 << 20


@dataclass(frozen=True)
class Limits:
    """The most that is read of one file. A larger one is refused before it can hurt the machine."""

    bytes: int = 50 * MEGABYTE
    seconds: float = 20.0
    rows: int = 1_000_000
    columns: int = 1_000
    cell: int = 100_000
    values: int = 1_000_000
    nouns: int = 100_000
    depth: int = 50
    entries: int = 5_000
    unpacked: int = 200 * MEGABYTE
    ratio: int = 200
    grid: int = 3_000_000
    sheet_text: int = 100 * MEGABYTE


LIMITS = Limits()


class Deadline:
    """
    Counts the seconds of one reading.

    The monotonic clock only bounds the work; nothing that is read depends on it.
    """

    def __init__(self, name: str, seconds: float, clock: Callable[[], float] = monotonic) -> None:
        self._name, self._seconds, self._clock = name, seconds, clock
        self._end = clock() + seconds

    def check(self) -> None:
        """Raises `TooLarge` when the time is up."""
        if self._clock() > self._end:
            raise TooLarge(
                f"{self._name} was not read within {self._seconds:g} seconds, so reading was stopped. "
                "Split it into smaller files."
            )


def read_bytes_of(path: Path, limits: Limits = LIMITS) -> bytes:
    """
    The bytes of a file.

    Raises:
        Unreadable: there is no such file, it is a folder, or it may not be read.
        TooLarge: it has more than `limits.bytes`; checked before a byte is read.
    """
    try:
        check_size(path.stat().st_size, str(path), limits)
        with path.open("rb") as file:
            # One more than allowed: a file may grow, and a pipe or device has no size.
            data = file.read(limits.bytes + 1)
    except FileNotFoundError:
        raise Unreadable(f"There is no file {path}. Check the name and the folder.") from None
    except IsADirectoryError:
        raise Unreadable(f"{path} is a folder. Name the files in it.") from None
    except OSError as problem:
        why = (problem.strerror or str(problem)).lower()
        raise Unreadable(f"{path} cannot be read: {why}. Ask its owner for access, or copy it.") from None
    check_size(len(data), str(path), limits)
    return data


def check_size(size: int, name: str, limits: Limits = LIMITS) -> None:
    """Raises `TooLarge` for more bytes than are read."""
    if size > limits.bytes:
        raise TooLarge(
            f"{name} has {size / MEGABYTE:,.1f} MB; at most {limits.bytes / MEGABYTE:,.0f} MB are read. "
            "Split it into smaller files, or leave out columns that nobody needs."
        )
