"""Workers: take a job of a lane, hold its lease while it runs, and say how it went."""

import logging
import os
import threading
import time
from collections.abc import Callable

from django.db import OperationalError, close_old_connections

from leadline.desk import importing, upload_reading
from leadline.record import jobs
from leadline.record.access import SYSTEM, for_
from leadline.record.models import Job, Quote
from leadline.rounds import deliver, quotes
from leadline.rounds.moment import now
from leadline.rounds.round import Asked, run_round

log = logging.getLogger("leadline.work")
IDLE_SECONDS = {jobs.QUICK: 0.1}
"""How long a worker sleeps that finds nothing to do, by lane; half a second elsewhere. Somebody looks at a page for a quick job."""
TOLD_EVERY_SECONDS = 1.0

Tell = Callable[[float, str], None]


def run_worker(lane: str, stop: threading.Event) -> None:
    """Do the jobs of a lane until told to stop."""
    worker = f"{lane}-{os.getpid()}"
    while not stop.is_set():
        try:
            job = jobs.take(lane, worker, now())
            if job is not None:
                do(job)
                continue
        except OperationalError as problem:
            # A full disk or a long write elsewhere: nothing is lost, the job is still queued.
            log.warning("The database could not be used (%s). Trying again.", problem)
            close_old_connections()
        stop.wait(IDLE_SECONDS.get(lane, 0.5))


def run_now(job: Job, tell: Tell = lambda share, says: None) -> bool:
    """Do a queued job here, under the same lease, because no worker took it. False when one did."""
    if not jobs.take_this(job, f"here-{os.getpid()}", now()):
        return False
    do(job, tell)
    return True


def do(job: Job, tell: Tell = lambda share, says: None) -> None:
    """Run one leased job to its end; a failure is kept with the job, and tried again later."""
    report = _Report(job, tell)
    try:
        says = HANDLERS[job.kind](job, report)
    except Exception as problem:  # whatever a job raises must not take the worker with it
        log.exception("Job %s failed", job)
        jobs.fail(job, now(), f"{type(problem).__name__}: {problem}")
    else:
        jobs.finish(job, now(), says)


class _Report:
    """Keeps the lease and tells the progress, at most once a second: each tell is a commit."""

    def __init__(self, job: Job, tell: Tell) -> None:
        self.job, self.tell, self.last = job, tell, 0.0

    def __call__(self, share: float, says: str) -> None:
        self.tell(share, says)
        if time.monotonic() - self.last >= TOLD_EVERY_SECONDS:
            self.last = time.monotonic()
            jobs.renew(self.job, now(), share, says)


def _round(job: Job, tell: Tell) -> str:
    if job.program is None:
        return "Its program is gone."
    asked = Asked(**{name: job.body[name] for name in ("seed", "futures", "threads") if name in job.body})
    kept = run_round(job.program, now(), now, asked=asked, tell=tell)
    return f"Round {kept.number}"


def _quote(job: Job, tell: Tell) -> str:
    quotes.answer(for_(SYSTEM).every(Quote).get(pk=job.body["quote"]), now())
    return "Answered"


def _deliver(job: Job, tell: Tell) -> str:
    return f"{deliver.deliver(now())} letters went out"


def _import(job: Job, tell: Tell) -> str:
    return importing.run(job, now(), tell)


def _upload(job: Job, tell: Tell) -> str:
    return upload_reading.run(job, now(), tell)


HANDLERS: dict[str, Callable[[Job, Tell], str]] = {
    "round": _round,
    "quote": _quote,
    "deliver": _deliver,
    "import": _import,
    "upload": _upload,
}
