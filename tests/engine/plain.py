"""
Priority dispatch in its plain form: one loop over everything that is ready at every instant, as ordinary Python.

The first simulator of the product, kept as the reference of the compiled one. Slow, and easy to follow.
"""

import numpy as np
from numpy.typing import NDArray

from leadline.engine.calendars import HAIR, NEVER, TICKS
from leadline.engine.dispatch.arrays import ARRIVAL, CALENDAR, PEOPLE, WAITED_FOR
from leadline.engine.network import Network
from leadline.engine.order import FS, SF, SS

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

LOOK, BEGUN, CLOSE, SETTLED, FINISHED, FREED, WAKE = 0, 1, 2, 3, 4, 5, 6
ABLE, OVER = 7, 8
EVENTS = 9
WEEK, LONG = 7.0, 31.0


def rounded(time: float) -> float:
    """A time as a whole number of ticks, and as midnight where it is a hair from it."""
    if not np.isfinite(time):
        return time
    midnight = np.floor(time + 0.5)
    return float(midnight if abs(time - midnight) < HAIR else np.floor(time * TICKS + 0.5) / TICKS)


def next_working(opens: Ints, time: float) -> float:
    """The first instant from `time` on at which work can be done."""
    day = min(int(np.floor(time)), len(opens) - 1)
    # On the last day stands the day itself, or one beyond all others where nobody ever works again.
    return time if opens[day] == day else (float(opens[day]) if opens[day] < NEVER / TICKS else np.inf)


def work_until(worked: Floats, pace: float, time: float, effort: float) -> float:
    """When an effort is done that is started at `time`, day by day."""
    if effort <= HAIR:
        return time
    left, day, last = effort, int(np.floor(time)), len(worked) - 1
    at = time
    while day < last:
        share = worked[day + 1] - worked[day]
        if share > 0 and (day + 1 - at) * share >= left - HAIR:
            return max(time, rounded(min(at + left / share, day + 1.0)))
        left -= (day + 1 - at) * share
        day += 1
        at = float(day)
    return rounded(at + left / pace) if pace > 0 else np.inf


def worked_between(worked: Floats, pace: float, begin: float, end: float) -> float:
    """Working time between two instants, day by day."""
    total, at = 0.0, begin
    while at < end:
        day = int(np.floor(at))
        share = worked[day + 1] - worked[day] if day < len(worked) - 1 else pace
        total += (min(day + 1.0, end) - at) * share
        at = min(day + 1.0, end)
    return total


def push(times: Floats, codes: Ints, size: int, time: float, code: int) -> None:
    """Put an event among the `size` events; earliest first, equal times by code."""
    place = size
    while place > 0 and (times[place - 1], codes[place - 1]) > (time, code):
        times[place], codes[place] = times[place - 1], codes[place - 1]
        place -= 1
    times[place], codes[place] = time, code


def pop(times: Floats, codes: Ints, size: int) -> None:
    """Take the first event away; `size` is the number that stay."""
    times[:size], codes[:size] = times[1 : size + 1], codes[1 : size + 1]


