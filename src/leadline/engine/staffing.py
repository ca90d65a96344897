"""Who can do a piece of work, and on whose calendar it is done."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np

from leadline.engine.calendars import TimetableBook, day_of, ramped, shares, worked_since
from leadline.engine.portions import Portion, Window, between, running, windows
from leadline.program.people import Calendar, Person
from leadline.program.snapshot import Snapshot
from leadline.program.work import WorkItem

USUAL_WEEK = Calendar(id="")
"""Monday to Friday without holidays, where nobody says otherwise."""


@dataclass(frozen=True)
class Staff:
    """
    Who does a work item: one of `people` (their places in `Crew.people`), or, where that is empty, nobody in
    particular, on the timetable `calendar`. `rows` has for each of them the timetable on which they do it, `since` and
    `until` the days between which they can begin it, counted from the day of the snapshot: from 0, or the end of a
    training, for ever, or as far as a project has a claim on them. Somebody may stand there several times, for different
    days. `hands` of them do it together, among them `lead` where that is a place in `Crew.people`. `lacking` is the sentence
    that says why nobody can.
    """

    people: tuple[int, ...] = ()
    rows: tuple[int, ...] = ()
    since: tuple[float, ...] = ()
    until: tuple[float, ...] = ()
    calendar: int = -1
    hands: int = 1
    lead: int = -1
    lacking: str = ""


class Crew:
    """
    The people of a program as resources, with their timetables: what does not depend on the work there is.

    After all of the snapshot's people, `people` has those once more on whose time projects have a claim, once for each such
    project: what they do for it they do in that share of their time, beside what they do for others in the rest. `claimed` has
    the days of the claims of each such part, and `whole` says of everybody whose part they are, else themselves.
    """

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self.calendars = {one.id: one for one in snapshot.calendars}
        self.teams = {one.id: one for one in snapshot.teams}
        self.book = TimetableBook(snapshot.as_of)
        self.place = {one.id: n for n, one in enumerate(snapshot.people)}
        self.switching = switching(snapshot)
        self._claims = running(snapshot)
        self._claimed = {one.project for claims in self._claims.values() for one in claims}
        self._shared: dict[tuple[int, str], int] = {}
        self.whole: list[int] = list(range(len(snapshot.people)))
        self.claimed: dict[int, tuple[Window, ...]] = {}
        self.people, self.timetable = self._resources(snapshot)
        self.of_team: dict[str, list[int]] = {}
        for n, one in enumerate(snapshot.people):
            if not one.outside:
                self.of_team.setdefault(one.team, []).append(n)
        self._paces: dict[tuple[int, ...], float] = {}
        self._staff: dict[tuple[str, str, int, str], Staff] = {}
        self._own: dict[tuple[str, str], Staff] = {}

    def _resources(self, snapshot: Snapshot) -> tuple[tuple[Person, ...], list[int]]:
        """Everybody, then everybody's portions for single projects; and the timetable of each."""
        people = list(snapshot.people)
        rows = [self._row(one, Portion(one.capacity, self._claims.get(one.id, ()))) for one in people]
        for n, one in enumerate(snapshot.people):
            claims = () if one.outside else self._claims.get(one.id, ())
            for project in sorted({claim.project for claim in claims}):
                self._shared[n, project] = len(people)
                self.claimed[len(people)] = windows(claims, project, snapshot.as_of)
                self.whole.append(n)
                people.append(one)
                rows.append(self._row(one, Portion(one.capacity, claims, project)))
        return tuple(people), rows

    def _row(self, one: Person, portion: Portion) -> int:
        left = 1 - self.switching.get(one.id, 0.0)
        calendar = self.calendar_of(one)
        if not portion.claims:
            return self.book.row(calendar, one.capacity * left, one.absences, one.joined_on, one.ramp_weeks)
        return self.book.row(calendar, left, one.absences, one.joined_on, one.ramp_weeks, portion)

    def is_of(self, other: Snapshot) -> bool:
        """Whether another snapshot has the same people on the same calendars; so have most edits of one."""
        own = self._snapshot
        return (
            own.people is other.people
            and own.teams is other.teams
            and own.calendars is other.calendars
            and running(own) == running(other)
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
        if item.hands > 1:
            return self._several(item, team)
        if item.assignee:
            own = (item.assignee, item.project if item.project in self._claimed else "")
            if own not in self._own:
                found = self._assigned(item)
                if found.lacking:
                    return found
                self._own[own] = found
            return self._own[own]
        asked = (team, item.skill, item.skill_level, item.project if item.project in self._claimed else "")
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

    def _several(self, item: WorkItem, team: str) -> Staff:
        """Those of whom several do an item together: of the team with the skill, and the assignee whatever they can."""
        one = self._assigned(item) if item.assignee else Staff()
        of_all = self._of_team(item, team or (self.people[self.place[item.assignee]].team if one.people else ""))
        if one.lacking or (one.calendar >= 0 and not of_all.people):
            return one
        if not one.people and of_all.calendar >= 0:
            return of_all
        # The assignee is one of them whatever they can, once: with the skill they would stand there a second time.
        own = [*zip(one.people, one.rows, one.since, one.until, strict=True)]
        others = zip(of_all.people, of_all.rows, of_all.since, of_all.until, strict=True)
        spans = own + [span for span in others if not own or self.people[span[0]].id != item.assignee]
        able = len({self.people[n].id for n, *_ in spans})
        if able < item.hands:
            says = f"{_name(item)} needs {item.hands} people at once, and only {able} can do it."
            return Staff(lacking=f"{says} Train, hire or borrow somebody.")
        people, rows, since, until = zip(*spans, strict=True)
        # A part of somebody is kept as themselves, so that the assignee is known by any of their parts.
        lead = self.place[item.assignee] if item.assignee and one.people else -1
        return Staff(people, rows, since, until, hands=item.hands, lead=lead)

    def _assigned(self, item: WorkItem) -> Staff:
        if item.assignee not in self.place:
            gone = f"{_name(item)} is assigned to “{item.assignee}”, who is not in the program."
            return Staff(lacking=f"{gone} Assign it to somebody else.")
        n = self.place[item.assignee]
        if self.people[n].outside and self.timetable[n] >= 0:
            return Staff(calendar=self.timetable[n])
        found = self._staffed({n: 0.0}, item.project)
        if not found.people:
            return Staff(lacking=f"{self._taken(n, _name(item))} Assign it to somebody else.")
        return found

    def _taken(self, person: int, name: str) -> str:
        """Why somebody has no time for a piece of work."""
        who = self.people[person].name or self.people[person].id
        claims = self._claims.get(self.people[person].id, ())
        if not claims or self._row(self.people[person], Portion(self.people[person].capacity, ())) < 0:
            return f"{who} has no working time for {name}."
        projects = {one.id: one.name or one.id for one in self._snapshot.projects}
        others = " and ".join(sorted({projects.get(one.project, one.project) for one in claims}))
        return f"All of {who}'s time is claimed for {others}: none is left for {name}."

    def _chosen(self, item: WorkItem, among: list[int], where: str) -> Staff:
        able = {n: since for n in among if (since := self._able_since(n, item)) is not None}
        if not able:
            skill = f"“{item.skill}” at level {item.skill_level}" if item.skill else "it"
            return Staff(
                lacking=f"Nobody {where} can do {_name(item)}: it needs {skill}. Train, hire or borrow somebody."
            )
        # On ties whoever has the fewest other skills takes it, so that the versatile stay free.
        ranked = sorted(able, key=lambda n: (len(self.people[n].skills), n))
        found = self._staffed({n: able[n] for n in ranked}, item.project)
        if not found.people:
            return Staff(lacking=f"Nobody {where} who can do {_name(item)} has working time. Free somebody, or borrow.")
        return found

    def _staffed(self, able: Mapping[int, float], project: str) -> Staff:
        """People who can from a day on, each as the part of them that has time for the project then."""
        spans = [span for n, since in able.items() for span in self._spans(n, since, project)]
        kept = [(n, row, first, last) for n, row, first, last in spans if first < last and row >= 0]
        people, rows, since_of, until_of = zip(*kept, strict=True) if kept else ((), (), (), ())
        return Staff(people, rows, since_of, until_of)

    def _spans(self, person: int, since: float, project: str) -> Iterator[tuple[int, int, float, float]]:
        """Between which days which part of somebody can begin work for a project on which timetable."""
        part = self._shared.get((person, project))
        if part is None:
            yield person, self.timetable[person], since, np.inf
            return
        claimed, row = self.claimed[part], self.timetable[part]
        yield from ((part, row, max(first, since), last) for first, last in claimed)
        if self.timetable[person] >= 0:
            yield from ((person, row, max(first, since), last) for first, last in between(claimed))

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
        Working days that may have gone into an item in progress, by its worker's calendar since it was started: as the days
        ahead are counted, with what a newcomer does not do yet and what is lost to switching left out.

        Somebody who has several items in progress has shared their days among them. What a time sheet says counts before all that.
        """
        if item.state != "doing":
            return 0.0
        if item.spent_days is not None:
            return item.spent_days
        if not item.started_on:
            return 0.0
        as_of, crew = self._snapshot.as_of, self.crew
        if item.assignee not in crew.place:
            return worked_since(crew.team_calendar(self.team_of(item)), item.started_on, as_of)
        who = crew.people[crew.place[item.assignee]]
        claims = tuple(one for one in self._snapshot.allocations if one.person == who.id)
        claimed = {one.project for one in claims}
        part = item.project if item.project in claimed else ""
        at_once = sum(
            one.state == "doing" and one.assignee == who.id and (one.project if one.project in claimed else "") == part
            for one in self._snapshot.work
        )
        days = max((as_of - item.started_on).days, 0)
        left = 1 - crew.switching.get(who.id, 0.0)
        worked = shares(crew.calendar_of(who), item.started_on, days, left, who.absences)
        worked = ramped(worked, item.started_on, who.joined_on, who.ramp_weeks)
        return float(worked @ Portion(who.capacity, claims, part).daily(item.started_on, days)) / max(at_once, 1)


def _name(item: WorkItem) -> str:
    return item.name or item.id
