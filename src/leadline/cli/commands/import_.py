"""`leadline import`: brings programs in from documents, tables and schedules."""

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from leadline.cli.options import Json, ProgramKey, Yes, a_day

if TYPE_CHECKING:
    from leadline.desk.importing import Proposal

MOST_SHOWN = 10


def import_(
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE",
            help="Documents (YAML, JSON), tables (CSV, TSV, XLSX) or a schedule (XML, MPP, XER, MPX, TJP).",
        ),
    ],
    program: ProgramKey = "",
    mapping: Annotated[
        str, typer.Option(metavar="NAME|FILE", help="How columns become nouns; a shipped mapping, or your own file.")
    ] = "",
    as_of: Annotated[
        date | None,
        typer.Option(parser=a_day, metavar="DAY", help="Hold the program on this day: a replay of history."),
    ] = None,
    mean: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NOUN:NAME=ID", help="Whom a name means that could mean several: person:Alex=alex-b. Repeatable."
        ),
    ] = None,
    yes: Yes = False,
    json: Json = False,
) -> None:
    """
    Bring programs in.

    Shows what would change, asks where it is no routine, and reports every row it could not use.
    """
    from leadline.cli import ready
    from leadline.cli.acting import somebody
    from leadline.cli.errors import Stop
    from leadline.cli.say import note, progress

    if missing := [str(one) for one in files if not one.is_file()]:
        raise Stop(f"There is no file {', '.join(missing)}. Check the name.")
    ready.database(make=True)
    from leadline.desk.importing import read

    with progress("Reading") as tell:
        tell(0.0)
        how: dict[str, Any] = {"today": ready.now().date(), "as_of": as_of, "mapping": _mapping(mapping)}
        proposal = read(files, who=somebody(), **how, program=program, answers=_answers(mean or []))
    if not json:
        _show(proposal)
    _agree(proposal, yes, program)
    kept = _keep(proposal)
    _report(proposal, kept, json)
    if not json and any(one.state == "done" for one in kept):
        note("`leadline round` looks at it now; a running Leadline does so by itself.")


def _mapping(named: str) -> Any:
    """A mapping's own file in plain form, or the name of a shipped one."""
    from leadline.cli.errors import Stop

    if not named:
        return None
    file = Path(named)
    if not file.is_file():
        if file.suffix:
            raise Stop(f"There is no mapping file {named}. Check the name.")
        return named
    import yaml

    try:
        plain = yaml.safe_load(file.read_text(encoding="utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError) as problem:
        raise Stop(f"{named} is no YAML that can be read: {str(problem).splitlines()[0]}.") from None
    if not isinstance(plain, dict):
        raise Stop(f"{named} is no mapping: it has no fields such as “tables:”.")
    return plain


def _answers(given: list[str]) -> dict[str, dict[str, str]]:
    """Answers by noun and name. Raises `Stop` for one that has not the form."""
    from leadline.cli.errors import Stop

    answers: dict[str, dict[str, str]] = {}
    for one in given:
        subject, equals, id = one.rpartition("=")
        noun, colon, name = subject.partition(":")
        if not (equals and colon and noun and name and id):
            raise Stop(f"“{one}” says not whom a name means. Write it as person:Alex=alex-b.")
        answers.setdefault(noun, {})[name] = id
    return answers


def _agree(proposal: "Proposal", yes: bool, program: str) -> None:
    """Ask where a person should look first. Raises `Stop` on no, or where nobody can be asked."""
    from leadline.cli.errors import REFUSED, Stop
    from leadline.cli.say import note

    # A yes that was given beforehand was meant for the next table of the same program, not for another one of its form.
    if yes and not program and proposal.strangers:
        other = proposal.strangers[0]
        raise Stop(
            f"Nothing was imported: no row of it is in {other.name or other.id}, where tables of this form went before, and all that is there "
            f"would leave the plan. Say --program with the name of a new program, or --program {other.id} to replace it.",
            REFUSED,
        )
    if yes or not proposal.confirm:
        return
    for one in proposal.confirm:
        note(one)
    if not sys.stdin.isatty():
        raise Stop("Nothing was imported. Say --yes to import it as shown.", REFUSED)
    if not typer.confirm("Import it as shown?", err=True):
        raise Stop("Nothing was imported.", REFUSED)


def _keep(proposal: "Proposal") -> Any:
    """Keep it under a lease, so that a worker takes over where this process is killed."""
    from leadline.cli import ready
    from leadline.cli.acting import somebody
    from leadline.cli.errors import REFUSED, Stop
    from leadline.cli.say import progress
    from leadline.desk.importing import keep, queue
    from leadline.record import jobs

    who, at = somebody(), ready.now()
    job = queue(proposal, who, at)
    if not jobs.take_this(job, "import", ready.now()):
        raise Stop("These files are being imported already. Look at `leadline journal` in a moment.", REFUSED)
    with progress("Keeping") as bar:

        def tell(share: float, says: str) -> None:
            bar(share, says)
            jobs.renew(job, ready.now(), share, says)

        try:
            kept = keep(proposal, who, at, tell)
        except Exception as problem:
            jobs.fail(job, ready.now(), str(problem), again=False)
            raise
    jobs.finish(job, ready.now())
    return kept


def _show(proposal: "Proposal") -> None:
    from leadline.cli.say import counted, note

    for says in (*proposal.explanation, *proposal.notes):
        note(says)
    for reason, number in sorted(proposal.without_odds.items(), key=lambda pair: -pair[1]):
        note(f"{number:,} without odds: {reason}")
    for reason, number in sorted(proposal.skipped.items(), key=lambda pair: -pair[1]):
        note(f"{number:,} left out: {reason}")
    for one in proposal.problems[:MOST_SHOWN]:
        note(_problem(one))
    if len(proposal.problems) > MOST_SHOWN:
        note(f"… and {len(proposal.problems) - MOST_SHOWN:,} more; --json lists all.")
    for one in proposal.questions:
        could = " or ".join(one.candidates) or "nobody known"
        rows = counted(len(one.lines), "row")
        note(f"“{one.name}” could be {could} ({rows}). Say which: --mean “{one.noun}:{one.name}=ID”")
    for table, columns in proposal.unused.items():
        note(f"{table}: not used: {', '.join(columns)}")


def _problem(one: Any) -> str:
    column = f" {one['column']}:" if one["column"] else ""
    return f"{one['table']}:{one['line']}:{column} {one['says']}"


def _question(one: Any) -> dict[str, Any]:
    return {"noun": one.noun, "name": one.name, "candidates": list(one.candidates), "lines": list(one.lines)}


def _report(proposal: "Proposal", kept: Any, json: bool) -> None:
    from leadline.cli.say import as_json, out
    from leadline.desk.importing import says

    if json:
        form = [{"program": one.program.key, "state": one.state, **one.counts} for one in kept]
        as_json({
            "imports": form, "mapping": proposal.mapping_name or None, "problems": list(proposal.problems),
            "questions": [_question(one) for one in proposal.questions],
            "notes": list(proposal.notes),
        })  # fmt: skip
        return
    for one in kept:
        out(f"{says(one)}.")
