"""Seeing a queued job to its end: by a worker where one is up, here under the same lease where none is."""

import logging
import time
from typing import TYPE_CHECKING

from leadline.cli import ready
from leadline.cli.errors import DISK_FULL, OUR_FAULT, Stop
from leadline.cli.running.lock import running_at
from leadline.cli.say import Progress, note, progress
from leadline.record import home as installation

if TYPE_CHECKING:
    from leadline.record.models import Job

LOOKS_EVERY_SECONDS = 0.3


def carry(job: "Job", says: str) -> None:
    """Wait for a job to be done, or do it. Raises `Stop` when it fails."""
    # Whoever typed the command gets the reason as a sentence; the trace would say it again, worse.
    logging.getLogger("leadline").setLevel(logging.CRITICAL + 1)
    with progress(says) as tell:
        waiting = False
        while not _over(job, tell):
            if installation.no_room():
                where = f"The disk of {ready.home()} is full"
                raise Stop(
                    f"{where}, so {says[:1].lower()}{says[1:]} waits in the queue. Make room and do it again.",
                    DISK_FULL,
                )
            if running_at(ready.home()):
                time.sleep(LOOKS_EVERY_SECONDS)
            elif not _done_here(job, tell):
                if not waiting:
                    note("Another command is at it. Waiting for it, or for a minute after it was killed.")
                waiting = True
                time.sleep(LOOKS_EVERY_SECONDS)
    if job.state != job.DONE:
        code = DISK_FULL if "full" in job.error.lower() or "no space" in job.error.lower() else OUR_FAULT
        raise Stop(f"{says} failed: {job.error}. What was there before is whole.", code)


def _over(job: "Job", tell: Progress) -> bool:
    """Whether it is done, or failed at least once: a later try is the workers' affair."""
    job.refresh_from_db()
    tell(job.share, job.says)
    return job.state in (job.DONE, job.FAILED) or (job.state == job.QUEUED and bool(job.error))


def _done_here(job: "Job", tell: Progress) -> bool:
    leased = job.leased_until is not None and job.leased_until > ready.now()
    if job.state == job.RUNNING and leased:
        return False
    from leadline.rounds.work import run_now

    return run_now(job, tell)
