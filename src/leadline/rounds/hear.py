"""Hearing a source: what changed since last time, or everything, kept step by step; and how that ended, in words."""

import json
import logging
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from leadline.record.access import SYSTEM, for_
from leadline.record.hearing.keeping import Kept, Translate, again, keep
from leadline.record.hearing.knitting import knit
from leadline.record.models import Delivery, Heard, Hearing, Source
from leadline.record.private.sealing import SealBroken
from leadline.record.snapshots import BATCH
from leadline.rounds.reaching import client_of, tracker_of
from leadline.sources.errors import Later, SourceError, StrangeReply, TooLarge, Unreachable
from leadline.sources.tracker import Reached, Settings, Step, Tracker, Translated

log = logging.getLogger("leadline.hear")

Tell = Callable[[float, str], None]
Now = Callable[[], datetime]
Reach = Callable[[Source], Any]
"""Gives what a source's tracker is asked through: our client, or something of its own."""

PAUSE = timedelta(minutes=5)
LONGER = timedelta(minutes=30)
KNIT_EVERY = 20_000
"""Payloads between two knittings of a long reading, so that the first forecasts know the links that are there."""
AT_ONCE = BATCH
"""Payloads kept in one transaction; so many at most are read again after a kill."""
KEEP_AFTER = timedelta(seconds=5)
"""What was read stays unkept for no longer: from a slow tracker, too, somebody sees the first things at once."""
KEPT_FOR = timedelta(days=90)
"""So long it is kept what a tracker said of a thing that is gone, and how a reading went. Of what is there the newest always is."""
FEW_LOST, SHARE_LOST = 20, 0.1
"""So many subjects, or this share of all, may vanish at once; more looks like a token that has lost a right."""
AGAIN_AT_ONCE = 500


class TooManyLost(SourceError):
    """A reconciliation misses so much that it takes nothing out before a person agrees."""


def hear(
    source: Source,
    now: Now,
    tell: Tell = lambda share, says: None,
    *,
    whole: bool = False,
    losses: bool = False,
    reach: Reach = client_of,
) -> Hearing:
    """
    Hear a source, and keep how it went with it.

    Args:
        source: whom.
        now: gives the moment.
        tell: told how far it is.
        whole: reconcile: read everything, count what differs, and find what is gone. Otherwise what changed since last time.
        losses: a person agreed that what is not shown any more is gone, however much it is.
        reach: gives the client.

    Returns:
        The run; `source.state` and `source.says` tell how it ended and who must do what. Nothing is raised for trouble with
        the tracker.
    """
    run = Hearing(source=source, kind=Hearing.WHOLE if whole else Hearing.CHANGES, began_at=now())
    kept, client = Kept(), None
    try:
        tracker, settings = tracker_of(source)
        client = reach(source)
        with client:
            hearing = _Run(source, tracker, settings, client, now, tell, kept)
            if whole:
                hearing.everything()
                hearing.missing(losses=losses)
            else:
                hearing.changes()
        _well(source, now(), whole=whole)
    except (SourceError, SealBroken) as problem:
        _troubled(source, problem, now())
    finally:
        # Also after a fault of ours: what was kept is kept, and the page tells how far it came.
        _close(run, source, kept, client, now())
    return run


def check(source: Source, reach: Reach = client_of) -> str:
    """
    Ask the tracker of a source who we are and what there is, and keep its answer with the source; nothing is read yet.

    Returns:
        A sentence: what there is to read, or why it cannot be read and who must do what.
    """
    try:
        tracker, settings = tracker_of(source)
        with reach(source) as client:
            found = tracker.check(client, settings)
    except (SourceError, SealBroken) as problem:
        source.state, source.says = Source.STOPPED, str(problem)
        source.save(update_fields=["state", "says"])
        return source.says
    source.title, source.signed_in_as, source.says = found.title, found.signed_in_as, ""
    source.counts, source.missing = dict(found.counts), list(found.missing)
    source.words = {kind: dict(words) for kind, words in found.names.items()}
    source.state = Source.NEW if source.heard_at is None else Source.WELL
    source.save(update_fields=["title", "signed_in_as", "says", "counts", "missing", "words", "state"])
    return f"{found.title}: " + ", ".join(f"{number:,} {word}" for word, number in found.counts.items())


