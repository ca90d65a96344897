"""From a project to a plan: a good one at once, a better one with every schedule that is made."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from leadline.engine.schedule.bounds import Bound, bound
from leadline.engine.schedule.chance import States, chance
from leadline.engine.schedule.evolve import Crowd, crowd, evolve, settle
from leadline.engine.schedule.judge import CHANGED, END, ENDS, LATE, MARKS, SPREAD
from leadline.engine.schedule.justify import Desk, desk
from leadline.engine.schedule.packed import Packed, packed
from leadline.engine.schedule.project import Longs, Project, Whole, check
from leadline.engine.schedule.rules import priority_rules

ISLANDS = 2
"""Crowds that live apart, at the least. Not the number of threads, so that the plan does not depend on the machine."""

WORK_A_ROUND = 600_000
"""Items planned in a round of one crowd, about (some 20 ms): only between rounds the search can be stopped."""

ROUNDS_APART = 25
"""Rounds after which each crowd is given the best plan of another."""

PLACES = 48_000
"""Members of a crowd times items, about; never fewer than 24 members or more than 400."""

SPLICES, SPLICES_OF_MANY, MANY = 20, 50, 600
"""
Of a hundred children, how many are spliced from lists; another share from some items on. Measured: 24 projects of 62 items,
10,000 schedules: 0.22 % from the best known with none, 0.19 % with all, -0.04 % with half; 120 items: 20 are best.
"""

PATIENCE = 60
"""A crowd whose best plan did not change for so many generations is sent away, and a new one comes."""


@dataclass(frozen=True)
class Found:
    """
    A plan.

    Attributes:
        starts: the start slot of each item of the project.
        late: slots after due slots, times their weights.
        ends: the ends of all projects, times their weights.
        end: the slot in which all is done.
        changed: slots by which starts moved against the plan that people know.
        schedules: how many were made to find it.
        bound: no plan can end before it.
    """

    starts: tuple[int, ...]
    late: int
    ends: int
    end: int
    changed: int
    schedules: int
    bound: Bound


Progress = Callable[[int, int], None]
"""Is told how many schedules were made, and the end of the best plan."""


def plan_at_once(project: Project) -> Found:
    """
    The best of the priority rules, each pushed to the right and to the left again.

    Raises:
        Unplannable: no plan can keep what is asked for.
    """
    return search(project, seed=0, schedules=0)


def search(
    project: Project,
    *,
    seed: int,
    schedules: int | None = None,
    stop: Callable[[], bool] | None = None,
    threads: int = 2,
    islands: int = ISLANDS,
    progress: Progress | None = None,
) -> Found:
    """
    The best plan found.

    Args:
        project: without upper limits on waits (see `maximal.plan` for those).
        seed: of its luck. The same seed, schedules and islands give the same plan on any number of threads.
        schedules: about how many to make; the priority rules come first, whatever it says.
        stop: asked after every round; once it says True, the best plan so far is given. With neither, only rules are tried.
        threads: that work at once.
        islands: crowds that live apart; as many as threads where there are more.
        progress: is told after each round.

    Raises:
        Unplannable: no plan can keep what is asked for.
    """
    check(project)
    if project.bounded:
        raise ValueError("This project has upper limits on waits: plan it with maximal.plan.")
    plans = packed(project)
    least = bound(project, plans)
    if not project.lengths:
        return Found((), 0, 0, 0, 0, 0, least)
    rules = priority_rules(plans)
    world = [Island(plans, rules, chance(seed, stream)) for stream in range(max(islands, 1))]
    world[0].begin()
    made = 3 * len(rules)
    best = world[0].best()
    rounds = 0
    with ThreadPoolExecutor(max(threads, 1)) as pool:
        while not _enough(plans, best, least) and _wanted(made, schedules, stop):
            children = _children(len(project.lengths), made, schedules, len(world))
            list(pool.map(lambda one, many=children: one.advance(many), world))
            made += 3 * children * len(world)
            rounds += 1
            best = min((*(one.best() for one in world), best), key=lambda one: tuple(one[1][:SPREAD]))
            if rounds % ROUNDS_APART == 0:
                _exchange(world)
            if progress:
                progress(made, int(best[1][END]))
    starts = np.empty(len(plans.order), dtype=np.int64)
    starts[plans.order] = best[0]
    late, ends, end, changed = (int(best[1][mark]) for mark in (LATE, ENDS, END, CHANGED))
    return Found(tuple(starts.tolist()), late, ends, end, changed, made, least)


def _wanted(made: int, schedules: int | None, stop: Callable[[], bool] | None) -> bool:
    """Whether another round is to be made."""
    if schedules is None and stop is None:
        return False
    return (schedules is None or made < schedules) and not (stop and stop())


def _children(items: int, made: int, schedules: int | None, islands: int) -> int:
    """How many plans each crowd makes in the next round, of three schedules each."""
    own = max(WORK_A_ROUND // (3 * items), 1)
    return own if schedules is None else max(min(own, -(-(schedules - made) // (3 * islands))), 1)


def _enough(plans: Packed, best: tuple[Whole, Longs], least: Bound) -> bool:
    """Whether no plan can be better."""
    return plans.goal.plain and best[1][END] <= least.end


def _exchange(world: Sequence["Island"]) -> None:
    """Give each crowd the best plan of the one before it."""
    given = [one.best() for one in world]
    for place, one in enumerate(world):
        one.take(*given[place - 1])


class Island:
    """One crowd, its memory and its luck."""

    def __init__(self, plans: Packed, rules: Whole, state: States) -> None:
        members = max(min(PLACES // len(plans.order), 400), 24)
        # Its own release slots seen from the end: plans for due slots write there.
        plans = plans._replace(back=plans.back._replace(earliest=plans.back.earliest.copy()))
        self._plans, self._rules, self._state = plans, rules, state
        self._desk: Desk = desk(plans)
        self._crowd: Crowd = crowd(plans, max(members, len(rules)))
        self._filled = 0
        self._elders: tuple[Whole, Longs] | None = None
        self._mark: tuple[int, ...] = ()
        self._idle = 0

    def begin(self) -> None:
        """Plan by each rule."""
        self._settle(len(self._rules))

    def advance(self, children: int) -> None:
        """Make so many plans: the first ones of a crowd by blurred rules, then children of its members."""
        members = len(self._crowd.marks) - 1
        room = min(members - self._filled, children)
        self._settle(room)
        if children == room:
            return
        plans = self._plans
        share = SPLICES_OF_MANY if len(plans.order) > MANY else SPLICES
        evolve(plans.forth, plans.back, plans.goal, self._desk, self._crowd, self._state, share, children - room)
        self._watch(children - room)

    def best(self) -> tuple[Whole, Longs]:
        """Starts and marks of the best plan it ever had."""
        found = self._elders
        if self._filled:
            row = int(np.lexsort(self._crowd.marks[: self._filled, SPREAD::-1].T)[0])
            own = (self._crowd.starts[row].copy(), self._crowd.marks[row].copy())
            if found is None or tuple(own[1][:SPREAD]) < tuple(found[1][:SPREAD]):
                found = own
        if found is None:
            return np.zeros(0, dtype=np.int32), np.full(MARKS, 1 << 62, dtype=np.int64)
        return found

    def take(self, starts: Whole, marks: Longs) -> None:
        """Let a plan in, in place of a member."""
        if not len(starts) or self._filled < len(self._crowd.marks) - 1:
            return
        rows = self._crowd.marks[:-1]
        if (rows == marks).all(axis=1).any():
            return
        worst = int(np.lexsort(rows[:, ::-1].T)[-1])
        self._crowd.starts[worst], self._crowd.marks[worst] = starts, marks

    def _settle(self, more: int) -> None:
        plans = self._plans
        last = self._filled + more
        settle(
            plans.forth, plans.back, plans.goal, self._desk, self._crowd, self._state, self._rules, self._filled, last
        )
        self._filled = last

    def _watch(self, children: int) -> None:
        """Send a crowd away that does not get any further, by its own measure: it starts from nothing."""
        rows = self._crowd.marks[:-1, SPREAD::-1]
        mark = tuple(rows[np.lexsort(rows.T)[0], 1:])
        self._idle = 0 if mark != self._mark else self._idle + children
        self._mark = mark
        if self._idle > PATIENCE * len(self._crowd.marks):
            self._elders = self.best()
            self._filled = 0
            self._idle = 0
