"""`leadline undo`: takes back a change of the plan."""

from typing import Annotated

import typer

from leadline.cli.options import Json, ProgramKey


def undo(
    program: ProgramKey = "",
    line: Annotated[
        int, typer.Option("--line", metavar="N", help="Number of the journal line; without it, the last change.")
    ] = 0,
    json: Json = False,
) -> None:
    """Take back the last change of the plan, or one line of the journal."""
    from leadline.cli import ready
    from leadline.cli.acting import act

    ready.doors()
    act("undo", program, {"line": line} if line else {}, json=json)
