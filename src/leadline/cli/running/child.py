"""How a child of `leadline up` knows when to end: a signal, or the death of its parent."""

import os
import signal
import threading
import time
from collections.abc import Callable

from leadline.cli.running.family import PARENT

PATIENCE_SECONDS = 7.0


def run_until_told(work: Callable[[threading.Event], None]) -> None:
    """
    Run endless work beside the main thread, and end on a signal or with the parent.

    A simulation does not hear signals, so the process leaves without it after seven seconds; its job is done again.
    """
    stop = threading.Event()
    for one in (signal.SIGINT, signal.SIGTERM):
        signal.signal(one, lambda number, frame: stop.set())
    end_with_parent(stop.set)
    worker = threading.Thread(target=_then(work, stop), daemon=True)
    worker.start()
    while worker.is_alive() and not stop.wait(0.5):
        pass
    worker.join(PATIENCE_SECONDS)
    os._exit(0 if stop.is_set() else 1)


def end_with_parent(end: Callable[[], None]) -> None:
    """Call `end` once the process that started this one is gone. Does nothing for a process started by hand."""
    if parent := os.environ.get(PARENT):
        end_with(int(parent), end)


def end_with(parent: int, end: Callable[[], None]) -> None:
    """Call `end` once a process is gone, whatever it died of."""
    threading.Thread(target=_watch, args=(parent, end), daemon=True).start()


def _watch(parent: int, end: Callable[[], None]) -> None:
    # The system gives an orphan another parent at once, so this needs no guess about who is alive.
    while os.getppid() == parent:
        time.sleep(0.5)
    end()


def _then(work: Callable[[threading.Event], None], stop: threading.Event) -> Callable[[], None]:
    def run() -> None:
        import logging

        try:
            work(stop)
        except Exception:
            logging.getLogger("leadline").exception("This process failed and will be started again.")

    return run
