"""What standard solutions read of a plan: open work, what waits for it, what decides a milestone, working days."""

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from weakref import ReferenceType, ref

from leadline.program.case import Case
from leadline.program.outlook import Driver
from leadline.program.ranges import Range
from leadline.program.risks import Roadblock
from leadline.program.snapshot import Noun, Snapshot, label
from leadline.program.work import Dependency, WorkItem
from leadline.program.workdays import is_workday, program_calendar, workdays_between


def subject_of(case: Case, subject: str, noun: str) -> Noun | None:
    """The noun a subject (`milestone:iberia`) names, when it is of this kind and still there."""
    kind, _, id = subject.partition(":")
    return case.snapshot.find(noun, id) if kind == noun else None


def name_of(snapshot: Snapshot, noun: str, id: str) -> str:
    """What people call it; the id where it is no longer there."""
    one = snapshot.find(noun, id)
    return label(noun.split("|")[0], one) if one else id


class _Remembered[Answer]:
    """A question about a snapshot that is answered once: several solutions ask it about each of many subjects."""

    def __init__(self, ask: Callable[[Snapshot], Answer]) -> None:
        self._ask = ask
        self._last: tuple[ReferenceType[Snapshot], Answer] | None = None
        self.__doc__ = ask.__doc__

    def __call__(self, snapshot: Snapshot) -> Answer:
        last = self._last
        # By identity: comparing or hashing a large snapshot takes longer than the answer.
        if last is None or last[0]() is not snapshot:
            last = self._last = (ref(snapshot), self._ask(snapshot))
        return last[1]


@_Remembered
def open_work(snapshot: Snapshot) -> Mapping[str, WorkItem]:
    """Work that is still to be done, by id."""
    return {one.id: one for one in snapshot.work if one.state in ("todo", "doing")}


def feeding(snapshot: Snapshot, id: str) -> set[str]:
    """The ids of open work that must be done before a milestone is reached, or a work item is done, itself included."""
    before, ahead, found = _before(snapshot), [id], {id}
    while ahead:
        fresh = before.get(ahead.pop(), set()) - found
        found |= fresh
        ahead += fresh
    return found & open_work(snapshot).keys()


@_Remembered
def _before(snapshot: Snapshot) -> Mapping[str, set[str]]:
    """What each work item and milestone waits for, directly."""
    before: dict[str, set[str]] = {}
    for one in snapshot.dependencies:
        before.setdefault(one.after, set()).add(one.before)
    for item in snapshot.work:
        before.setdefault(item.milestone, set()).add(item.id)
    return before


def deciding(case: Case, milestone: str) -> list[WorkItem]:
    """The open work that moves a milestone most, first the one with the widest swing; empty without an outlook."""
    found = case.outlook.milestones.get(milestone) if case.outlook else None
    drivers = sorted(found.drivers if found else (), key=_swing, reverse=True)
    items = open_work(case.snapshot)
    ids = (one.subject.removeprefix("work:") for one in drivers if one.subject.startswith("work:"))
    return [items[id] for id in ids if id in items]


def focus(case: Case, subject: str) -> list[WorkItem]:
    """
    The open work a remedy would act on: the item itself, or of what an open milestone waits for what moves it most, widest
    swing first. Work that only takes the hands it needs is left out.
    """
    noun, _, id = subject.partition(":")
    if noun == "work":
        item = open_work(case.snapshot).get(id)
        return [item] if item else []
    milestone = subject_of(case, subject, "milestone")
    if milestone is None or milestone.done_on:
        return []
    fed = feeding(case.snapshot, id)
    return [one for one in deciding(case, id) if one.id in fed]


def standing(case: Case, subject: str) -> Roadblock | None:
    """The roadblock a subject names, while it stands."""
    one = subject_of(case, subject, "roadblock")
    return one if isinstance(one, Roadblock) and one.resolved_on is None else None


OFTEN = 0.2
"""The share of futures from which an item decides a date often. Judgement."""


