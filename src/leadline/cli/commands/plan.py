"""`leadline plan`: who does what from when to when, why not earlier, and before when nothing can end."""

import time
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from leadline.cli.errors import Stop
from leadline.cli.options import AsOf, Json, ProgramKey, Seed, Threads

if TYPE_CHECKING:
    from leadline.program.plan import Plan
    from leadline.program.snapshot import Snapshot


def plan(
    program: ProgramKey = "",
    file: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Plan this document instead of a program of the record.")
    ] = None,
    as_of: AsOf = None,
    schedules: Annotated[
        int, typer.Option(metavar="N", min=0, max=10_000_000, help="About how many plans to try; 0 takes the first.")
    ] = 5_000,
    seconds: Annotated[
        float,
        typer.Option(
            metavar="S",
            min=0,
            max=3_600,
            help="Try for so long instead, and prove what can be proved; the plan then depends on the machine.",
        ),
    ] = 0.0,
    exact: Annotated[
        float,
        typer.Option(
            metavar="W",
            min=0,
            max=3_600,
            help="Then give about W seconds of one core to CP-SAT, counted without a clock: for a better plan, or the proof that there is none.",
        ),
    ] = 0.0,
    seed: Seed = 20260302,
    threads: Threads = 0,
    publish: Annotated[
        bool,
        typer.Option("--publish", help="Write this plan to the work, to be followed; `leadline undo` takes it back."),
    ] = False,
    json: Json = False,
) -> None:
    """Plan the open work: middling efforts, named people, their calendars. A plan is no forecast; `when` has the odds."""
    from leadline.cli.ready import compiled_programs, cores
    from leadline.cli.say import as_json, note, out, progress
    from leadline.program.codec import plain

    if file and publish:
        raise Stop(
            "Only a program of the record has a plan to follow. Import the document first, or leave --publish out."
        )
    snapshot = _read(file, as_of) if file else _stored(program)
    compiled_programs()
    from leadline.rounds.planning import is_quick

    if not is_quick():
        note("Compiling the planner, once: about half a minute.")
    from leadline.engine.schedule.people.plan import plan as planned

    begun = time.monotonic()
    with progress("Trying plans") as tell:
        found = planned(
            snapshot,
            seed=seed,
            work=exact,
            schedules=None if seconds or not schedules else schedules,
            stop=(lambda: time.monotonic() - begun >= seconds) if seconds else None,
            threads=threads or cores(),
            progress=lambda made, score: tell(_share(made, schedules, time.monotonic() - begun, seconds)),
        )
    if json:
        as_json(plain(found) | ({"published": _publish(program, found)} if publish else {}))
        return
    _say(snapshot, found)
    if publish:
        out(_publish(program, found))
        note("The next round gives work out in this order; `leadline undo` takes it back.")


def _publish(key: str, found: "Plan") -> str:
    """Do the verb with this very plan. Raises `Refused` where it is published already, or empty."""
    from leadline.cli import ready
    from leadline.cli.acting import program_named, somebody
    from leadline.program.codec import plain
    from leadline.record.doors import perform

    ready.doors()
    return perform("publish_plan", somebody(), ready.now(), program_named(key), {"plan": plain(found)}).says


def _share(made: int, schedules: int, spent: float, seconds: float) -> float:
    return min(spent / seconds if seconds else made / max(schedules, 1), 1.0)


def _read(file: Path, as_of: date | None) -> "Snapshot":
    from leadline.cli.documents import read_programs

    return read_programs([file], as_of)[0]


def _stored(key: str) -> "Snapshot":
    from leadline.cli import ready
    from leadline.cli.acting import program_named

    ready.database()
    from leadline.record.snapshots import load_snapshot

    chosen = program_named(key)
    return load_snapshot(chosen, chosen.today(ready.now()))


def _say(snapshot: "Snapshot", found: "Plan") -> None:
    from leadline.charts import words
    from leadline.cli.say import counted, note, out, table

    if found.items:
        known = (found.bound.sentence if found.bound else "", found.proof.sentence if found.proof else "")
        out(" ".join(filter(None, (f"Ends {words.day(found.end_on, found.as_of)}.", *known))))
        table([_row(snapshot, found, id) for id in found.order])
    else:
        out("Nothing of this program can be planned.")
    for id, days in found.late.items():
        least = f" {found.unavoidable[id].sentence}" if id in found.unavoidable else ""
        out(f"{_name(snapshot, 'milestone', id)} is {words.number(days)} days later than promised.{least}")
    for conflict in found.contradictions:
        out(conflict.sentence)
    for limit in found.exceeded:
        out(limit.sentence)
    for left in found.unplanned:
        names = [_name(snapshot, "work" if snapshot.find("work", id) else "milestone", id) for id in left.items]
        out(f"Not in the plan: {words.listed(names)}. {left.sentence}")
    note(f"{counted(found.schedules, 'plan')} tried. Middling efforts, no risks: `leadline when` has the odds.")


def _row(snapshot: "Snapshot", found: "Plan", id: str) -> tuple[Any, ...]:
    from leadline.charts import words

    one = found.items[id]
    noun = "work" if snapshot.find("work", id) else "milestone"
    who = words.listed([_name(snapshot, "person", person) for person in one.people]) if one.people else ""
    start, end = (words.day(day, found.as_of) for day in (one.start_on, one.finish_on))
    when = end if noun == "milestone" else f"{start} – {end}"
    return when, _name(snapshot, noun, id), who, one.why.sentence


def _name(snapshot: "Snapshot", noun: str, id: str) -> str:
    from leadline.program.snapshot import label

    value = snapshot.find(noun, id)
    return label(noun, value) if value else id
