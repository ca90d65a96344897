"""`leadline connect`: connects a tracker, shows what there is, and reads it."""

import os
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from leadline.cli.options import ProgramKey, Yes

if TYPE_CHECKING:
    from leadline.record.models import Program, Source


def connect(
    address: Annotated[str, typer.Argument(metavar="ADDRESS", help="The tracker, such as github:acme/checkout.")],
    program: ProgramKey = "",
    token_stdin: Annotated[bool, typer.Option("--token-stdin", help="Read the token from standard input.")] = False,
    yes: Yes = False,
) -> None:
    """
    Connect a tracker: ask it what there is, show that, and read it.

    The token comes from LEADLINE_TOKEN, from standard input, or is asked for; it is sealed and never shown. Without --program a
    new program is made. Cut short, the same command goes on.
    """
    from leadline.cli import ready
    from leadline.cli.carrying import carry
    from leadline.cli.errors import REFUSED, Stop
    from leadline.record.hearing.asking import ask_to_check, ask_to_hear

    ready.database(make=True)
    ready.doors()
    source = _connected(address, _token(token_stdin), program)
    carry(ask_to_check(source, ready.now()), f"Asking {source.address}")
    source.refresh_from_db()
    if source.state == source.STOPPED:
        again = f"leadline connect {source.address} --program {source.program.key}"
        raise Stop(f"{source.says} Then go on: {again}", REFUSED)
    _show(source)
    _agree(source, yes)
    carry(ask_to_hear(source, ready.now()), f"Reading {source.address}")
    source.refresh_from_db()
    _report(source)


def _token(stdin: bool) -> str:
    if stdin:
        return sys.stdin.readline().strip()
    if given := os.environ.get("LEADLINE_TOKEN", ""):
        return given
    if not sys.stdin.isatty():
        return ""
    return str(
        typer.prompt("Token (nothing shows; Enter for none)", default="", hide_input=True, show_default=False, err=True)
    )


def _connected(address: str, token: str, program: str) -> "Source":
    """The source of that address, connected now or before; a token that is given takes the place of the old one."""
    from leadline.cli import ready
    from leadline.cli.acting import somebody
    from leadline.desk.connecting import understood
    from leadline.record.access import for_
    from leadline.record.doors import perform
    from leadline.record.models import Source

    _, own = understood(address)
    home = _program(address, own.address, program)
    there = for_(somebody()).rows(Source, home).filter(address=own.address, retired_at=None)
    if not there.exists():
        perform("connect_source", somebody(), ready.now(), home, {"address": address, "token": token})
    elif token:
        perform("give_token", somebody(), ready.now(), home, {"source": own.address, "token": token})
    return there.get()


def _program(address: str, own: str, named: str) -> "Program":
    """The program that was named, the one that has this source already, or a new one."""
    from leadline.cli import ready
    from leadline.cli.acting import program_named, somebody
    from leadline.desk.connecting import new_program
    from leadline.record.access import for_
    from leadline.record.models import Source

    if named:
        return program_named(named)
    for one in for_(somebody()).programs():
        if for_(somebody()).rows(Source, one).filter(address=own, retired_at=None).exists():
            return one
    return new_program(somebody(), address, ready.now())


def _show(source: "Source") -> None:
    from leadline.cli.say import note

    note(f"{source.title or source.address}, as {source.signed_in_as or 'anybody'}, into {source.program}:")
    for word, number in source.counts.items():
        note(f"  {number:,} {word}")
    for one in source.missing:
        note(f"  Not read: {one}")


def _agree(source: "Source", yes: bool) -> None:
    from leadline.cli.errors import REFUSED, Stop

    if yes:
        return
    if not sys.stdin.isatty():
        raise Stop("Nothing was read. Say --yes to read it.", REFUSED)
    if not typer.confirm("Read it?", err=True, default=True):
        raise Stop("Nothing was read.", REFUSED)


def _report(source: "Source") -> None:
    from leadline.cli.acting import somebody
    from leadline.cli.errors import REFUSED, Stop
    from leadline.cli.say import note, out
    from leadline.record.access import for_
    from leadline.record.models import Hearing

    if source.state != source.WELL:
        raise Stop(f"{source.says} What was read is kept, and reading goes on from there.", REFUSED)
    run = for_(somebody()).beside(Hearing, source).first()
    if run is not None:
        out(f"{source.address}: {run.read:,} read, {run.added:,} added, {run.changed:,} changed, {run.gone:,} gone.")
    note(f"`leadline round --program {source.program.key}` looks at it now; a running Leadline does so by itself.")
