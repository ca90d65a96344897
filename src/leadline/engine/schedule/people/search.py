"""From a problem to a plan: a good one at once, a better one with every schedule that is made."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass

import numpy as np

from leadline.engine.schedule.people.arrays import Arrays, Compiled, backwards
from leadline.engine.schedule.people.crew import FOREVER
from leadline.engine.schedule.people.decode import decode
from leadline.engine.schedule.people.evolve import FAR, FILLED, FOUND, MADE, Crowd, crowd, evolve
from leadline.engine.schedule.people.layout import Floats, Ints, Small
from leadline.engine.schedule.people.rules import lengths, priority_rules
from leadline.engine.schedule.people.score import CHANGED, HAIR, LENGTH, PARTS, TARDY, beats, score
from leadline.engine.schedule.people.served import served
from leadline.engine.schedule.people.state import State, room

LONGEST_DAYS = 6 * 365
"""A plan longer than this is not pushed to the right: its calendars would have to be turned."""

LOYALTY_DAYS = 0.5
"""An item may be done this much later than possible where that leaves it with whom people know it to be with."""

WORTH_CHANGING, WORTH_ALL = 0.01, 0.1
"""
A plan has to be better by this share to be worth asking anybody to do other things than they know of; and by this one to be
worth asking everybody, by half of it for half of the items.
"""

ISLANDS = 2
"""Crowds that live apart. Their number does not depend on the machine, so neither does the plan."""

WORK_A_ROUND = 60_000
"""Items planned in a round of one crowd, about: after each the crowds exchange their best."""

CROWDED = 24_000
"""Items in all plans of a crowd together, about."""

LARGE = 4_000
"""Items from which only the first rule of each crowd is tried at once, the others when there is time."""

POLL_SECONDS = 0.01
"""How often a running round asks whether it is to stop."""


@dataclass(frozen=True)
class Found:
    """
    A plan in beats: start and finish of each item, who is on each place for a person, its score (see `score`), and how
    many schedules were made to find it.
    """

    start: Ints
    finish: Ints
    who: Small
    score: Floats
    schedules: int


def plan_at_once(compiled: Compiled, threads: int = 2) -> Found:
    """The best of all priority rules, each pushed to the right and to the left again."""
    return search(compiled, seed=0, schedules=1, threads=threads)


def search(
    compiled: Compiled,
    *,
    seed: int,
    schedules: int | None = None,
    stop: Callable[[], bool] | None = None,
    threads: int = 2,
    bound_days: float = 0.0,
    progress: Callable[[int, Sequence[float]], None] | None = None,
) -> Found:
    """
    The best plan found.

    Args:
        compiled: the problem.
        seed: of its luck. The same seed and number of schedules give the same plan on any number of threads.
        schedules: about how many to make; the priority rules come first and are always finished.
        stop: asked often; once it says True, the best plan so far is given.
        threads: that work at once.
        bound_days: no plan is shorter; where one is found that is not longer and nothing else counts, this ends.
        progress: is told how many schedules were made and the best score so far, after each round.
    """
    arrays = compiled.arrays
    items = len(arrays.work)
    if not items:
        return Found(*(np.zeros(0, dtype=np.int64),) * 2, np.zeros(0, np.int32), np.zeros(5), 0)
    known = served(compiled)
    rules = priority_rules(arrays, known[0] if known else None)
    days = _days(arrays)
    back = backwards(arrays, max(days, 1))
    flag = np.zeros(1, dtype=np.int64)
    crowds = _crowds(arrays, rules, seed, flag)
    states = [room(arrays) for _ in crowds]
    patience = round(LOYALTY_DAYS * arrays.lines.beats) if (arrays.last_who >= 0).any() else 0
    made = 0

    def run(job: tuple[Crowd, State, int]) -> None:
        evolve(arrays, back, job[1], job[0], days, job[2], patience)

    with ThreadPoolExecutor(max(threads, 1)) as pool:
        while True:
            share = _share(made, schedules, items, rules, len(crowds))
            jobs = [pool.submit(run, job) for job in zip(crowds, states, [share] * len(crowds), strict=True)]
            while wait(jobs, POLL_SECONDS if stop and made else None).not_done:
                if stop and stop():
                    flag[0] = 1
            for job in jobs:
                job.result()
            if known and not made:
                _follow(arrays, known, crowds[0], states[0])
            made = sum(int(one.counts[MADE]) for one in crowds)
            best = _best(crowds)
            if progress:
                progress(made, best.best_score.tolist())
            if _enough(arrays, best, bound_days) or (schedules is not None and made >= schedules) or (stop and stop()):
                break
            if schedules is None and stop is None:
                break
            _exchange(crowds)
    repaired = _repaired(arrays, rules, crowds[0], states[0]) if patience else None
    if repaired is not None and not worth_it(best.best_score, repaired, items):
        state = states[0]
        return Found(state.start.copy(), state.finish.copy(), state.who.copy(), repaired, made + 1)
    return Found(best.best_start.copy(), best.best_finish.copy(), best.best_who.copy(), best.best_score.copy(), made)


def _follow(arrays: Arrays, known: tuple[Ints, Ints, Small], crowd: Crowd, state: State) -> None:
    """Put all in the order, and with those, of first come, first served; where that is better than the crowd's best, it joins it."""
    start, _, who = known
    decode(arrays, state, start - FAR * arrays.going, who, FOREVER, 0)
    parts, row = np.zeros(PARTS), int(crowd.counts[FILLED])
    score(arrays, state, parts, crowd.ends)
    crowd.counts[MADE] += 1
    if row == len(crowd.scores) or not beats(parts, crowd.best_score):
        return
    crowd.counts[FILLED] += 1
    crowd.starts[row], crowd.who[row], crowd.scores[row], crowd.sums[row] = (
        state.start,
        state.who,
        parts,
        state.start.sum(),
    )
    crowd.best_start[:], crowd.best_finish[:], crowd.best_who[:] = state.start, state.finish, state.who
    crowd.best_score[:] = parts


