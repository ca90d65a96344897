"""`leadline sources`, `leadline hear` and `leadline disconnect`: the trackers a program is heard from."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from leadline.cli.options import Json, ProgramKey

if TYPE_CHECKING:
    from leadline.record.models import Source

Address = Annotated[str, typer.Argument(metavar="SOURCE", help="Its address, such as github:acme/checkout.")]


def sources(program: ProgramKey = "", json: Json = False) -> None:
    """Say how each connected tracker stands: last heard, what is left of its rate, and what somebody must do."""
    from leadline.cli import ready
    from leadline.cli.acting import program_named
    from leadline.cli.say import as_json, note, table

    ready.doors()
    found = _sources(program_named(program))
    if json:
        as_json([_plain(one) for one in found])
        return
    if not found:
        note("No tracker is connected. `leadline connect github:owner/repository` connects one.")
        return
    rows = [
        (one.address, one.state, f"{one.heard_at:%Y-%m-%d %H:%M}" if one.heard_at else "never", one.says)
        for one in found
    ]
    table([("source", "state", "heard (UTC)", "says"), *rows])


def hear(
    address: Annotated[str, typer.Argument(metavar="[SOURCE]", help="Its address; without it, every source.")] = "",
    program: ProgramKey = "",
    whole: Annotated[bool, typer.Option("--whole", help="Read everything, and find what changes missed.")] = False,
) -> None:
    """Hear connected trackers now."""
    from leadline.cli import ready
    from leadline.cli.acting import program_named, somebody
    from leadline.cli.carrying import carry
    from leadline.cli.errors import REFUSED, Stop
    from leadline.cli.say import out
    from leadline.desk.connecting import source_called
    from leadline.record.access import for_
    from leadline.record.hearing.asking import ask_to_hear
    from leadline.record.models import Hearing

    ready.doors()
    home = program_named(program)
    for one in [source_called(somebody(), home, address)] if address else _sources(home):
        carry(ask_to_hear(one, ready.now(), whole=whole), f"Hearing {one.address}")
        one.refresh_from_db()
        if one.state != one.WELL:
            raise Stop(f"{one.address}: {one.says}", REFUSED)
        run = for_(somebody()).beside(Hearing, one).first()
        told = (
            f"{run.read:,} read, {run.added:,} added, {run.changed:,} changed, {run.gone:,} gone" if run else "nothing"
        )
        out(f"{one.address}: {told}.")


def disconnect(
    address: Address,
    program: ProgramKey = "",
    facts: Annotated[str, typer.Option(metavar="stay|leave", help="What becomes of what it said.")] = "stay",
    json: Json = False,
) -> None:
    """Disconnect a tracker; its token is forgotten at once."""
    from leadline.cli import ready
    from leadline.cli.acting import act

    ready.doors()
    act("drop_source", program, {"source": address, "facts": facts}, json=json)


def rotate_key() -> None:
    """Seal every token with a new key, and forget the old ones."""
    from leadline.cli import ready
    from leadline.cli.say import counted, out
    from leadline.record.private.tokens import rotate

    ready.doors()
    out(f"{counted(rotate(), 'token')} sealed with a new key.")


def _sources(program: Any) -> "list[Source]":
    from leadline.cli.acting import somebody
    from leadline.record.access import for_
    from leadline.record.models import Source

    return list(for_(somebody()).rows(Source, program).filter(retired_at=None).order_by("address"))


def _plain(one: "Source") -> dict[str, Any]:
    heard = one.heard_at.isoformat() if one.heard_at else None
    return {"address": one.address, "state": one.state, "says": one.says, "heard_at": heard, "budget": one.budget}
