"""Queueing work and taking it: leases, retries, and a parking place for what keeps failing."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q

from leadline.record.models.job import Job
from leadline.record.models.program import Program

LEASE = timedelta(seconds=60)
MOST_ATTEMPTS = 5
QUICK, ROUNDS, TRACKERS = "quick", "rounds", "trackers"


def queue(
    kind: str,
    at: datetime,
    *,
    lane: str,
    program: Program | None = None,
    key: str = "",
    body: Mapping[str, Any] | None = None,
) -> Job:
    """Queue a job; the one already waiting or running under the same key is returned instead of a second."""
    key = f"{kind}:{key or (program.key if program else '')}"
    try:
        with transaction.atomic():
            return Job.objects.create(
                kind=kind, lane=lane, program=program, key=key, body=dict(body or {}), queued_at=at, not_before=at
            )
    except IntegrityError:
        live = Job.objects.filter(key=key, state__in=(Job.QUEUED, Job.RUNNING)).first()
        return live or queue(kind, at, lane=lane, program=program, key=key.removeprefix(f"{kind}:"), body=body)


def take(lane: str, worker: str, at: datetime) -> Job | None:
    """Lease the next job of a lane: the oldest that is due, or whose worker let its lease run out."""
    due = Q(state=Job.QUEUED, not_before__lte=at) | Q(state=Job.RUNNING, leased_until__lt=at)
    for job in Job.objects.filter(due, lane=lane).order_by("not_before", "id")[:8]:
        if take_this(job, worker, at):
            return job
    return None


def take_this(job: Job, worker: str, at: datetime) -> bool:
    """Lease one job; False when somebody else was faster or it has failed too often."""
    if job.attempts >= MOST_ATTEMPTS:
        Job.objects.filter(pk=job.pk).update(
            state=Job.FAILED, finished_at=at, error=job.error or "Its worker died each time."
        )
        return False
    same = Job.objects.filter(pk=job.pk, attempts=job.attempts, state=job.state)
    taken = same.update(state=Job.RUNNING, worker=worker, leased_until=at + LEASE, attempts=job.attempts + 1, error="")
    if taken:
        job.refresh_from_db()
    return bool(taken)


def renew(job: Job, at: datetime, share: float, says: str) -> None:
    """Hold on to a job and say how far it is."""
    Job.objects.filter(pk=job.pk, worker=job.worker).update(leased_until=at + LEASE, share=share, says=says)


def finish(job: Job, at: datetime, says: str = "") -> None:
    """The job is done."""
    Job.objects.filter(pk=job.pk).update(state=Job.DONE, finished_at=at, share=1.0, says=says, leased_until=None)


def put_off(job: Job, until: datetime, says: str) -> None:
    """Give a job back until a moment, as if it had not been tried: somebody else asked us to wait."""
    own = {"state": Job.QUEUED, "not_before": until, "says": says, "leased_until": None, "attempts": 0}
    Job.objects.filter(pk=job.pk).update(**own)


def fail(job: Job, at: datetime, why: str, *, again: bool = True) -> None:
    """The job failed: tried again later, twice as late each time, or parked with its reason after five tries."""
    if again and job.attempts < MOST_ATTEMPTS:
        later = at + timedelta(seconds=5 * 2**job.attempts)
        Job.objects.filter(pk=job.pk).update(state=Job.QUEUED, not_before=later, error=why, leased_until=None)
    else:
        Job.objects.filter(pk=job.pk).update(state=Job.FAILED, finished_at=at, error=why, leased_until=None)
