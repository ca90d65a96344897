"""Options that several commands share, each worded once."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer


def a_day(text: str) -> date:
    """A day as people type it, `2026-03-31`."""
    from leadline.program.limits import day_says

    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"“{text[:40]}” is not a day. Write it as 2026-03-31.") from None
    if says := day_says(day):
        raise typer.BadParameter(says)
    return day


ProgramKey = Annotated[
    str, typer.Option("--program", "-p", metavar="KEY", help="Which program; not needed where there is one.")
]
Json = Annotated[bool, typer.Option("--json", help="Answer as JSON, for programs.")]
AsOf = Annotated[
    date | None, typer.Option(parser=a_day, metavar="DAY", help="Look as if it were this day, 2026-03-31.")
]
Seed = Annotated[int, typer.Option(metavar="N", help="Draws the chances: the same seed gives the same answer.")]
Futures = Annotated[int, typer.Option(metavar="N", min=100, max=1_000_000, help="How many futures are simulated.")]
Threads = Annotated[
    int,
    typer.Option(
        metavar="N", min=0, max=64, help="Threads of the simulation; 0 takes up to four. Never changes the answer."
    ),
]
Yes = Annotated[bool, typer.Option("--yes", "-y", help="Do it without asking.")]
Files = Annotated[list[Path], typer.Argument(metavar="FILE", help="Program documents (YAML, JSON).")]
