"""A schedule file to a program. Pure: the same file and day give the same program."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from leadline.program.slug import slug
from leadline.program.snapshot import PLACES, Snapshot
from leadline.sources.file.drafts import Drafts
from leadline.sources.file.finish import finish
from leadline.sources.file.imported import RowProblem
from leadline.sources.mspdi.calendars import WorkTime, calendars_of, plain_calendar
from leadline.sources.mspdi.fields import day, moment, number, text, whole
from leadline.sources.mspdi.ids import OwnFields, ids_of
from leadline.sources.mspdi.links import Links
from leadline.sources.mspdi.outline import Outline, outline_of
from leadline.sources.mspdi.people import Resources, assigned, resources_of
from leadline.sources.mspdi.schedule import Record, Schedule
from leadline.sources.mspdi.work import Tasks

_LATER, _RESOURCES = "Tasks", "Resources"


@dataclass(frozen=True)
class Translated:
    """
    The program of a schedule file, and what of the file it does not hold.

    `left_out` are counts by reason, `problems` what could not be used of single rows, `notes` sentences about the whole.
    """

    snapshot: Snapshot
    left_out: Mapping[str, int]
    problems: tuple[RowProblem, ...]
    notes: tuple[str, ...]


def translate(schedule: Schedule, as_of: date, *, id: str = "") -> Translated:
    """
    The program that a schedule file describes, on a day.

    Args:
        schedule: the file as read.
        as_of: the day of the import; of several rates the one of that day counts.
        id: the id of the program; without it one is made from the title of the file.

    Raises:
        TooLarge: it holds more than a program can have.
    """
    return _Run(schedule, as_of).result(id)


class _Run:
    """One translation on its way through a file."""

    def __init__(self, schedule: Schedule, as_of: date) -> None:
        self.schedule, self.as_of = schedule, as_of
        self.lost: Counter[str] = Counter()
        self.drafts = Drafts(None, {})
        self.problems: list[RowProblem] = []
        minutes = number(schedule.project, "MinutesPerDay") or 480.0
        self.full = int(minutes) if 1 <= minutes <= 1440 else 480
        self.calendars = calendars_of(schedule, self.full, self.lost)
        usual = self.calendars.get(whole(schedule.project, "CalendarUID", -1))
        self.usual = usual or WorkTime(-1, "", full=self.full)

    def result(self, id: str) -> Translated:
        """Everything, put together."""
        records = self.schedule.all_of("Tasks", "Task")
        outline = outline_of(records, self.lost)
        resources = resources_of(self.schedule, self.calendars, self.as_of, self.full / 60, self.lost)
        self._add_all(outline, resources, ids_of(records, OwnFields(self.schedule), "t"))
        nouns = finish(self.drafts, self.problems)
        snapshot = Snapshot(**{**self._head(outline, id), **{PLACES[noun]: own for noun, own in nouns.items()}})
        lost = {reason: count for reason, count in self.lost.most_common() if count}
        return Translated(snapshot, lost, tuple(self.problems), tuple(self._notes(snapshot)))

    def _add_all(self, outline: Outline, resources: Resources, ids: Mapping[int, str]) -> None:
        doers = assigned(self.schedule, resources, self.lost)
        own, hours_a_day = OwnFields(self.schedule), self.full / 60
        tasks = Tasks(outline, ids, resources, doers, self.calendars, own, hours_a_day, self.lost)
        for noun, plain, row in tasks.nouns():
            self._add(noun, plain, _LATER, row)
        for team in resources.teams.values():
            self._add("team", team, _RESOURCES, {})
        for person in resources.people.values():
            self._add("person", person, _RESOURCES, {})
        self._add_calendars(resources)
        rows = {whole(row, "UID"): row for row in (*outline.projects, *outline.phases, *outline.work)}
        links = Links(rows, outline.leaves, self.calendars, self.usual, hours_a_day, self.lost)
        feeds = {(one.plain["id"], one.plain.get("milestone")) for one in self.drafts.nouns["work"].values()}
        for plain, row in links.dependencies(ids):
            # A file that Leadline wrote says with a link what feeds a milestone.
            if (plain["before"], plain["after"]) not in feeds or plain["kind"] != "FS" or "lag_days" in plain:
                self._add("dependency", plain, _LATER, row)

    def _add_calendars(self, resources: Resources) -> None:
        used = {str(one.get("calendar")) for one in (*resources.people.values(), *resources.teams.values())}
        for one in self.calendars.values():
            if one.is_base or f"c{one.uid}" in used or one is self.usual:
                self._add("calendar", plain_calendar(one, f"c{one.uid}"), "Calendars", {})

    def _add(self, noun: str, plain: dict[str, Any], table: str, row: Record) -> None:
        line = whole(row, "ID")
        if says := self.drafts.add(noun, plain, table, line, ""):
            self.problems.append(RowProblem(table, line, "", says))

    def _head(self, outline: Outline, id: str) -> dict[str, Any]:
        project = self.schedule.project
        name = (text(project, "Title") or text(outline.program, "Name") or _without_ending(text(project, "Name")))[:200]
        currency = text(project, "CurrencyCode").upper()
        spent = sum(number(row, "ActualCost") or 0.0 for row in outline.work)
        return {
            "id": id or slug(name) or slug(_without_ending(self.schedule.name)) or "schedule",
            "as_of": self.as_of,
            "name": name,
            "calendar": f"c{self.usual.uid}" if self.usual.uid in self.calendars else "",
            "currency": currency if len(currency) == 3 and currency.isascii() and currency.isalpha() else "EUR",
            "spent_cents": min(max(round(spent), 0), 10**15),
            "started_on": day(project, "StartDate"),
        }

    def _notes(self, snapshot: Snapshot) -> list[str]:
        notes = []
        if status := moment(self.schedule.project, "StatusDate"):
            notes.append(f"The file says how things stood on {status:%Y-%m-%d}.")
        if lags := sum(bool(one.lag_days) for one in snapshot.dependencies):
            notes.append(
                f"{lags} links have a lag or a lead. They were counted into calendar days where the file's plan has them."
            )
        if promised := sum(one.state == "proposed" for one in snapshot.promises):
            notes.append(f"{promised} deadlines are proposed dates: nobody has promised them until they are agreed.")
        return notes


def _without_ending(name: str) -> str:
    stem, dot, ending = name.rpartition(".")
    return stem if dot and len(ending) <= 5 else name


def with_head_of(known: Any, snapshot: Snapshot) -> Snapshot:
    """The snapshot with the head of a program that is there already: a newer file tells about its parts."""
    from leadline.program.snapshot import HEAD

    return snapshot if known is None else replace(snapshot, **{name: getattr(known, name) for name in HEAD})
