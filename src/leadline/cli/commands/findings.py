"""`leadline findings`: what the last round found."""

from typing import Annotated

import typer

from leadline.cli.options import Json, ProgramKey


def findings(
    program: ProgramKey = "",
    gone: Annotated[bool, typer.Option("--gone", help="Also those that are gone since the round before.")] = False,
    muted: Annotated[bool, typer.Option("--muted", help="Also those that were snoozed or dismissed.")] = False,
    lines: Annotated[int, typer.Option("--lines", "-n", metavar="N", min=1, help="How many are shown to people.")] = 20,
    json: Json = False,
) -> None:
    """List the findings of the last round, those worth most first."""
    from leadline.cli import forms, listing, ready
    from leadline.cli.acting import finished_round, program_named, somebody
    from leadline.cli.say import as_json, counted, note, out

    ready.database()
    from leadline.record.access import RUNS
    from leadline.record.results import findings_of, outlook_of, snapshot_of

    chosen = program_named(program)
    last = finished_round(chosen)
    every = findings_of(somebody(), last, chosen.today(ready.now()), gone=gone)
    shown = [one for one in every if muted or not one.muted]
    found = [forms.stored(one) for one in shown]
    if json:
        audience = "tpm" if somebody().role_in(chosen) in RUNS else "all"
        as_json(forms.answer(outlook_of(last), found, last.clean, last.blind, audience))
    else:
        out(f"{chosen}, round {last.number}, as of {last.as_of}")
        prices = {one.id: [way.price for way in one.remedies] for one in shown}
        names = listing.names_of(snapshot_of(last))
        listing.findings(found[:lines], prices, chosen.currency, names)
        listing.unforeseen(outlook_of(last), names)
        out(listing.tally(found, last.clean, last.blind))
        if len(found) > lines:
            note(f"{len(found) - lines} more, worth less: --lines {len(found)} shows all.")
    if aside := len(every) - len(shown):
        note(f"{counted(aside, 'finding')} put aside: --muted shows them.")
