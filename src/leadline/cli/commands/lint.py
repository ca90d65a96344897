"""`leadline lint`: one look at program documents, without a database."""

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from leadline.cli.options import AsOf, Files, Futures, Json, Seed, Threads

if TYPE_CHECKING:
    from leadline.program.snapshot import Snapshot
    from leadline.rounds.look import Look

STARTS = {
    "calibrate": (0.0, 0.02, "Calibrating durations"),
    "simulate": (0.02, 0.48, "Simulating futures"),
    "lint": (0.5, 0.05, "Looking for trouble"),
    "price": (0.55, 0.45, "Pricing what could be done"),
}
"""Where each stage of a look begins on the progress bar, how long it is there, and what it is called."""

LEVELS = ("low", "medium", "high", "critical")


def lint(
    files: Files,
    fail_on: Annotated[
        str, typer.Option(metavar="LEVEL", help="Exit 1 at a finding this severe: low, medium, high, critical.")
    ] = "",
    before: Annotated[
        Path | None, typer.Option(metavar="FILE", help="The program as it was, to tell new findings from old.")
    ] = None,
    audience: Annotated[
        str, typer.Option(metavar="WHO", help="Whose findings: all, or tpm for those that only a TPM may read as well.")
    ] = "all",
    as_of: AsOf = None,
    seed: Seed = 20260302,
    futures: Futures = 10_000,
    threads: Threads = 0,
    json: Json = False,
) -> None:
    """Simulate program documents, look for trouble, and price what could be done. Needs no database."""
    from leadline.cli.documents import read_programs
    from leadline.cli.errors import FINDINGS, Stop, nobody_reads
    from leadline.cli.ready import compiled_programs

    if fail_on and fail_on not in LEVELS:
        raise Stop(f"“{fail_on}” is no level. Levels are {', '.join(LEVELS)}.")
    if audience not in ("all", "tpm"):
        raise Stop(f"“{audience}” is no audience. Audiences are all and tpm.")
    if before and len(files) > 1:
        raise Stop("With --before, name one file: the program as it is now.")
    compiled_programs()
    programs = read_programs(files, as_of)
    looks = _look(programs, before, as_of, seed, futures, threads)
    shown = [_shown(one, audience) for one in looks]
    try:
        _say(looks, shown, json, audience)
        sys.stdout.flush()
    except BrokenPipeError:
        nobody_reads()  # `lint … | head` must not turn a failed check into a passed one.
    worst = LEVELS.index(fail_on) if fail_on else len(LEVELS)
    if any(LEVELS.index(one["severity"]) >= worst and one["state"] != "gone" for found in shown for one in found):
        raise typer.Exit(FINDINGS)


def _look(
    programs: "list[Snapshot]", before: Path | None, as_of: date | None, seed: int, futures: int, threads: int
) -> "list[Look]":
    from leadline.cli.documents import read_programs
    from leadline.cli.ready import cores
    from leadline.cli.say import progress
    from leadline.program.case import Before
    from leadline.rounds.look import look, look_together

    how: dict[str, Any] = {"seed": seed, "futures": futures, "threads": threads or cores()}
    with progress("Looking") as tell:
        how["progress"] = lambda stage, share: tell(STARTS[stage][0] + STARTS[stage][1] * share, STARTS[stage][2])
        if len(programs) > 1:
            return look_together(programs, **how)
        if before is None:
            return [look(programs[0], **how)]
        last = look(read_programs([before], None)[0], **how)
        return [look(programs[0], Before(last.snapshot, last.outlook, last.report), **how)]


def _shown(look: "Look", audience: str) -> list[dict[str, Any]]:
    from leadline.cli import forms

    seen = [one for one in look.seen if audience == "tpm" or one.finding.audience == "all"]
    return [forms.fresh(one.finding, one.state, one.prices) for one in seen]


def _say(looks: "list[Look]", shown: list[list[dict[str, Any]]], json: bool, audience: str) -> None:
    from leadline.cli import forms, listing
    from leadline.cli.say import as_json, counted, note, out
    from leadline.program.finding import Price

    if json:
        answers = [
            forms.answer(look.outlook, found, look.report.clean, look.report.blind, audience)
            for look, found in zip(looks, shown, strict=True)
        ]
        named = [{"program": look.snapshot.id, **one} for look, one in zip(looks, answers, strict=True)]
        as_json(answers[0] if len(answers) == 1 else named)
    for look, found in zip(looks, shown, strict=True):
        if not json:
            prices = {id: [one if isinstance(one, Price) else None for one in own] for id, own in look.prices.items()}
            out(f"{look.snapshot.name or look.snapshot.id}, as of {look.snapshot.as_of}")
            listing.findings(found, prices, look.snapshot.currency, listing.names_of(look.snapshot))
            listing.unforeseen(look.outlook, listing.names_of(look.snapshot))
            out(listing.tally(found, look.report.clean, look.report.blind))
        if hidden := len(look.seen) - len(found):
            note(f"{counted(hidden, 'finding')} of {look.snapshot.id} only for its TPM: --audience tpm shows them.")
