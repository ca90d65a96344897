"""
Priority dispatch: in every future, whoever is free takes the top ready item of the published list.

This is the plain form, event by event, and the reference for any faster one. It runs compiled, and as ordinary Python
through `play.py_func`.
"""

import numpy as np
from numpy.typing import NDArray

from leadline.engine.calendars import next_working, rounded, work_until
from leadline.engine.kernels import kernel
from leadline.engine.order import FS, SF, SS

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

MILESTONE, PEOPLE, CALENDAR, ARRIVAL = 0, 1, 2, 3
"""
Kinds of node: a point; work for one of some people; work on a calendar without a person; something that comes on a day.
"""

LOOK, BEGUN, CLOSE, SETTLED, FINISHED, FREED, WAKE = 0, 1, 2, 3, 4, 5, 6
EVENTS = 7
"""
Kinds of event: a node's wait for its start is over; it has started; its wait for a finish is over; its finish is known;
it has finished; its person is free again; and, of a person: their working time goes on.
"""


@kernel("void(float64[:], int64[:], int64, float64, int64)")
def push(times: Floats, codes: Ints, size: int, time: float, code: int) -> None:
    """Put an event on the heap of `size` events; earliest first, equal times by code."""
    place = size
    while place > 0:
        parent = (place - 1) // 2
        if times[parent] < time or (times[parent] == time and codes[parent] <= code):
            break
        times[place], codes[place] = times[parent], codes[parent]
        place = parent
    times[place], codes[place] = time, code


@kernel("void(float64[:], int64[:], int64)")
def pop(times: Floats, codes: Ints, size: int) -> None:
    """Take the first event off the heap; `size` is the number that stay."""
    time, code = times[size], codes[size]
    place = 0
    while True:
        child = 2 * place + 1
        if child >= size:
            break
        right = child + 1
        if right < size and (
            times[right] < times[child] or (times[right] == times[child] and codes[right] < codes[child])
        ):
            child = right
        if time < times[child] or (time == times[child] and code <= codes[child]):
            break
        times[place], codes[place] = times[child], codes[child]
        place = child
    times[place], codes[place] = time, code


