"""No plan can end before this, and what makes it so: a chain of waits, a pool's work, or its work between two times."""

from dataclasses import dataclass

import numpy as np

from leadline.engine.kernels import kernel, types
from leadline.engine.schedule.packed import Net, Packed
from leadline.engine.schedule.project import Longs, Project

_I4, _I8, _N = types.int32[::1], types.int64[::1], types.int64

CHAIN, POOL, WINDOW, PROOF = "chain", "pool", "window", "proof"


@dataclass(frozen=True)
class Bound:
    """
    What no plan can beat, and the ingredients of the sentence that says why.

    Attributes:
        end: the slot before which not all can be done.
        kind: `"chain"`: `items` wait for each other and take so long; `"pool"`: `pool` has so much work in all;
            `"window"`: `items` cannot start before slot `first`, need `pool`, and are followed by at least `after` slots;
            `"proof"`: a search showed it.
        items: the items it is about, places in the project.
        pool: the pool, or -1.
        first: slots before the work of the window can begin.
        after: slots that follow at the least.
        work: units × slots that the pool has to give.
    """

    end: int
    kind: str
    items: tuple[int, ...] = ()
    pool: int = -1
    first: int = 0
    after: int = 0
    work: int = 0


def bound(project: Project, packed: Packed) -> Bound:
    """The best of all bounds that need no search. The simplest reason wins where several say the same."""
    return max([_chain(packed), *_pools(project, packed)], key=lambda one: one.end)


def _chain(packed: Packed) -> Bound:
    """The longest chain of waits, from a release or the start on."""
    net = packed.forth
    if not len(net.lengths):
        return Bound(0, CHAIN)
    ends = net.earliest.astype(np.int64) + net.tails
    walk = [int(ends.argmax())]
    while (before := _driver(net, walk[0])) >= 0:
        walk.insert(0, before)
    first = int(net.earliest[walk[0]])
    while (after := _driven(net, walk[-1])) >= 0:
        walk.append(after)
    return Bound(int(ends.max()), CHAIN, tuple(int(packed.order[item]) for item in walk), first=first)


def _driver(net: Net, item: int) -> int:
    for q in range(net.into_at[item], net.into_at[item + 1]):
        if net.earliest[net.into[q]] + net.gaps[q] == net.earliest[item] and net.earliest[item] > 0:
            return int(net.into[q])
    return -1


def _driven(net: Net, item: int) -> int:
    """The follower whose own chain is what makes the chain from `item` so long."""
    for q in range(net.out_at[item], net.out_at[item + 1]):
        after = net.out[q]
        for back in range(net.into_at[after], net.into_at[after + 1]):
            if net.into[back] == item and net.gaps[back] + net.tails[after] == net.tails[item]:
                return int(after)
    return -1


def _pools(project: Project, packed: Packed) -> list[Bound]:
    net, found = packed.forth, []
    after = net.tails - net.lengths
    for pool, taken in enumerate(_taken(project, packed)):
        users, work = np.array(list(taken), dtype=np.int64), np.array(list(taken.values()), dtype=np.int64)
        if not len(users):
            continue
        head, tail, total = int(net.earliest[users].min()), int(after[users].min()), int(work.sum())
        whole = head + -(-total // project.capacities[pool]) + tail
        found.append(Bound(whole, POOL, _places(packed, users), pool, head, tail, total))
        found.append(_window(packed, pool, project.capacities[pool], users, work))
    return found


def _taken(project: Project, packed: Packed) -> list[dict[int, int]]:
    """For each pool, units × slots that items of the net take, without those that take none."""
    taken: list[dict[int, int]] = [{} for _ in project.capacities]
    for item, place in enumerate(packed.order.tolist()):
        for pool, units in project.need(place).items():
            if units and project.lengths[place]:
                taken[pool][item] = units * project.lengths[place]
    return taken


def _window(packed: Packed, pool: int, capacity: int, users: Longs, work: Longs) -> Bound:
    """The items of a pool that start no earlier and are followed by no less than some slots, chosen for the best bound."""
    net = packed.forth
    heads = net.earliest[users].astype(np.int64)
    after = (net.tails - net.lengths)[users].astype(np.int64)
    by_after = np.argsort(-after, kind="stable")
    best = np.zeros(3, dtype=np.int64)
    densest(np.unique(heads), heads[by_after], after[by_after], work[by_after], capacity, best)
    chosen = (heads >= best[1]) & (after >= best[2])
    items, total = _places(packed, users[chosen]), int(work[chosen].sum())
    return Bound(int(best[0]), WINDOW, items, pool, int(best[1]), int(best[2]), total)


@kernel(types.void(_I8, _I8, _I8, _I8, _N, _I8), allocates=False)
def densest(begins: Longs, heads: Longs, after: Longs, work: Longs, capacity: int, best: Longs) -> None:
    """
    Head + work / capacity + tail, over all heads and tails.

    Args:
        begins: heads to try.
        heads: of each item that needs the pool.
        after: slots that follow each at the least, the longest first.
        work: units × slots of each.
        capacity: of the pool.
        best: filled with the bound, its head and its tail.
    """
    for begin in begins:
        total = 0
        for k in range(len(heads)):
            if heads[k] >= begin:
                total += work[k]
                end = begin + (total + capacity - 1) // capacity + after[k]
                if end > best[0]:
                    best[0], best[1], best[2] = end, begin, after[k]


def _places(packed: Packed, items: Longs) -> tuple[int, ...]:
    return tuple(np.sort(packed.order[items]).tolist())
