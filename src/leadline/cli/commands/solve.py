"""`leadline solve`: which standard solutions apply to something, and what each of them brings."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from leadline.cli.options import AsOf, Json, ProgramKey, Seed, Threads

if TYPE_CHECKING:
    from leadline.program.case import Case
    from leadline.rounds.solving import Tried

SubjectName = Annotated[
    str,
    typer.Argument(
        metavar="SUBJECT",
        help="A work item, milestone, roadblock, risk, decision, dependency or project: its id or name, or NOUN:ID.",
    ),
]


def solve(
    subject: SubjectName,
    program: ProgramKey = "",
    file: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Simulate this document instead of reading the last round.")
    ] = None,
    as_of: AsOf = None,
    seed: Seed = 20260302,
    futures: Annotated[
        int, typer.Option(metavar="N", min=100, max=1_000_000, help="How many futures each is tried in.")
    ] = 2_000,
    threads: Threads = 0,
    json: Json = False,
) -> None:
    """List the standard solutions that apply to something, with who must agree and what each brings; best first."""
    from leadline.cli.ready import compiled_programs, cores
    from leadline.cli.say import progress

    case, currency = _simulated(file, as_of, seed, futures, threads) if file else _stored(program)
    about = subject_called(case, subject)
    compiled_programs()
    from leadline.rounds.solving import solve as solved

    with progress("Trying what could help") as tell:
        found = solved(case, about, seed=seed, futures=futures, threads=threads or cores(), progress=tell)
    if json:
        _as_json(case, about, found, seed, futures)
    else:
        _say(case, about, found, currency, kept=file is None)


def subject_called(case: "Case", wanted: str) -> str:
    """The subject (`noun:id`) that words mean. Raises `Stop` where they mean nothing, or several things."""
    from leadline.cli.acting import one_called
    from leadline.cli.errors import Stop
    from leadline.playbook.which_apply import SUBJECTS
    from leadline.program.problems import did_you_mean
    from leadline.program.titles import title

    noun, _, id = wanted.partition(":")
    if noun in SUBJECTS and id:
        return f"{noun}:{one_called(case.snapshot, noun, id).id}"
    every = {f"{noun}:{one.id}": title(case.snapshot, noun, one) for noun in SUBJECTS for one in case.snapshot.of(noun)}
    found = [
        ref for ref, name in every.items() if wanted == ref.partition(":")[2] or wanted.casefold() == name.casefold()
    ]
    if len(found) == 1:
        return found[0]
    if found:
        raise Stop(f"“{wanted}” is the name of several: {', '.join(found)}. Give one of these.")
    hint = did_you_mean(wanted, [*(ref.partition(":")[2] for ref in every), *every.values()])
    raise Stop(f"Nothing is called “{wanted}”. {hint if len(hint) < 200 else ''}".strip())


def _stored(key: str) -> "tuple[Case, str]":
    from leadline.cli import ready
    from leadline.cli.acting import finished_round, program_named

    ready.database()
    from leadline.program.case import Case
    from leadline.record.results import outlook_of
    from leadline.record.snapshots import load_snapshot

    chosen = program_named(key)
    last = finished_round(chosen)
    # Today's facts, on which an accepted solution is carried out; what decides which date is from the last round.
    return Case(load_snapshot(chosen, chosen.today(ready.now())), outlook_of(last)), chosen.currency


def _simulated(file: Path, as_of: date | None, seed: int, futures: int, threads: int) -> "tuple[Case, str]":
    from leadline.cli.documents import read_programs
    from leadline.cli.ready import compiled_programs, cores
    from leadline.program.case import Case

    compiled_programs()
    snapshot = read_programs([file], as_of)[0]
    from leadline.engine.calibrate import calibrate
    from leadline.engine.simulate import simulate

    outlook = simulate(
        snapshot, seed=seed, futures=futures, calibration=calibrate(snapshot), threads=threads or cores()
    )
    return Case(snapshot, outlook), snapshot.currency


def _as_json(case: "Case", about: str, found: "list[Tried]", seed: int, futures: int) -> None:
    from leadline.cli import forms
    from leadline.cli.say import as_json

    ways = [
        {
            "id": one.way.id,
            "solution": one.way.solution.name,
            "number": one.way.solution.number,
            "subject": one.way.subject,
            "agree": list(one.way.remedy.agree),
            "cost_cents": one.way.remedy.cost_cents,
            **forms.remedy(one.way.remedy.says, one.way.remedy.edits, one.price, one.why_unpriced),
        }
        for one in found
    ]
    head: dict[str, Any] = {"schema": forms.SCHEMA, "as_of": case.snapshot.as_of.isoformat()}
    as_json({**head, "seed": seed, "futures": futures, "subject": about, "ways": ways})


def _say(case: "Case", about: str, found: "list[Tried]", currency: str, *, kept: bool) -> None:
    from leadline.charts import words
    from leadline.cli.listing import names_of, worth
    from leadline.cli.say import note, out
    from leadline.program.titles import name_of

    out(f"{name_of(case.snapshot, *_parts(about))}  [{about}]")
    for one in found:
        way = one.way
        near = "" if way.subject == about else f" ({name_of(case.snapshot, *_parts(way.subject))})"
        out(f"  {words.dated(way.remedy.says, case.snapshot.as_of)}{near}")
        people = [name_of(case.snapshot, "person", one) for one in way.remedy.agree]
        agree = words.listed(people) if people else "nobody else"
        out(
            f"     {_brings(one, worth(one.price, one.why_unpriced, currency, names_of(case.snapshot)))}; must agree: {agree}  [{way.id}]"
        )
    if not found:
        out("  No standard solution applies: what is known of it gives none a hold.")
    elif kept:
        note(f"To take one: leadline do use_solution subject={about} way=ID. Nothing is changed by asking.")
    if len(found) > 1:
        note("Prices do not add up: several together gain less, sometimes more, than their sum.")


def _parts(subject: str) -> tuple[str, str]:
    noun, _, id = subject.partition(":")
    return noun, id


def _brings(one: "Tried", says: str) -> str:
    """The price in words; where no day is moved but odds are, the odds of the headline."""
    from leadline.charts import words

    line = one.price.lines[0] if one.price and one.price.lines else None
    if line is None or one.gain or line.odds_before is None or line.odds_after is None:
        return says
    before, after = words.share(line.odds_before), words.share(line.odds_after)
    return f"{says}; odds {before} to {after}" if before != after else says