def decides_often(case: Case, item: WorkItem) -> bool:
    """True when an item often sets the date of a promise, or of the program's end."""
    found = case.outlook.items.get(item.id) if case.outlook else None
    return found is not None and max(found.decides, found.criticality) >= OFTEN


ROOM_DAYS = 3.0
"""Calendar days, a weekend and a day, within which work that begins after another has waited for it."""


def has_waited(case: Case, one: Dependency) -> bool:
    """
    False where the second thing of a dependency would begin no earlier without the first: by P50, in calendar days. True
    where the simulation does not know them.
    """
    seen = case.outlook.items if case.outlook else {}
    if one.before not in seen or one.after not in seen:
        return True
    return seen[one.after].start_p50 <= seen[one.before].finish_p50 + max(one.lag_days, 0.0) + ROOM_DAYS


def same_hands(case: Case, one: Dependency) -> bool:
    """True where both ends of a dependency are assigned to one person."""
    items = open_work(case.snapshot)
    before, after = items.get(one.before), items.get(one.after)
    return before is not None and after is not None and bool(before.assignee) and before.assignee == after.assignee


def _swing(one: Driver) -> float:
    return one.high_days - one.low_days


def is_open(snapshot: Snapshot, id: str) -> bool:
    """True for work that is still to be done, and for a milestone that is not reached."""
    if id in open_work(snapshot):
        return True
    milestone = snapshot.find("milestone", id)
    return milestone is not None and milestone.done_on is None


def is_awaited(snapshot: Snapshot, id: str) -> bool:
    """True when something other than its milestone waits for a work item."""
    return id in _awaited(snapshot)


@_Remembered
def _awaited(snapshot: Snapshot) -> frozenset[str]:
    return frozenset(one.before for one in snapshot.dependencies)


def is_only_work(snapshot: Snapshot, item: WorkItem) -> bool:
    """True when its milestone would have no work without it, and so no forecast."""
    return _kept(snapshot)[item.milestone] < 2


@_Remembered
def _kept(snapshot: Snapshot) -> Counter[str]:
    """How many work items of each milestone are not dropped."""
    return Counter(one.milestone for one in snapshot.work if one.state != "dropped")


def scaled(estimate: Range, factor: float) -> str:
    """An estimate times a factor, to a tenth of a day, in the form `3-8d`."""
    parts = [estimate.low, *([] if estimate.likely is None else [estimate.likely]), estimate.high]
    low, *rest = [round(part * factor, 1) for part in parts]
    return str(Range(low, rest[-1], rest[0] if len(rest) == 2 else None))


def fresh_id(snapshot: Snapshot, noun: str, base: str) -> str:
    """An id that no noun of that kind has yet: the base, or the base with a number."""
    taken = {one.id for name in noun.split("|") for one in snapshot.of(name)}
    return next(id for id in (base, *(f"{base}-{n}" for n in range(2, len(taken) + 3))) if id not in taken)


def people_of(*ids: str) -> tuple[str, ...]:
    """The ids that name somebody, each once."""
    return tuple(dict.fromkeys(filter(None, ids)))


def is_working_day(snapshot: Snapshot, day: date) -> bool:
    """True when people work on that day, by the program's calendar (Monday to Friday without one)."""
    return is_workday(program_calendar(snapshot), day)


def working_day_from(snapshot: Snapshot, day: date) -> date:
    """That day, or the next one on which people work."""
    while not is_working_day(snapshot, day):
        day += timedelta(days=1)
    return day


def after_working_days(snapshot: Snapshot, day: date, count: int) -> date:
    """The working day that is so many working days later."""
    for _ in range(count):
        day = working_day_from(snapshot, day + timedelta(days=1))
    return day


def working_days_since(snapshot: Snapshot, day: date) -> int:
    """Working days from a day until the day of the snapshot, by the program's calendar."""
    return workdays_between(program_calendar(snapshot), day, snapshot.as_of)
