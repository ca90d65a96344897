"""Waits that have an upper limit: what must not come later than so many days after something else."""

from dataclasses import dataclass
from math import isinf

from leadline.engine.edges import begun_at, ended_at
from leadline.engine.network import Network
from leadline.engine.order import FS, KINDS, SF, SS
from leadline.engine.schedule.people.arrays import Compiled
from leadline.engine.schedule.people.problem import Lag
from leadline.engine.schedule.people.search import Found
from leadline.program.ranges import MOST_DAYS
from leadline.program.work import Dependency, Milestone, WorkItem

HAIR_DAYS = 0.01
"""A quarter of an hour more is nothing that anybody planned."""


@dataclass(frozen=True)
class Limited:
    """A dependency with an upper limit, and what that is to a plan (places of nodes)."""

    dependency: Dependency
    lag: Lag


def upper_limits(network: Network) -> list[Limited]:
    """The upper limits that a plan can keep: what waits has not come yet, and what it waits for is planned or was there already."""
    snapshot, place = network.snapshot, {id: node for node, id in enumerate(network.ids)}
    things: dict[str, WorkItem | Milestone] = {one.id: one for one in snapshot.work}
    things |= {one.id: one for one in snapshot.milestones}
    found = []
    for one in snapshot.dependencies:
        before, after, kind = things.get(one.before), things.get(one.after), KINDS[one.kind]
        if one.at_most_days is None or before is None or after is None or after.id not in place or before is after:
            continue
        if kind in (FS, SS) and begun_at(after, snapshot) is not None:
            continue
        most = min(max(one.at_most_days, -MOST_DAYS), MOST_DAYS)
        known = begun_at(before, snapshot) if kind in (SS, SF) else ended_at(before, snapshot)
        if known is None and before.id in place:
            found.append(Limited(one, Lag(place[before.id], place[after.id], kind, None, most)))
        elif known is not None and not isinf(known):
            found.append(Limited(one, Lag(-1, place[after.id], kind, None, most + known)))
    return found


def exceeded(network: Network, compiled: Compiled, found: Found) -> list[tuple[Limited, float]]:
    """The upper limits that a plan does not keep, and by how many days."""
    number, beats = {place: n for n, place in enumerate(compiled.places)}, compiled.arrays.lines.beats
    late = []
    for one in upper_limits(network):
        lag = one.lag
        if lag.after not in number or (lag.before >= 0 and lag.before not in number):
            continue
        first = 0
        if lag.before >= 0:
            first = int((found.start if lag.kind in (SS, SF) else found.finish)[number[lag.before]])
        then = int((found.start if lag.kind in (FS, SS) else found.finish)[number[lag.after]])
        over = (then - first) / beats - (lag.most or 0.0)
        if over > HAIR_DAYS:
            late.append((one, over))
    return late
