"""What a command prints: answers on stdout, messages and progress on stderr."""

import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Protocol


class Progress(Protocol):
    """Takes how far something is: a share from 0 to 1, and what is being done."""

    def __call__(self, share: float, says: str = "") -> None:
        """Show it."""


def out(text: str = "") -> None:
    """An answer, on stdout."""
    print(text)


def note(text: str) -> None:
    """A message for whoever watches, on stderr."""
    print(text, file=sys.stderr, flush=True)


def as_json(value: Any) -> None:
    """An answer for programs: one JSON value on one line."""
    out(json.dumps(value, ensure_ascii=False, default=str))


def table(rows: Sequence[Sequence[object]]) -> None:
    """Rows with their columns aligned; the last column runs on."""
    texts = [[str(cell) for cell in row] for row in rows]
    widths = [max(map(len, column)) for column in list(zip(*texts, strict=True))[:-1]]
    for row in texts:
        padded = [cell.ljust(width) for cell, width in zip(row, widths, strict=False)]
        out("  ".join([*padded, row[-1]]).rstrip())


def counted(number: int, one: str, many: str = "") -> str:
    """A number with its noun: `1 finding`, `3 findings`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


@contextmanager
def progress(says: str) -> Iterator[Progress]:
    """A progress bar on stderr while something runs; silent where nobody watches."""
    if not sys.stderr.isatty():
        yield lambda share, says="": None
        return
    from rich.console import Console
    from rich.progress import BarColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bar

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.percentage:>3.0f} %"),
        TimeElapsedColumn(),
    )
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(says, total=1.0)
        yield lambda share, more="": bar.update(task, completed=share, description=more or says)
