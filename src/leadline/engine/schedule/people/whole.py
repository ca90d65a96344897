"""
A whole problem as a model for CP-SAT, exact wherever everybody works equally much on all days on which they work.

Work of people is kept on the axis of their own working time, as in `decode`: there a piece of work has one length whenever
it is done, and calendars are only looked at where an item begins and where it ends. A moment is a day and the beats into
it, and the work that is done by then lies between two straight lines through that day's row. Where somebody works equally
much on all days on which they work, these meet in the work that is done; else they leave a little more room than there is,
so that what is shown to be impossible is.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from math import gcd

import numpy as np

from leadline.engine.order import FS, SF, SS
from leadline.engine.schedule.cpsat import Model
from leadline.engine.schedule.people.aim import Aim, first_day
from leadline.engine.schedule.people.arrays import Arrays, backwards
from leadline.engine.schedule.people.heads import earliest, latest
from leadline.engine.schedule.people.search import Found
from leadline.engine.schedule.people.spans import at_hand
from leadline.engine.schedule.people.timelines import worked_at


@dataclass
class _Moment:
    """A time in the model, the day in which it lies, and what is worked by the beginnings of that day and of the next on each row."""

    time: int
    low: int
    high: int
    day: int = -1
    worked: dict[int, tuple[int, int]] = field(default_factory=dict)


class Whole(Model):
    """All of a problem, to be done by the end of day `last`."""

    def __init__(self, arrays: Arrays, found: Found, last: int) -> None:
        super().__init__()
        self.arrays, self.found, self.last, self.day = arrays, found, last, arrays.lines.beats
        ends = np.full(len(arrays.work), last * self.day, dtype=np.int64)
        start, finish, _ = earliest(arrays)
        due = latest(backwards(arrays, last + 1), ends, last + 1)
        self.starts = [_Moment(-1, int(a), int(b)) for a, b in zip(np.minimum(start, arrays.release), due, strict=True)]
        self.ends = [_Moment(-1, int(a), int(b)) for a, b in zip(finish, due, strict=True)]
        self.alike = _alike(arrays)
        self.busy: dict[int, list[int]] = {}
        self.chosen: list[tuple[int, int, int, int]] = []
        self.given: dict[int, list[tuple[int, int]]] = {}

    def rows(self) -> int:
        """Rows of all calendars that the model would hold."""
        total = 0
        for item in range(len(self.arrays.work)):
            own = {int(self.arrays.person_row[one]) for need in self.needs(item) for one, _ in self.kinds(need)}
            both = (self.starts[item], self.ends[item])
            total += max(len(own), 1) * sum(one.high // self.day - one.low // self.day + 1 for one in both)
        return total

    def needs(self, item: int) -> range:
        """What an item needs of pools."""
        return range(int(self.arrays.need_first[item]), int(self.arrays.need_first[item + 1]))

    def kinds(self, need: int) -> list[tuple[int, int]]:
        """The first of each kind of people in the pool of a need, and how many of the kind there are."""
        pool = int(self.arrays.need_pool[need])
        people = self.arrays.pool_people[self.arrays.pool_first[pool] : self.arrays.pool_first[pool + 1]].tolist()
        kinds = [self.alike[one] for one in dict.fromkeys(people)]
        return [(one, kinds.count(one)) for one in dict.fromkeys(kinds)]

    def build(self, aim: Aim, bound_days: float) -> None:
        """Put everything in, and what is to be small; no plan ends before `bound_days`."""
        for item in range(len(self.arrays.work)):
            self._add(item)
        for kind, intervals in self.busy.items():
            count = self.alike.count(kind)
            if count == 1:
                self.no_overlap(intervals)
            else:
                self.cumulative(intervals, [1] * len(intervals), count)
        self._link()
        first = first_day(bound_days)
        end = self._last_day(range(len(self.ends)), first)
        self._share_out(first, end)
        projects = [self._last_day(own.tolist()) for own in aim.projects]
        late = []
        for item, due in aim.due:
            late.append(self.variable(0, self.last))
            self.linear([late[-1], self.ends[item].time], [self.day, -1], -due)
        self.minimize([end, *late, *projects], [1, *aim.of_late, *aim.of_projects])

    def _last_day(self, items: Iterable[int], first: int = 0) -> int:
        """The number of the last day on which one of some items ends."""
        end = self.variable(first, self.last)
        for item in items:
            self.linear([end, self.ends[item].time], [self.day, -1], 0)
        return end

    def _share_out(self, first: int, end: int) -> None:
        """Nobody is given more work than they have time for until the last day: it follows, but is not seen from the rest at once."""
        days = range(first, self.last + 1)
        for kind, given in self.given.items():
            row, count = int(self.arrays.person_row[kind]), self.alike.count(kind)
            known = [count * int(worked_at(self.arrays.lines, row, one * self.day)) for one in days]
            time = self.variable(min(known), max(known))
            self.one_of([end, time], list(zip(days, known, strict=True)))
            self.linear([time, *(one for one, _ in given)], [1, *(-work for _, work in given)], 0)

    def _add(self, item: int) -> None:
        arrays, found = self.arrays, self.found
        start, end, work = self.starts[item], self.ends[item], int(arrays.work[item])
        for one, time in ((start, found.start), (end, found.finish)):
            one.time = self.variable(min(one.low, int(time[item])), max(one.high, int(time[item])))
            self.hint([one.time], [int(time[item])])
        row = int(arrays.row[item])
        if not len(self.needs(item)) and row >= 0 and work and not arrays.fixed[item]:
            begin = self.variable(0, 1 << 40)
            self._by_calendar(item, row, begin, None)
        elif not len(self.needs(item)) or arrays.fixed[item]:
            self.at_least(end.time, start.time, work)
        else:
            self.at_least(end.time, start.time, 0)
        if work and not arrays.fixed[item]:
            self._add_people(item)

    def _add_people(self, item: int) -> None:
        arrays, work = self.arrays, int(self.arrays.work[item])
        now = [self.alike[int(one)] for one in self.found.who[arrays.slot_first[item] : arrays.slot_first[item + 1]]]
        for need in self.needs(item):
            chosen = []
            for person, many in self.kinds(need):
                for _ in range(min(many, int(arrays.need_count[need]))):
                    present = self.variable(0, 1)
                    self.hint([present], [int(person in now)])
                    if person in now:
                        now.remove(person)
                    chosen.append(present)
                    self._add_person(item, need, person, present, work)
            self.sum_is(chosen, int(arrays.need_count[need]))

    def _add_person(self, item: int, need: int, person: int, present: int, work: int) -> None:
        arrays, row = self.arrays, int(self.arrays.person_row[person])
        low = int(worked_at(arrays.lines, row, self.starts[item].low))
        high = int(worked_at(arrays.lines, row, self.ends[item].high)) - work
        if high < low:
            self.linear([present], [1], 0, 0)
            return
        begin = self.variable(low, high)
        self.chosen.append((item, person, present, begin))
        self._by_calendar(item, row, begin, present)
        self.busy.setdefault(person, []).append(self.interval(begin, work, present))
        self.given.setdefault(person, []).append((present, work))
        if arrays.together[item]:
            self.between(present, self.starts[item].time, at_hand(arrays, person, self.last * self.day))
        if arrays.windowed:
            pool = int(arrays.need_pool[need])
            places = range(int(arrays.pool_first[pool]), int(arrays.pool_first[pool + 1]))
            own = [
                (int(arrays.pool_since[one]), int(arrays.pool_until[one]) - 1)
                for one in places
                if self.alike[int(arrays.pool_people[one])] == person
            ]
            if not any(until <= self.starts[item].low for _, until in own):
                self.between(present, self.starts[item].time, own)

    def _by_calendar(self, item: int, row: int, begin: int, present: int | None) -> None:
        """Work from `begin` on a row is not begun before the item, and is done by its end."""
        start, end, work = self.starts[item], self.ends[item], int(self.arrays.work[item])
        here, then = self._worked(start, row)
        self.linear([begin, here], [1, -1], 0, where=present)
        # With `most` the work of a day at most: begin >= then - most * (1 - share of the day that is over at the start)
        most = max(int(np.diff(self.arrays.lines.worked[row].astype(np.int64)).max()), int(self.arrays.lines.pace[row]))
        part = gcd(most, self.day)
        a, b = self.day // part, most // part
        self.linear([begin, then, start.time, start.day], [a, -a, -b, b * self.day], -b * self.day, where=present)
        here, then = self._worked(end, row)
        self.linear([then, begin], [1, -1], work, where=present)
        # begin + work <= here + most * share of the day that is over at the end
        self.linear([here, end.time, end.day, begin], [a, b, -b * self.day, -a], a * work, where=present)

    def _worked(self, moment: _Moment, row: int) -> tuple[int, int]:
        """What is worked on a row by the beginning of the day of a moment, and of the next."""
        low, high = moment.low // self.day, moment.high // self.day
        if moment.day < 0:
            moment.day = self.variable(low, high)
            self.linear([moment.time, moment.day], [1, -self.day], 0, self.day)
        if row not in moment.worked:
            lines = self.arrays.lines
            known = [int(worked_at(lines, row, one * self.day)) for one in range(low, high + 2)]
            here, then = (self.variable(min(own), max(own)) for own in (known[:-1], known[1:]))
            rows = list(zip(range(low, high + 1), known[:-1], known[1:], strict=True))
            self.one_of([moment.day, here, then], rows)
            moment.worked[row] = here, then
        return moment.worked[row]

    def _link(self) -> None:
        arrays = self.arrays
        for after in range(len(arrays.work)):
            for one in range(int(arrays.pred_first[after]), int(arrays.pred_first[after + 1])):
                first, then = self._both(int(arrays.pred_of[one]), after, int(arrays.pred_kind[one]))
                self.at_least(then, first, int(arrays.pred_lag[one]))
        for one in range(len(arrays.most_lag)):
            first, then = self._both(
                int(arrays.most_before[one]), int(arrays.most_after[one]), int(arrays.most_kind[one])
            )
            self.at_least(first, then, -int(arrays.most_lag[one]))

    def _both(self, before: int, after: int, kind: int) -> tuple[int, int]:
        now = before < 0
        first = self.variable(0, 0) if now else (self.starts if kind in (SS, SF) else self.ends)[before].time
        then = (self.starts if kind in (FS, SS) else self.ends)[after].time
        return first, then


def _alike(arrays: Arrays) -> list[int]:
    """For each person the first of those who work on the same row and are in the same pools at the same times."""
    pools: list[list[tuple[int, int, int]]] = [[] for _ in arrays.person_row]
    for pool in range(len(arrays.pool_first) - 1):
        for place in range(int(arrays.pool_first[pool]), int(arrays.pool_first[pool + 1])):
            own = pool, int(arrays.pool_since[place]), int(arrays.pool_until[place])
            pools[int(arrays.pool_people[place])].append(own)
    first: dict[tuple[int, tuple[tuple[int, int, int], ...]], int] = {}
    return [
        first.setdefault((int(row), tuple(own)), n)
        for n, (row, own) in enumerate(zip(arrays.person_row, pools, strict=True))
    ]
