"""A program made whole, so that its document can be read back: without what points to things that have left it."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from itertools import pairwise
from typing import Any

from leadline.program.cycle import cycle
from leadline.program.snapshot import NOUNS, PLACES, Snapshot

MOST_CIRCLES = 1_000
_ENDS = {"dependency": ("before", "after"), "reference": ("source", "target")}
"""Nouns that are nothing without both of their ends."""


def whole(snapshot: Snapshot) -> tuple[Snapshot, tuple[str, ...]]:
    """
    The program as `document.read` takes it back, and what was left out for that, as sentences with counts.

    A thing that is retired may leave references to it behind, and trackers know things that wait for each other in a
    circle. The record lives with both; a document is refused for either. A program without them comes back as it is.
    """
    told: Counter[str] = Counter()
    new = _without_dangling(snapshot, told)
    new = _without_circles(new, told)
    return new, tuple(f"{count:,} {says}" for says, count in told.items())


def _without_dangling(snapshot: Snapshot, told: Counter[str]) -> Snapshot:
    mending = _Mending(snapshot, told)
    for noun, ends in _ENDS.items():
        own = snapshot.of(noun)
        kept = tuple(one for one in own if mending.holds(one, ends))
        if len(kept) < len(own):
            told[f"{PLACES[noun]} of things that have left the program"] += len(own) - len(kept)
            left: dict[str, Any] = {PLACES[noun]: kept}
            snapshot = replace(snapshot, **left)
            mending.there[noun] = {one.id for one in kept}
    new = mending.part(snapshot)
    return replace(snapshot, **new) if new else snapshot


class _Mending:
    """Takes references to nothing out of one snapshot."""

    def __init__(self, snapshot: Snapshot, told: Counter[str]) -> None:
        self.told = told
        self.there = {noun: {one.id for one in snapshot.of(noun)} for noun in NOUNS}

    def holds(self, one: Any, ends: tuple[str, str]) -> bool:
        """Whether nothing at its ends has gone; an end that was left open on purpose stays open."""
        nouns = {own.name: own.metadata["ref"] for own in fields(one) if own.name in ends}
        return all(not getattr(one, end) or self._is_there(getattr(one, end), nouns[end]) for end in ends)

    def part(self, value: Any) -> dict[str, Any]:
        """The fields of a value that change."""
        new: dict[str, Any] = {}
        for one in fields(value):
            own = getattr(value, one.name)
            if own and one.name != "elsewhere" and (changed := self._field(own, one.metadata)) is not own:
                new[one.name] = changed
        return new

    def _field(self, own: Any, metadata: Mapping[Any, Any]) -> Any:
        if noun := metadata.get("ref"):
            return self._several(own, noun) if isinstance(own, tuple) else own if self._known(own, noun) else ""
        if isinstance(own, tuple) and is_dataclass(own[0]):
            parts = tuple(self._inside(part) for part in own)
            return own if all(a is b for a, b in zip(parts, own, strict=True)) else parts
        return self._inside(own) if is_dataclass(own) else own

    def _several(self, own: tuple[str, ...], noun: str) -> tuple[str, ...]:
        kept = tuple(one for one in own if self._known(one, noun))
        return own if len(kept) == len(own) else kept

    def _inside(self, part: Any) -> Any:
        new = self.part(part)
        return replace(part, **new) if new else part

    def _known(self, id: str, noun: str) -> bool:
        if not (known := self._is_there(id, noun)):
            self.told["references to things that have left the program"] += 1
        return known

    def _is_there(self, id: str, noun: str) -> bool:
        return any(id in self.there[name] for name in noun.split("|"))


def _without_circles(snapshot: Snapshot, told: Counter[str]) -> Snapshot:
    for _ in range(MOST_CIRCLES):
        if not (around := cycle(snapshot)):
            break
        pairs = set(pairwise(around))
        last = next((one for one in reversed(snapshot.dependencies) if (one.before, one.after) in pairs), None)
        if last is None:
            break
        told["dependencies that closed a circle"] += 1
        snapshot = replace(snapshot, dependencies=tuple(one for one in snapshot.dependencies if one is not last))
    return snapshot
