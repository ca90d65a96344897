"""
CP-SAT on a window of a plan: some items anew, with who does them, all others where they are.

It serves what priority rules do badly: who does what when skills are scarce, longest lags, and the proof that nothing is
better. Its time is a grid; its answer only gives an order and people, which are then planned to the beat.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from leadline.engine.order import FS, SF, SS
from leadline.engine.schedule.cpsat import Model
from leadline.engine.schedule.people.arrays import Arrays, Compiled
from leadline.engine.schedule.people.crew import FOREVER
from leadline.engine.schedule.people.decode import decode
from leadline.engine.schedule.people.evolve import FAR
from leadline.engine.schedule.people.layout import Floats, Ints
from leadline.engine.schedule.people.score import PARTS, score
from leadline.engine.schedule.people.search import Found
from leadline.engine.schedule.people.spans import at_hand, kept_between
from leadline.engine.schedule.people.state import room
from leadline.engine.schedule.people.timelines import NEVER, done_at, worked_at

SLOTS_A_DAY = 4
"""The grid where there are calendars; without them it is the beat."""

MOST_SLOTS = 4_000
"""A window longer than this is not worth its tables."""


@dataclass(frozen=True)
class Exact:
    """
    What came of a window: the better plan (None: it is not better), and, where all items were in it and time is a plain
    grid, whether the end of all was proved (`proved`) and before which day none can be (`bound_days`).
    """

    found: Found | None
    proved: bool = False
    bound_days: float = 0.0


class _Window(Model):
    """
    The model of a window from slot `first` to `last`; `grid` is beats of a slot.

    Times are rounded to the nearest slot, ends down, never up: what is a little too tight here is loosened when it is planned to the beat, but
    what is rounded up would leave no room for the plan there is.
    """

    def __init__(self, arrays: Arrays, grid: int, first: int, last: int) -> None:
        super().__init__()
        self.arrays, self.grid, self.first, self.last = arrays, grid, first, last
        self.busy: dict[int, list[int]] = {}
        self.starts: dict[int, int] = {}
        self.ends: dict[int, int] = {}
        self.options: dict[int, list[tuple[int, int, int]]] = {}

    def slot(self, time: int) -> int:
        """The nearest slot of a time in beats."""
        return (time + self.grid // 2) // self.grid


def improved(
    compiled: Compiled,
    found: Found,
    chosen: Sequence[int],
    *,
    seed: int,
    stop: Callable[[], bool] | None = None,
    work: float | None = None,
) -> Exact:
    """
    Plan some items anew, all others where they are.

    Args:
        compiled: the problem.
        found: its plan so far.
        chosen: the numbers of the items, some 30 to 80 of them.
        seed: of CP-SAT's luck.
        stop: asked often; once it says True, the best so far counts.
        work: about seconds of one core after which it ends, counted without a clock.
    """
    arrays = compiled.arrays
    grid = 1 if arrays.lines.plain else arrays.lines.beats // SLOTS_A_DAY
    if not len(chosen):
        return Exact(None)
    whole = len(chosen) == len(arrays.work)
    first = 0 if whole else min(int(found.start[n]) for n in chosen) // grid
    last = max(int(found.finish[n]) for n in chosen) // grid + 1
    if last - first > MOST_SLOTS:
        return Exact(None)
    model = _Window(arrays, grid, first, last)
    inside = set(chosen)
    for item in chosen:
        _add_item(model, found, item)
    _keep_others(model, found, inside)
    _link(model, found, inside)
    objective = _aim(model, inside)
    answer = model.solve(seed=seed, stop=stop, work=work, repeatable=stop is None)
    whole = whole and grid == 1
    bound = answer.bound / arrays.lines.beats if whole and objective == "end" else 0.0
    if answer.values is None:
        return Exact(None, False, bound)
    return Exact(_decoded(arrays, found, model, answer.values), whole and objective == "end" and answer.proved, bound)


def _add_item(model: _Window, found: Found, item: int) -> None:
    """Its start and end, and an interval for each person who may be on it."""
    arrays, grid = model.arrays, model.grid
    early = max(model.slot(int(arrays.release[item])), model.first)
    early = min(early, model.slot(int(found.start[item])))
    start, end = model.variable(early, model.last), model.variable(0, model.last)
    model.starts[item], model.ends[item], model.options[item] = start, end, []
    model.hint([start, end], [model.slot(int(found.start[item])), model.slot(int(found.finish[item]))])
    if arrays.floor[item]:
        model.linear([end], [1], model.slot(int(arrays.floor[item])))
    model.at_least(end, start, 0)
    now = {int(one) for one in found.who[arrays.slot_first[item] : arrays.slot_first[item + 1]]}
    if arrays.lines.plain:
        model.at_least(end, start, int(arrays.work[item]))
    if not arrays.work[item]:
        return
    if arrays.slot_first[item] == arrays.slot_first[item + 1]:
        row = int(arrays.row[item])
        if arrays.lines.plain:
            return
        model.one_of([start, end], [one[:2] for one in _stretches(model, item, row, early)])
        return
    taken: dict[int, list[int]] = {}
    begins: dict[int, list[tuple[int, int]]] = {}
    for need in range(int(arrays.need_first[item]), int(arrays.need_first[item + 1])):
        pool = int(arrays.need_pool[need])
        members = range(int(arrays.pool_first[pool]), int(arrays.pool_first[pool + 1]))
        for place in members:
            between = int(arrays.pool_since[place]) // grid, min(int(arrays.pool_until[place]) // grid, model.last)
            begins.setdefault(int(arrays.pool_people[place]), []).append(between)
        people = list(dict.fromkeys(int(arrays.pool_people[place]) for place in members))
        chosen = [model.variable(0, 1) for _ in people]
        model.sum_is(chosen, int(arrays.need_count[need]))
        for person, present in zip(people, chosen, strict=True):
            taken.setdefault(person, []).append(present)
            model.options[item].append((need, person, present))
            model.hint([present], [int(person in now and len(taken[person]) == 1)])
    for person, literals in taken.items():
        present = literals[0]
        if len(literals) > 1:
            present = model.variable(0, 1)
            model.linear([*literals, present], [1] * len(literals) + [-1], 0, 0)
        if arrays.windowed:
            model.between(present, start, begins[person])
        if arrays.together[item]:
            free = at_hand(arrays, person, model.last * grid)
            model.between(present, start, [(-(-low // grid), high // grid) for low, high in free])
        _add_person(model, item, person, present, early, model.slot(int(found.start[item])))


def _add_person(model: _Window, item: int, person: int, present: int, early: int, begin: int) -> None:
    if model.arrays.lines.plain:
        length = int(model.arrays.work[item])
        model.busy.setdefault(person, []).append(model.interval(model.starts[item], length, present))
        return
    stays = bool(model.arrays.together[item])
    own, size, done = (model.variable(0, model.last) for _ in range(3))
    rows = _stretches(model, item, int(model.arrays.person_row[person]), early)
    model.one_of([own, done, size], rows)
    model.hint([own, done, size], min(rows, key=lambda row: abs(row[0] - begin)))
    model.where(present, model.starts[item], own, 0)
    model.where(present, model.ends[item], done)
    if stays:
        size, done = model.variable(0, model.last), model.ends[item]
        model.linear([own, size, done], [1, 1, -1], 0, 0, where=present)
    model.busy.setdefault(person, []).append(model.stretch(own, size, done, present))


def _stretches(model: _Window, item: int, row: int, early: int) -> list[tuple[int, int, int]]:
    """Start, end and size in slots for each start on a row; -1 is around the clock."""
    arrays, grid, lines = model.arrays, model.grid, model.arrays.lines
    work = int(arrays.work[item])
    found = []
    for slot in range(early, model.last + 1):
        if arrays.fixed[item] or row < 0:
            end = slot * grid + work
        else:
            end = int(done_at(lines, row, worked_at(lines, row, slot * grid) + work))
        done = max(end // grid, slot + 1)
        if done <= model.last:
            found.append((slot, done, done - slot))
    return found or [(early, model.last, model.last - early)]


def _keep_others(model: _Window, found: Found, inside: set[int]) -> None:
    """People of the window are not there while they do what is outside of it."""
    arrays = model.arrays
    item_of = np.repeat(np.arange(len(arrays.work)), np.diff(arrays.slot_first))
    for slot, item in enumerate(item_of.tolist()):
        person = int(found.who[slot])
        if item in inside or person not in model.busy or not arrays.work[item]:
            continue
        people = found.who[arrays.slot_first[item] : arrays.slot_first[item + 1]].tolist()
        first, end = kept_between(arrays, item, int(found.start[item]), people, person)
        begins, ends = model.slot(first), model.slot(end)
        if begins < ends and ends > model.first and begins < model.last:
            model.busy[person].append(model.interval(model.variable(begins, begins), ends - begins))
    for intervals in model.busy.values():
        model.cumulative(intervals, [1] * len(intervals), 1)


def _link(model: _Window, found: Found, inside: set[int]) -> None:
    """Links inside the window, and to what stays where it is."""
    arrays, grid = model.arrays, model.grid
    for after in range(len(arrays.work)):
        for one in range(int(arrays.pred_first[after]), int(arrays.pred_first[after + 1])):
            before, kind = int(arrays.pred_of[one]), int(arrays.pred_kind[one])
            if before in inside or after in inside:
                _apart(model, found, before, after, kind, int(arrays.pred_lag[one]) // grid, False)
    for one in range(len(arrays.most_lag)):
        before, after, kind = int(arrays.most_before[one]), int(arrays.most_after[one]), int(arrays.most_kind[one])
        if before in inside or after in inside:
            _apart(model, found, before, after, kind, model.slot(int(arrays.most_lag[one])), True)


def _apart(model: _Window, found: Found, before: int, after: int, kind: int, slots: int, at_most: bool) -> None:
    first = _end_of(model, found, before, kind in (SS, SF))
    then = _end_of(model, found, after, kind in (FS, SS))
    if at_most:
        model.at_least(first, then, -slots)
    else:
        model.at_least(then, first, slots)


def _end_of(model: _Window, found: Found, item: int, start: bool) -> int:
    if item < 0:
        return model.variable(0, 0)
    if item in model.starts:
        return (model.starts if start else model.ends)[item]
    time = model.slot(int((found.start if start else found.finish)[item]))
    return model.variable(time, time)


def _aim(model: _Window, inside: set[int]) -> str:
    """What is to be small: weighted days late where something is due, else the end of all, else all ends."""
    arrays = model.arrays
    due = [n for n in inside if arrays.due[n] < NEVER]
    if due:
        late, weights = [], []
        for n in due:
            over = model.variable(0, model.last)
            model.at_least(over, model.ends[n], -model.slot(int(arrays.due[n])))
            late.append(over)
            weights.append(max(round(float(arrays.weight[n]) * 100), 1) * len(inside))
        ends = [model.ends[n] for n in inside]
        model.minimize(late + ends, weights + [1] * len(ends))
        return "late"
    end = model.variable(0, model.last)
    for n in inside:
        model.at_least(end, model.ends[n], 0)
    model.minimize([end], [1])
    return "end"


def _decoded(arrays: Arrays, found: Found, model: _Window, values: Sequence[int]) -> Found | None:
    """The window's order and people, planned to the beat; None where the plan is not better."""
    keys: Floats = found.start.astype(np.float64)
    who = found.who.copy()
    for item, start in model.starts.items():
        keys[item] = values[start] * model.grid
        slot = int(arrays.slot_first[item])
        for _need, person, present in sorted(model.options[item], key=lambda one: one[0]):
            if values[present]:
                who[slot] = person
                slot += 1
    state = room(arrays)
    decode(arrays, state, keys - FAR * arrays.going, who, FOREVER, 0)
    parts = np.zeros(PARTS)
    ends: Ints = np.zeros(max(len(arrays.project_weight), 1), dtype=np.int64)
    score(arrays, state, parts, ends)
    if tuple(parts) >= tuple(found.score):
        return None
    return Found(state.start.copy(), state.finish.copy(), state.who.copy(), parts, found.schedules)
