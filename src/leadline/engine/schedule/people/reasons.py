"""Why each item starts when it does."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from leadline.engine.order import FS, SS
from leadline.engine.schedule.people.arrays import Arrays, Compiled
from leadline.engine.schedule.people.search import Found
from leadline.engine.schedule.people.spans import kept_between
from leadline.engine.schedule.people.timelines import AWAY_DAYS, goes_on_at, worked_at

SLACK = 2
"""Beats (some 10 seconds) that rounding may put between two things that follow each other."""


WEEKEND_DAYS = 2
"""A night or a weekend between two things is not worth a word."""


@dataclass(frozen=True)
class Why:
    """
    What an item had to wait for last.

    `kind` is `"at once"`, `"release"`, `"before"` (`other`, by a link of `link` and a lag of `lag_days`), `"person"` (`person` was still
    at `other`), `"calendar"` (`person`, or the calendar where it is -1, did not work before), `"able"` (`person` can from `ready_days`
    on), `"away"` (`person` is on leave until
    `ready_days`, and others do it with them), or `"together"`: `other` must not come
    much later. `other` and `person` are places in the problem. `ready_days` is when all it had to wait for by the plan's logic was over.
    """

    kind: str
    other: int = -1
    person: int = -1
    link: int = FS
    lag_days: float = 0.0
    ready_days: float = 0.0


def reasons(compiled: Compiled, found: Found) -> list[Why]:
    """For each planned item (see `Compiled.places`) why it does not start earlier."""
    arrays = compiled.arrays
    held = _held_by(arrays, found)
    return [_why(compiled, found, held, item) for item in range(len(arrays.work))]


def _held_by(arrays: Arrays, found: Found) -> dict[int, list[tuple[int, int, int]]]:
    """What each person does: (begin and end in beats of their own work, item), in order."""
    own: dict[int, list[tuple[int, int, int]]] = {}
    item_of = np.repeat(np.arange(len(arrays.work)), np.diff(arrays.slot_first))
    for slot, item in enumerate(item_of):
        if arrays.work[item]:
            people = found.who[arrays.slot_first[item] : arrays.slot_first[item + 1]].tolist()
            begin, end = _span(arrays, int(found.start[item]), people, int(item), int(found.who[slot]))
            own.setdefault(int(found.who[slot]), []).append((begin, end, int(item)))
    for spans in own.values():
        spans.sort()
    return own


def _span(arrays: Arrays, start: int, people: Sequence[int], item: int, person: int) -> tuple[int, int]:
    row = int(arrays.person_row[person])
    begin = worked_at(arrays.lines, row, start)
    if not arrays.fixed[item] and not arrays.together[item]:
        return begin, begin + int(arrays.work[item])
    return begin, worked_at(arrays.lines, row, kept_between(arrays, item, start, people, person)[1])


def _why(compiled: Compiled, found: Found, held: dict[int, list[tuple[int, int, int]]], item: int) -> Why:
    arrays, beats = compiled.arrays, compiled.arrays.lines.beats
    start = int(found.start[item])
    ready, logic = _ready(compiled, found, item)
    if (able := _able(arrays, found, item, ready)) is not None:
        return able
    if start <= ready + SLACK:
        return logic
    if (
        logic.kind in ("before", "release")
        and start - ready <= WEEKEND_DAYS * beats
        and _opens(arrays, found, item, ready) >= start - SLACK
    ):
        # What ends on a Friday evening is followed on Monday because it ended, not because of the weekend; so is a day
        # before which it may not start, or a decision, that falls on a Saturday.
        return logic
    people = [int(one) for one in found.who[arrays.slot_first[item] : arrays.slot_first[item + 1]]]
    rows = [int(arrays.person_row[one]) for one in people] or [int(arrays.row[item])]
    if start > ready and arrays.work[item] and rows[0] >= 0:
        for n, person in enumerate(people):
            begin = worked_at(arrays.lines, rows[n], start)
            for _, end, other in held[person]:
                # Their work on it ends where this begins, in their own working time: nights and holidays are nothing.
                if (
                    other != item
                    and abs(end - begin) <= SLACK
                    and worked_at(arrays.lines, rows[n], ready) < end - SLACK
                ):
                    return Why("person", compiled.places[other], person, ready_days=ready / beats)
        for n, row in enumerate(rows if arrays.together[item] else []):
            back = int(goes_on_at(arrays.lines, row, worked_at(arrays.lines, row, ready)))
            if back - ready > AWAY_DAYS * beats and back - AWAY_DAYS * beats >= start - SLACK:
                return Why("away", -1, people[n], ready_days=back / beats)
        for n, row in enumerate(rows):
            if goes_on_at(arrays.lines, row, worked_at(arrays.lines, row, ready)) >= start - SLACK:
                return Why("calendar", -1, people[n] if people else -1, ready_days=ready / beats)
    return _others(compiled, found, held, item, ready, people)


def _able(arrays: Arrays, found: Found, item: int, ready: int) -> Why | None:
    """Whose first day on which they can do it is the day on which it starts; None where it is not that."""
    start, beats = int(found.start[item]), arrays.lines.beats
    for slot in range(int(arrays.slot_first[item]), int(arrays.slot_first[item + 1]) if arrays.windowed else 0):
        person = int(found.who[slot])
        row = int(arrays.person_row[person])
        since = _since(arrays, item, person, start)
        opens = int(goes_on_at(arrays.lines, row, worked_at(arrays.lines, row, since)))
        if since > 0 and since >= ready and max(since, opens) >= start - SLACK:
            return Why("able", -1, person, ready_days=since / beats)
    return None


def _since(arrays: Arrays, item: int, person: int, start: int) -> int:
    """From when on (beats) somebody who begins an item at a time can."""
    latest = 0
    for pool in arrays.need_pool[arrays.need_first[item] : arrays.need_first[item + 1]]:
        for place in range(int(arrays.pool_first[pool]), int(arrays.pool_first[pool + 1])):
            own = int(arrays.pool_since[place])
            if arrays.pool_people[place] == person and own <= start + SLACK < arrays.pool_until[place]:
                latest = max(latest, own)
    return latest


def _opens(arrays: Arrays, found: Found, item: int, ready: int) -> int:
    """When the first of those who do an item works again from a time on."""
    people = found.who[arrays.slot_first[item] : arrays.slot_first[item + 1]]
    rows = [int(arrays.person_row[one]) for one in people] or [int(arrays.row[item])]
    if rows[0] < 0:
        return ready
    return min(int(goes_on_at(arrays.lines, row, worked_at(arrays.lines, row, ready))) for row in rows)


def _ready(compiled: Compiled, found: Found, item: int) -> tuple[int, Why]:
    """When an item could start by its release and by what it waits for, and which of them came last."""
    arrays, beats = compiled.arrays, compiled.arrays.lines.beats
    ready = int(arrays.release[item])
    why = Why("release", ready_days=ready / beats) if ready > 0 else Why("at once")
    for one in range(int(arrays.pred_first[item]), int(arrays.pred_first[item + 1])):
        before, kind, lag = int(arrays.pred_of[one]), int(arrays.pred_kind[one]), int(arrays.pred_lag[one])
        if kind in (FS, SS):
            known = int((found.start if kind == SS else found.finish)[before]) + lag
            if known > ready:
                ready = known
                why = Why("before", compiled.places[before], -1, kind, lag / beats, known / beats)
    return ready, why


def _others(
    compiled: Compiled,
    found: Found,
    held: dict[int, list[tuple[int, int, int]]],
    item: int,
    ready: int,
    people: list[int],
) -> Why:
    """It starts later than its people would have to: it may not be long before another item, or had no gap long enough."""
    arrays, beats = compiled.arrays, compiled.arrays.lines.beats
    for one in range(len(arrays.most_lag)):
        if arrays.most_before[one] == item:
            after = compiled.places[int(arrays.most_after[one])]
            lag = float(arrays.most_lag[one]) / beats
            return Why("together", after, -1, int(arrays.most_kind[one]), lag, ready / beats)
    for person in people:
        begin = worked_at(arrays.lines, int(arrays.person_row[person]), int(found.start[item]))
        earlier = [other for _, end, other in held[person] if end <= begin + SLACK and other != item]
        if earlier:
            return Why("person", compiled.places[earlier[-1]], person, ready_days=ready / beats)
    return Why("calendar", -1, people[0] if people else -1, ready_days=ready / beats)
