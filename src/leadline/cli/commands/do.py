"""`leadline do`: any verb, by its name."""

from typing import Annotated

import typer

from leadline.cli.options import Json, ProgramKey


def do(
    verb: Annotated[str, typer.Argument(metavar="VERB", help="Its name; without one, all verbs are listed.")] = "",
    words: Annotated[list[str] | None, typer.Argument(metavar="NAME=VALUE", help="What it takes.")] = None,
    program: ProgramKey = "",
    json: Json = False,
) -> None:
    """
    Do any verb; without one, list them.

    For example: leadline do accept finding=D102-1a2b3c4d5e remedy=0
    """
    from leadline.cli import ready
    from leadline.cli.acting import act
    from leadline.cli.errors import Stop
    from leadline.cli.fields import split

    given = dict(map(split, words or []))
    ready.doors()
    from leadline.record.doors import VERBS

    if not verb:
        _list()
        return
    if verb not in VERBS:
        raise Stop(f"There is no verb “{verb}”. `leadline do` lists them.")
    known = [one.name for one in VERBS[verb].takes]
    if odd := [name for name in given if name not in known]:
        raise Stop(f"{verb} takes no “{odd[0]}”. It takes {', '.join(known) or 'nothing'}.")
    act(verb, program, given, json=json)


def _list() -> None:
    from leadline.cli.say import table
    from leadline.record.doors import VERBS

    rows = []
    for name, verb in sorted(VERBS.items()):
        takes = " ".join(f"{one.name}=…" if one.required else f"[{one.name}=…]" for one in verb.takes)
        rows.append((name, takes, verb.says.partition("\n")[0].partition(" Raises ")[0]))
    table(rows)
