"""`leadline round`: looks at the programs now."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from leadline.cli.options import Json, ProgramKey, Threads

if TYPE_CHECKING:
    from leadline.record.models import Program


def round_(
    program: ProgramKey = "",
    seed: Annotated[
        int | None, typer.Option(metavar="N", help="Draws the chances. Leave it: the same seed compares rounds.")
    ] = None,
    futures: Annotated[
        int | None,
        typer.Option(metavar="N", min=100, max=1_000_000, help="How many futures; default LEADLINE_FUTURES."),
    ] = None,
    threads: Threads = 0,
    json: Json = False,
) -> None:
    """Run a round of a program, or of all: simulate, look for trouble, price, draft."""
    from leadline.cli import ready
    from leadline.cli.acting import program_named, somebody
    from leadline.cli.say import as_json

    ready.doors()
    from leadline.record.access import for_

    every = [program_named(program)] if program else list(for_(somebody()).programs()) or [program_named("")]
    asked = {name: value for name, value in (("seed", seed), ("futures", futures), ("threads", threads)) if value}
    answers = [_run(one, asked) for one in every]
    if json:
        as_json(answers[0] if program or len(answers) == 1 else answers)
    else:
        _say(answers)


def _run(program: "Program", asked: dict[str, int]) -> dict[str, Any]:
    from leadline.cli import ready
    from leadline.cli.acting import finished_round, somebody
    from leadline.cli.carrying import carry
    from leadline.record import jobs
    from leadline.record.results import findings_of

    carry(jobs.queue("round", ready.now(), lane=jobs.ROUNDS, program=program, body=asked), f"The round of {program}")
    last = finished_round(program)
    found = findings_of(somebody(), last, program.today(ready.now()))
    return {
        "program": program.key,
        "round": last.number,
        "as_of": last.as_of.isoformat(),
        "seed": last.seed,
        "futures": last.futures,
        "engine": last.engine,
        "joint": last.totals.get("joint"),
        "findings": len(found),
        "new": sum(one.state == "new" for one in found),
    }


def _say(answers: list[dict[str, Any]]) -> None:
    from leadline.charts import words
    from leadline.cli.say import out

    for one in answers:
        joint = "" if one["joint"] is None else f"all commitments together {words.share(one['joint'])}; "
        found = f"{words.plural(one['findings'], 'finding')}, {one['new']} new"
        out(f"{one['program']}: round {one['round']}, as of {one['as_of']}; {joint}{found}.")
