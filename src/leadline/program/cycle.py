"""Things that wait for each other in a circle."""

from collections.abc import Iterable, Mapping

from leadline.program.snapshot import Snapshot

SHOWN = 12
"""How many ids of a circle are spelled out; a longer one names its first and its last few."""


def cycle(snapshot: Snapshot) -> list[str]:
    """The ids around one circle of dependencies, first id repeated at the end; empty when there is none."""
    waits = [(one.before, one.after) for one in snapshot.dependencies if one.before and one.after]
    return circle([*waits, *((item.id, item.milestone) for item in snapshot.work if item.milestone)])


def circle(pairs: Iterable[tuple[str, str]]) -> list[str]:
    """The ids around one circle of (before, after) pairs, first id repeated at the end; empty when there is none."""
    after: dict[str, list[str]] = {}
    for first, then in pairs:
        after.setdefault(first, []).append(then)
    state: dict[str, int] = {}
    for start in after:
        if found := _walk(start, after, state):
            return found
    return []


def spell(chain: list[str]) -> str:
    """A circle in words: `a → b → a`, shortened in the middle where it is long."""
    if len(chain) > SHOWN:
        left_out = len(chain) - SHOWN
        chain = [*chain[: SHOWN - 4], f"… {left_out} more …", *chain[-4:]]
    return " → ".join(chain)


def _walk(start: str, after: Mapping[str, list[str]], state: dict[str, int]) -> list[str]:
    """Depth first without recursion: a chain of 50,000 items must not exhaust the stack."""
    if state.get(start):
        return []
    trail, ahead = [start], [iter(after.get(start, ()))]
    state[start] = 1
    while ahead:
        step = next(ahead[-1], None)
        if step is None:
            ahead.pop()
            state[trail.pop()] = 2
        elif state.get(step) == 1:
            return [*trail[trail.index(step) :], step]
        elif not state.get(step):
            state[step] = 1
            trail.append(step)
            ahead.append(iter(after.get(step, ())))
    return []
