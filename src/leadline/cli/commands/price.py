"""`leadline price`: what could be done, and what it is worth."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any

import typer

from leadline.cli.options import Json, ProgramKey

if TYPE_CHECKING:
    from leadline.program.finding import Price
    from leadline.record.results import StoredFinding

MOST = 10
TOGETHER = (
    "Each line is the price of all up to it, simulated as one, over every promise there is. Without --together an action is"
    " judged by the promises it feeds, so its days are others. `leadline do accept` carries one out."
)


def price(
    finding: Annotated[
        str, typer.Argument(metavar="FINDING", help="The id of one finding; without it, the ten best of all.")
    ] = "",
    program: ProgramKey = "",
    together: Annotated[
        bool, typer.Option("--together", help="Choose the few that do most together, simulated as one.")
    ] = False,
    budget: Annotated[
        int | None, typer.Option(metavar="MONEY", min=0, help="With --together: what they may cost, in whole units.")
    ] = None,
    most: Annotated[int, typer.Option(metavar="N", min=1, max=10, help="With --together: how many at most.")] = 5,
    json: Json = False,
) -> None:
    """Show what the last round priced: the ways out of one finding, the ten that gain most, or the best set of them."""
    from leadline.cli import forms, ready
    from leadline.cli.acting import finished_round, program_named, somebody
    from leadline.cli.errors import Stop
    from leadline.cli.say import as_json, note

    ready.database()
    from leadline.cli.listing import names_of
    from leadline.record.results import findings_of, snapshot_of

    chosen = program_named(program)
    last = finished_round(chosen)
    every, names = findings_of(somebody(), last, chosen.today(ready.now())), names_of(snapshot_of(last))
    if together:
        if finding:
            raise Stop("--together chooses among all findings. Leave the id of the one out.")
        _together([one for one in every if not one.muted], chosen, budget, most, json)
        return
    ranked = (
        [one for one in every if one.id == finding]
        if finding
        else [one for one in every if one.best and not one.muted][:MOST]
    )
    if finding and not ranked:
        raise Stop(f"There is no finding “{finding}” in the last round. `leadline findings` lists them.")
    if json:
        answer = [{"finding": one.id, **form} for one in ranked for form in forms.stored(one)["remedies"]]
        as_json(answer)
    elif finding:
        _one(ranked[0], chosen, names)
    else:
        _best(ranked, chosen, names)
        if len(ranked) > 1:
            note("Prices do not add up: several actions together gain less, sometimes more, than their sum.")


def _one(found: "StoredFinding", program: Any, names: Mapping[str, str]) -> None:
    from leadline.cli.listing import worth
    from leadline.cli.say import out

    out(found.says)
    for way in found.remedies:
        out(f"{way.index}. {way.says} – {worth(way.price, way.why_unpriced, program.currency, names)}")
        _lines(way.price, names)


def _lines(price: "Price | None", names: Mapping[str, str]) -> None:
    """What it does to each promise that it moves."""
    from leadline.charts import words
    from leadline.cli.listing import within
    from leadline.cli.say import out

    for line in price.lines if price else ():
        moved = line.odds_before is not None
        odds = f", odds {words.share(line.odds_before)} to {words.share(line.odds_after)}" if moved else ""
        days = within(line.days, line.low, line.high) if line.measurable else "no measurable effect"
        out(f"   {names.get(line.commitment, line.commitment)}: {days} at P{line.level * 100:.0f}{odds}")


def _together(found: "list[StoredFinding]", program: Any, budget: int | None, most: int, json: bool) -> None:
    from leadline.cli import forms, ready
    from leadline.cli.listing import names_of, worth
    from leadline.cli.ready import compiled_programs, cores
    from leadline.cli.say import as_json, note, out
    from leadline.record.snapshots import load_snapshot

    ways = {way.edits: (one.id, way) for one in found for way in one.gains}
    compiled_programs()
    from leadline.rounds.choosing import choose

    snapshot = load_snapshot(program, program.today(ready.now()))
    cents = None if budget is None else budget * 100
    steps = choose(snapshot, [way for _, way in ways.values()], budget_cents=cents, most=most, threads=cores())
    if json:
        as_json(
            [
                {"finding": ways[way.edits][0], **forms.remedy(way.says, way.edits, step.price, "")}
                for way, step in steps
            ]
        )
        return
    names = names_of(snapshot)
    for number, (way, step) in enumerate(steps, 1):
        out(f"{number}. {ways[way.edits][0]} {way.index}  {way.says}")
        out(f"   {'together ' if number > 1 else ''}{worth(step.price, '', program.currency, names)}")
    if steps:
        out("What all of them do to each promise:")
        _lines(steps[-1][1].price, names)
        note(TOGETHER)
    else:
        note("Nothing that was priced gains anything measurable within that budget.")


def _best(ranked: "list[StoredFinding]", program: Any, names: Mapping[str, str]) -> None:
    from leadline.charts.prices import whose
    from leadline.cli.listing import worth
    from leadline.cli.say import out

    for one in ranked:
        if (best := one.best) and best.price:
            out(f"{one.id} {best.index}  {best.says}")
            out(f"   {whose(best.price, names)}: {worth(best.price, '', program.currency, names)}")
    if not ranked:
        out("Nothing that the last round tried gains more than it loses.")
