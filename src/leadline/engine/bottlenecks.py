"""Whom the program's end waits for: which group of people the chain that sets it finds busy, and how often."""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from leadline.engine.dispatch.arrays import WAITED_FOR
from leadline.engine.futures import Futures
from leadline.engine.kernels import kernel
from leadline.program.outlook import PoolOutlook
from leadline.program.people import Person
from leadline.program.snapshot import Snapshot
from leadline.program.work import WorkItem

Ints = NDArray[np.int64]
Small = NDArray[np.int32]
Group = tuple[str, str]

FEWEST = 3
"""From so many people on that can do the same, waiting for them says nothing about one of them (docs/house/people.md)."""


def bottlenecks(played: Futures, ends: Ints) -> tuple[PoolOutlook, ...]:
    """
    The groups that the chain behind some ends waits for, oftenest first.

    A chain that is walked back from an end comes past starts that had to wait until somebody was free. What counts is the
    team and skill that were asked for; the team alone where fewer than three of it have that skill, and nothing where the
    team is smaller than that. A single person is never meant: work that is assigned counts for their team.

    Args:
        played: all of the futures.
        ends: the node to walk back from in each future, or -1.
    """
    network = played.network
    asked = _asked(network.snapshot, network.roster.team_of)
    groups = sorted({asked[id] for id in network.ids if id in asked})
    number = {group: n for n, group in enumerate(groups)}
    of_node = np.array([number[asked[id]] if id in asked else -1 for id in network.ids], np.int32)
    counts, seen = np.zeros(len(groups), np.int64), np.full(len(groups), -1, np.int64)
    _count(played.driver, ends.astype(np.int64), of_node, seen, counts)
    found = [PoolOutlook(*group, float(count) / played.count) for group, count in zip(groups, counts, strict=True)]
    return tuple(sorted((one for one in found if one.decides > 0), key=lambda one: (-one.decides, one.team, one.skill)))


def _asked(snapshot: Snapshot, team_of: Callable[[WorkItem], str]) -> dict[str, Group]:
    """The group that each work item asks for, by id; only those large enough to be told."""
    members: dict[str, list[Person]] = {}
    for one in snapshot.people:
        if one.team and not one.outside:
            members.setdefault(one.team, []).append(one)
    teams = {one.id: one.team for one in snapshot.people}
    known: dict[tuple[str, str, int], Group | None] = {}
    found = {}
    for item in snapshot.work:
        team = teams.get(item.assignee, "") if item.assignee else team_of(item)
        wanted = (team, item.skill, item.skill_level)
        if wanted not in known:
            known[wanted] = _group(members.get(team, ()), *wanted)
        if group := known[wanted]:
            found[item.id] = group
    return found


def _group(members: Sequence[Person], team: str, skill: str, level: int) -> Group | None:
    if len(members) < FEWEST:
        return None
    able = sum(any(own.name == skill and own.level >= level for own in one.skills) for one in members)
    return (team, skill if able >= FEWEST else "")


@kernel("void(int32[:,::1], int64[::1], int32[::1], int64[::1], int64[::1])", allocates=False)
def _count(driver: Small, ends: Ints, of_node: Small, seen: Ints, counts: Ints) -> None:
    """Count each group once in every future in which the chain waited for one of its people."""
    for future in range(len(ends)):
        node, steps = ends[future], 0
        while node >= 0 and steps <= len(of_node):
            by = driver[node, future]
            if by <= WAITED_FOR:
                group = of_node[node]
                if group >= 0 and seen[group] != future:
                    seen[group] = future
                    counts[group] += 1
                by = WAITED_FOR - by
            node = by
            steps += 1
