"""Starting Leadline: check, make what is missing, start the family, say where it is, and look after it."""

import os
import sys
import time
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from leadline.cli import environment, ready
from leadline.cli.errors import OUR_FAULT, Stop
from leadline.cli.running import checks, lock
from leadline.cli.running.family import Family, Member, leadline
from leadline.cli.say import note, out

ANSWERS_WITHIN_SECONDS = 30.0
LOOKS_EVERY_SECONDS = 0.2
LONGEST_LOG_BYTES = 5_000_000


def start(port: int, address: str, *, examples: bool, trust_clock: bool) -> None:
    """Start all, print the link, and stay until told to stop. Raises `Stop` or `HomeProblem` with nothing half-made."""
    home = ready.home()
    if running := lock.running_at(home):
        raise lock.already_running(home, running)
    checks.port_free(address, port)
    environment.check()
    checks.room_on_disk(home)
    ready.make_home()
    os.environ["PORT"] = str(port)  # The addresses in letters are made from it.
    url = (os.environ.get("LEADLINE_URL") or shown(address, port)).rstrip("/")
    with lock.holding(home, url):
        ready.database(make=True)
        if not trust_clock:
            checks.clock_right(ready.now())
        _first_steps(examples)
        web, *others = members(port, address)
        family = Family([web], _log(home), note)
        try:
            family.start()
            _wait_for(family, address, port)
            if not family.ending:
                out(f"Open {url}{_first_visit()}")
                _flush()
                # Only now: loading the engine takes a processor for seconds, and somebody waits for the page.
                family.join(others)
            while not family.ending:
                family.look_after()
                time.sleep(LOOKS_EVERY_SECONDS)
        finally:
            family.end()
            note("Stopped.")


def members(port: int, address: str) -> list[Member]:
    """The processes of one Leadline."""
    return [
        Member("web", leadline("web", "--port", str(port), "--address", address)),
        Member("quick worker", leadline("worker", "quick")),
        Member("rounds worker", leadline("worker", "rounds")),
        Member("trackers worker", leadline("worker", "trackers")),
        Member("clock", leadline("clock")),
    ]


def shown(address: str, port: int) -> str:
    """The address as a browser on this machine takes it."""
    host = "127.0.0.1" if address in ("0.0.0.0", "", "::") else f"[{address}]" if ":" in address else address  # noqa: S104 - read, not listened on
    return f"http://{host}:{port}"


def _first_steps(examples: bool) -> None:
    """Load the examples into a new database, and queue the first round of every program."""
    from leadline.cli.running.examples import load_once
    from leadline.record import jobs
    from leadline.record.access import SYSTEM, for_

    if examples:
        load_once(ready.now())
    for program in for_(SYSTEM).programs().filter(rounds=None):
        jobs.queue("round", ready.now(), lane=jobs.ROUNDS, program=program)


def _first_visit() -> str:
    """The path to open: a one-time link until somebody used one."""
    from leadline.record.access import SYSTEM, for_
    from leadline.record.private.start_links import make

    known = for_(SYSTEM).accounts().filter(is_owner=True).exists()
    return "/" if known else f"/start/{make(None, ready.now())}"


def _wait_for(family: Family, address: str, port: int) -> None:
    """Return when the pages answer. Raises `Stop` when they do not."""
    deadline = time.monotonic() + ANSWERS_WITHIN_SECONDS
    while not family.ending and not _answers(address, port):
        family.look_after()
        if time.monotonic() > deadline:
            raise Stop(
                f"The pages did not answer within {ANSWERS_WITHIN_SECONDS:g} s. The end of {family.log} says why.",
                OUR_FAULT,
            )
        time.sleep(0.05)


def _answers(address: str, port: int) -> bool:
    """Whether a page comes back; an open port alone may still be loading."""
    host = {"0.0.0.0": "127.0.0.1", "": "127.0.0.1", "::": "::1"}.get(address, address)  # noqa: S104 - read, not listened on
    line = HTTPConnection(host, port, timeout=ANSWERS_WITHIN_SECONDS)
    try:
        line.request("GET", "/sign-in")
        return line.getresponse().status < 500
    except (OSError, HTTPException):
        return False
    finally:
        line.close()


def _log(home: Path) -> Path:
    """Where the processes write what only a builder wants to read; the last one is kept when it grew long."""
    log = home / "leadline.log"
    if log.exists() and log.stat().st_size > LONGEST_LOG_BYTES:
        log.replace(home / "leadline.log.1")
    return log


def _flush() -> None:
    sys.stdout.flush()
    # Nobody at a terminal reads a folder's name unasked; a service's journal does.
    if not sys.stderr.isatty():
        note(f"Process {os.getpid()} keeps everything in {ready.home()}.")
