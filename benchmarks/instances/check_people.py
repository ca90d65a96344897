"""
Is a plan for named people one that people can follow? Said without a line of the engine that made it.

Everything is gone through day by day in plain Python, from the problem as it was put and the plan as it is published.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from leadline.engine.schedule.people.problem import Item, Lag, Problem

HAIR = 3e-4
"""Days (some 20 seconds): plans are made in whole beats of a twenty-thousandth of a day."""

AWAY_DAYS = 7
"""Who is not at work for longer is on leave."""

Plan = Sequence[tuple[float, float, tuple[int, ...]] | None]
"""For each item its start and finish in days, and who is on it, in the order of its needs; None: left out."""


def faults(problem: Problem, plan: Plan) -> list[str]:
    """What is wrong with a plan, in sentences; nothing where it can be followed. `Lag.most` and due days are looked at too."""
    return [*_of_items(problem, plan), *_of_lags(problem, plan), *_of_people(problem, plan)]


def _of_items(problem: Problem, plan: Plan) -> Iterator[str]:
    for item, planned in zip(problem.items, plan, strict=True):
        if planned is None:
            continue
        start, finish, people = planned
        if not item.going and start < item.release - HAIR:
            yield f"{item.id} starts on day {start:.3f}, before its release on day {item.release:.3f}."
        if finish < item.floor - HAIR:
            yield f"{item.id} ends on day {finish:.3f}, before day {item.floor:.3f}."
        ends = [_done(problem, item, who, start) for who in people] or [_done(problem, item, None, start)]
        if item.work and finish < max(ends) - HAIR:
            yield f"{item.id} ends on day {finish:.3f}, but its work takes until day {max(ends):.3f}."
        yield from _of_skills(problem, item, people, start)
        begins = [_begins(problem.workers[who].shares, start) for who in people]
        if item.together and item.work and max(begins) > min(begins) + AWAY_DAYS + HAIR:
            yield f"{item.id} begins on day {min(begins):.3f} with somebody on leave until day {max(begins):.3f}."


def _of_skills(problem: Problem, item: Item, people: tuple[int, ...], start: float) -> Iterator[str]:
    if len(set(people)) < len(people):
        yield f"{item.id} counts somebody twice."
    if item.staff:
        if tuple(sorted(people)) != tuple(sorted(item.staff)):
            yield f"{item.id} is not with whom it has to be."
        return
    wanted = [need for need in item.needs for _ in range(need.count)]
    if len(wanted) != len(people):
        yield f"{item.id} needs {len(wanted)} people and has {len(people)}."
        return
    for need, who in zip(wanted, people, strict=True):
        level = problem.workers[who].skills.get(need.skill, -1) if need.skill else need.level
        if level < need.level or (need.among is not None and who not in need.among):
            yield f"{problem.workers[who].id} is on {item.id} without “{need.skill}” at level {need.level}."
        elif need.windows and need.among is not None:
            own = [window for one, window in zip(need.among, need.windows, strict=True) if one == who]
            # Several begin when the first of them does.
            begins = start if item.together else _begins(problem.workers[who].shares, start)
            if not any(first <= begins + HAIR and begins < last + HAIR for first, last in own):
                yield f"{problem.workers[who].id} begins {item.id} on day {begins:.3f}, when they cannot."


def _of_lags(problem: Problem, plan: Plan) -> Iterator[str]:
    for lag in problem.lags:
        before, after = plan[lag.before] if lag.before >= 0 else (0.0, 0.0, ()), plan[lag.after]
        if before is None or after is None:
            continue
        apart = _ends(lag, before, after)
        if lag.least is not None and apart < lag.least - HAIR:
            yield f"{problem.items[lag.after].id} comes {apart:.3f} days after {problem.items[lag.before].id}, too soon."
        if lag.most is not None and apart > lag.most + HAIR:
            first = problem.items[lag.before].id if lag.before >= 0 else "now"
            yield f"{problem.items[lag.after].id} comes {apart:.3f} days after {first}, too late."


def _ends(lag: Lag, before: tuple[float, float, object], after: tuple[float, float, object]) -> float:
    return after[0 if lag.kind in (0, 1) else 1] - before[0 if lag.kind in (1, 3) else 1]


def _of_people(problem: Problem, plan: Plan) -> Iterator[str]:
    busy: dict[int, list[tuple[float, float, str]]] = {}
    for item, planned in zip(problem.items, plan, strict=True):
        if planned is not None and item.work:
            start = planned[0]
            ends = [_done(problem, item, who, start) for who in planned[2]]
            for who, end in zip(planned[2], ends, strict=True):
                busy.setdefault(who, []).append((start, max(ends) if item.together else end, item.id))
    for who, spans in busy.items():
        spans.sort()
        for (_, end, one), (start, _, other) in pairwise(spans):
            # Time in which they do not work anyway is nobody's: only work that overlaps is work at two things.
            if start < end - HAIR and _worked(problem.workers[who].shares, start, end) > HAIR:
                yield f"{problem.workers[who].id} does {one} until day {end:.3f} and {other} from day {start:.3f}."


def _done(problem: Problem, item: Item, who: int | None, start: float) -> float:
    """When somebody who starts then has done their part, day by day."""
    if item.fixed or (who is None and item.calendar < 0):
        return start + item.work
    shares = problem.calendars[item.calendar] if who is None else problem.workers[who].shares
    left, time = item.work, start
    while left > HAIR / 10:
        share, midnight = _share(shares, int(time)), int(time) + 1
        can = share * (midnight - time)
        if can >= left - 1e-12:
            return time + left / share
        left -= can
        time = float(midnight)
    return time


def _begins(shares: Sequence[float], start: float) -> float:
    """When somebody first works from a time on."""
    day = int(start)
    if _share(shares, day):
        return start
    while not _share(shares, day):
        day += 1
    return float(day)


def _worked(shares: Sequence[float], first: float, last: float) -> float:
    total, time = 0.0, first
    while time < last:
        until = min(float(int(time) + 1), last)
        total += _share(shares, int(time)) * (until - time)
        time = until
    return total


def _share(shares: Sequence[float], day: int) -> float:
    return float(shares[day]) if day < len(shares) else float(sum(shares) / len(shares))
