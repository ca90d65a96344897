"""Ctrl-C while something runs that drops exceptions, as the compiler does when it calls back from C."""

import ctypes
import signal
from collections.abc import Iterator
from contextlib import suppress

import pytest

from leadline.cli.interrupts import heeded


@pytest.fixture(autouse=True)
def heard() -> Iterator[None]:
    """Ctrl-C as a terminal gives it: what a shell starts in the background ignores it, these tests with it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def press() -> None:
    signal.raise_signal(signal.SIGINT)


def test_one_that_was_dropped_ends_it_all_the_same(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(KeyboardInterrupt), heeded():
        ctypes.CFUNCTYPE(None)(press)()

    assert capfd.readouterr().err == ""


def pressed_and_broken() -> None:
    with suppress(KeyboardInterrupt):
        press()
    raise RuntimeError("no compiled object yet")


def test_what_breaks_because_of_it_is_no_fault_of_ours() -> None:
    with pytest.raises(KeyboardInterrupt), heeded():
        pressed_and_broken()


def test_what_breaks_without_it_is_told_as_it_is() -> None:
    with pytest.raises(RuntimeError, match="our own"), heeded():
        raise RuntimeError("our own")


def test_afterwards_ctrl_c_is_what_it_was() -> None:
    with heeded():
        pass

    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_whoever_listens_already_goes_on_listening() -> None:
    heard: list[int] = []
    before = signal.signal(signal.SIGINT, lambda number, frame: heard.append(number))
    try:
        with heeded():
            press()
    finally:
        signal.signal(signal.SIGINT, before)

    assert heard == [signal.SIGINT]
