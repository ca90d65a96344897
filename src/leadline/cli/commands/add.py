"""`leadline add`: a new noun in the plan."""

from typing import Annotated

import typer

from leadline.cli.options import Json, ProgramKey

Noun = Annotated[str, typer.Argument(metavar="NOUN", help="milestone, work, person, team, risk, decision …")]
Words = Annotated[
    list[str] | None, typer.Argument(metavar="FIELD=VALUE", help="Its fields, as in a document: estimate=3-8d.")
]


def add(noun: Noun, fields: Words = None, program: ProgramKey = "", json: Json = False) -> None:
    """
    Add something to the plan.

    For example: leadline add milestone name="API ready" project=core
    """
    from leadline.cli import ready
    from leadline.cli.acting import act
    from leadline.cli.fields import read_fields_of

    given = read_fields_of(noun, fields or [], new=True)
    ready.doors()
    act("add", program, {"noun": noun, "fields": given}, json=json)
