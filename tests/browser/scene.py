"""The checkout program of the browser tests, its rounds, and the workers beside the test."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import Any

from django.db import connections

from leadline.program import document
from leadline.program.snapshot import Snapshot
from leadline.record import jobs
from leadline.record.models import Job, Program, Round
from leadline.record.private import start_links
from leadline.record.private.models import Address
from leadline.record.snapshots import load_snapshot, store
from leadline.rounds import clock, work

MONDAY = date(2026, 3, 2)
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)

CHECKOUT: dict[str, Any] = {
    "id": "checkout",
    "name": "Checkout",
    "as_of": "2026-03-02",
    "sponsor": "ines",
    "people": [
        {"id": "mara", "name": "Mara"},
        {"id": "ines", "name": "Ines"},
        {"id": "tomas", "name": "Tomas", "outside": True},
    ],
    "projects": [{"id": "core", "name": "Core", "owner": "mara"}],
    "milestones": [{"id": "live", "name": "Checkout live", "project": "core", "owner": "ines"}],
    "work": [
        {"id": "A", "name": "Payments", "milestone": "live", "project": "core", "assignee": "mara", "estimate": "5-10d"},
        {"id": "B", "name": "Refunds", "milestone": "live", "project": "core", "assignee": "mara", "estimate": "5-10d"},
    ],
    "dependencies": [{"id": "a-b", "before": "A", "after": "B"}],
    "promises": [
        {
            "id": "p1", "milestone": "live", "due": "2026-04-10", "set_by": "ines", "set_on": "2026-02-02", "odds": 0.8,
            "doers": [{"person": "mara", "answer": "accepted", "on": "2026-02-02"}],
        }
    ],
    "roadblocks": [
        {"id": "key", "name": "No signing key", "work": ["A"], "since": "2026-02-16", "expected": "10-20d", "unblocker": "ines"}
    ],
    "stakeholders": [
        {"id": "ines-reads", "person": "ines", "altitude": "sponsor", "cadence_days": 7, "milestones": ["live"]},
    ],
}  # fmt: skip


def stored(plain: dict[str, Any] = CHECKOUT) -> Program:
    """The program on record, pinned to 2 March; Mara and Ines can be written to."""
    program = store(document.read(plain), NOON, pinned=True)
    for person in ("mara", "ines"):
        Address.objects.create(program=program, person=person, email=f"{person}@example.com")
    return program


def now() -> datetime:
    """The clock of whoever sits at the door."""
    return datetime.now(UTC)


def start_token() -> str:
    """What `leadline link` prints behind /start/."""
    return start_links.make(None, now())


def run_round(program: Program) -> Round:
    """What the clock and the worker of the rounds lane do: a round is due, it is taken and done."""
    clock.queue_round(Program.objects.get(pk=program.pk), now())
    do_all(jobs.ROUNDS)
    return Round.objects.filter(program=program).latest("number")


def do_all(lane: str) -> None:
    """Do the waiting jobs of a lane here, and say which one failed."""
    while job := jobs.take(lane, "browser-test", now()):
        work.do(job)
        job.refresh_from_db()
        assert job.state == Job.DONE, f"{job.kind}: {job.error}"


@contextmanager
def workers() -> Iterator[Callable[[str], None]]:
    """A function that starts the worker of a lane in a thread; leaving stops them."""
    stop, threads = threading.Event(), []

    def run(lane: str) -> None:
        try:
            work.run_worker(lane, stop)
        finally:
            connections.close_all()

    def start(lane: str) -> None:
        threads.append(threading.Thread(target=run, args=(lane,), name=f"worker {lane}"))
        threads[-1].start()

    yield start
    stop.set()
    for one in threads:
        one.join()


def plan(program: Program) -> Snapshot:
    """The plan as it stands."""
    return load_snapshot(Program.objects.get(pk=program.pk), MONDAY)
