"""Ctrl-C, heeded wherever it comes."""

import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


@contextmanager
def heeded() -> Iterator[None]:
    """
    End what runs inside with `KeyboardInterrupt` on Ctrl-C, whatever became of it on the way.

    The compiler calls back from C, where Python drops what is raised, says so at length, and goes on until something
    else breaks.
    """
    ours = threading.current_thread() is threading.main_thread() and (
        signal.getsignal(signal.SIGINT) is signal.default_int_handler
    )
    if not ours:
        yield
        return
    asked = False

    def ask(number: int, frame: FrameType | None) -> None:
        nonlocal asked
        asked = True
        raise KeyboardInterrupt

    def dropped(one: "sys.UnraisableHookArgs") -> None:
        if not isinstance(one.exc_value, KeyboardInterrupt):
            says(one)

    says, sys.unraisablehook = sys.unraisablehook, dropped
    signal.signal(signal.SIGINT, ask)
    try:
        yield
    except Exception:
        if asked:
            raise KeyboardInterrupt from None
        raise
    finally:
        sys.unraisablehook = says
        if signal.getsignal(signal.SIGINT) is ask:
            signal.signal(signal.SIGINT, signal.default_int_handler)
    if asked:
        raise KeyboardInterrupt
