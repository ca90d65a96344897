"""`leadline change`: new values for a noun of the plan."""

from typing import Annotated

import typer

from leadline.cli.commands.add import Noun, Words
from leadline.cli.options import Json, ProgramKey

Id = Annotated[str, typer.Argument(metavar="ID", help="Its id.")]


def change(noun: Noun, id: Id, fields: Words = None, program: ProgramKey = "", json: Json = False) -> None:
    """
    Change something in the plan.

    For example: leadline change work API-3 estimate=2-4d assignee=mara
    """
    from leadline.cli import ready
    from leadline.cli.acting import act
    from leadline.cli.fields import read_fields_of

    given = read_fields_of(noun, fields or [], new=False)
    ready.doors()
    act("change", program, {"noun": noun, "id": id, "fields": given}, json=json)
