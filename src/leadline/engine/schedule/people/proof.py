"""Is there a better plan? Asked of CP-SAT with everything at once, for programs of up to some hundred items."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from leadline.engine.schedule.people.aim import Aim
from leadline.engine.schedule.people.arrays import Arrays, Compiled
from leadline.engine.schedule.people.bounds import Bound
from leadline.engine.schedule.people.crew import FOREVER
from leadline.engine.schedule.people.decode import decode
from leadline.engine.schedule.people.evolve import FAR
from leadline.engine.schedule.people.heads import earliest
from leadline.engine.schedule.people.layout import Ints
from leadline.engine.schedule.people.score import LENGTH, PARTS, beats, score
from leadline.engine.schedule.people.search import Found
from leadline.engine.schedule.people.spans import too_far_apart
from leadline.engine.schedule.people.state import room
from leadline.engine.schedule.people.timelines import goes_on_at
from leadline.engine.schedule.people.whole import Whole

MOST_ITEMS = 300
MOST_ROWS = 200_000
"""More rows of calendars than this are not worth building."""


@dataclass(frozen=True)
class Proof:
    """
    What came of asking.

    Attributes:
        best: to the day, no plan is better: none is less late, ends projects earlier, or ends earlier, in this order.
        days: no plan ends before, in days from `as_of`.
        found: a better plan, None where none was found.
    """

    best: bool
    days: float
    found: Found | None = None


def proved(
    compiled: Compiled,
    found: Found,
    bound_days: float,
    *,
    seed: int,
    stop: Callable[[], bool] | None = None,
    work: float | None = None,
) -> Proof | None:
    """
    Before which day no plan can end, at the best the day on which the plan there is ends.

    Args:
        compiled: the problem.
        found: its plan so far.
        bound_days: no plan ends before, as is known.
        seed: of CP-SAT's luck.
        stop: asked often; once it says True, what is known by then is given.
        work: about seconds of one core after which it ends, counted without a clock.

    Returns:
        None where the problem is too large to be asked, or the plan comes too late for an upper limit.
    """
    arrays = compiled.arrays
    day = arrays.lines.beats
    if plainly_best(compiled, found, bound_days):
        return Proof(True, bound_days)
    # The model has no plan that exceeds a limit, so it could only rule out plans that nobody asked for.
    if len(arrays.work) > MOST_ITEMS or too_far_apart(arrays, found.start, found.finish):
        return None
    aim = _aim(arrays, found)
    model = Whole(arrays, found, aim.last)
    if model.rows() > MOST_ROWS:
        return None
    model.build(aim, bound_days)
    answer = model.solve(seed=seed, stop=stop, work=work, repeatable=stop is None)
    better = _decoded(arrays, found, model, answer.values) if answer.values else None
    best = better or found
    # Where only the end counts, what is aimed at is the number of the last day, and the end lies behind the day before.
    days = max(bound_days, answer.bound - 1 + 1 / day) if aim.plain else bound_days
    return Proof(aim.of(best.finish) <= answer.bound, min(days, float(best.score[LENGTH])), better)


def plainly_best(
    compiled: Compiled, found: Found, bound_days: float, soonest: Mapping[int, Bound] | None = None
) -> bool:
    """
    Whether arithmetic alone shows that no plan is better to the day.

    Args:
        compiled: the problem.
        found: its plan.
        bound_days: no plan ends before.
        soonest: before when single items cannot be done, see `lateness.soonest`.
    """
    if too_far_apart(compiled.arrays, found.start, found.finish):
        return False
    aim, ends = _aim(compiled.arrays, found), earliest(compiled.arrays)[1]
    for item, bound in (soonest or {}).items():
        ends[item] = max(ends[item], int(bound.days * compiled.arrays.lines.beats))
    return aim.of(found.finish) <= aim.of(ends, bound_days)


def _aim(arrays: Arrays, found: Found) -> Aim:
    return Aim(arrays, -(-int(found.finish.max(initial=0)) // arrays.lines.beats))


def _decoded(arrays: Arrays, found: Found, model: Whole, values: Sequence[int]) -> Found | None:
    """The order and people that were found, planned to the beat; None where the plan is not better."""
    keys = np.array([values[one.time] for one in model.starts], dtype=np.float64)
    state, parts = room(arrays), np.zeros(PARTS)
    ends: Ints = np.zeros(max(len(arrays.project_weight), 1), dtype=np.int64)
    liked = np.full(len(found.who), -1, dtype=np.int32)
    places = arrays.slot_first[:-1].copy()
    free = [0] * len(arrays.person_row)
    taken = sorted((values[begin], item, kind) for item, kind, present, begin in model.chosen if values[present])
    for begin, item, kind in taken:
        # The item may be let start long before whoever is on it begins.
        row = int(arrays.person_row[kind])
        keys[item] = max(keys[item], float(goes_on_at(arrays.lines, row, begin)))
        person = min((one for one, own in enumerate(model.alike) if own == kind), key=lambda one: (free[one], one))
        free[person] = begin + int(arrays.work[item])
        liked[places[item]] = person
        places[item] += 1
    decode(arrays, state, keys - FAR * arrays.going, liked, FOREVER, 0)
    score(arrays, state, parts, ends)
    if not beats(parts, found.score):
        return None
    return Found(state.start.copy(), state.finish.copy(), state.who.copy(), parts, found.schedules)
