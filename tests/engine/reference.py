"""
Priority dispatch once more, written from its description and not from the engine: no heap, no arrays, no compiled code.

It looks at everything at every instant, walks calendars day by day, and reads the snapshot itself.
"""

from datetime import timedelta
from math import floor, inf

from leadline.program.people import Calendar, Person
from leadline.program.snapshot import Snapshot
from leadline.program.work import WorkItem

Times = dict[str, tuple[float, float]]
Part = tuple[str, str]
"""Somebody, and the project whose claim on them they work under, or no project."""


def to_grid(time: float) -> float:
    midnight = floor(time + 0.5)
    return midnight if abs(time - midnight) < 1e-5 else floor(time * 2**24 + 0.5) / 2**24


class Reference:
    def __init__(self, snapshot: Snapshot, order: list[str], effort: dict[str, float], delay: dict[str, float]) -> None:
        self.snapshot, self.order, self.effort, self.delay = snapshot, order, effort, delay
        self.things = {one.id: one for one in (*snapshot.work, *snapshot.milestones)}
        self.links = [(one.before, one.after, one.kind, one.lag_days) for one in snapshot.dependencies]
        self.links += [(one.id, one.milestone, "FS", 0.0) for one in snapshot.work if one.milestone]
        self.start: dict[str, float] = {}
        self.worked: dict[str, float] = {}
        self.finish: dict[str, float] = {}
        self.ready: dict[str, float] = {}
        self.holds: dict[Part, str] = {}
        self.taken: dict[Part, float] = {}
        self.over: dict[str, float] = {}
        self.waits: set[str] = set()

    def run(self) -> Times:
        now = 0.0
        while now < inf:
            while self._something_happens(now):
                pass
            now = self._next_instant(now)
        return {one: (self.start[one], self.finish[one]) for one in self.order}

    def _something_happens(self, now: float) -> bool:
        for part, item in list(self.holds.items()):
            if self.worked[item] <= now:
                del self.holds[part]
                return True
        for one in self.order:
            if self.over.get(one, inf) <= now:
                self._goes_on(one, now)
                return True
            under_way = self.start.get(one, inf) <= now and one not in self.finish and self.worked[one] < inf
            if under_way and self._may_finish(one, now) is not None:
                end = max(self.worked[one], self._may_finish(one, now) or 0.0)
                self.finish[one] = to_grid(end + self.delay.get(one, 0.0))
                return True
            if one not in self.ready and self._may_start(one, now) is not None:
                self.ready[one] = max(now, self._may_start(one, now) or 0.0)
                return True
            if one in self.ready and self.ready[one] <= now and one not in self.start and not self._people(one):
                self._begin_alone(one, now)
                return True
        return self._round(now)

    def _round(self, now: float) -> bool:
        """All who are free are handed work at once; whoever is done at this very instant waits for the next round."""
        handed_out = False
        kept: set[Part] = set()
        for one in self.order:
            if one in self.ready and self.ready[one] <= now and one not in self.start and self._people(one):
                free = [
                    who
                    for who in self._people(one)
                    if (part := self._part(who, one, now)) not in kept and not self._busy(part, now)
                ]
                chosen = self._chosen(free, one, now)
                there = any(self._share(who, floor(now), one) > 0 for who in chosen)
                if len(chosen) == self._hands(one) and there:
                    self.start[one] = now
                    self.worked[one] = max(self._done_at(who, one, now) for who in chosen)
                    self.holds |= {self._part(who, one, now): one for who in chosen}
                    for who in chosen:
                        self._takes(who, one, now)
                    handed_out = True
                elif self._hands(one) > 1 and self._can_come(one, now):
                    kept |= {self._part(who, one, now) for who in chosen}
        return handed_out

    def _busy(self, part: Part, now: float) -> bool:
        return part in self.holds or self.taken.get(part, 0.0) > now

    def _takes(self, who: Person, one: str, now: float) -> None:
        """What somebody has begun takes the part of them it was begun in, and beyond an end of a claim another one."""
        own, project = self._part(who, one, now), getattr(self.things[one], "project", "")
        change = self._change(who, project, now) if project else inf
        self.taken[own] = self.worked[one]
        if own[1] and self._hands(one) == 1 and self.worked[one] > change:
            self.over[one] = change
            self.worked[one] = self.taken[own] = inf
        elif own[1] and self.worked[one] > change:
            self.taken[who.id, ""] = max(self.taken.get((who.id, ""), 0.0), self.worked[one])
        elif project and not own[1] and self.worked[one] > change:
            self.taken[who.id, project] = max(self.taken.get((who.id, project), 0.0), self.worked[one])

    def _change(self, who: Person, project: str, now: float) -> float:
        """The morning on which a claim begins or is over next."""
        held = self._claimed(who, project, floor(now)) > 0
        days = range(floor(now) + 1, floor(now) + 100)
        return next((float(day) for day in days if (self._claimed(who, project, day) > 0) != held), inf)

    def _done_at(self, who: Person, one: str, now: float) -> float:
        """When somebody's part of what several do is done, also beyond the claim under which it is begun."""
        end, own = self._end(who, one, now), self._part(who, one, now)
        change = self._change(who, own[1], now) if own[1] else inf
        return (
            self._beyond(who, one, self._opening(who, one, now), change)
            if end > change and self._hands(one) > 1
            else end
        )

    def _beyond(self, who: Person, one: str, begin: float, over: float) -> float:
        left = max(self.effort[one] - self._done(who, one, begin, over), 0.0)
        return self._walk(who, max(over, self.taken.get((who.id, ""), 0.0)), left, one)

    def _goes_on(self, one: str, now: float) -> None:
        """The claim is over: what is left is done in the rest of their time, when what is begun there is done."""
        del self.over[one]
        (own,) = [part for part, item in self.holds.items() if item == one]
        who = next(who for who in self.snapshot.people if who.id == own[0])
        self.worked[one] = self._beyond(who, one, self.start[one], now)
        self.taken[own] = self.taken[who.id, ""] = self.worked[one]

    def _done(self, who: Person, one: str, begin: float, end: float) -> float:
        days = range(floor(begin), floor(end) + 1)
        return sum((min(day + 1, end) - max(day, begin)) * self._share(who, day, one) for day in days)

    def _can_come(self, one: str, now: float) -> bool:
        """Whether so many are not on leave, busy or not, and the assignee among them."""
        item = self.things[one]
        there = [
            who.id
            for who in self._people(one)
            if self._busy(self._part(who, one, now), now) or self._opening(who, one, now) - now <= 7
        ]
        return len(there) >= self._hands(one) and (getattr(item, "assignee", "") or there[0]) in there

    def _hands(self, one: str) -> int:
        item = self.things[one]
        return item.hands if isinstance(item, WorkItem) else 1

    def _chosen(self, free: list[Person], one: str, now: float) -> list[Person]:
        """Who takes it: one who is there now; or several, the assignee among them, who come when they come."""
        hands, item = self._hands(one), self.things[one]
        ranked = sorted(free, key=lambda who: self._end(who, one, now))
        if hands == 1:
            chosen = [who for who in ranked if self._share(who, floor(now), one) > 0][:1]
            return [] if chosen and self._better_later(chosen[0], one, now) else chosen
        assignee = item.assignee if isinstance(item, WorkItem) else ""
        # Who is on leave for more than a week is not waited for by having begun.
        ranked = [who for who in ranked if self._opening(who, one, now) - now <= 7]
        led = [who for who in ranked if who.id == assignee]
        rest = [who for who in ranked if who.id != assignee]
        return (led + rest)[: hands - (bool(assignee) and not led)]

    def _better_later(self, chosen: Person, one: str, now: float) -> bool:
        """Whether somebody else, busy or away now, would be done with it a week before whoever is free and takes very long."""
        end = self._end(chosen, one, now)
        slow = one in self.waits or end - now > 31 + 2 * self.effort[one]
        for who in [who for who in self._people(one) if who is not chosen] if slow else []:
            begin = max(now, self.taken.get(self._part(who, one, now), 0.0))
            if begin < inf and self._walk(who, self._opening(who, one, begin), self.effort[one], one) < end - 7:
                self.waits.add(one)
                return True
        return False

    def _opening(self, who: Person, one: str, now: float) -> float:
        begin = now
        while self._share(who, floor(begin), one) == 0:
            begin = floor(begin) + 1.0
        return begin

    def _end(self, who: Person, one: str, now: float) -> float:
        return self._walk(who, self._opening(who, one, now), self.effort[one], one)

    def _part(self, who: Person, one: str, now: float) -> Part:
        project = getattr(self.things[one], "project", "")
        return (who.id, project if self._claimed(who, project, floor(now)) > 0 else "")

    def _claimed(self, who: Person, project: str | None, day: int) -> float:
        """The share that a project, or all of them together, claims of somebody's day."""
        date = self.snapshot.as_of + timedelta(days=day)
        return sum(
            one.share
            for one in self.snapshot.allocations
            if one.person == who.id
            and project in (None, one.project)
            and (not one.first or one.first <= date)
            and (not one.last or date <= one.last)
        )

    def _portion(self, who: Person, day: int, one: str) -> float:
        """The share of somebody's day that work for a project gets."""
        project, total = getattr(self.things[one], "project", ""), self._claimed(who, None, day)
        own = self._claimed(who, project, day) if project else 0.0
        fits = min(1.0, who.capacity / total) if total else 1.0
        if own:
            return own * fits
        return max(round(who.capacity - total * fits, 9), 0.0)

    def _begin_alone(self, one: str, now: float) -> None:
        if not isinstance(self.things[one], WorkItem):
            self.start[one] = self.worked[one] = now
            return
        day = floor(now)
        while self._share(None, day, one) == 0:
            day += 1
        self.start[one] = max(now, float(day))
        self.worked[one] = self._walk(None, self.start[one], self.effort[one], one)

    def _next_instant(self, now: float) -> float:
        instants = [*self.start.values(), *self.worked.values(), *self.finish.values(), *self.ready.values()]
        if len(self.finish) < len(self.order):
            # Somebody may come back to work on any morning.
            instants.append(floor(now) + 1.0)
        return min((one for one in instants if one > now), default=inf)

    def _may_start(self, one: str, now: float) -> float | None:
        bounds = [0.0]
        for before, after, kind, lag in self.links:
            if after == one and (kind in ("FS", "SS") or not isinstance(self.things[one], WorkItem)):
                known = self._known(before, kind, lag, now)
                if known is None:
                    return None
                bounds.append(known)
        thing = self.things[one]
        if isinstance(thing, WorkItem) and thing.not_before:
            bounds.append(float((thing.not_before - self.snapshot.as_of).days))
        return to_grid(max(bounds))

    def _may_finish(self, one: str, now: float) -> float | None:
        bounds = [0.0]
        for before, after, kind, lag in self.links:
            if after == one and kind in ("FF", "SF") and isinstance(self.things[one], WorkItem):
                known = self._known(before, kind, lag, now)
                if known is None:
                    return None
                bounds.append(known)
        return to_grid(max(bounds))

    def _known(self, before: str, kind: str, lag: float, now: float) -> float | None:
        if before not in self.order:
            return 0.0
        if kind in ("SS", "SF"):
            begun = self.start.get(before)
            return to_grid(begun + lag) if begun is not None and begun <= now else None
        # A lead ("three days before the end") is known as soon as the end is; all else when it comes.
        ended = self.finish.get(before)
        return to_grid(ended + lag) if ended is not None and (lag < 0 or ended <= now) else None

    def _people(self, one: str) -> list[Person]:
        item = self.things[one]
        if not isinstance(item, WorkItem):
            return []
        people = list(self.snapshot.people)
        if item.assignee and item.hands == 1:
            return [who for who in people if who.id == item.assignee]
        able = [who for who in people if item.team and who.team == item.team]
        if item.skill:
            able = [
                who for who in able if any(s.name == item.skill and s.level >= item.skill_level for s in who.skills)
            ]
        able = sorted(able, key=lambda who: len(who.skills))
        assignee = [who for who in people if who.id == item.assignee]
        return assignee + [who for who in able if who not in assignee]

    def _share(self, who: Person | None, day: int, one: str) -> float:
        date = self.snapshot.as_of + timedelta(days=day)
        calendars = {one.id: one for one in self.snapshot.calendars}
        calendar = (
            calendars.get(who.calendar if who else "") or calendars.get(self.snapshot.calendar) or Calendar(id="")
        )
        away = who is not None and any(one.first <= date <= one.last for one in who.absences)
        if away or date in calendar.holidays:
            return 0.0
        return calendar.week[date.weekday()] * (self._portion(who, day, one) if who else 1.0)

    def _walk(self, who: Person | None, time: float, effort: float, one: str) -> float:
        left, at = effort, time
        if left <= 0:
            return time
        for day in range(floor(time), floor(time) + 3000):
            share = self._share(who, day, one)
            room = (day + 1 - max(at, day)) * share
            if share and room >= left - 1e-5:
                return max(time, to_grid(min(max(at, day) + left / share, day + 1.0)))
            left -= room
            at = day + 1.0
        raise AssertionError("the work of this test never ends")