def _repaired(arrays: Arrays, rules: Floats, crowd: Crowd, state: State) -> Floats:
    """The plan people know, only moved where it has to be, left in `state`; returns its score."""
    keys = rules[0] - FAR * arrays.going
    decode(arrays, state, np.ascontiguousarray(keys), arrays.last_who, FOREVER, 0)
    parts = np.zeros(PARTS)
    score(arrays, state, parts, crowd.ends)
    return parts


def worth_it(best: Floats, known: Floats, items: int) -> bool:
    """Whether a plan with the score `best` is so much better than the one people know, moved where it has to be, that they should change."""
    least = max(WORTH_CHANGING, WORTH_ALL * float(best[CHANGED] - known[CHANGED]) / items)
    for part in range(CHANGED):
        if abs(best[part] - known[part]) > least * max(abs(known[part]), HAIR):
            return bool(best[part] < known[part])
    return bool(best[CHANGED] < known[CHANGED])


def _share(made: int, schedules: int | None, items: int, rules: Floats, crowds: int) -> int:
    """How many schedules a crowd makes in the next round."""
    if not made:
        return 3 if items > LARGE else 3 * ((len(rules) + crowds - 1) // crowds)
    own = max(WORK_A_ROUND // items, 3)
    return own if schedules is None else max(min(own, (schedules - made + crowds - 1) // crowds), 1)


def _crowds(arrays: Arrays, rules: Floats, seed: int, flag: Ints) -> list[Crowd]:
    items = len(arrays.work)
    size = min(max(CROWDED // items, 6), 120)
    parted = [np.roll(rules, -n * ((len(rules) + 1) // ISLANDS), axis=0) for n in range(ISLANDS)]
    return [crowd(arrays, own, size, seed, n, flag) for n, own in enumerate(parted)]


def _days(arrays: Arrays) -> int:
    """Days a plan surely fits into, if it is not one of the worst: everything one after another, divided among people."""
    beats = arrays.lines.beats
    known = float(arrays.release.max(initial=0)) + float(lengths(arrays).sum()) + float(arrays.pred_lag.clip(0).sum())
    days = int(known / beats) + 8
    return days if days <= LONGEST_DAYS or arrays.lines.plain else LONGEST_DAYS


def _best(crowds: Sequence[Crowd]) -> Crowd:
    return min(crowds, key=lambda one: tuple(one.best_score))


def _enough(arrays: Arrays, best: Crowd, bound_days: float) -> bool:
    """Whether no plan can be better: nothing late that counts, nothing weighs, nothing to keep, and as short as can be."""
    if len(arrays.project_weight) or (arrays.last_who >= 0).any():
        return False
    return bool((best.best_score[: TARDY + 1] <= HAIR).all() and best.best_score[LENGTH] <= bound_days + HAIR)


def _exchange(crowds: Sequence[Crowd]) -> None:
    """Give each crowd that is full the best plan of the one before it, in place of its worst."""
    given = [(one.best_start.copy(), one.best_who.copy(), one.best_score.copy()) for one in crowds]
    for n, one in enumerate(crowds):
        start, who, score = given[n - 1]
        if one.counts[FILLED] < len(one.scores) or tuple(score) >= tuple(one.best_score):
            continue
        worst = max(range(len(one.scores)), key=lambda row: tuple(one.scores[row]))
        one.starts[worst], one.who[worst], one.scores[worst], one.sums[worst] = start, who, score, start.sum()
        one.counts[FOUND] = one.counts[MADE]


__all__ = ["Found", "plan_at_once", "search", "worth_it"]
