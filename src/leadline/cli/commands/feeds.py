"""`leadline feeds`: secret addresses under which calendars read a program's days, made, listed and taken back."""

from typing import Annotated

import typer

from leadline.cli.options import Json, ProgramKey


def feeds(program: ProgramKey = "", json: Json = False) -> None:
    """List the calendar feeds of a program. Their addresses are known only to those who kept them."""
    from leadline.cli import ready
    from leadline.cli.acting import program_named, somebody
    from leadline.cli.say import as_json, note, table

    ready.database()
    from leadline.record.private.feeds import seen_by

    chosen = program_named(program)
    found = seen_by(somebody(), chosen)
    if json:
        plain = [
            {
                "feed": one.pk,
                "of": one.person or None,
                "made_by": one.made_by,
                "made_at": one.made_at,
                "read_at": one.read_at,
            }
            for one in found
        ]
        as_json({"program": chosen.key, "feeds": plain})
        return
    if not found:
        note("There is no calendar feed. `leadline make-feed` makes one.")
        return
    rows = [(one.pk, one.person or "the program", f"{one.made_at:%Y-%m-%d}", one.made_by, _read(one)) for one in found]
    table([("FEED", "DAYS OF", "MADE", "BY", "LAST READ"), *rows])


def _read(feed: object) -> str:
    at = getattr(feed, "read_at", None)
    return f"{at:%Y-%m-%d %H:%M}" if at else "never"


def make_feed(
    of: Annotated[
        str, typer.Option("--of", metavar="PERSON", help="Of one person's days instead of the program.")
    ] = "",
    program: ProgramKey = "",
    json: Json = False,
) -> None:
    """Make a secret address under which a calendar reads the program's days. It is printed this once."""
    from leadline.cli import ready
    from leadline.cli.acting import act

    ready.doors()
    act("make_feed", program, {"of": of}, json=json)


def revoke_feed(
    feed: Annotated[int, typer.Argument(metavar="FEED", help="Its number, as `leadline feeds` lists it.")],
    program: ProgramKey = "",
    json: Json = False,
) -> None:
    """Take a calendar feed back: its address answers no more."""
    from leadline.cli import ready
    from leadline.cli.acting import act

    ready.doors()
    act("revoke_feed", program, {"feed": feed}, json=json)
