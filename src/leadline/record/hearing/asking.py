"""Queueing what is done with a source: one job of a kind at a time."""

from datetime import datetime

from leadline.record import jobs
from leadline.record.models.change_set import ChangeSet
from leadline.record.models.job import Job
from leadline.record.models.source import Source


def ask_to_hear(source: Source, at: datetime, *, whole: bool = False, losses: bool = False) -> Job:
    """Queue hearing a source: what changed, or everything. `losses`: a person agreed that what is missing is gone."""
    return _queue("hear", source, at, whole=whole, losses=losses)


def ask_to_check(source: Source, at: datetime) -> Job:
    """Queue asking the tracker who we are and what there is."""
    return _queue("check", source, at)


def ask_to_deliver(source: Source, at: datetime) -> Job:
    """Queue working on webhooks that wait."""
    return _queue("deliveries", source, at)


def ask_again(source: Source, at: datetime) -> Job:
    """Queue making all nouns anew: the meaning of words has changed."""
    return _queue("again", source, at)


def ask_to_push(change_set: ChangeSet, at: datetime) -> Job:
    """Queue writing an approved change set."""
    source, own = change_set.source, {"change_set": change_set.pk}
    return jobs.queue("push", at, lane=jobs.TRACKERS, program=source.program, key=str(change_set.pk), body=own)


def _queue(kind: str, source: Source, at: datetime, **body: bool) -> Job:
    own = {"source": source.pk, **body}
    return jobs.queue(kind, at, lane=jobs.TRACKERS, program=source.program, key=str(source.pk), body=own)
