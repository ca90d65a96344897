"""`leadline when`: when a milestone is reached, and how sure that is."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from leadline.cli.options import AsOf, Futures, Json, ProgramKey, Seed, Threads

if TYPE_CHECKING:
    from leadline.program.movement import Movement
    from leadline.program.outlook import Outlook
    from leadline.program.snapshot import Snapshot

MOST_DRIVERS = 3
LEVELS = (50, 80, 95)


def when(
    milestone: Annotated[str, typer.Argument(metavar="MILESTONE", help="Its id or its name.")],
    program: ProgramKey = "",
    file: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Simulate this document instead of reading the last round.")
    ] = None,
    as_of: AsOf = None,
    seed: Seed = 20260302,
    futures: Futures = 10_000,
    threads: Threads = 0,
    json: Json = False,
) -> None:
    """Say when a milestone is reached: P50, P80, P95, the odds of its commitment, and what drives it."""
    from leadline.cli import forms
    from leadline.cli.acting import one_called
    from leadline.cli.say import as_json, note
    from leadline.program.commitments import commitment

    snapshot, outlook, states = _simulated(file, as_of, seed, futures, threads) if file else _stored(program)
    found = one_called(snapshot, "milestone", milestone)
    foreseen = outlook.milestones.get(found.id)
    moved = _movement(states.get(found.id, {}))
    form = forms.when(found.id, foreseen, commitment(snapshot, found.id), moved)
    if json:
        as_json(form)
    else:
        _say(snapshot, found, form, foreseen.label if foreseen and not foreseen.blind else "")
        if moved:
            _say_moved(moved)
    if found.done_on:
        note(f"It was reached on {found.done_on}.")
    elif foreseen is None:
        note("The last round did not know it yet. Run another one: leadline round")
    elif why := foreseen.why_no_date(LEVELS[-1] / 100):
        note(why)


def _stored(key: str) -> "tuple[Snapshot, Outlook, dict[str, Any]]":
    from leadline.cli import ready
    from leadline.cli.acting import finished_round, program_named
    from leadline.cli.errors import REFUSED, Stop

    ready.database()
    from leadline.record.results import outlook_of, snapshot_of

    last = finished_round(program_named(key))
    if (snapshot := snapshot_of(last)) is None:
        raise Stop("The snapshot of the last round is not kept any more. Run another one: leadline round", REFUSED)
    return snapshot, outlook_of(last), last.statuses


def _movement(state: dict[str, Any]) -> "Movement | None":
    if not state:
        return None
    from leadline.record.results import movement_of

    return movement_of(state)


def _simulated(
    file: Path, as_of: date | None, seed: int, futures: int, threads: int
) -> "tuple[Snapshot, Outlook, dict[str, Any]]":
    from leadline.cli.documents import read_programs
    from leadline.cli.ready import compiled_programs, cores
    from leadline.cli.say import progress

    compiled_programs()
    snapshot = read_programs([file], as_of)[0]
    from leadline.engine.calibrate import calibrate
    from leadline.engine.simulate import simulate

    with progress("Simulating futures") as tell:
        found = simulate(
            snapshot,
            seed=seed,
            futures=futures,
            calibration=calibrate(snapshot),
            threads=threads or cores(),
            progress=tell,
        )
    return snapshot, found, {}


def _say(snapshot: "Snapshot", found: Any, form: dict[str, Any], label_of_odds: str) -> None:
    from leadline.charts import words
    from leadline.cli.say import out
    from leadline.program.snapshot import label

    out(f"{label('milestone', found)}  [{found.id}]")
    for level in LEVELS:
        out(f"  P{level}         {form[f'p{level}'] or words.UNKNOWN}")
    odds = f", {words.share(form['odds'])} likely" if form["odds"] is not None else ""
    out(f"  commitment  {form['commitment'] or 'none'}{odds}")
    if label_of_odds:
        out(f"  rests on    {label_of_odds}")
    for one in form["drivers"][:MOST_DRIVERS]:
        noun, _, id = one["subject"].partition(":")
        value = snapshot.find(noun, id)
        name = label(noun, value) if value else id
        out(f"  driven by   {name}: {words.number(one['days'])} days between its good and its bad end")


def _say_moved(moved: "Movement") -> None:
    from leadline.charts import words
    from leadline.cli.say import out

    out(f"  moved       {words.days(moved.days)} days since round {moved.round} ({moved.since}), of which")
    for one in moved.causes:
        out(f"    {words.days(one.days):>8}  {one.says}")
