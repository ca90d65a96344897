"""The clock: queues a round every morning and after changes, and delivery of what waits."""

import threading
from datetime import datetime, timedelta

from django.db import OperationalError
from django.utils.timezone import localtime

from leadline.record import jobs
from leadline.record.access import SYSTEM, for_
from leadline.record.hearing.asking import ask_to_hear
from leadline.record.models import Delivery, Job, Program, Round, Source
from leadline.record.results import last_round
from leadline.rounds.deliver import queue_delivery
from leadline.rounds.moment import now

EVERY_SECONDS = 2.0

MORNING_HOUR = 6

WHOLE_EVERY = timedelta(days=1)
"""Between two reconciliations: reading everything finds what a listing of changes can miss."""

DELIVERIES_FOR = timedelta(days=30)
"""So long a webhook that was worked on is kept, so that a repeated one is known."""

NOT_BY_ITSELF = (Source.NEW, Source.STOPPED, Source.OFF)
"""States in which a source is heard only when somebody says so."""


def run_clock(stop: threading.Event) -> None:
    """Tick until told to stop."""
    while not stop.wait(EVERY_SECONDS):
        try:
            tick(now())
        except OperationalError:
            continue  # The database is busy or full; the next tick sees the same.


def tick(at: datetime) -> None:
    """Queue what is due. Doing it twice queues nothing twice."""
    for program in for_(SYSTEM).programs():
        if _wants_round(program, at):
            queue_round(program, at)
    for source in for_(SYSTEM).every(Source).filter(retired_at=None).exclude(state__in=NOT_BY_ITSELF):
        queue_hearing(source, at)
    for_(SYSTEM).every(Delivery).filter(at__lt=at - DELIVERIES_FOR).exclude(state=Delivery.QUEUED).delete()
    queue_delivery(at)


def queue_hearing(source: Source, at: datetime) -> Job | None:
    """Queue hearing a source if it is time: changes every few minutes, everything once a day."""
    if source.not_before is not None and source.not_before > at:
        return None
    whole = source.reconciled_at is not None and source.reconciled_at <= at - WHOLE_EVERY
    due = source.heard_at is None or source.heard_at <= at - timedelta(minutes=source.every_minutes)
    return ask_to_hear(source, at, whole=whole) if due or whole else None


def queue_round(program: Program, at: datetime, **asked: int) -> Job:
    """Queue a round of a program; one at a time."""
    return jobs.queue("round", at, lane=jobs.ROUNDS, program=program, body=asked)


def _wants_round(program: Program, at: datetime) -> bool:
    last = last_round(SYSTEM, program)
    if last is None or last.facts_version != program.facts_version:
        return not _just_failed(program, at)
    if _neighbours_moved(last):
        return not _just_failed(program, at)
    morning = localtime(at).replace(hour=MORNING_HOUR, minute=0, second=0, microsecond=0)
    return program.pinned_on is None and last.started_at < morning <= at


def _neighbours_moved(last: Round) -> bool:
    """Whether a program that shares people has had a round over other facts than this one knew. A round alone changes none."""
    others = for_(SYSTEM).programs().filter(key__in=last.neighbours)
    return any(
        (newest.facts_version if (newest := last_round(SYSTEM, one)) else None) != last.neighbours[one.key]
        for one in others
    )


def _just_failed(program: Program, at: datetime) -> bool:
    """A round that failed for good is not queued again until something changes or an hour has passed."""
    failed = for_(SYSTEM).jobs(program).filter(kind="round", state=Job.FAILED).order_by("-id").first()
    return bool(failed and failed.finished_at and failed.finished_at > at - timedelta(hours=1))
