"""Workers: take a job of a lane, hold its lease while it runs, and say how it went."""

import logging
import os
import threading
import time
from collections.abc import Callable
from dataclasses import replace

from django.db import OperationalError, close_old_connections

from leadline.desk import importing, prepared, upload_reading
from leadline.record import jobs
from leadline.record.access import SYSTEM, for_
from leadline.record.models import ChangeSet, Job, Quote, Slip, Source
from leadline.rounds import deliver, quotes, slipping
from leadline.rounds.hear import check, hear, take_deliveries, translate_again
from leadline.rounds.moment import now
from leadline.rounds.planning import is_quick
from leadline.rounds.push import push
from leadline.rounds.round import Asked, plan_last, run_round
from leadline.sources.errors import Later

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
                do(job, in_parts=True)
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


def do(job: Job, tell: Tell = lambda share, says: None, *, in_parts: bool = False) -> None:
    """
    Run one leased job to its end; a failure is kept with the job, and tried again later.

    Args:
        job: which.
        tell: told how far it is.
        in_parts: what takes long and can come later may be queued as another job.
    """
    report = _Report(job, tell, in_parts=in_parts)
    try:
        says = HANDLERS[job.kind](job, report)
    except Later as pause:
        jobs.put_off(job, pause.until, str(pause))
    except Exception as problem:  # whatever a job raises must not take the worker with it
        log.exception("Job %s failed", job)
        jobs.fail(job, now(), f"{type(problem).__name__}: {problem}")
    else:
        jobs.finish(job, now(), says)


class _Report:
    """Keeps the lease and tells the progress, at most once a second: each tell is a commit."""

    def __init__(self, job: Job, tell: Tell, *, in_parts: bool) -> None:
        self.job, self.tell, self.in_parts, self.last = job, tell, in_parts, 0.0

    def __call__(self, share: float, says: str) -> None:
        self.tell(share, says)
        if time.monotonic() - self.last >= TOLD_EVERY_SECONDS:
            self.last = time.monotonic()
            jobs.renew(self.job, now(), share, says)


def _round(job: Job, tell: _Report) -> str:
    if job.program is None:
        return "Its program is gone."
    # Somebody waits for the first numbers of a new installation, and the planner is compiled for longer than they take.
    later = tell.in_parts and not is_quick()
    kept = run_round(job.program, now(), now, asked=replace(_asked(job), plan_later=later), tell=tell)
    if later:
        jobs.queue("plan", now(), lane=jobs.ROUNDS, program=job.program, body=job.body)
    return f"Round {kept.number}"


def _plan(job: Job, tell: _Report) -> str:
    if job.program is None:
        return "Its program is gone."
    tell(0.0, "Compiling the planner")
    planned = plan_last(job.program, _asked(job), lambda share: tell(share, "Planning who does what next"))
    return f"The plan of round {planned.number}" if planned else "It has its plan."


def _asked(job: Job) -> Asked:
    return Asked(**{name: job.body[name] for name in ("seed", "futures", "threads") if name in job.body})


def _quote(job: Job, tell: _Report) -> str:
    quotes.answer(for_(SYSTEM).every(Quote).get(pk=job.body["quote"]), now())
    return "Answered"


def _slip(job: Job, tell: _Report) -> str:
    slip = for_(SYSTEM).every(Slip).select_related("program").filter(pk=job.body["slip"]).first()
    return slipping.answer(slip, now, tell) if slip else "It is gone."


def _deliver(job: Job, tell: _Report) -> str:
    return f"{deliver.deliver(now())} letters went out"


def _import(job: Job, tell: _Report) -> str:
    return importing.run(job, now(), tell)


def _upload(job: Job, tell: _Report) -> str:
    return upload_reading.run(job, now(), tell)


def _take_out(job: Job, tell: _Report) -> str:
    tell(0.1, "Writing it")
    return prepared.run(job, now())


def _hear(job: Job, tell: _Report) -> str:
    source = _source(job)
    if source is None:
        return "It is connected no more."
    run = hear(source, now, tell, whole=job.body.get("whole", False), losses=job.body.get("losses", False))
    return source.says or f"{run.added} new, {run.changed} changed, {run.gone} gone"


def _check(job: Job, tell: _Report) -> str:
    source = _source(job)
    return check(source) if source else "It is connected no more."


def _deliveries(job: Job, tell: _Report) -> str:
    source = _source(job)
    return take_deliveries(source, now) if source else "It is connected no more."


def _again(job: Job, tell: _Report) -> str:
    source = _source(job)
    if source is None:
        return "It is connected no more."
    run = translate_again(source, now, tell)
    return f"{run.added} new, {run.changed} changed, {run.gone} gone"


def _push(job: Job, tell: _Report) -> str:
    change_set = for_(SYSTEM).every(ChangeSet).select_related("source__program").get(pk=job.body["change_set"])
    counts = push(change_set, now, tell)
    return ", ".join(f"{number} {state}" for state, number in sorted(counts.items()))


def _source(job: Job) -> Source | None:
    return for_(SYSTEM).every(Source).filter(pk=job.body["source"], retired_at=None).select_related("program").first()


HANDLERS: dict[str, Callable[[Job, _Report], str]] = {
    "round": _round,
    "plan": _plan,
    "quote": _quote,
    "slip": _slip,
    "deliver": _deliver,
    "import": _import,
    "upload": _upload,
    "take_out": _take_out,
    "hear": _hear,
    "check": _check,
    "deliveries": _deliveries,
    "again": _again,
    "push": _push,
}
