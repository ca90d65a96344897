"""A crowd of plans that get better: children that keep a stretch of one plan and take the order of another around it."""

from typing import NamedTuple

import numpy as np

from leadline.engine.kernels import kernel, types
from leadline.engine.schedule.chance import STATE, States, below
from leadline.engine.schedule.cross import spliced, transplanted
from leadline.engine.schedule.judge import END, MARKS, SPREAD, compared, judge
from leadline.engine.schedule.justify import DESK, Desk, justified
from leadline.engine.schedule.packed import GOAL, NET, Goal, Net, Packed
from leadline.engine.schedule.project import NEVER, Longs, Whole
from leadline.engine.schedule.serial import CUT, by_key, mend, serial

_I4, _N = types.int32[::1], types.int64
_ROWS4, _ROWS8 = types.int32[:, ::1], types.int64[:, ::1]


class Crowd(NamedTuple):
    """Plans: the starts of each and its marks. The last row is for the one that is being made."""

    starts: Whole
    marks: Longs


CROWD = types.NamedTuple([_ROWS4, _ROWS8], Crowd)  # type: ignore[no-untyped-call]


def crowd(packed: Packed, members: int) -> Crowd:
    """Room for so many plans."""
    count = len(packed.forth.lengths)
    return Crowd(np.zeros((members + 1, count), dtype=np.int32), np.full((members + 1, MARKS), NEVER, dtype=np.int64))


@kernel(types.void(_I4, _I4), inlined=True, allocates=False)
def keep(starts: Whole, row: Whole) -> None:
    """Copy the starts of a plan."""
    for item in range(len(starts)):
        row[item] = starts[item]


@kernel(types.void(NET, NET, GOAL, DESK, _N), allocates=False)
def _hold_back(forth: Net, back: Net, goal: Goal, desk: Desk, end: int) -> None:
    """Let nothing be pushed to the right beyond what is promised, or what its project ends with, if it is not there yet."""
    last = len(desk.starts) - 1
    for item in range(last + 1):
        limit = goal.limits[item]
        if goal.end_weights[goal.part[item]] > 0:
            limit = min(limit, desk.ends[goal.part[item]])
        done = desk.starts[item] + forth.lengths[item]
        back.earliest[last - item] = max(0, end - max(limit, done))


@kernel(_N(NET, NET, GOAL, DESK, CROWD, _N, _N), allocates=False)
def made(forth: Net, back: Net, goal: Goal, desk: Desk, crowd: Crowd, into: int, cut: int) -> int:
    """
    Plan the list in `desk.order` and keep the plan in row `into`.

    Returns:
        The slot in which all are done, or `CUT`; then the row holds nothing of use.
    """
    marks = crowd.marks[into]
    if not goal.plain:
        # Justifying helps the end of all, and may still delay what is due: both plans are judged.
        serial(forth, desk.order, desk.free, desk.starts, NEVER)
        judge(forth, goal, desk.starts, desk.ends, marks)
        keep(desk.starts, crowd.starts[into])
        late, ends, end, changed, spread = marks[0], marks[1], marks[2], marks[3], marks[4]
        _hold_back(forth, back, goal, desk, marks[END])
        justified(forth, back, desk, NEVER, False)
        judge(forth, goal, desk.starts, desk.ends, marks)
        if (late, ends, end, changed) < (marks[0], marks[1], marks[2], marks[3]):
            marks[0], marks[1], marks[2], marks[3], marks[4] = late, ends, end, changed, spread
        else:
            keep(desk.starts, crowd.starts[into])
        return int(marks[END])
    end = justified(forth, back, desk, cut, True)
    if end != CUT:
        judge(forth, goal, desk.starts, desk.ends, marks)
        keep(desk.starts, crowd.starts[into])
    return int(end)


@kernel(types.void(NET, NET, GOAL, DESK, CROWD, STATE, _ROWS4, _N, _N), allocates=False)
def settle(
    forth: Net, back: Net, goal: Goal, desk: Desk, crowd: Crowd, state: States, rules: Whole, first: int, last: int
) -> None:
    """Fill rows `first` to `last` - 1 with plans of priority rules; those after the first of each rule blurred."""
    for row in range(first, last):
        keys = rules[row % len(rules)]
        most = 0
        for item in range(len(keys)):
            most = max(most, int(keys[item]))
        blur = 0 if row < len(rules) else most * (10 + below(state, 60)) // 100
        for item in range(len(keys)):
            desk.keys[item] = keys[item] + below(state, blur + 1)
        by_key(desk.keys, most + blur, desk.counts, desk.wished)
        mend(forth, desk.wished, desk.placed, desk.stack, desk.order)
        made(forth, back, goal, desk, crowd, row, NEVER)


@kernel(_N(CROWD, STATE, _N), inlined=True, allocates=False)
def _parent(crowd: Crowd, state: States, members: int) -> int:
    """The better of two members."""
    one, other = below(state, members), below(state, members)
    return int(one if compared(crowd.marks[one], crowd.marks[other]) <= 0 else other)


@kernel(_N(CROWD, STATE, _N), inlined=True, allocates=False)
def _leaver(crowd: Crowd, state: States, members: int) -> int:
    """The worst of three members; among equals the one whose items start later on the whole."""
    worst = below(state, members)
    for _ in range(2):
        rival = below(state, members)
        verdict = compared(crowd.marks[rival], crowd.marks[worst])
        if verdict > 0 or (verdict == 0 and crowd.marks[rival, SPREAD] > crowd.marks[worst, SPREAD]):
            worst = rival
    return int(worst)


@kernel(types.boolean(CROWD, _N), inlined=True, allocates=False)
def _known(crowd: Crowd, members: int) -> bool:
    """Whether the plan in the last row is, by its marks, already a member."""
    child = crowd.marks[members]
    for row in range(members):
        if crowd.marks[row, SPREAD] == child[SPREAD] and compared(crowd.marks[row], child) == 0:
            return True
    return False


@kernel(_N(NET, NET, GOAL, DESK, CROWD, STATE, _N, _N), allocates=False)
def evolve(
    forth: Net, back: Net, goal: Goal, desk: Desk, crowd: Crowd, state: States, splices: int, children: int
) -> int:
    """
    Make children, and let them take the place of members that are no better.

    Args:
        forth: the project.
        back: the same from its end.
        goal: what plans are judged by.
        desk: memory.
        crowd: all members; changed.
        state: of its luck; moved on.
        splices: of a hundred children, how many come from lists; the others from stretches of time.
        children: how many to make, of three schedules each.

    Returns:
        How many were let in.
    """
    members = len(crowd.marks) - 1
    let_in = 0
    for _ in range(children):
        one, other = _parent(crowd, state, members), _parent(crowd, state, members)
        if one == other:
            other = (one + 1 + below(state, members - 1)) % members
        end, end_other = crowd.marks[one, END], crowd.marks[other, END]
        if below(state, 100) < splices:
            spliced(forth, desk, crowd.starts[one], crowd.starts[other], state, end, end_other)
        else:
            transplanted(forth, desk, crowd.starts[one], crowd.starts[other], state, end, end_other)
        leaver = _leaver(crowd, state, members)
        if made(forth, back, goal, desk, crowd, members, crowd.marks[leaver, END] + 1) == CUT:
            continue
        if compared(crowd.marks[members], crowd.marks[leaver]) > 0 or _known(crowd, members):
            continue
        keep(crowd.starts[members], crowd.starts[leaver])
        for mark in range(MARKS):
            crowd.marks[leaver, mark] = crowd.marks[members, mark]
        let_in += 1
    return let_in
