"""`leadline journal`: what was done, by whom, and when."""

from typing import Annotated

import typer

from leadline.cli.options import Json, ProgramKey


def journal(
    program: ProgramKey = "",
    lines: Annotated[int, typer.Option("--lines", "-n", metavar="N", min=1, help="How many lines, newest first.")] = 20,
    json: Json = False,
) -> None:
    """Show what was done in a program, newest first. `leadline undo --line` takes one back by its number."""
    from leadline.cli import ready
    from leadline.cli.acting import program_named, somebody
    from leadline.cli.say import as_json, note, table

    ready.database()
    from leadline.record.access import for_

    found = list(for_(somebody()).journal(program_named(program))[:lines])
    if json:
        as_json([
            {
                "line": one.pk, "at": one.at.isoformat(), "who": one.who, "verb": one.verb, "says": one.says,
                "edits": one.edits, "undoes": one.undoes_id,
            }
            for one in found
        ])  # fmt: skip
    elif found:
        table([(one.pk, f"{one.at:%Y-%m-%d %H:%M}", one.who, one.says) for one in found])
    else:
        note("Nothing was done here yet.")
