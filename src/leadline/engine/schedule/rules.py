"""Priority rules: which item comes first in a list. A row of keys for each, the smaller the earlier."""

import numpy as np

from leadline.engine.kernels import kernel, types
from leadline.engine.schedule.packed import NET, Net, Packed
from leadline.engine.schedule.project import NEVER, Longs, Whole

_I4, _I8 = types.int32[::1], types.int64[::1]


def priority_rules(packed: Packed) -> Whole:
    """
    Keys of all rules, shape (rules, items of `packed.forth`), from 0 to the length of the longest chain.

    The rules: latest finish; latest start, which is least slack; greatest rank positional weight (own length and that of
    all who wait for it directly); where dates are promised, latest finish that keeps them, the same with what costs most
    drawn forward, and one promise after the other, by date or by what a slot of work for it saves; where projects weigh,
    one after the other; where there is a plan that people know, its order.
    """
    net, goal = packed.forth, packed.goal
    end = int(net.tails.max(initial=0))
    finish = (end - net.tails + net.lengths).astype(np.int64)
    rows = [finish, end - net.tails.astype(np.int64), -_positional(net)]
    if (goal.due < NEVER).any():
        slack = np.where(goal.due < NEVER, goal.due, NEVER).astype(np.int64)
        urgent = np.zeros(len(slack), dtype=np.int64)
        weight = np.where(goal.due < NEVER, goal.late_weights, 0)
        latest(net, slack, weight, urgent)
        promised = np.minimum(slack, max(end, int(goal.due[goal.due < NEVER].max())))
        share = urgent / max(int(urgent.max()), 1)
        rows[:0] = [promised, (promised - 0.3 * share * (promised.max() - promised.min())).astype(np.int64)]
        rows[:0] = _by_promise(packed, finish)
    if any(goal.end_weights):
        rows.insert(0, _by_project(packed, finish))
    if (goal.before >= 0).any():
        rows.insert(0, _as_before(goal.before, rows[0]))
    return np.array([_scaled(row, max(end, 1)) for row in rows], dtype=np.int32).reshape(len(rows), len(net.lengths))


@kernel(types.void(NET, _I8, _I8, _I8), allocates=False)
def latest(net: Net, finish: Longs, weight: Longs, behind: Longs) -> None:
    """
    Go back from what is due.

    Args:
        net: who waits for whom.
        finish: when each is due; lowered to the latest finish that keeps all due slots behind it.
        weight: what a slot costs by which each is late.
        behind: filled with the greatest weight of an item and all behind it.
    """
    for item in range(len(finish) - 1, -1, -1):
        behind[item] = max(behind[item], weight[item])
        for q in range(net.into_at[item], net.into_at[item + 1]):
            before = net.into[q]
            bound = finish[item] - net.lengths[item] - net.gaps[q] + net.lengths[before]
            finish[before] = min(finish[before], bound)
            behind[before] = max(behind[before], behind[item])


def _positional(net: Net) -> Longs:
    own = net.lengths.astype(np.int64)
    followers = own.copy()
    np.add.at(followers, net.into, np.repeat(own, np.diff(net.into_at)))
    return followers


def _by_promise(packed: Packed, finish: Longs) -> list[Longs]:
    """
    All work for one promise before that for the next: the earliest first; or the one that saves most for its work.

    Source of the second: Smith (1956), weight over work.
    """
    net, goal = packed.forth, packed.goal
    none = len(finish)
    serves = np.where(goal.due < NEVER, np.arange(none), none).tolist()
    due = [*goal.due.tolist(), NEVER]
    for item in range(none - 1, -1, -1):
        for q in range(net.into_at[item], net.into_at[item + 1]):
            if due[serves[item]] < due[serves[net.into[q]]]:
                serves[net.into[q]] = serves[item]
    work = np.bincount(serves, net.lengths * np.maximum(np.diff(net.need_at), 0.01), none + 1)
    saves = np.append(goal.late_weights, 0) / np.maximum(work, 1e-9)
    saves[none] = -1.0
    step = int(finish.max(initial=0) + 1) // 4
    rows = []
    for rank in (np.argsort(np.argsort(due, kind="stable")), np.argsort(np.argsort(-saves, kind="stable"))):
        used = np.unique(rank[serves], return_inverse=True)[1]
        rows.append((used * step + finish).astype(np.int64))
    return rows


def _by_project(packed: Packed, finish: Longs) -> Longs:
    """Projects one after the other, those first whose weight is great for the work they take."""
    net, goal = packed.forth, packed.goal
    work = np.zeros(len(goal.end_weights))
    np.add.at(work, goal.part, net.lengths * np.maximum(np.diff(net.need_at), 0.01))
    rank = np.argsort(np.argsort(-goal.end_weights / np.maximum(work, 1e-9), kind="stable"), kind="stable")
    keys: Longs = rank[goal.part] * (finish.max(initial=0) + 1) // 4 + finish
    return keys


def _as_before(before: Whole, rule: Longs) -> Longs:
    """The plan that people know; what is new in it comes beside what is as urgent."""
    known = np.flatnonzero(before >= 0)
    by = known[np.argsort(rule[known], kind="stable")]
    beside = np.interp(rule, rule[by], np.maximum.accumulate(before[by]))
    return np.where(before >= 0, before, beside).astype(np.int64)


def _scaled(row: Longs, most: int) -> Longs:
    low, high = int(row.min(initial=0)), int(row.max(initial=0))
    return row - low if high - low <= most else (row - low) * most // (high - low)
