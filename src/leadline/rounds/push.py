"""Pushing an approved change set: each write once, each with its result, nothing overwritten that changed since."""

from collections import Counter

from leadline.record.access import SYSTEM, for_
from leadline.record.edits.intents import settle
from leadline.record.fault import point
from leadline.record.hearing.keeping import keep
from leadline.record.hearing.knitting import knit
from leadline.record.models import ChangeSet, TrackerWrite
from leadline.record.private.sealing import SealBroken
from leadline.rounds.hear import Now, Reach, Tell, translator
from leadline.rounds.reaching import client_of, tracker_of
from leadline.sources.errors import Later, SourceError, Unreachable, WriteUnsure
from leadline.sources.http.client import Client
from leadline.sources.tracker import Settings, Step, Tracker, Write, Written


def push(
    change_set: ChangeSet, now: Now, tell: Tell = lambda share, says: None, *, reach: Reach = client_of
) -> Counter[str]:
    """
    Write what was approved and is not written yet, and keep what the tracker says afterwards.

    A write that was begun when a process died is looked at before it is tried again: every write reads first. What cannot be
    reached now stays queued.

    Returns:
        How many writes ended how, by their state.

    Raises:
        Later, Unreachable: the tracker asks us to wait, or does not answer; the rest is still queued.
        SealBroken: there is no token that opens.
    """
    source = change_set.source
    if not source.writes or source.retired_at:
        return _refuse(change_set, f"Writing to {source.address} is switched off.")
    tracker, settings = tracker_of(source)
    translate = translator(tracker, settings)
    every = for_(SYSTEM).every(TrackerWrite).filter(change_set=change_set)
    waiting = list(every.filter(state__in=(TrackerWrite.QUEUED, TrackerWrite.BEGUN)))
    with reach(source) as client:
        for number, one in enumerate(waiting):
            tell(number / len(waiting), f"{one.key}: {one.field}")
            found = _write(one, tracker, settings, client)
            point("push.written")
            one.state, one.says, one.now, one.at = found.state, found.says, found.now, now()
            one.save()
            keep(source, Step(found.payloads), translate, now())
    knit(source.program, now())
    settle(source.program, source.program.today(now()))
    change_set.ended_at = now()
    change_set.save(update_fields=["ended_at"])
    return Counter(every.values_list("state", flat=True))


def _write(one: TrackerWrite, tracker: Tracker, settings: Settings, client: Client) -> Written:
    one.state = TrackerWrite.BEGUN
    one.save(update_fields=["state"])
    try:
        return tracker.write(client, settings, Write(one.subject, one.field, one.heard, one.value))
    except (Later, Unreachable):
        raise
    except WriteUnsure as problem:
        return _look(one, tracker, settings, client, str(problem))
    except (SourceError, SealBroken) as problem:
        return Written(TrackerWrite.REFUSED, str(problem))


def _look(one: TrackerWrite, tracker: Tracker, settings: Settings, client: Client, says: str) -> Written:
    """After a write without an answer: what the thing says now decides whether it arrived, at the next hearing at the latest."""
    try:
        return Written(TrackerWrite.UNSURE, says, payloads=tracker.one(client, settings, one.subject).payloads)
    except SourceError:
        return Written(TrackerWrite.UNSURE, says)


def _refuse(change_set: ChangeSet, says: str) -> Counter[str]:
    every = for_(SYSTEM).every(TrackerWrite).filter(change_set=change_set)
    every.filter(state__in=(TrackerWrite.QUEUED, TrackerWrite.BEGUN)).update(state=TrackerWrite.REFUSED, says=says)
    return Counter(every.values_list("state", flat=True))
