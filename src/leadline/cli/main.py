"""The command `leadline`: one file a command, each of which loads what it needs only when it is run."""

import os
import sys
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer
from typer.core import TyperGroup
from typer.exceptions import Abort, Exit, TyperException

from leadline import __version__
from leadline.cli.commands.add import add
from leadline.cli.commands.ask_range import ask_range
from leadline.cli.commands.brief import brief
from leadline.cli.commands.change import change
from leadline.cli.commands.clock import clock
from leadline.cli.commands.connect import connect
from leadline.cli.commands.do import do
from leadline.cli.commands.export import export
from leadline.cli.commands.feeds import feeds, make_feed, revoke_feed
from leadline.cli.commands.findings import findings
from leadline.cli.commands.import_ import import_
from leadline.cli.commands.journal import journal
from leadline.cli.commands.link import link
from leadline.cli.commands.lint import lint
from leadline.cli.commands.plan import plan
from leadline.cli.commands.price import price
from leadline.cli.commands.programs import programs
from leadline.cli.commands.push import push
from leadline.cli.commands.range_ import range_
from leadline.cli.commands.retire import retire
from leadline.cli.commands.round import round_
from leadline.cli.commands.slip import slip
from leadline.cli.commands.solve import solve
from leadline.cli.commands.sources import disconnect, hear, rotate_key, sources
from leadline.cli.commands.technical import technical
from leadline.cli.commands.track_record import track_record
from leadline.cli.commands.undo import undo
from leadline.cli.commands.up import up
from leadline.cli.commands.web import web
from leadline.cli.commands.when import when
from leadline.cli.commands.worker import worker
from leadline.cli.errors import INTERRUPTED, explain
from leadline.cli.interrupts import heeded

COMMANDS = (
    up, link, programs, import_, export, feeds, make_feed, revoke_feed, connect, sources, hear, disconnect, rotate_key, round_, lint, when, plan, technical, track_record, findings, price, solve, slip, push,
    brief, ask_range, range_,
    add, change, retire, do, journal, undo,
)  # fmt: skip
STARTED_BY_UP = (web, worker, clock)


class Door(TyperGroup):
    """Runs a command; whatever goes wrong becomes a sentence on stderr and an exit code."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command that was named."""
        try:
            with heeded():
                answer = super().invoke(ctx)
            sys.stdout.flush()
            return answer
        except (Exit, Abort):
            raise
        except TyperException as wrong:
            if not str(wrong.format_message()):
                raise
            words = getattr(wrong, "ctx", None)
            command = words.command_path if words else "leadline"
            print(f"{wrong.format_message().rstrip('.')}. See `{command} --help`.", file=sys.stderr)
            raise Exit(wrong.exit_code) from None
        except (Exception, KeyboardInterrupt) as problem:
            raise Exit(explain(problem)) from None


app = typer.Typer(
    name="leadline",
    cls=Door,
    help="Leadline does the job of a technical program manager; a person approves.",
    epilog="Exit codes: 0 fine, 1 findings as --fail-on says, 2 bad input, 3 refused, 70 our failure, 74 disk full.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"leadline {__version__}")
        raise typer.Exit


@app.callback()
def globally(
    home: Annotated[
        Path | None,
        typer.Option(metavar="FOLDER", help="Where everything is kept. Default: LEADLINE_HOME, or ~/.leadline."),
    ] = None,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Say the version.")
    ] = False,
) -> None:
    """Set what holds for every command."""
    if home is not None:
        os.environ["LEADLINE_HOME"] = str(home.expanduser().resolve())


for command in COMMANDS:
    app.command(command.__name__.rstrip("_").replace("_", "-"))(command)
for process in STARTED_BY_UP:
    app.command(process.__name__, hidden=True)(process)


def run() -> NoReturn:
    """Answer the command line and leave with its exit code."""
    try:
        app(prog_name="leadline")
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
    sys.exit(0)