@kernel(
    "void(int64[:], int64[:], int64[:], int64[:], int64[:], float64[:], int64[:], int64[:], int64[:], int64[:],"
    "int64[:], int64[:], float64[:,:], int64[:,:], float64[:], float64[:,:], int64[:], float64[:,:], int64[:], float64[:,:],"
    "float64[:], int64, int64, float64[:,:], float64[:,:], int64[:,:], int64[:,:])"
)
def play(
    kinds: Ints,
    calendars: Ints,
    edge_first: Ints,
    edge_after: Ints,
    edge_kind: Ints,
    edge_lag: Floats,
    start_needs: Ints,
    finish_needs: Ints,
    able_first: Ints,
    able: Ints,
    pools: Ints,
    person_calendar: Ints,
    worked: Floats,
    opens: Ints,
    pace: Floats,
    effort: Floats,
    wait_row: Ints,
    wait: Floats,
    delay_row: Ints,
    delay: Floats,
    finish_floor: Floats,
    first: int,
    last: int,
    start: Floats,
    finish: Floats,
    driver: Ints,
    worker: Ints,
) -> None:
    """
    Play the futures from `first` up to `last`; node n is the n-th of the published list.

    Args:
        kinds: what each node is, `MILESTONE` … `ARRIVAL`.
        calendars: its timetable where it is `CALENDAR` work.
        edge_first: where the edges out of each node begin in the next three; one entry more than nodes.
        edge_after: the node that waits.
        edge_kind: `FS`, `SS`, `FF` or `SF`.
        edge_lag: calendar days.
        start_needs: edges that must be satisfied before each node starts.
        finish_needs: edges that must be satisfied before each node finishes.
        able_first: where the people who can do each node begin in the next.
        able: people, preferred ones first.
        pools: a number for each node, the same for nodes that the same people can do.
        person_calendar: the timetable of each person.
        worked: see `Timetables`.
        opens: see `Timetables`.
        pace: see `Timetables`.
        effort: (nodes, futures) working days; the day of arrival for `ARRIVAL`.
        wait_row: row of `wait` for each node, or -1.
        wait: (rows, futures) the node starts no earlier.
        delay_row: row of `delay` for each node, or -1.
        delay: (rows, futures) calendar days between the end of its work and its finish; nobody is held.
        finish_floor: each node finishes no earlier.
        first: first future.
        last: the future after the last one.
        start: written: (nodes, futures) days from `as_of`, infinite where it never comes to that.
        finish: written: the same.
        driver: written: the node whose finish, start or release of a person set this one's time, or -1.
        worker: written: the person who did it, or -1.
    """
    nodes, people = len(kinds), len(person_calendar)
    room = EVENTS * nodes + people + 1
    times, codes = np.empty(room, np.float64), np.empty(room, np.int64)
    missing_start, missing_finish = np.empty(nodes, np.int64), np.empty(nodes, np.int64)
    may_start, may_finish = np.empty(nodes, np.float64), np.empty(nodes, np.float64)
    start_by, finish_by = np.empty(nodes, np.int64), np.empty(nodes, np.int64)
    done_at, ready_at = np.empty(nodes, np.float64), np.empty(nodes, np.float64)
    ready = np.empty(nodes, np.int64)
    busy, asleep = np.empty(people, np.bool_), np.empty(people, np.bool_)
    free_since, last_item = np.empty(people, np.float64), np.empty(people, np.int64)
    exhausted, round_number = np.zeros(nodes + 1, np.int64), 0
    leads = np.zeros(nodes, np.bool_)
    for node in range(nodes):
        for edge in range(edge_first[node], edge_first[node + 1]):
            leads[node] |= edge_lag[edge] < 0.0
    useless = np.ones(people, np.bool_)
    for one in range(len(able)):
        useless[able[one]] = False

    for future in range(first, last):
        events, waiting = 0, 0
        # Whom nothing needs counts as busy for ever: "somebody is free" means somebody who could take something.
        busy[:] = useless
        asleep[:] = False
        free = people - useless.sum()
        free_since[:] = 0.0
        last_item[:] = -1
        for node in range(nodes):
            start[node, future], finish[node, future] = np.inf, np.inf
            driver[node, future], worker[node, future] = -1, -1
            start_by[node], finish_by[node] = -1, -1
            missing_start[node], missing_finish[node] = start_needs[node], finish_needs[node]
            may_start[node] = 0.0 if wait_row[node] < 0 else rounded(max(wait[wait_row[node], future], 0.0))
            may_finish[node] = finish_floor[node]
            if missing_start[node] == 0:
                push(times, codes, events, may_start[node], node * EVENTS + LOOK)
                events += 1

        while events > 0:
            now = times[0]
            # All that happens at this instant, also what it brings about at once, comes before anybody takes new work.
            while events > 0 and times[0] <= now:
                node, event = codes[0] // EVENTS, codes[0] % EVENTS
                events -= 1
                pop(times, codes, events)
                if event == WAKE:
                    asleep[node] = False
                    free += 1
                elif event == FREED:
                    person = worker[node, future]
                    busy[person], free_since[person], last_item[person] = False, now, node
                    free += 1
                elif event == LOOK and kinds[node] == PEOPLE:
                    # What is ready stays in the order of the list, which is that of the node numbers.
                    place = waiting
                    while place > 0 and ready[place - 1] > node:
                        ready[place] = ready[place - 1]
                        place -= 1
                    ready[place] = node
                    waiting += 1
                    ready_at[node] = now
                elif event == LOOK:
                    begin, done = now, now
                    if kinds[node] == CALENDAR:
                        row = calendars[node]
                        begin = next_working(opens[row], now)
                        done = work_until(worked[row], pace[row], begin, effort[node, future])
                    elif kinds[node] == ARRIVAL:
                        done = max(now, effort[node, future])
                    start[node, future], done_at[node], driver[node, future] = begin, done, start_by[node]
                    push(times, codes, events, begin, node * EVENTS + BEGUN)
                    events += 1
                if event in (BEGUN, SETTLED, FINISHED):
                    for edge in range(edge_first[node], edge_first[node + 1]):
                        kind, after, lag = edge_kind[edge], edge_after[edge], edge_lag[edge]
                        if (kind in (SS, SF)) != (event == BEGUN):
                            continue
                        # A lead ("three days before the end") is known as soon as the end is; all else when it comes.
                        if event != BEGUN and (lag < 0.0) != (event == SETTLED):
                            continue
                        known = rounded((start[node, future] if event == BEGUN else finish[node, future]) + lag)
                        if kind in (FS, SS):
                            missing_start[after] -= 1
                            if known > may_start[after] or (start_by[after] < 0 and known >= may_start[after]):
                                may_start[after], start_by[after] = known, node
                            if missing_start[after] == 0:
                                push(times, codes, events, max(now, may_start[after]), after * EVENTS + LOOK)
                                events += 1
                        else:
                            missing_finish[after] -= 1
                            if known > may_finish[after]:
                                may_finish[after], finish_by[after] = known, node
                            if missing_finish[after] == 0 and start[after, future] < np.inf:
                                push(times, codes, events, now, after * EVENTS + CLOSE)
                                events += 1
                if event in (BEGUN, CLOSE) and missing_finish[node] == 0 and finish[node, future] == np.inf:
                    if may_finish[node] > done_at[node] and finish_by[node] >= 0:
                        driver[node, future] = finish_by[node]
                    late = 0.0 if delay_row[node] < 0 else delay[delay_row[node], future]
                    end = rounded(max(done_at[node], may_finish[node]) + late)
                    finish[node, future] = end
                    if end < np.inf and leads[node]:
                        push(times, codes, events, now, node * EVENTS + SETTLED)
                        events += 1
                    if end < np.inf:
                        push(times, codes, events, max(now, end), node * EVENTS + FINISHED)
                        events += 1

            kept = 0
            round_number += 1
            for place in range(waiting):
                node = ready[place]
                chosen, end = -1, np.inf
                # Nobody gets free within a round: what another item of the same people did not find is not there.
                if free == 0 or exhausted[pools[node]] == round_number:
                    ready[kept] = node
                    kept += 1
                    continue
                for one in range(able_first[node], able_first[node + 1]):
                    person = able[one]
                    row = person_calendar[person]
                    if busy[person] or asleep[person]:
                        continue
                    opening = next_working(opens[row], now)
                    if opening > now:
                        asleep[person] = True
                        free -= 1
                        push(times, codes, events, opening, person * EVENTS + WAKE)
                        events += 1
                        continue
                    ends = work_until(worked[row], pace[row], now, effort[node, future])
                    if ends < end:
                        chosen, end = person, ends
                if chosen < 0:
                    exhausted[pools[node]] = round_number
                    ready[kept] = node
                    kept += 1
                    continue
                busy[chosen] = True
                free -= 1
                start[node, future], done_at[node], worker[node, future] = now, end, chosen
                held = free_since[chosen] > ready_at[node] and last_item[chosen] >= 0
                driver[node, future] = last_item[chosen] if held else start_by[node]
                push(times, codes, events, end, node * EVENTS + FREED)
                push(times, codes, events + 1, now, node * EVENTS + BEGUN)
                events += 2
            waiting = kept


@kernel("void(int64[:,:], int64[:], int64[:], int64, int64)")
def trace(driver: Ints, ends: Ints, on_chain: Ints, first: int, last: int) -> None:
    """
    Count in how many futures each node is on the chain that sets an end.

    Args:
        driver: see `play`.
        ends: the node to walk back from in each future, or -1.
        on_chain: added to: one count a node.
        first: first future.
        last: the future after the last one.
    """
    for future in range(first, last):
        node = ends[future]
        steps = 0
        while node >= 0 and steps <= len(on_chain):
            on_chain[node] += 1
            node = driver[node, future]
            steps += 1
