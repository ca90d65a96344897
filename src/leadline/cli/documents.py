"""Program documents named on the command line."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from leadline.program.snapshot import Snapshot


def read_programs(files: Sequence[Path], as_of: date | None) -> "list[Snapshot]":
    """
    The programs in some documents, on a day if one is given, else on their own.

    Raises:
        SourceError: a file cannot be read; all problems of all files are in it.
    """
    from leadline.sources.file.yaml_document import read_files

    read = [one.snapshot for one in read_files(files, as_of=as_of)]
    return [replace(one, as_of=as_of) for one in read] if as_of else read
