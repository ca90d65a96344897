"""What a plan says to people: why something starts when it does, what bounds the end, what contradicts, what is left out."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

from leadline.engine.calendars import dated
from leadline.engine.order import FS, KINDS, SF, SS
from leadline.engine.schedule.people.bounds import Bound, Conflict
from leadline.engine.schedule.people.problem import Problem, Unplannable
from leadline.engine.schedule.people.reasons import Why
from leadline.engine.schedule.people.upper_limits import Limited
from leadline.program.limits import days_later
from leadline.program.plan import StartReason
from leadline.program.ranges import spelled
from leadline.program.snapshot import Snapshot

LINKS = {number: name for name, number in KINDS.items()}
MOST_NAMED = 3


class Names:
    """What things of a program are called."""

    def __init__(self, snapshot: Snapshot, ids: Sequence[str], people: Sequence[str]) -> None:
        self.as_of = snapshot.as_of
        self._ids, self._people = ids, people
        self._items = {one.id: one.name or one.id for one in snapshot.work}
        self._items |= {one.id: one.name or one.id for one in snapshot.milestones}
        self._persons = {one.id: one.name or one.id for one in snapshot.people}
        self._team = {one.id: one.team for one in snapshot.people}
        self._teams = {one.id: one.name or one.id for one in snapshot.teams}
        self._learned: dict[tuple[str, date], list[str]] = {}
        for person, skill in ((one.id, skill) for one in snapshot.people for skill in one.skills):
            if skill.since:
                self._learned.setdefault((person, skill.since), []).append(skill.name)

    def item(self, place: int) -> str:
        """A work item or milestone."""
        return f"“{self._items.get(self._ids[place], self._ids[place])}”"

    def thing(self, id: str) -> str:
        """A work item or milestone that need not be planned."""
        return f"“{self._items.get(id, id)}”"

    def person(self, place: int) -> str:
        """Somebody."""
        return self._persons.get(self._people[place], self._people[place])

    def learning(self, place: int, day: int) -> str:
        """What somebody has learned by a day (from `as_of`), as the end of a sentence; empty where it is nothing."""
        skills = self._learned.get((self._people[place], days_later(self.as_of, day)), [])
        return f", after their training in {listed(f'“{one}”' for one in skills)}" if skills else ""

    def group(self, places: Sequence[int]) -> str:
        """Several people, by their number and team, never by their names: it is said of work, not of them."""
        people = {self._people[n] for n in places}
        teams = sorted({self._teams.get(team, team) for one in people if (team := self._team.get(one, ""))})
        whose = f" of {listed(teams)}" if 0 < len(teams) <= MOST_NAMED else ""
        return "1 person" + whose if len(people) == 1 else f"{len(people)} people" + whose

    def said_on(self, days: float) -> str:
        """The date of an end."""
        return said(dated(days, self.as_of))


def said(day: date) -> str:
    """A date as people write it."""
    return f"{day.day} {day:%B %Y}"


def listed(words: Iterable[str]) -> str:
    """Words with commas and an “and”; from the fourth on only how many more."""
    every = list(words)
    shown, more = every[:MOST_NAMED], len(every) - MOST_NAMED
    if more > 0:
        return f"{', '.join(shown)} and {more} more"
    return " and ".join(filter(None, [", ".join(shown[:-1]), shown[-1]])) if shown else ""


def start_reason(why: Why, names: Names, ids: Sequence[str], people: Sequence[str]) -> StartReason:
    """A reason with its sentence."""
    other = ids[why.other] if why.other >= 0 else ""
    person = people[why.person] if why.person >= 0 else ""
    before = days_later(names.as_of, int(why.ready_days))
    return StartReason(
        why.kind, _SENTENCES[why.kind](why, names), other, person,
        LINKS[why.link] if why.kind in ("before", "together") else "", why.lag_days,
        before if why.kind == "calendar" else None,
    )  # fmt: skip


def _before(why: Why, names: Names) -> str:
    done = "has started" if LINKS[why.link] in ("SS", "SF") else "is done"
    days = f"{spelled(abs(round(why.lag_days, 4)))} {'day' if abs(why.lag_days) == 1 else 'days'}"
    lag = f" and {days} {'has' if why.lag_days == 1 else 'have'} passed" if why.lag_days > 0 else ""
    lead = f", less {days}" if why.lag_days < 0 else ""
    return f"It waits until {names.item(why.other)} {done}{lag}{lead}."


def _calendar(why: Why, names: Names) -> str:
    who = f"{names.person(why.person)} does" if why.person >= 0 else "Its calendar does"
    return f"{who} not work before, though it could start on {said(days_later(names.as_of, int(why.ready_days)))}."


_SENTENCES: Mapping[str, Callable[[Why, Names], str]] = {
    "at once": lambda why, names: "It starts at once: nothing holds it up.",
    "release": lambda why, names: f"It may not start before {said(days_later(names.as_of, int(why.ready_days)))}.",
    "before": _before,
    "person": lambda why, names: f"{names.person(why.person)} does {names.item(why.other)} before it.",
    "calendar": _calendar,
    "able": lambda why, names: (
        f"{names.person(why.person)} can do it from {said(days_later(names.as_of, int(why.ready_days)))} on{names.learning(why.person, int(why.ready_days))}."
    ),
    "away": lambda why, names: (
        f"{names.person(why.person)} is away until {said(days_later(names.as_of, int(why.ready_days) - 1))}, and others do it with them."
    ),
    "together": lambda why, names: f"It starts late so that {names.item(why.other)} follows it soon enough.",
}


def bound_sentence(bound: Bound, names: Names) -> str:
    """Before when no plan can end, and what sets that day."""
    opening = f"No plan can end before {names.said_on(bound.days)}"
    if bound.kind == "search":
        return f"{opening}: all that would were tried."
    if bound.kind == "chain":
        if not bound.items:
            return "Nothing is left to do."
        first, last = names.item(bound.items[0]), names.item(bound.items[-1])
        chain = f"{len(bound.items)} things that follow each other, from {first} to {last}"
        return f"{opening}; set by {chain if len(bound.items) > 1 else first}."
    return f"{opening}; set by {names.group(bound.people)}, with {_counted(bound.work)} of work that nobody else has or can do."


def unavoidable_sentence(milestone: int, days: float, bound: Bound, names: Names) -> str:
    """By how much something is late whatever anybody does, and why."""
    late = f"{names.item(milestone)} is at least {_counted(days)} late whatever anybody does"
    if bound.kind == "chain":
        before = [names.item(one) for one in bound.items if one != milestone]
        follow = f"{listed(before)}, one after the other, take" if len(before) > 1 else f"{listed(before)} takes"
        return f"{late}: {follow} until {names.said_on(bound.days)}." if before else f"{late}."
    group = names.group(bound.people)
    has = "has" if group.startswith("1 person") else "have"
    return f"{late}: it needs {_counted(bound.work)} of {group}, who {has} time for that by {names.said_on(bound.days)} at the earliest."


def proof_sentence(best: bool, same_day: bool, within: float) -> str:
    """How far a plan is from the best there can be."""
    if best and same_day:
        return "No plan can be better to the day."
    if best:
        return "No plan can be better to the day: what would end earlier would keep promises or end projects later."
    if same_day:
        return "No plan can end on an earlier day."
    return f"It ends within {_counted(within)} of what any plan could reach."


def _counted(days: float) -> str:
    """A number of days in words; what is shorter than one counts as one."""
    whole = max(round(days), 1)
    return "1 day" if whole == 1 else f"{whole:,} days"


def exceeded_sentence(limit: Limited, days: float, names: Names) -> str:
    """Which upper limit of a wait is not kept, by how much, and what helps."""
    lag, most = limit.lag, limit.dependency.at_most_days or 0.0
    comes = "starts" if lag.kind in (FS, SS) else "ends"
    allowed = f"at most {_counted(most)}" if most >= 1 else "not even a day" if most >= 0 else f"{_counted(-most)} less"
    after, over = names.item(lag.after), _counted(days)
    started, there = lag.kind in (SS, SF), lag.before < 0
    then = ("was begun" if started else "was done") if there else "starts" if started else "is done"
    says = f"{after} {comes} {over} too late: {allowed} may lie between it and when {names.thing(limit.dependency.before)} {then}."
    return f"{says} {'Take it up now' if there else 'Keep somebody free for it'}, or allow more days."


def conflict_sentence(milestones: Sequence[int], why: Conflict, names: Names, beats: int) -> str:
    """Which promises contradict each other, and why."""
    named = listed(names.item(one) for one in milestones)
    if why.item >= 0:
        return f"{named} cannot be done by the day promised: what comes before takes longer, even if nobody had to wait. Move the date, or cut what comes before."
    until = names.said_on(why.last / beats)
    group = names.group(why.people)
    both = "cannot be kept" if len(milestones) == 1 else "cannot all be kept"
    return f"{named} {both}: until {until} they need {why.work / beats:,.0f} days of {group}, which is more than there are. Move one of the dates, or find help."


def unplanned_sentence(why: Unplannable, problem: Problem, names: Names) -> str:
    """Why work is in no plan."""
    items = listed(names.item(one) for one in why.items)
    if why.kind == "circle":
        return f"{items} wait for each other in a circle. Take one of the links out."
    if why.kind == "behind":
        return f"{items} {'waits' if len(why.items) == 1 else 'wait'} for what cannot be planned."
    if why.kind == "idle":
        return f"The calendar of {items} has no working time at all. Correct its week."
    if why.kind == "endless":
        return (
            f"Who can do {items} has too little time ever to be done with it. Give it to somebody else, or free them."
        )
    if why.kind == "absent":
        return f"Nobody who can do {items} has working time. Free somebody, or borrow."
    skill = f": it needs “{why.need.skill}” at level {why.need.level}" if why.need and why.need.skill else ""
    return f"Nobody can do {items}{skill}. Train, hire or borrow somebody."
