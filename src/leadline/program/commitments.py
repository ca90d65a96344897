"""Which promise of a milestone or dependency stands now, which was the first, and how often it moved."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from leadline.program.promises import Judgement, Promise
from leadline.program.snapshot import Snapshot

STOOD = ("agreed", "replaced", "kept", "missed")
"""States of a promise that was one at some time; a proposal that nobody agreed to never was."""


@dataclass(frozen=True)
class PromiseLine:
    """First promise, present promise, and the number of moves between them: never one without the others."""

    first: Promise
    present: Promise
    moves: int


def history(promises: Iterable[Promise]) -> list[Promise]:
    """Those that stood, oldest first; those set on the same day in the order of their ids."""
    return sorted((one for one in promises if one.state in STOOD), key=lambda one: (one.set_on or date.min, one.id))


def line(snapshot: Snapshot, milestone: str, kind: str = "commitment") -> PromiseLine | None:
    """The promise line of a milestone; None where nothing of that kind was ever promised or all was withdrawn."""
    stood = history(one for one in snapshot.promises if one.milestone == milestone and one.kind == kind)
    return PromiseLine(stood[0], stood[-1], len(stood) - 1) if stood else None


def commitment(snapshot: Snapshot, milestone: str, kind: str = "commitment") -> Promise | None:
    """The promise that stands now: agreed, with a date. None when there is none."""
    standing = [
        one for one in snapshot.promises if one.milestone == milestone and one.kind == kind and one.state == "agreed"
    ]
    return max((one for one in standing if one.due), key=lambda one: (one.set_on or date.min, one.id), default=None)


def commitments(snapshot: Snapshot) -> dict[str, Promise]:
    """The standing commitment of each milestone that has one and is not reached yet, by milestone id, earliest due first."""
    open_ones = {one.id for one in snapshot.milestones if one.done_on is None}
    found = {id: promise for id in open_ones if (promise := commitment(snapshot, id))}
    return dict(sorted(found.items(), key=lambda pair: (pair[1].due or date.max, pair[0])))


def delivery(snapshot: Snapshot, dependency: str) -> Promise | None:
    """The latest promise for a dependency that was not withdrawn or replaced, whether agreed or only proposed."""
    alive = [one for one in snapshot.promises if one.dependency == dependency and one.state in ("agreed", "proposed")]
    return max(alive, key=lambda one: (one.set_on or date.min, one.id), default=None)


def judgement(snapshot: Snapshot, milestone: str) -> Judgement | None:
    """The colour a person gave a milestone that still stands on the day of the snapshot."""
    standing = [
        one for one in snapshot.judgements
        if one.milestone == milestone and (one.until is None or one.until >= snapshot.as_of)
    ]  # fmt: skip
    return max(standing, key=lambda one: (one.on or date.min, one.id), default=None)
