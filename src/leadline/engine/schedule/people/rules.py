"""Priority rules: which item goes into a plan first. A row of keys each, the smaller the earlier."""

from collections.abc import Sequence

import numpy as np

from leadline.engine.order import FS, SF, SS
from leadline.engine.schedule.people.arrays import Arrays
from leadline.engine.schedule.people.layout import Floats, Ints
from leadline.engine.schedule.people.timelines import NEVER


def lengths(arrays: Arrays) -> Floats:
    """Beats of time each item takes on a mean calendar, of the fastest who can do it."""
    pace = arrays.lines.pace / arrays.lines.beats
    if len(arrays.need_pool):
        fastest = np.maximum.reduceat(pace[arrays.person_row[arrays.pool_people]], arrays.pool_first[:-1])
    else:
        fastest = np.ones(0)
    own = np.where(arrays.row >= 0, pace[arrays.row], 1.0)
    slowest = own.copy()
    item = np.repeat(np.arange(len(own)), np.diff(arrays.need_first))
    np.minimum.at(slowest, item, fastest[arrays.need_pool])
    return np.asarray(arrays.work / np.where(arrays.fixed > 0, 1.0, slowest), dtype=np.float64)


def priority_rules(arrays: Arrays, listed: Ints | None = None) -> Floats:
    """
    Keys of all rules, shape (rules, items).

    The rules: latest finish; latest finish where dates that are promised count; what costs most per day of its own
    among what is due soon; least slack; projects with little work for their weight first; the order in which the list is
    begun first come, first served, where that is known (`listed`); the plan people know.
    """
    own = lengths(arrays)
    order = arrays.order.tolist()
    head = _heads(arrays, own, order)
    end = float((head + own).max(initial=0.0))
    plain = _latest(arrays, own, order, np.full(len(own), end))
    due = np.where(arrays.due < NEVER, arrays.due, np.maximum(end, arrays.due.max(initial=0, where=arrays.due < NEVER)))
    promised = _latest(arrays, own, order, np.asarray(due, dtype=np.float64))
    weights = _weights_behind(arrays, order)
    urgent = promised - own * 2 * weights / max(weights.max(initial=0.0), 1e-9)
    rows = [plain] if not (arrays.due < NEVER).any() else [promised, plain, urgent]
    rows.append(plain - own)
    if len(arrays.project_weight):
        rows.append(_by_project(arrays, plain))
    if listed is not None:
        rows.append(listed.astype(np.float64))
    if (arrays.last_start >= 0).any():
        rows.insert(0, _as_before(arrays, rows[0]))
    return np.array(rows, dtype=np.float64)


def _by_project(arrays: Arrays, rule: Floats) -> Floats:
    """
    Projects one after another, those with the least work for their weight first, what belongs to none last.

    Source: Smith (1956): on one machine this order has the least weighted sum of ends.
    """
    count = len(arrays.project_weight)
    own = arrays.project >= 0
    people = np.maximum(np.diff(arrays.slot_first), 1)
    work = np.bincount(arrays.project[own], weights=(arrays.work * people)[own], minlength=count)
    place = np.append(np.argsort(np.argsort(work / arrays.project_weight, kind="stable")), count)
    return np.asarray(place[arrays.project] * (float(rule.max() - rule.min()) + 1.0) + rule, dtype=np.float64)


def _as_before(arrays: Arrays, rule: Floats) -> Floats:
    """The plan people know; what it does not have comes beside what is as urgent by a rule."""
    known = arrays.last_start >= 0
    keys = arrays.last_start.astype(np.float64)
    order = np.argsort(rule[known], kind="stable")
    beside = np.searchsorted(rule[known][order], rule[~known])
    starts = np.maximum.accumulate(keys[known][order])
    keys[~known] = np.where(beside > 0, starts[np.maximum(beside - 1, 0)], 0.0)
    return keys


def _heads(arrays: Arrays, own: Floats, order: Sequence[int]) -> Floats:
    first, of = arrays.pred_first.tolist(), arrays.pred_of.tolist()
    kind, lag = arrays.pred_kind.tolist(), arrays.pred_lag.tolist()
    head, length = arrays.release.astype(float).tolist(), own.tolist()
    for n in order:
        for one in range(first[n], first[n + 1]):
            before = of[one]
            known = head[before] + lag[one] + (0.0 if kind[one] in (SS, SF) else length[before])
            head[n] = max(head[n], known - (0.0 if kind[one] in (FS, SS) else length[n]))
    return np.array(head)


def _latest(arrays: Arrays, own: Floats, order: Sequence[int], due: Floats) -> Floats:
    first, of = arrays.pred_first.tolist(), arrays.pred_of.tolist()
    kind, lag = arrays.pred_kind.tolist(), arrays.pred_lag.tolist()
    latest, length = due.tolist(), own.tolist()
    for n in reversed(order):
        for one in range(first[n], first[n + 1]):
            before = of[one]
            bound = latest[n] - lag[one] - (length[n] if kind[one] in (FS, SS) else 0.0)
            latest[before] = min(latest[before], bound + (length[before] if kind[one] in (SS, SF) else 0.0))
    return np.array(latest)


def _weights_behind(arrays: Arrays, order: Sequence[int]) -> Floats:
    """The highest weight of what is due behind each item, itself included."""
    weight = np.where(arrays.due < NEVER, arrays.weight, 0.0).tolist()
    first, of = arrays.pred_first.tolist(), arrays.pred_of.tolist()
    for n in reversed(order):
        for one in range(first[n], first[n + 1]):
            weight[of[one]] = max(weight[of[one]], weight[n])
    return np.array(weight)
