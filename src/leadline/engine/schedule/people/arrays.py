"""A problem as flat arrays, and the same problem seen from its end."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import inf
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from leadline.engine.order import FF, FS, SF, SS
from leadline.engine.schedule.people.layout import FlagRows, Flags, Floats, Ints, Small, layout
from leadline.engine.schedule.people.possible import able_between, kept_items
from leadline.engine.schedule.people.problem import Item, Lag, Need, Problem, Unplannable, Worker
from leadline.engine.schedule.people.timelines import BEATS, NEVER, Timelines, mirrored, timelines

MIRRORED_KIND = {FS: FS, SS: FF, FF: SS, SF: SF}
"""What a link becomes when time runs backwards and its ends are swapped."""

_Pool = tuple[tuple[int, float, float], ...]
"""People, and the days between which each of them can begin."""


class Arrays(NamedTuple):
    """
    Items are numbered in the order of `Compiled.places`; times and work are in beats.

    Attributes:
        work: of each of an item's people, on its row, or elapsed where `fixed` or where it has neither.
        fixed: whether it lasts elapsed time.
        together: whether its people stay until the last of them is done.
        row: the row of work that nobody in particular does, else -1.
        release, floor: earliest start and finish.
        going: whether it is in progress, and can go on at once.
        need_first, need_pool, need_count: what an item needs of which pool.
        slot_first: where an item's places for people begin; one entry more than items.
        pool_first, pool_people: who is in a pool, preferred ones first; at two places where they can begin at two times.
        pool_since, pool_until: between which beats each of them can begin.
        able: shape (pools, people), whether somebody is in a pool.
        person_row: everybody's row.
        tier: fewest skills and lowest cost first; equal ones are equal.
        pred_first, pred_of, pred_kind, pred_lag: what an item waits for.
        succ_first, succ_of, succ_kind: what waits for it.
        order: all items, each after what it waits for.
        due, weight, must: `NEVER` where nothing is promised.
        project, project_weight: -1 where it counts for none.
        most_before, most_after, most_kind, most_lag: the longest lags.
        last_start, last_who: the plan people know; -1 where there was none.
        lines: the calendars.
        windowed: 1 where somebody cannot begin something at all times.
    """

    work: Ints
    fixed: Flags
    together: Flags
    row: Small
    release: Ints
    floor: Ints
    going: Flags
    need_first: Small
    need_pool: Small
    need_count: Small
    slot_first: Small
    pool_first: Small
    pool_people: Small
    pool_since: Ints
    pool_until: Ints
    able: FlagRows
    person_row: Small
    tier: Small
    pred_first: Small
    pred_of: Small
    pred_kind: Small
    pred_lag: Ints
    succ_first: Small
    succ_of: Small
    succ_kind: Small
    order: Small
    due: Ints
    weight: Floats
    must: Flags
    project: Small
    project_weight: Floats
    most_before: Small
    most_after: Small
    most_kind: Small
    most_lag: Ints
    last_start: Ints
    last_who: Small
    lines: Timelines
    windowed: int


ARRAYS = layout(Arrays)


@dataclass(frozen=True)
class Compiled:
    """
    A problem ready to be planned: `places` are the items that can be (their places in the problem), `unplannable` says
    why the others cannot. `needs` has the need behind each pool, for words.
    """

    problem: Problem
    arrays: Arrays
    places: tuple[int, ...]
    unplannable: tuple[Unplannable, ...]
    needs: tuple[Need, ...]
    projects: tuple[str, ...]


def compile_problem(problem: Problem, beats: int = BEATS) -> Compiled:
    """
    The arrays of a problem. Never fails on what people planned: what cannot be done is left out and named.

    Args:
        problem: what is to be planned.
        beats: beats of a day; 1 where everything is whole days.
    """
    places, unplannable = kept_items(problem)
    at = {place: n for n, place in enumerate(places)}
    items = [problem.items[place] for place in places]
    # A limit counted from now waits for no item.
    reached = at | {-1: -1}
    lags = [one for one in problem.lags if one.before in reached and one.after in at]
    lines, person_row, calendar_row = _rows(problem, beats)
    tier = _tiers(problem.workers)
    pools: dict[_Pool, int] = {}
    needs: list[Need] = []
    need_first, need_pool, need_count, slots = _needs(problem, items, tier, pools, needs)
    projects = tuple(dict.fromkeys(one.project for one in items if problem.weights.get(one.project, 0.0) > 0))
    number = {id: n for n, id in enumerate(projects)}
    # Named tuples take keywords of one type only, for the type checker: these hold several kinds of array.
    links: dict[str, Any] = _precedence(lags, at, len(items), beats)
    longest: dict[str, Any] = _longest(lags, reached, beats)
    last: dict[str, Any] = _last(problem, places, slots, beats)
    arrays = Arrays(
        work=_beats([one.work for one in items], beats),
        fixed=np.array([one.fixed for one in items], dtype=np.uint8),
        together=np.array([one.together for one in items], dtype=np.uint8),
        row=_small([calendar_row[one.calendar] if one.calendar >= 0 and not one.needs else -1 for one in items]),
        release=_beats([max(one.release, 0.0) for one in items], beats),
        floor=_beats([max(one.floor, 0.0) for one in items], beats),
        # What cannot go on yet leaves its people to others until then.
        going=np.array([one.going and one.release <= 0 for one in items], dtype=np.uint8),
        need_first=need_first,
        need_pool=need_pool,
        need_count=need_count,
        slot_first=_small(np.cumsum([0, *slots])),
        pool_first=_small(np.cumsum([0, *map(len, pools)])),
        pool_people=_small([person for pool in pools for person, _, _ in pool]),
        pool_since=_beats([since for pool in pools for _, since, _ in pool], beats),
        pool_until=_beats([until for pool in pools for _, _, until in pool], beats),
        able=_able(pools, len(problem.workers)),
        person_row=person_row,
        tier=tier,
        **links,
        due=np.array([NEVER if one.due is None else round(one.due * beats) for one in items], dtype=np.int64),
        weight=np.array([one.weight for one in items], dtype=np.float64),
        must=np.array([one.must for one in items], dtype=np.uint8),
        project=_small([number.get(one.project, -1) for one in items]),
        project_weight=np.array([problem.weights[id] for id in projects], dtype=np.float64),
        **longest,
        **last,
        lines=lines,
        windowed=int(any(since > 0 or until < inf for pool in pools for _, since, until in pool)),
    )
    return Compiled(problem, arrays, tuple(places), tuple(unplannable), tuple(needs), projects)


def backwards(arrays: Arrays, days: int) -> Arrays:
    """
    The problem with time running backwards from the end of day `days`: what waited for an item, the item now waits for.

    Releases, floors and when people can begin are left out: they are kept when time runs forwards again.
    """
    count = len(arrays.work)
    befores = arrays.pred_of
    afters = np.repeat(np.arange(count, dtype=np.int32), np.diff(arrays.pred_first))
    order = np.argsort(befores, kind="stable")
    swapped = np.array([MIRRORED_KIND[kind] for kind in range(4)], dtype=np.int32)
    nothing = np.zeros(count, dtype=np.int64)
    return arrays._replace(
        release=nothing,
        floor=nothing,
        going=np.zeros(count, dtype=np.uint8),
        pool_since=np.zeros(len(arrays.pool_people), dtype=np.int64),
        pool_until=np.full(len(arrays.pool_people), NEVER, dtype=np.int64),
        pred_first=arrays.succ_first,
        pred_of=np.ascontiguousarray(afters[order]),
        pred_kind=np.ascontiguousarray(swapped[arrays.pred_kind[order]]),
        pred_lag=np.ascontiguousarray(arrays.pred_lag[order]),
        succ_first=arrays.pred_first,
        succ_of=arrays.pred_of,
        succ_kind=np.ascontiguousarray(swapped[arrays.pred_kind]),
        order=np.ascontiguousarray(arrays.order[::-1]),
        lines=mirrored(arrays.lines, days),
    )


def _rows(problem: Problem, beats: int) -> tuple[Timelines, Small, list[int]]:
    rows: dict[bytes, int] = {}
    shares: list[Floats] = []

    def row(own: Floats) -> int:
        plain = np.ascontiguousarray(own, dtype=np.float64)
        key = plain.tobytes()
        if key not in rows:
            rows[key] = len(shares)
            shares.append(plain)
        return rows[key]

    people = _small([row(one.shares) for one in problem.workers])
    others = [row(one) for one in problem.calendars]
    return timelines(shares or [np.ones(1)], beats), people, others


def _tiers(workers: Sequence[Worker]) -> Small:
    ranks = {key: n for n, key in enumerate(sorted({(len(one.skills), one.cost) for one in workers}))}
    return _small([ranks[len(one.skills), one.cost] for one in workers])


def _needs(
    problem: Problem, items: Sequence[Item], tier: Small, pools: dict[_Pool, int], named: list[Need]
) -> tuple[Small, Small, Small, list[int]]:
    """Fills `pools` and `named`; gives the needs of items as rows and the number of people on each."""
    known: dict[Need, int] = {}
    first, pool, count, slots = [0], [], [], []

    def number(people: _Pool, need: Need) -> int:
        if people not in pools:
            pools[people] = len(pools)
            named.append(need)
        return pools[people]

    def general(need: Need) -> int:
        if need not in known:
            able = able_between(need, problem.workers)
            known[need] = number(tuple(sorted(able, key=lambda one: (tier[one[0]], one))), need)
        return known[need]

    for item in items:
        if item.staff:
            wanted = [need for need in item.needs for _ in range(need.count)] or [Need()] * len(item.staff)
            for person, need in zip(item.staff, wanted, strict=False):
                pool.append(number(((person, 0.0, inf),), need))
                count.append(1)
            slots.append(min(len(item.staff), len(wanted)))
        else:
            for need in item.needs:
                pool.append(general(need))
                count.append(need.count)
            slots.append(sum(need.count for need in item.needs))
        first.append(len(pool))
    return _small(first), _small(pool), _small(count), slots


def _able(pools: Mapping[_Pool, int], people: int) -> NDArray[np.uint8]:
    able = np.zeros((len(pools), people), dtype=np.uint8)
    for members, n in pools.items():
        able[n, [one for one, _, _ in members]] = 1
    return able


def _precedence(lags: Sequence[Lag], at: Mapping[int, int], count: int, beats: int) -> dict[str, Any]:
    links = [one for one in lags if one.least is not None]
    befores = _small([at[one.before] for one in links])
    afters = _small([at[one.after] for one in links])
    into, out = np.argsort(afters, kind="stable"), np.argsort(befores, kind="stable")
    first, of = _starts(befores, count), _small(afters[out])
    return {
        "order": _order(np.bincount(afters, minlength=count).tolist(), first.tolist(), of.tolist()),
        "pred_first": _starts(afters, count),
        "pred_of": _small(befores[into]),
        "pred_kind": _small(_small([one.kind for one in links])[into]),
        "pred_lag": np.ascontiguousarray(_beats([one.least or 0.0 for one in links], beats)[into]),
        "succ_first": first,
        "succ_of": of,
        "succ_kind": _small(_small([one.kind for one in links])[out]),
    }


def _order(missing: list[int], first: list[int], after: list[int]) -> Small:
    found = [n for n in range(len(missing)) if not missing[n]]
    for n in found:
        for one in after[first[n] : first[n + 1]]:
            missing[one] -= 1
            if not missing[one]:
                found.append(one)
    return _small(found)


def _starts(of: Small, count: int) -> Small:
    return _small(np.concatenate([[0], np.cumsum(np.bincount(of, minlength=count))]))


def _longest(lags: Sequence[Lag], at: Mapping[int, int], beats: int) -> dict[str, Any]:
    links = [one for one in lags if one.most is not None]
    return {
        "most_before": _small([at[one.before] for one in links]),
        "most_after": _small([at[one.after] for one in links]),
        "most_kind": _small([one.kind for one in links]),
        "most_lag": _beats([one.most or 0.0 for one in links], beats),
    }


def _last(problem: Problem, places: Sequence[int], slots: Sequence[int], beats: int) -> dict[str, Any]:
    who = np.full(sum(slots), -1, dtype=np.int32)
    starts = np.full(len(places), -1, dtype=np.int64)
    before = problem.before
    if before is not None:
        slot = 0
        for n, place in enumerate(places):
            if place < len(before.starts) and not np.isnan(before.starts[place]):
                starts[n] = max(round(before.starts[place] * beats), 0)
                own = before.people[place][: slots[n]]
                who[slot : slot + len(own)] = own
            slot += slots[n]
    return {"last_start": starts, "last_who": who}


def _beats(days: Sequence[float], beats: int) -> Ints:
    return np.minimum(np.rint(np.array(days, dtype=np.float64) * beats), NEVER).astype(np.int64)


def _small(values: object) -> Small:
    return np.ascontiguousarray(values, dtype=np.int32)
