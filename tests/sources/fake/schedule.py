"""
One random schedule of faults against one tracker: read through them, then compare what is kept with what is there.

The same edits at the same places are read once without faults, so that the requests can be compared.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random
from typing import Any, Protocol

import httpx2
from tests.sources.fake.clock import Clock, chance
from tests.sources.fake.faults import Faults, Limited
from tests.sources.fake.memory import Memory

from leadline.sources.errors import Later, SourceError
from leadline.sources.http.client import Client
from leadline.sources.tracker import Tracker

Parts = dict[str, dict[str, Any]]
TOKEN = "canary-token-0123456789"


class Fake(Protocol):
    """A fake tracker: what `tests/sources/fake/<kind>.py` gives."""

    clock: Clock

    def handle(self, request: httpx2.Request) -> httpx2.Response: ...
    def subjects(self) -> Parts: ...
    def edit(self, rng: Random) -> None: ...


@dataclass
class Result:
    """
    What came of a schedule.

    Differences by subject and part, requests served and retried, those sent before a pause was over, and what people would read.
    """

    differences: list[str] = field(default_factory=list)
    served: int = 0
    retried: int = 0
    early: int = 0
    came: Counter[str] = field(default_factory=Counter)
    says: set[str] = field(default_factory=set)


def run(
    tracker: Tracker,
    settings: Any,
    make: Callable[[Clock, Random], Fake],
    seed: int,
    *,
    rate: float = 0.2,
    readings: int = 3,
    limited: Limited | None = None,
    counted: Callable[[Parts], Parts] = lambda parts: parts,
) -> Result:
    """
    One schedule: some readings with faults and edits, a reconciliation among them; then healthy changes and everything.

    `rate` 0 gives the same edits without faults. `counted` takes away what makes no difference, of what is kept and of the truth.
    """
    clock, rng = Clock(), chance(seed)
    fake = make(clock, chance(seed))
    host = httpx2.URL(settings.base_url).host
    faults = Faults(fake.handle, seed, clock, host=host, rate=rate, limited=limited)
    skew = rng.choice((0.0, 0.0, 600.0, -600.0))
    memory, result, edits = Memory(), Result(), chance(seed + 7)
    for reading in range(readings):
        faults.edit_with(fake.edit, chance(seed * 31 + reading), 6)
        if reading == 1:
            _until_done(
                lambda client: _everything(tracker, client, settings, memory),
                settings,
                faults,
                clock,
                skew,
                tracker,
                result,
            )
        _until_done(
            lambda client: _changes(tracker, client, settings, memory), settings, faults, clock, skew, tracker, result
        )
        clock.advance(edits.choice((1, 60, 3600)))
        faults.edit_now()
    faults.stop()
    memory.anew()
    with _client(tracker, settings, faults, clock, skew) as client:
        _changes(tracker, client, settings, memory)
        _everything(tracker, client, settings, memory)
    result.differences = differences(counted(memory.parts), counted(fake.subjects()))
    result.early = faults.early
    result.served, result.came, result.retried = faults.served, faults.came, faults.sent - faults.served
    return result


def differences(kept: Mapping[str, Mapping[str, Any]], truth: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """What is kept and not there, what is there and not kept, and what differs."""
    found = [f"{one}: kept, and not there" for one in kept if one not in truth]
    found += [f"{one}: there, and not kept" for one in truth if one not in kept]
    for subject in set(kept) & set(truth):
        parts = set(kept[subject]) | set(truth[subject])
        found += [
            f"{subject} {part}: kept {str(kept[subject].get(part))[:300]} and not {str(truth[subject].get(part))[:300]}"
            for part in sorted(parts)
            if kept[subject].get(part) != truth[subject].get(part)
        ]
    return sorted(found)


def _until_done(
    read: Callable[[Client], None],
    settings: Any,
    faults: Faults,
    clock: Clock,
    skew: float,
    tracker: Tracker,
    result: Result,
) -> None:
    """Read until it is through; whatever stops it, the next try goes on from what was kept."""
    for _ in range(400):
        with _client(tracker, settings, faults, clock, skew) as client:
            try:
                return read(client)
            except Later as pause:
                result.says.add(_worded(pause))
                clock.until(pause.until - timedelta(seconds=skew))
            except SourceError as problem:
                result.says.add(_worded(problem))
                clock.advance(60)
    raise AssertionError(f"reading never came through: {sorted(result.says)}")


def _worded(problem: SourceError) -> str:
    return f"{type(problem).__name__}: {problem}"


def _client(tracker: Tracker, settings: Any, faults: Faults, clock: Clock, skew: float) -> Client:
    return Client(
        settings.base_url,
        tracker.authorization(TOKEN),
        now=lambda: clock.now() + timedelta(seconds=skew),
        sleep=clock.sleep,
        elapsed=clock.elapsed,
        transport=httpx2.MockTransport(faults.handle),
    )


def _changes(tracker: Tracker, client: Client, settings: Any, memory: Memory) -> None:
    memory.read("changes", tracker.changes(client, settings, memory.cursors.get("changes", {})))


def _everything(tracker: Tracker, client: Client, settings: Any, memory: Memory) -> None:
    memory.reconcile(
        lambda cursor: tracker.everything(client, settings, cursor),
        lambda subject: tracker.one(client, settings, subject),
    )
