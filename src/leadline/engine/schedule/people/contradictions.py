"""Which due days cannot be kept together, whatever is tried: sets from which none can be left out."""

from collections.abc import Callable, Sequence

import numpy as np

from leadline.engine.schedule.people.arrays import Compiled, backwards
from leadline.engine.schedule.people.bounds import Conflict, contradiction, must_ends
from leadline.engine.schedule.people.heads import earliest
from leadline.engine.schedule.people.timelines import NEVER

MOST = 5
"""Sets of more than one that are named; a person mends one, and looks again."""


def impossible(compiled: Compiled, upper_days: float) -> list[tuple[tuple[int, ...], Conflict]]:
    """
    Minimal sets of items (places in the problem) whose due days contradict each other, and why.

    Shown by arithmetic, never by having found no plan: what is not named may still be hard to keep.

    Args:
        compiled: the problem.
        upper_days: the end of a plan that is known, days from `as_of`.

    Returns:
        First single items that are due before they can be done; then sets, each without those named before it.
    """
    arrays = compiled.arrays
    beats = arrays.lines.beats
    due = [int(n) for n in np.flatnonzero(arrays.due < NEVER)]
    if not due:
        return []
    start, finish, _ = earliest(arrays)
    far = max(round(upper_days * beats), int(finish.max()), int(arrays.due[due].max()))
    days = far // beats + 2
    back = backwards(arrays, days)
    found: list[tuple[tuple[int, ...], Conflict]] = []
    found += [((compiled.places[n],), Conflict(n)) for n in due if finish[n] > arrays.due[n]]
    left = [n for n in due if finish[n] <= arrays.due[n]]

    def conflict(chosen: Sequence[int]) -> Conflict | None:
        return contradiction(arrays, back, start, finish, must_ends(arrays, chosen, far), days)

    for _ in range(MOST):
        if conflict(left) is None:
            break
        chosen = _minimal(left, conflict)
        why = conflict(chosen)
        if why is None or not chosen:
            break
        found.append((tuple(compiled.places[n] for n in chosen), why))
        left = [n for n in left if n not in chosen]
    return found


def _minimal(chosen: Sequence[int], conflict: Callable[[Sequence[int]], Conflict | None]) -> list[int]:
    """A subset that contradicts itself and of which no member can go: each is left out in turn."""
    kept = list(chosen)
    for one in chosen:
        without = [other for other in kept if other != one]
        if conflict(without) is not None:
            kept = without
    return kept