def plain(network: Network, effort: Floats, waits: Floats, delays: Floats) -> tuple[Floats, Floats, Ints, Ints]:
    """
    Start, finish, driver and worker of every node in every future.

    Args:
        network: the compiled program; node n is the n-th of the published list.
        effort: (nodes, futures) working days; the day of arrival for `ARRIVAL`.
        waits: (nodes, futures) the node starts no earlier.
        delays: (nodes, futures) calendar days between the end of its work and its finish; nobody is held.
    """
    plan = network.plan
    kinds, calendars, pools = plan.nodes["kind"], plan.nodes["calendar"], plan.nodes["pool"]
    edge_first = np.append(plan.nodes["first_edge"], len(plan.edges))
    edge_after, edge_kind, edge_lag = plan.edges["after"], plan.edges["kind"], plan.edges["lag"] / TICKS
    start_needs, finish_needs = plan.nodes["start_needs"], plan.nodes["finish_needs"]
    able_of = [plan.places["person"][one["first"] : one["last"]] for one in plan.pools[pools]]
    able_first = np.cumsum([0, *map(len, able_of)])
    able = np.concatenate([*able_of, np.zeros(0, np.int64)]).astype(np.int64)
    since_of = [plan.spans["since"][one["first"] : one["last"]] / TICKS for one in plan.pools[pools]]
    since = np.concatenate([*since_of, np.zeros(0)])
    until_of = [plan.spans["until"][one["first"] : one["last"]] / TICKS for one in plan.pools[pools]]
    until = np.concatenate([*until_of, np.zeros(0)])
    rows_of = [plan.places["row"][one["first"] : one["last"]] for one in plan.pools[pools]]
    place_row = np.concatenate([*rows_of, np.zeros(0, np.int64)]).astype(np.int64)
    finish_floor = plan.nodes["finish_floor"] / TICKS
    worked, opens, pace = plan.worked, plan.opens, plan.tables["pace"]
    start, finish = np.empty(effort.shape), np.empty(effort.shape)
    driver, worker = np.empty(effort.shape, np.int64), np.empty(effort.shape, np.int64)
    nodes, people = len(kinds), len(plan.people)
    room = 2 * EVENTS * nodes + 4 * people + len(able) + 1
    times, codes = np.empty(room, np.float64), np.empty(room, np.int64)
    missing_start, missing_finish = np.empty(nodes, np.int64), np.empty(nodes, np.int64)
    may_start, may_finish = np.empty(nodes, np.float64), np.empty(nodes, np.float64)
    start_by, finish_by = np.empty(nodes, np.int64), np.empty(nodes, np.int64)
    done_at, ready_at = np.empty(nodes, np.float64), np.empty(nodes, np.float64)
    ready = np.empty(nodes, np.int64)
    busy, asleep = np.empty(people, np.bool_), np.empty(people, np.bool_)
    free_since, last_item = np.empty(people, np.float64), np.empty(people, np.int64)
    exhausted, round_number = np.zeros(nodes + 1, np.int64), 0
    hands, whole, lead = plan.shared["hands"], plan.people["whole"], plan.shared["lead"]
    crew: dict[int, list[int]] = {}
    taken_until = np.zeros(people)
    leads = np.zeros(nodes, np.bool_)
    for node in range(nodes):
        for edge in range(edge_first[node], edge_first[node + 1]):
            leads[node] |= edge_lag[edge] < 0.0
    useless = np.ones(people, np.bool_)
    for one in range(len(able)):
        useless[able[one]] = False

    def end_beyond(person: int, begin: float, over: float, effort: float) -> float:
        """When that is done of which a part is left when the claim is over under which it was begun."""
        row = plan.people["row"][person]
        left = max(effort - worked_between(worked[row], pace[row], begin, over), 0.0)
        return work_until(worked[row], pace[row], max(over, taken_until[whole[person]]), left)

    for future in range(start.shape[1]):
        events, waiting = 0, 0
        weeks: set[float] = set()
        # Whom nothing needs counts as busy for ever: "somebody is free" means somebody who could take something.
        busy[:] = useless
        asleep[:] = False
        free = people - useless.sum()
        free_since[:] = 0.0
        last_item[:] = -1
        taken_until[:] = 0.0
        waits_on = np.zeros(nodes, np.bool_)
        for node in range(nodes):
            start[node, future], finish[node, future] = np.inf, np.inf
            driver[node, future], worker[node, future] = -1, -1
            start_by[node], finish_by[node] = -1, -1
            missing_start[node], missing_finish[node] = start_needs[node], finish_needs[node]
            may_start[node] = rounded(max(waits[node, future], 0.0))
            may_finish[node] = finish_floor[node]
            if missing_start[node] == 0:
                push(times, codes, events, may_start[node], node * EVENTS + LOOK)
                events += 1

        for time in since[since > 0]:
            push(times, codes, events, time, ABLE)
            events += 1
        while events > 0:
            now = times[0]
            # All that happens at this instant, also what it brings about at once, comes before anybody takes new work.
            while events > 0 and times[0] <= now:
                node, event = codes[0] // EVENTS, codes[0] % EVENTS
                events -= 1
                pop(times, codes, events)
                if node == nodes and event == LOOK:
                    continue
                if event == WAKE and taken_until[node] <= now:
                    free += asleep[node]
                    asleep[node] = False
                elif event == OVER:
                    # What is left is done in the time nobody has claimed, after what is being done there.
                    (person,) = crew[node]
                    rest = whole[person]
                    done_at[node] = end_beyond(person, start[node, future], now, effort[node, future])
                    taken_until[person] = taken_until[rest] = done_at[node]
                    if not busy[rest] and not asleep[rest]:
                        asleep[rest] = True
                        free -= 1
                    push(times, codes, events, done_at[node], rest * EVENTS + WAKE)
                    push(times, codes, events + 1, done_at[node], node * EVENTS + FREED)
                    events += 2
                    event = CLOSE
                elif event == FREED:
                    for person in crew[node]:
                        busy[person], free_since[person], last_item[person] = False, now, node
                        asleep[person] = taken_until[person] > now
                        free += not asleep[person]
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
                            first = start_by[after] < 0 or node < start_by[after]
                            if known > may_start[after] or (known == may_start[after] and first):
                                may_start[after], start_by[after] = known, node
                            if missing_start[after] == 0:
                                push(times, codes, events, max(now, may_start[after]), after * EVENTS + LOOK)
                                events += 1
                        else:
                            missing_finish[after] -= 1
                            if known > may_finish[after] or (known == may_finish[after] and node < finish_by[after]):
                                may_finish[after], finish_by[after] = known, node
                            if missing_finish[after] == 0 and start[after, future] < np.inf:
                                push(times, codes, events, now, after * EVENTS + CLOSE)
                                events += 1
                settles = event in (BEGUN, CLOSE) and done_at[node] < np.inf
                if settles and missing_finish[node] == 0 and finish[node, future] == np.inf:
                    if may_finish[node] > done_at[node] and finish_by[node] >= 0:
                        driver[node, future] = finish_by[node]
                    late = delays[node, future]
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
            reserved = np.zeros(people, np.bool_)
            for place in range(waiting):
                node = ready[place]
                chosen, end = -1, np.inf
                if hands[node] > 1:
                    found: list[tuple[float, int, int, float]] = []
                    there: list[int] = []
                    for one in range(able_first[node], able_first[node + 1]):
                        person, row = able[one], place_row[one]
                        if since[one] > now or until[one] <= now:
                            continue
                        opening = next_working(opens[row], now)
                        taken = busy[person] or taken_until[person] > now
                        away = not taken and opening - now > WEEK
                        there.append(-1 if away else whole[person])
                        if taken or (reserved[person] and not away):
                            continue
                        if away:
                            # On leave: nobody begins without them. A week before they are back it is looked at again.
                            if opening - WEEK not in weeks:
                                weeks.add(opening - WEEK)
                                push(times, codes, events, opening - WEEK, nodes * EVENTS)
                                events += 1
                            continue
                        ends = work_until(worked[row], pace[row], opening, effort[node, future])
                        if ends < np.inf:
                            found.append((ends, one, person, opening))
                    # The assignee first, then whoever is done first; without the assignee a place stays empty.
                    led = [one for one in sorted(found) if whole[one[2]] == lead[node]][:1]
                    rest = [one for one in sorted(found) if one not in led]
                    picked = (led + rest)[: hands[node] - (lead[node] >= 0 and not led)]
                    if len(picked) == hands[node] and any(one[3] <= now for one in picked):
                        crew[node] = [one[2] for one in picked]
                        done = [
                            end_beyond(person, begin, until[one], effort[node, future])
                            if ends > until[one] and whole[person] != person
                            else ends
                            for ends, one, person, begin in picked
                        ]
                        late = max(done)
                        worker[node, future] = picked[done.index(late)][2]
                        last, since_then = -1, ready_at[node]
                        for person in crew[node]:
                            if last_item[person] >= 0 and free_since[person] > since_then:
                                last, since_then = last_item[person], free_since[person]
                            free -= not asleep[person]
                            busy[person], asleep[person], taken_until[person] = True, False, late
                        for _, one, person, _ in picked:
                            if late > until[one]:
                                mine = whole[person] == person
                                for other in (
                                    set(able[able_first[node] : able_first[node + 1]]) if mine else {whole[person]}
                                ):
                                    if other != person and (whole[other] == person or not mine):
                                        taken_until[other] = max(taken_until[other], late)
                                        free -= not (busy[other] or asleep[other])
                                        asleep[other] |= not busy[other]
                                        push(times, codes, events, late, other * EVENTS + WAKE)
                                        events += 1
                        start[node, future], done_at[node] = now, late
                        driver[node, future] = WAITED_FOR - last if last >= 0 else start_by[node]
                        push(times, codes, events, late, node * EVENTS + FREED)
                        push(times, codes, events + 1, now, node * EVENTS + BEGUN)
                        events += 2
                        continue
                    enough = sum(one >= 0 for one in there) >= hands[node]
                    for _, _, person, opening in picked if enough and (lead[node] < 0 or lead[node] in there) else []:
                        if opening > now and not asleep[person]:
                            asleep[person] = True
                            free -= 1
                            push(times, codes, events, opening, person * EVENTS + WAKE)
                            events += 1
                        reserved[person] = True
                    ready[kept] = node
                    kept += 1
                    continue
                # Nobody gets free within a round: what another item of the same people did not find is not there.
                if free == 0 or exhausted[pools[node]] == round_number:
                    ready[kept] = node
                    kept += 1
                    continue
                for one in range(able_first[node], able_first[node + 1]):
                    person = able[one]
                    row = place_row[one]
                    if busy[person] or asleep[person] or reserved[person] or since[one] > now or until[one] <= now:
                        continue
                    opening = next_working(opens[row], now)
                    if opening > now:
                        asleep[person] = True
                        free -= 1
                        push(times, codes, events, opening, person * EVENTS + WAKE)
                        events += 1
                        continue
                    ends = work_until(worked[row], pace[row], now, effort[node, future])
                    if ends < end or chosen < 0:
                        chosen, end, over = person, ends, until[one]
                if chosen >= 0 and (waits_on[node] or end - now > LONG + 2.0 * effort[node, future]):
                    sooner = False
                    for one in range(able_first[node], able_first[node + 1]):
                        person, row = able[one], place_row[one]
                        begin = max(now, taken_until[person])
                        gone = since[one] > now or until[one] <= now or whole[person] == whole[chosen]
                        begin = np.inf if gone or begin == np.inf else next_working(opens[row], begin)
                        if begin < np.inf:
                            sooner |= work_until(worked[row], pace[row], begin, effort[node, future]) < end - WEEK
                    waits_on[node] |= sooner
                    if sooner or end == np.inf:
                        ready[kept] = node
                        kept += 1
                        continue
                if chosen < 0:
                    exhausted[pools[node]] = round_number
                    ready[kept] = node
                    kept += 1
                    continue
                busy[chosen], crew[node] = True, [chosen]
                free -= 1
                start[node, future], done_at[node], worker[node, future] = now, end, chosen
                held = free_since[chosen] > ready_at[node] and last_item[chosen] >= 0
                driver[node, future] = WAITED_FOR - last_item[chosen] if held else start_by[node]
                taken_until[chosen] = end
                if end > over and whole[chosen] != chosen:
                    done_at[node], taken_until[chosen], end = np.inf, np.inf, np.inf
                    push(times, codes, events, over, node * EVENTS + OVER)
                    events += 1
                elif end > over:
                    for other in set(able[able_first[node] : able_first[node + 1]]) - {chosen}:
                        if whole[other] == chosen:
                            taken_until[other] = max(taken_until[other], end)
                            free -= not (busy[other] or asleep[other])
                            asleep[other] |= not busy[other]
                            push(times, codes, events, end, other * EVENTS + WAKE)
                            events += 1
                push(times, codes, events, now, node * EVENTS + BEGUN)
                events += 1
                if end < np.inf:
                    push(times, codes, events, end, node * EVENTS + FREED)
                    events += 1
            waiting = kept
    return start, finish, driver, worker
