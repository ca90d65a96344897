"""`leadline push`: writes agreed changes to a tracker."""

import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

from leadline.cli.options import Json, ProgramKey, Yes

if TYPE_CHECKING:
    from leadline.record.hearing.wanted import Wanted
    from leadline.record.models import Source


def push(
    address: Annotated[str, typer.Argument(metavar="SOURCE", help="Its address, such as github:acme/checkout.")],
    program: ProgramKey = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show what would be written.")] = False,
    yes: Yes = False,
    json: Json = False,
) -> None:
    """
    Write what was agreed to a tracker, once each; shows it first and asks.

    What somebody changed in the tracker since is told as a conflict and not overwritten.
    """
    from leadline.cli import ready
    from leadline.cli.acting import program_named
    from leadline.cli.say import as_json, out
    from leadline.record.hearing.wanted import wanted

    ready.doors()
    source = _source(program_named(program), address)
    there = wanted(source)
    if json and (dry_run or not there):
        as_json([_plain(one) for one in there])
        return
    for one in there if not json else ():
        out(f"{one.key}  {one.write.field}: “{one.write.heard}” → “{one.write.value}”  {one.name}")
    if not there:
        out(f"{source.address} says what was agreed.")
    if there and not dry_run:
        _agree(len(there), source, yes)
        _push(source, there, json)


def _source(program: Any, address: str) -> "Source":
    from leadline.cli.acting import somebody
    from leadline.cli.errors import Stop
    from leadline.record.access import for_
    from leadline.record.models import Source

    own = for_(somebody()).rows(Source, program).filter(retired_at=None)
    found = own.filter(address=address).first()
    if found is None:
        known = ", ".join(own.values_list("address", flat=True)) or "none"
        raise Stop(f"{program} is not connected to {address}. It is connected to: {known}.")
    return found


def _agree(number: int, source: "Source", yes: bool) -> None:
    from leadline.cli.errors import REFUSED, Stop

    if yes:
        return
    if not sys.stdin.isatty():
        raise Stop("Nothing was written. Say --yes to write it as shown.", REFUSED)
    if not typer.confirm(f"Write {number} to {source.address}?", err=True):
        raise Stop("Nothing was written.", REFUSED)


def _push(source: "Source", there: "list[Wanted]", json: bool) -> None:
    from leadline.cli import ready
    from leadline.cli.acting import somebody
    from leadline.cli.carrying import carry
    from leadline.cli.say import as_json, out
    from leadline.record.access import for_
    from leadline.record.doors import perform
    from leadline.record.hearing.asking import ask_to_push
    from leadline.record.models import ChangeSet, TrackerWrite

    given = {"source": source.address, "change": [str(one.intent) for one in there]}
    perform("write_changes", somebody(), ready.now(), source.program, given)
    made = for_(somebody()).beside(ChangeSet, source).first()
    if made is None:
        return
    carry(ask_to_push(made, ready.now()), f"Writing to {source.address}")
    ended = list(for_(somebody()).beside(TrackerWrite, source).filter(change_set=made))
    if json:
        as_json(
            [{"id": one.key, "field": one.field, "state": one.state, "says": one.says, "now": one.now} for one in ended]
        )
        return
    for one in ended:
        out(f"{one.key}  {one.field}: {one.state}{f' ({one.says or one.now})' if one.says or one.now else ''}")


def _plain(one: "Wanted") -> dict[str, str]:
    return {"id": one.key, "field": one.write.field, "heard": one.write.heard, "value": one.write.value}
