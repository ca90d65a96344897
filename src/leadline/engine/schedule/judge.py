"""What a plan is judged by, first things first."""

from leadline.engine.kernels import kernel, types
from leadline.engine.schedule.packed import GOAL, NET, Goal, Net
from leadline.engine.schedule.project import Longs, Whole

_I4, _I8, _N = types.int32[::1], types.int64[::1], types.int64

LATE, ENDS, END, CHANGED, SPREAD, MARKS = 0, 1, 2, 3, 4, 5
"""
Marks of a plan, the less the better: slots after due slots by weight; ends of projects by weight; the end of all; slots by
which starts moved against the plan that people know. `SPREAD`, the sum of all starts, only tells plans apart.
"""


@kernel(types.void(NET, GOAL, _I4, _I4, _I8), allocates=False)
def judge(net: Net, goal: Goal, starts: Whole, ends: Whole, marks: Longs) -> None:
    """Fill in the marks of a plan; `ends` is memory for a number for each project."""
    marks[:] = 0
    ends[:] = 0
    for item in range(len(starts)):
        start = int(starts[item])
        done = start + net.lengths[item]
        marks[SPREAD] += start
        marks[END] = max(marks[END], done)
        if not goal.plain:
            part = goal.part[item]
            ends[part] = max(int(ends[part]), done)
            if done > goal.due[item]:
                marks[LATE] += (done - goal.due[item]) * goal.late_weights[item]
            if goal.before[item] >= 0:
                marks[CHANGED] += abs(start - goal.before[item])
    for part in range(len(ends)):
        marks[ENDS] += ends[part] * goal.end_weights[part]


@kernel(_N(_I8, _I8), inlined=True, allocates=False)
def compared(one: Longs, other: Longs) -> int:
    """Below 0 where one plan is better than another, 0 where they are as good."""
    for mark in range(SPREAD):
        if one[mark] != other[mark]:
            return int(one[mark] - other[mark])
    return 0
