"""`leadline export`: a program as a file of the format that is asked for."""

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from leadline.cli.options import Json, ProgramKey

_BY_ENDING = {".json": "json", ".csv": "csv", ".xlsx": "xlsx", ".zip": "zip", ".ics": "ical", ".xml": "mspdi"}
_BINARY = ("xlsx", "zip")


def export(
    program: ProgramKey = "",
    to: Annotated[
        Path | None, typer.Option("--to", metavar="FILE", help="Write it there instead of on stdout.")
    ] = None,
    json: Json = False,
    format: Annotated[
        str,
        typer.Option(
            "--format",
            metavar="FORMAT",
            help="yaml, json, xlsx, csv (the items), zip (all tables), ical, or mspdi: for Microsoft Project. "
            "Without it the ending of FILE says which; else yaml.",
        ),
    ] = "",
) -> None:
    """
    Write a program as a file: yaml and json are the whole program, which `leadline import` and `leadline lint` read.

    What the format has no place for is said on stderr.
    """
    from leadline.cli.errors import Stop

    ending = _BY_ENDING.get(to.suffix.lower(), "yaml") if to is not None else "yaml"
    wanted = format.lower() or ("json" if json else ending)
    from leadline.cli import ready
    from leadline.cli.acting import program_named, somebody
    from leadline.cli.say import note

    if wanted not in (known := ("csv", "ical", "json", "mspdi", "xlsx", "yaml", "zip")):
        raise Stop(f"“{format}” is no format. Write {', '.join(known[:-1])} or {known[-1]}.")
    if wanted in _BINARY and to is None and sys.stdout.isatty():
        raise Stop(f"A file of the kind {wanted} is nothing for a screen. Say where it goes: --to FILE.")
    ready.database()
    from leadline.desk.prepared import taken

    chosen = program_named(program)
    made = taken(somebody(), chosen, wanted, chosen.today(ready.now()))
    for says in made.left_out:
        note(says)
    _put(made.data, to)


def _put(data: bytes, to: Path | None) -> None:
    if to is None:
        sys.stdout.buffer.write(data)
        sys.stdout.flush()
        return
    to = to.resolve()
    if to.exists() and not to.is_file():
        # A pipe or a device is written to, never put out of its place.
        with to.open("wb") as place:
            place.write(data)
        return
    # Beside it first: a full disk must not cost the last export.
    half = to.with_name(f".{to.name}.{os.getpid()}")
    try:
        half.write_bytes(data)
        half.replace(to)
    finally:
        half.unlink(missing_ok=True)
