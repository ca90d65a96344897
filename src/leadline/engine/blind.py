"""Why some milestones have no forecast, in sentences. Unknown is said, never guessed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from leadline.engine.order import Edge
from leadline.program.work import Milestone, WorkItem

NAMED = 3
"""How many names a sentence lists before it counts the rest."""

_NOTHING: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Causes:
    """What stands between a node and its forecast: names, and sentences about people."""

    unestimated: frozenset[str] = _NOTHING
    unstaffed: frozenset[str] = _NOTHING
    idle: frozenset[str] = _NOTHING
    circle: frozenset[str] = _NOTHING
    far: frozenset[str] = _NOTHING

    def __or__(self, other: "Causes") -> "Causes":
        """Both."""
        return Causes(
            self.unestimated | other.unestimated,
            self.unstaffed | other.unstaffed,
            self.idle | other.idle,
            self.circle | other.circle,
            self.far | other.far,
        )

    def sentence(self) -> str:
        """All of it in words."""
        parts = []
        if self.circle:
            parts.append(f"{listed(self.circle)} wait for each other in a circle. Take out one of these dependencies.")
        if self.unstaffed:
            first, more = min(self.unstaffed), len(self.unstaffed) - 1
            parts.append(f"{first} The same holds for {more} more." if more else first)
        if self.far:
            parts.append(
                f"{listed(self.far)} would come more than a hundred years from now. "
                "Check the dates, lags and estimates that say so."
            )
        if self.idle:
            parts.append(f"Nobody works on {listed(self.idle)}.")
        if self.unestimated:
            parts.append(f"Nobody has estimated {listed(self.unestimated)}. A range like 3-8d is enough.")
        return " ".join(parts)


def listed(names: frozenset[str]) -> str:
    """Up to three names, and how many more there are."""
    first, more = sorted(names)[:NAMED], len(names) - NAMED
    if more > 0:
        return f"{', '.join(first)} and {more} more"
    return " and ".join([", ".join(first[:-1]), first[-1]] if len(first) > 1 else first)


def blindness(
    things: Sequence[WorkItem | Milestone], edges: Sequence[Edge], own: Mapping[int, Causes]
) -> dict[int, str]:
    """
    The sentence for each node that has no forecast: it, or something it waits for, has a cause of its own.

    A milestone whose source knew better (`without_odds`) says that instead.
    """
    after: dict[int, list[int]] = {}
    for edge in edges:
        after.setdefault(edge.before, []).append(edge.after)
    found = dict(own)
    ahead = list(own)
    while ahead:
        node = ahead.pop()
        for one in after.get(node, ()):
            both = found.get(one, Causes()) | found[node]
            if found.get(one) != both:
                found[one] = both
                ahead.append(one)
    return {node: getattr(things[node], "without_odds", "") or causes.sentence() for node, causes in found.items()}