class _Run:
    """One hearing under way."""

    def __init__(
        self, source: Source, tracker: Tracker, settings: Settings, client: Any, now: Now, tell: Tell, kept: Kept
    ) -> None:
        self.source, self.tracker, self.settings, self.client = source, tracker, settings, client
        self.now, self.tell, self.kept = now, tell, kept
        self.translate = translator(tracker, settings)

    def changes(self) -> None:
        """Read what changed, from the cursor."""
        self._keep(self.tracker.changes(self.client, self.settings, self.source.cursor), "cursor")

    def everything(self) -> None:
        """Read everything, going on where an earlier reconciliation was cut."""
        if not self.source.whole_cursor:
            self.source.whole_pass += 1
            self.source.save(update_fields=["whole_pass"])
        self._keep(self.tracker.everything(self.client, self.settings, self.source.whole_cursor), "whole_cursor")

    def missing(self, *, losses: bool) -> None:
        """Ask one by one for what the listing did not show; what is really gone leaves the plan."""
        living = for_(SYSTEM).every(Heard).filter(source=self.source, gone_at=None)
        unseen = list(living.filter(seen__lt=self.source.whole_pass).values_list("subject", flat=True))
        if not losses and len(unseen) > max(FEW_LOST, SHARE_LOST * living.count()):
            raise TooManyLost(
                f"{len(unseen):,} of {living.count():,} things are not shown any more. Nothing was taken out of the plan: a token "
                f"that lost a right looks just like this. Check the token; if they are really gone, agree to it on the page "
                f"of the source."
            )
        for number, subject in enumerate(unseen):
            self._one(self.tracker.one(self.client, self.settings, subject), number / len(unseen))
        self.source.whole_cursor = {}
        self.source.save(update_fields=["whole_cursor"])
        knit(self.source.program, self.now())
        _forget(self.source, self.now() - KEPT_FOR)

    def _one(self, step: Step, share: float) -> None:
        self.kept.add(keep(self.source, step, self.translate, self.now()))
        self.tell(share, "Looking for what is missing")

    def _keep(self, steps: Iterator[Step], cursor: str) -> None:
        """Keep steps as they come, many together: a commit costs the same for one thing and for a thousand."""
        since_knit = 0
        for step in together(self._told(steps), AT_ONCE, self.now):
            self.kept.add(keep(self.source, step, self.translate, self.now(), cursor=cursor))
            since_knit += len(step.payloads)
            if since_knit >= KNIT_EVERY:
                self.kept.counts.update(knit(self.source.program, self.now()))
                since_knit = 0
        self.kept.counts.update(knit(self.source.program, self.now()))

    def _told(self, steps: Iterator[Step]) -> Iterator[Step]:
        """The same steps, each told as it is read: also while many are gathered the page moves and the lease is held."""
        for step in steps:
            self.tell(step.share, step.says)
            yield step


def together(steps: Iterator[Step], most: int, now: Now) -> Iterator[Step]:
    """
    The same steps, joined until they hold `most` payloads or the first of them has waited long enough.

    What was read before trouble is given before the trouble is.
    """
    waiting: list[Step] = []
    began = now()
    try:
        for step in steps:
            waiting.append(step)
            full = sum(len(one.payloads) + len(one.gone) for one in waiting) >= most
            if full or now() - began >= KEEP_AFTER:
                yield _joined(waiting)
                waiting, began = [], now()
    except SourceError:
        if waiting:
            yield _joined(waiting)
        raise
    if waiting:
        yield _joined(waiting)


def _joined(steps: list[Step]) -> Step:
    payloads = [payload for one in steps for payload in one.payloads]
    gone = [subject for one in steps for subject in one.gone]
    holders = [one.holders for one in steps if one.holders is not None]
    words = [one.words for one in steps if one.words is not None]
    last = steps[-1]
    return replace(
        last, payloads=payloads, gone=gone, holders=holders[-1] if holders else None, words=words[-1] if words else None
    )


def take_deliveries(source: Source, now: Now, reach: Reach = client_of) -> str:
    """Work on the webhooks that wait, in the order they came; gives what came of it in a sentence."""
    tracker, settings = tracker_of(source)
    translate, kept = translator(tracker, settings), Kept()
    waiting = for_(SYSTEM).every(Delivery).filter(source=source, state=Delivery.QUEUED).order_by("id")
    run = Hearing(source=source, kind=Hearing.HOOK, began_at=now())
    with reach(source) as client:
        for one in waiting:
            one.state, one.says = _deliver(one, tracker, settings, translate, client, kept, now())
            one.save(update_fields=["state", "says"])
    knit(source.program, now())
    _close(run, source, kept, client, now())
    return f"{kept.read} things heard by webhook"


