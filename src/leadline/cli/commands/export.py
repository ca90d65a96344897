"""`leadline export`: a program as a document."""

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from leadline.cli.options import Json, ProgramKey


def export(
    program: ProgramKey = "",
    to: Annotated[
        Path | None, typer.Option("--to", metavar="FILE", help="Write it there instead of on stdout.")
    ] = None,
    json: Json = False,
    format: Annotated[
        str,
        typer.Option("--format", metavar="FORMAT", help="yaml, json, or mspdi: a file that Microsoft Project opens."),
    ] = "",
) -> None:
    """
    Write a program as a document that `leadline import` and `leadline lint` read.

    As mspdi it is a schedule, and what a schedule has no place for is said.
    """
    from leadline.cli.errors import Stop

    form_wanted = format.lower() or ("json" if json or (to is not None and to.suffix == ".json") else "yaml")
    if form_wanted not in ("yaml", "json", "mspdi"):
        raise Stop(f"“{format}” is no format. Write yaml, json or mspdi.")
    from leadline.cli import ready
    from leadline.cli.acting import program_named

    ready.database()
    from leadline.record.snapshots import load_snapshot

    chosen = program_named(program)
    snapshot = load_snapshot(chosen, chosen.today(ready.now()))
    if form_wanted == "mspdi":
        from leadline.cli.say import note
        from leadline.sources.mspdi.write import left_out, write_mspdi

        text = write_mspdi(snapshot)
        for says in left_out(snapshot):
            note(says)
    elif form_wanted == "json":
        import json as form

        from leadline.program.document import write

        text = form.dumps(write(snapshot), ensure_ascii=False, indent=2) + "\n"
    else:
        from leadline.sources.file.write_yaml import write_yaml

        text = write_yaml(snapshot)
    _put(text, to)


def _put(text: str, to: Path | None) -> None:
    if to is None:
        sys.stdout.write(text)
        return
    to = to.resolve()
    if to.exists() and not to.is_file():
        # A pipe or a device is written to, never put out of its place.
        with to.open("w", encoding="utf-8") as place:
            place.write(text)
        return
    # Beside it first: a full disk must not cost the last export.
    half = to.with_name(f".{to.name}.{os.getpid()}")
    try:
        half.write_text(text, encoding="utf-8")
        half.replace(to)
    finally:
        half.unlink(missing_ok=True)
