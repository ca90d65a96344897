"""`leadline web`: the pages, as `leadline up` starts them."""

import os
import signal
from collections.abc import Callable
from functools import partial
from typing import Annotated, Any

import typer

from leadline.cli.environment import a_port

STOPS_WITHIN_SECONDS = 4


def web(
    port: Annotated[int, typer.Option(parser=a_port, metavar="N", help="Port to listen on.")] = 8420,
    address: Annotated[str, typer.Option(metavar="HOST", help="Address to listen on.")] = "127.0.0.1",
    threads: Annotated[int, typer.Option(metavar="N", min=1, help="Requests answered at once.")] = 4,
) -> None:
    """Serve the pages until told to stop. `leadline up` starts this."""
    from granian.constants import Interfaces
    from granian.log import LogLevels
    from granian.server import Server

    from leadline.cli.ready import database
    from leadline.cli.running.child import end_with_parent

    database()
    os.environ["DJANGO_SETTINGS_MODULE"] = "leadline.site.settings"
    end_with_parent(partial(os.kill, os.getpid(), signal.SIGTERM))
    server = Server(
        "leadline.site.wsgi:application", address=address, port=port, interface=Interfaces.WSGI,
        blocking_threads=threads, log_level=LogLevels.warning, workers_kill_timeout=STOPS_WITHIN_SECONDS,
        respawn_failed_workers=True,
    )  # fmt: skip
    server.serve(target_loader=load, wrap_loader=False)


def load() -> Callable[..., Any]:
    """The pages as a WSGI application, in the process that answers requests; that ends with the one that started it."""
    from importlib import import_module

    from leadline.cli.running.child import end_with

    # The terminal sends Ctrl-C to every process, and ours passes it on: told twice at once, this one may hear neither.
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    end_with(os.getppid(), partial(os._exit, 0))
    application: Callable[..., Any] = import_module("leadline.site.wsgi").application
    return application
