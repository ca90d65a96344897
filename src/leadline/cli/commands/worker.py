"""`leadline worker LANE`: does queued work, as `leadline up` starts it."""

from functools import partial
from typing import Annotated

import typer

LANES = ("quick", "rounds", "trackers")


def worker(
    lane: Annotated[
        str, typer.Argument(metavar="LANE", help="quick (quotes, letters), rounds, or trackers (hearing what changed).")
    ],
) -> None:
    """Do the jobs of a lane until told to stop. `leadline up` starts this."""
    from leadline.cli.errors import Stop
    from leadline.cli.ready import doors
    from leadline.cli.running.child import run_until_told

    if lane not in LANES:
        raise Stop(f"“{lane}” is no lane. Lanes are {', '.join(LANES)}.")
    doors()
    from leadline.rounds.work import run_worker

    run_until_told(partial(run_worker, lane))
