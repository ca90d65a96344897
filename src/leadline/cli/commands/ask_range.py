"""`leadline ask-range`: ask the people who do a piece of work how long it takes."""

from typing import Annotated

import typer

from leadline.cli.options import Json, ProgramKey


def ask_range(
    item: Annotated[str, typer.Argument(metavar="ITEM", help="The work: its id or its name.")],
    of: Annotated[
        str,
        typer.Option(
            metavar="PEOPLE", help="Whom to ask, ids with commas between; without it who does it and others who can."
        ),
    ] = "",
    program: ProgramKey = "",
    json: Json = False,
) -> None:
    """
    Ask for a range, each person for themselves: nobody sees an answer before all are in.

    For example: leadline ask-range API-3 --of ana,ben
    """
    from leadline.cli import ready
    from leadline.cli.acting import act, one_called, program_named

    ready.doors()
    from leadline.record.snapshots import load_snapshot

    chosen = program_named(program)
    found = one_called(load_snapshot(chosen, chosen.today(ready.now())), "work", item)
    act("ask_range", program, {"work": found.id, "of": of}, json=json)
