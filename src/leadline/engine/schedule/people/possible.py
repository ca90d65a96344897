"""Which items can be planned at all, and why the others cannot."""

from collections.abc import Iterable, Sequence
from math import inf

from leadline.engine.schedule.people.problem import Item, Need, Problem, Unplannable, Worker


def able_between(need: Need, workers: Sequence[Worker]) -> list[tuple[int, float, float]]:
    """Those (places) who have the skill at the level and ever work, and the days between which they can begin."""
    among = range(len(workers)) if need.among is None else need.among
    windows = need.windows or ((0.0, inf),) * len(among)
    return [
        (n, first, last)
        for n, (first, last) in zip(among, windows, strict=True)
        if first < last and _can(workers[n], need) and workers[n].shares.any()
    ]


def pool_of(need: Need, workers: Sequence[Worker]) -> list[int]:
    """Those (places) who have the skill at the level and ever work."""
    return list(dict.fromkeys(n for n, _, _ in able_between(need, workers)))


def _can(worker: Worker, need: Need) -> bool:
    return not need.skill or worker.skills.get(need.skill, -1) >= need.level


def kept_items(problem: Problem) -> tuple[list[int], list[Unplannable]]:
    """
    The items that can be planned, in their order, and why the others cannot.

    Said are: what nobody can do, what all who can are absent for, what no calendar allows, every circle of items that
    wait for each other, and what is behind any of these.
    """
    found = _unstaffed(problem) + [Unplannable("endless", (n,)) for n in sorted(problem.endless)]
    ordered = set(_sorted(problem))
    circle = _circles(problem, ordered)
    out = {n for one in found for n in one.items} | {n for one in circle for n in one.items}
    behind = _behind(problem, out)
    if behind:
        circle.append(Unplannable("behind", tuple(sorted(behind))))
    left = out | behind
    return [n for n in range(len(problem.items)) if n not in left], found + circle


def _unstaffed(problem: Problem) -> list[Unplannable]:
    pools: dict[Need, list[int]] = {}
    found = []
    for n, item in enumerate(problem.items):
        if item.staff:
            away = [one for one in item.staff if not problem.workers[one].shares.any()]
            if away:
                found.append(Unplannable("absent", (n,), Need(among=tuple(away))))
            continue
        if not item.needs:
            if item.work > 0 and item.calendar >= 0 and not problem.calendars[item.calendar].any():
                found.append(Unplannable("idle", (n,)))
            continue
        for need in item.needs:
            if need not in pools:
                pools[need] = pool_of(need, problem.workers)
        if lacking := _lacking(problem, n, item, pools):
            found.append(lacking)
    return found


def _lacking(problem: Problem, n: int, item: Item, pools: dict[Need, list[int]]) -> Unplannable | None:
    for need in item.needs:
        if len(pools[need]) < need.count:
            among = range(len(problem.workers)) if need.among is None else need.among
            able = sum(_can(problem.workers[one], need) for one in among)
            return Unplannable("absent" if able >= need.count else "nobody", (n,), need)
    if len(item.needs) > 1 and not _matched(item.needs, pools):
        return Unplannable("nobody", (n,), item.needs[-1])
    return None


def _matched(needs: Sequence[Need], pools: dict[Need, list[int]]) -> bool:
    """Whether different people can be found for all needs of one item."""
    slots = [need for need in needs for _ in range(need.count)]
    holder: dict[int, int] = {}

    def place(slot: int, tried: set[int]) -> bool:
        for person in pools[slots[slot]]:
            if person not in tried:
                tried.add(person)
                if person not in holder or place(holder[person], tried):
                    holder[person] = slot
                    return True
        return False

    return all(place(slot, set()) for slot in range(len(slots)))


def _successors(problem: Problem) -> list[list[int]]:
    after: list[list[int]] = [[] for _ in problem.items]
    for lag in problem.lags:
        if lag.least is not None:
            after[lag.before].append(lag.after)
    return after


def _sorted(problem: Problem) -> list[int]:
    after = _successors(problem)
    missing = [0] * len(after)
    for ones in after:
        for one in ones:
            missing[one] += 1
    found = [n for n in range(len(after)) if not missing[n]]
    for n in found:
        for one in after[n]:
            missing[one] -= 1
            if not missing[one]:
                found.append(one)
    return found


def _circles(problem: Problem, ordered: set[int]) -> list[Unplannable]:
    """One for each circle: walking backwards among what is not ordered ends in one."""
    if len(ordered) == len(problem.items):
        return []
    before: dict[int, list[int]] = {}
    for lag in problem.lags:
        if lag.least is not None and lag.before not in ordered and lag.after not in ordered:
            before.setdefault(lag.after, []).append(lag.before)
    found, seen = [], set()  # type: list[Unplannable], set[int]
    for n in range(len(problem.items)):
        walk: list[int] = []
        while n not in ordered and n not in seen:
            seen.add(n)
            walk.append(n)
            n = before[n][0]
        if n in walk:
            found.append(Unplannable("circle", tuple(reversed(walk[walk.index(n) :]))))
    return found


def _behind(problem: Problem, out: Iterable[int]) -> set[int]:
    after = _successors(problem)
    start = set(out)
    reached, todo = set(start), list(start)
    while todo:
        for one in after[todo.pop()]:
            if one not in reached:
                reached.add(one)
                todo.append(one)
    return reached - start
