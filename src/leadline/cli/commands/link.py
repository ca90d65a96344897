"""`leadline link`: a one-time link that signs a browser in as the owner."""

import os
from typing import Annotated

import typer

from leadline.cli.environment import a_port


def link(
    port: Annotated[
        int,
        typer.Option(
            parser=a_port, envvar="PORT", metavar="N", help="Port of the address, where Leadline is not running."
        ),
    ] = 8420,
) -> None:
    """Print a one-time link that signs a browser in as the owner."""
    from leadline.cli import ready
    from leadline.cli.running.lock import running_at
    from leadline.cli.say import note, out

    ready.database()
    from leadline.record.private.start_links import make

    running = running_at(ready.home())
    address = running or os.environ.get("LEADLINE_URL") or f"http://127.0.0.1:{port}"
    out(f"{address.rstrip('/')}/start/{make(None, ready.now())}")
    if not running:
        note("Leadline is not running on this home; `leadline up` starts it. The link works once, within a day.")
