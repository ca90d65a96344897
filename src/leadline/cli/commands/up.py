"""`leadline up`: starts all of Leadline in one go."""

from typing import Annotated

import typer

from leadline.cli.environment import a_port


def up(
    port: Annotated[int, typer.Option(parser=a_port, envvar="PORT", metavar="N", help="Port of the pages.")] = 8420,
    address: Annotated[
        str, typer.Option(envvar="LEADLINE_ADDRESS", metavar="HOST", help="Address to listen on.")
    ] = "127.0.0.1",
    examples: Annotated[bool, typer.Option(help="Load the example programs into a new database.")] = True,
    trust_clock: Annotated[
        bool, typer.Option("--trust-clock", help="Start although the record is ahead of the clock.")
    ] = False,
) -> None:
    """Start the pages, the workers and the clock; Ctrl-C stops all of it."""
    from leadline.cli.running.start import start

    start(port, address, examples=examples, trust_clock=trust_clock)
