"""The published list: in which order free people take what is ready."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

FS, SS, FF, SF = 0, 1, 2, 3
KINDS = {"FS": FS, "SS": SS, "FF": FF, "SF": SF}


class Edge(NamedTuple):
    """`after` waits for `before` (both places of nodes); `lag` in calendar days."""

    before: int
    after: int
    kind: int
    lag: float


def between(edges: Sequence[Edge], at: Mapping[int, int]) -> list[Edge]:
    """The edges between the nodes of `at`, by the places that it gives them."""
    return [
        Edge(at[before], at[after], kind, lag) for before, after, kind, lag in edges if before in at and after in at
    ]


def sorted_nodes(count: int, edges: Sequence[Edge]) -> list[int]:
    """The nodes so that each comes after what it waits for; those in a circle, and behind one, are left out."""
    needs, after = [0] * count, [[] for _ in range(count)]  # type: tuple[list[int], list[list[int]]]
    for edge in edges:
        needs[edge.after] += 1
        after[edge.before].append(edge.after)
    found = [node for node in range(count) if not needs[node]]
    for node in found:
        for one in after[node]:
            needs[one] -= 1
            if not needs[one]:
                found.append(one)
    return found


def latest_finishes(
    nodes: Sequence[int], edges: Sequence[Edge], lengths: NDArray[np.float64], due: NDArray[np.float64]
) -> NDArray[np.float64]:
    """
    The latest finish of each node that keeps every due date, by one backward pass without people.

    Args:
        nodes: in an order that respects the edges.
        edges: between them.
        lengths: calendar days each node takes in a middling future.
        due: days from `as_of`, NaN where nothing is promised.

    Returns:
        Days from `as_of`; work that no promise waits for may end with the last of all.
    """
    into: dict[int, list[Edge]] = {}
    for edge in edges:
        into.setdefault(edge.after, []).append(edge)
    end = max([0.0, *due[~np.isnan(due)], *_earliest_finishes(nodes, into, lengths)])
    latest = np.where(np.isnan(due), end, due)
    for node in reversed(nodes):
        for edge in into.get(node, ()):
            bound = latest[node] - (lengths[node] if edge.kind in (FS, SS) else 0.0) - edge.lag
            bound += lengths[edge.before] if edge.kind in (SS, SF) else 0.0
            latest[edge.before] = min(latest[edge.before], bound)
    return latest


def _earliest_finishes(
    nodes: Sequence[int], into: dict[int, list[Edge]], lengths: NDArray[np.float64]
) -> NDArray[np.float64]:
    finish = np.zeros(len(lengths))
    for node in nodes:
        finish[node] = lengths[node]
        for edge in into.get(node, ()):
            known = finish[edge.before] - (lengths[edge.before] if edge.kind in (SS, SF) else 0.0) + edge.lag
            finish[node] = max(finish[node], known + (lengths[node] if edge.kind in (FS, SS) else 0.0))
    return finish