def _deliver(
    one: Delivery,
    tracker: Tracker,
    settings: Settings,
    translate: Translate,
    client: Any,
    kept: Kept,
    at: datetime,
) -> tuple[str, str]:
    event = tracker.event(one.headers, json.loads(bytes(one.body)), settings)
    if not event.known:
        return Delivery.UNKNOWN, "Kept and counted; it means nothing here."
    try:
        for subject in event.reread:
            kept.add(keep(one.source, tracker.one(client, settings, subject), translate, at))
    except SourceError as problem:
        return Delivery.FAILED, str(problem)
    kept.add(keep(one.source, Step(event.payloads, event.gone), translate, at))
    return Delivery.DONE, ""


def translate_again(source: Source, now: Now, tell: Tell = lambda share, says: None) -> Hearing:
    """Make all nouns of a source anew from what is kept: words have another meaning now, or the translator has become better."""
    tracker, settings = tracker_of(source)
    translate, kept = translator(tracker, settings), Kept()
    run = Hearing(source=source, kind=Hearing.AGAIN, began_at=now())
    living = for_(SYSTEM).every(Heard).filter(source=source, gone_at=None)
    every = list(living.order_by("id").values_list("id", flat=True))
    for start in range(0, len(every), AGAIN_AT_ONCE):
        part = living.filter(id__in=every[start : start + AGAIN_AT_ONCE])
        kept.add(again(source, part, translate, now()))
        tell(start / len(every), f"{start:,} of {len(every):,}")
    knit(source.program, now())
    _close(run, source, kept, None, now())
    return run


def translator(tracker: Tracker, settings: Settings) -> Translate:
    """What makes nouns of a subject's parts; a payload that it cannot cope with costs that subject only."""

    def translate(subject: str, parts: Mapping[str, Any]) -> Translated:
        try:
            return tracker.translate(subject, parts, settings)
        except Exception as problem:  # one odd payload must not keep all others from being heard
            log.exception("%s of %s could not be understood", subject, settings.address)
            why = f"{subject} could not be understood ({type(problem).__name__}), so it stays as it was. Please report it."
            return Translated(problems=[why], failed=True)

    return translate


def _well(source: Source, at: datetime, *, whole: bool) -> None:
    source.state, source.says, source.not_before, source.heard_at = Source.WELL, "", None, at
    if whole or source.reconciled_at is None:  # The first reading is of everything.
        source.reconciled_at = at


def _troubled(source: Source, problem: Exception, at: datetime) -> None:
    """How a source stands after trouble: waiting and tried again by itself, or stopped until somebody does something."""
    match problem:
        case Later():
            source.state, source.not_before = Source.WAITING, problem.until
        case Unreachable():
            source.state, source.not_before = Source.WAITING, at + PAUSE
        case StrangeReply() | TooLarge():
            source.state, source.not_before = Source.WAITING, at + LONGER
        case _:
            source.state, source.not_before = Source.STOPPED, None
    source.says = str(problem)


def _close(run: Hearing, source: Source, kept: Kept, client: Reached | None, at: datetime) -> None:
    """Keep the run and how the source stands."""
    if client is not None:
        run.requests = client.requests
        if client.budget:
            full = client.budget.resets_at
            source.budget = {
                "limit": client.budget.limit,
                "remaining": client.budget.remaining,
                "resets_at": full.isoformat() if full else None,
            }
    run.read, run.ended_at, run.says = kept.read, at, source.says
    run.added, run.changed, run.gone = (kept.counts[name] for name in ("added", "changed", "gone"))
    if run.kind == Hearing.WHOLE:
        run.differences = {"missed": kept.missed, "changed": run.changed, "gone": kept.lost, "moved": kept.moved}
    if run.kind != Hearing.CHANGES or run.read or run.says or not _quiet_before(source):
        run.save()
    source.save(
        update_fields=["state", "says", "not_before", "heard_at", "reconciled_at", "budget", "whole_cursor", "cursor"]
    )


def _forget(source: Source, before: datetime) -> None:
    """Let go of what nobody needs any more, once a day: after each reconciliation."""
    for_(SYSTEM).every(Heard).filter(source=source, gone_at__lt=before).delete()
    for_(SYSTEM).every(Hearing).filter(source=source, ended_at__lt=before).delete()


def _quiet_before(source: Source) -> bool:
    """Whether there is a run already: one in which nothing came is not kept again and again."""
    return for_(SYSTEM).every(Hearing).filter(source=source).exists()
