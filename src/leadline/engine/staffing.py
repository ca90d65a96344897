"""Who can do a piece of work, and on whose calendar it is done."""

from dataclasses import dataclass
from datetime import date

from leadline.engine.calendars import TimetableBook, day_of, worked_since
from leadline.program.people import Calendar, Person
from leadline.program.snapshot import Snapshot
from leadline.program.work import WorkItem

USUAL_WEEK = Calendar(id="")
"""Monday to Friday without holidays, where nobody says otherwise."""


@dataclass(frozen=True)
class Staff:
    """
    Who does a work item: one of `people` (their places in `Roster.people`), or, where that is empty, nobody in
    particular, on the timetable `calendar`. `since` has for each of them the day from which they can, counted from the day
    of the snapshot: 0, or the end of a training. `lacking` is the sentence that says why nobody can.
    """

    people: tuple[int, ...] = ()
    since: tuple[float, ...] = ()
    calendar: int = -1
    lacking: str = ""


class Crew:
    """The people of a program as resources, with their timetables: what does not depend on the work there is."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self.calendars = {one.id: one for one in snapshot.calendars}
        self.teams = {one.id: one for one in snapshot.teams}
        self.book = TimetableBook(snapshot.as_of)
        self.people = snapshot.people
        self.place = {one.id: n for n, one in enumerate(snapshot.people)}
        self.switching = switching(snapshot)
        self.timetable = [
            self.book.row(
                self.calendar_of(one),
                one.capacity * (1 - self.switching.get(one.id, 0.0)),
                one.absences,
                one.joined_on,
                one.ramp_weeks,
            )
            for one in self.people
        ]
        self.of_team: dict[str, list[int]] = {}
        for n, one in enumerate(self.people):
            if not one.outside:
                self.of_team.setdefault(one.team, []).append(n)
        self._paces: dict[tuple[int, ...], float] = {}
        self._staff: dict[tuple[str, str, int], Staff] = {}

    def is_of(self, other: Snapshot) -> bool:
        """Whether another snapshot has the same people on the same calendars; so have most edits of one."""
        own = self._snapshot
        return (
            own.people is other.people
            and own.teams is other.teams
            and own.calendars is other.calendars
            and (own.calendar, own.as_of) == (other.calendar, other.as_of)
            and self.switching == switching(other)
        )

    def calendar_of(self, person: Person) -> Calendar:
        """The calendar somebody works on."""
        return self.calendars.get(person.calendar) or self.team_calendar(person.team)

    def team_calendar(self, team: str) -> Calendar:
        """The calendar of a team, else of the program."""
        own = self.teams[team].calendar if team in self.teams else ""
        return self.calendars.get(own) or self.calendars.get(self._snapshot.calendar) or USUAL_WEEK

    def best_pace(self, people: tuple[int, ...]) -> float:
        """Working days in a mean calendar day of whoever of them has most; five a week where there is nobody."""
        if people not in self._paces:
            self._paces[people] = max((self.book.pace(self.timetable[n]) for n in people), default=5 / 7)
        return self._paces[people]

    def staff(self, item: WorkItem, team: str) -> Staff:
        """Who can do an item of a team, or why nobody can."""
        if item.assignee:
            return self._assigned(item)
        asked = (team, item.skill, item.skill_level)
        if asked not in self._staff:
            found = self._of_team(item, team)
            if found.lacking:
                return found
            self._staff[asked] = found
        return self._staff[asked]

    def _of_team(self, item: WorkItem, team: str) -> Staff:
        if team in self.of_team and team:
            return self._chosen(item, self.of_team[team], f"in {self.team_name(team)}")
        if not team and item.skill and self.people:
            everybody = [n for n, one in enumerate(self.people) if not one.outside]
            return self._chosen(item, everybody, "in the program")
        return self._unbound(self.team_calendar(team), _name(item))

    def _assigned(self, item: WorkItem) -> Staff:
        if item.assignee not in self.place:
            gone = f"{_name(item)} is assigned to “{item.assignee}”, who is not in the program."
            return Staff(lacking=f"{gone} Assign it to somebody else.")
        n = self.place[item.assignee]
        if self.timetable[n] < 0:
            who = self.people[n].name or self.people[n].id
            return Staff(lacking=f"{who} has no working time for {_name(item)}. Assign it to somebody else.")
        return Staff(calendar=self.timetable[n]) if self.people[n].outside else Staff(people=(n,), since=(0.0,))

    def _chosen(self, item: WorkItem, among: list[int], where: str) -> Staff:
        able = {n: since for n in among if (since := self._able_since(n, item)) is not None}
        if not able:
            skill = f"“{item.skill}” at level {item.skill_level}" if item.skill else "it"
            return Staff(
                lacking=f"Nobody {where} can do {_name(item)}: it needs {skill}. Train, hire or borrow somebody."
            )
        present = [n for n in able if self.timetable[n] >= 0]
        if not present:
            return Staff(lacking=f"Nobody {where} who can do {_name(item)} has working time. Free somebody, or borrow.")
        # On ties whoever has the fewest other skills takes it, so that the versatile stay free.
        present.sort(key=lambda n: (len(self.people[n].skills), n))
        return Staff(people=tuple(present), since=tuple(able[n] for n in present))

    def _able_since(self, person: int, item: WorkItem) -> float | None:
        """The day from which somebody has the skill an item asks for, 0 if already; None when they never have."""
        if not item.skill:
            return 0.0
        own = [one for one in self.people[person].skills if one.name == item.skill and one.level >= item.skill_level]
        days = [day_of(one.since, self._snapshot.as_of) if one.since else 0.0 for one in own]
        return max(min(days), 0.0) if days else None

    def _unbound(self, calendar: Calendar, name: str) -> Staff:
        row = self.book.row(calendar)
        return (
            Staff(calendar=row)
            if row >= 0
            else Staff(lacking=f"The calendar of {name} has no working time at all. Correct its week.")
        )

    def team_name(self, team: str) -> str:
        """What a team is called, in every program that it works for."""
        return (self.teams[team].name if team in self.teams else "") or team


MOST_LOST = 0.6
"""However many projects somebody serves, they are not lost to switching altogether."""


def switching(snapshot: Snapshot) -> dict[str, float]:
    """The share of their time that each person loses because their open work belongs to several projects."""
    if not snapshot.switching_share:
        return {}
    projects: dict[str, set[str]] = {}
    for item in snapshot.work:
        if item.assignee and item.project and item.state in ("todo", "doing"):
            projects.setdefault(item.assignee, set()).add(item.project)
    return {
        who: min(snapshot.switching_share * (len(own) - 1), MOST_LOST) for who, own in projects.items() if len(own) > 1
    }


class Roster:
    """Who does the work of a program. `like` is that of the program before an edit: people it left alone are shared."""

    def __init__(self, snapshot: Snapshot, like: "Roster | None" = None) -> None:
        self._snapshot = snapshot
        self._project_team = {one.id: one.team for one in snapshot.projects}
        self.crew: Crew = like.crew if like and like.crew.is_of(snapshot) else Crew(snapshot)

    @property
    def as_of(self) -> date:
        """The day of the snapshot."""
        return self._snapshot.as_of

    @property
    def program(self) -> str:
        """The program's id."""
        return self._snapshot.id

    def team_of(self, item: WorkItem) -> str:
        """The team that does an item: its own, or that of its project."""
        return item.team or self._project_team.get(item.project, "")

    def staff(self, item: WorkItem) -> Staff:
        """Who can do an item, or why nobody can."""
        return self.crew.staff(item, self.team_of(item))

    def spent(self, item: WorkItem) -> float:
        """
        Working days that may have gone into an item in progress, by its worker's calendar since it was started.

        Somebody who has several items in progress has shared their days among them.
        """
        if item.state != "doing" or not item.started_on:
            return 0.0
        as_of, crew = self._snapshot.as_of, self.crew
        if item.assignee not in crew.place:
            return worked_since(crew.team_calendar(self.team_of(item)), item.started_on, as_of)
        who = crew.people[crew.place[item.assignee]]
        at_once = sum(one.state == "doing" and one.assignee == who.id for one in self._snapshot.work)
        return worked_since(crew.calendar_of(who), item.started_on, as_of, who.capacity, who.absences) / max(at_once, 1)


def _name(item: WorkItem) -> str:
    return item.name or item.id
