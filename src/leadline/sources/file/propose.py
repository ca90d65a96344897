"""A first mapping for a table nobody has seen before, with its reasons: from its headers and from all of its values."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from leadline.sources.errors import BadMapping
from leadline.sources.file.column_values import distinct, plain_number, wordiness
from leadline.sources.file.dates import find_form
from leadline.sources.file.headers import roles_of, state_of
from leadline.sources.file.mapping import Mapping
from leadline.sources.file.propose_changes import columns_of, propose_changes
from leadline.sources.file.row import in_words
from leadline.sources.file.table import Table

ROWS = "rows"
"""What a proposed mapping calls its one table."""

_DAYS = {
    "not_before": "not_before",
    "due": "baseline_on",
    "created": "created_on",
    "started": "started_on",
    "done": "done_on",
}
_TEXTS = {"kind": "kind", "acceptance": "acceptance", "link": "link"}
_DAY_SECONDS = 8 * 3600


@dataclass(frozen=True)
class Proposal:
    """A mapping to begin with, why it is so, and what only a person can answer."""

    mapping: Mapping
    explanation: tuple[str, ...]
    questions: tuple[str, ...]


def propose(table: Table) -> Proposal:
    """
    A mapping of a table's columns, found in its headers and values.

    Raises:
        BadMapping: no column could be the name of anything.
    """
    if columns := columns_of(table):
        plain, told, asked = propose_changes(table, columns, ROWS)
        return Proposal(Mapping.read(plain), tuple(told), tuple(asked))
    return _Proposer(table).propose()


class _Proposer:
    def __init__(self, table: Table) -> None:
        self.table = table
        self.values = distinct(table)
        self.roles = roles_of(table.columns)
        self.told: list[str] = []
        self.asked: list[str] = []

    def propose(self) -> Proposal:
        self._find_name_and_days()
        work = {"id": "work_id", "name": self.roles["name"]}
        work |= self._days() | self._texts() | self._estimate() | self._spent() | self._state()
        nouns: list[dict[str, Any]] = [*self._people(work), *self._groups(work)]
        repeat = {} if "key" in self.roles else {"repeat": "number"}
        nouns.append({"noun": "work", "table": ROWS, "fields": work, **repeat})
        nouns += self._dependencies()
        values = {"work_id": {"column": self.roles.get("key", self.roles["name"]), "as": "slug"}, **self._ids()}
        plain = {"name": self.table.name, "tables": {ROWS: {"values": values}}, "nouns": nouns}
        return Proposal(Mapping.read(plain), tuple(self.told), tuple(self.asked))

    def _find_name_and_days(self) -> None:
        free = [column for column in self.table.columns if column not in self.roles.values()]
        if "name" not in self.roles:
            wordy = [one for one in free if wordiness(self.values[one]) > 0]
            if not wordy and "key" not in self.roles:
                raise BadMapping([f"No column of {self.table.name} could be the name of a task. Name one “Task”."])
            self.roles["name"] = max(
                wordy, key=lambda one: wordiness(self.values[one]), default=self.roles.get("key", "")
            )
            self._say("name", "its texts are the longest and the most varied")
        else:
            self._say("name", "of its header")
        if "key" in self.roles:
            self._say("key", "of its header; it makes the ids, so importing again changes nothing")
        else:
            self.told.append("There is no column of keys, so ids are made of names: a renamed task is a new one.")
        if "due" not in self.roles and (day := next((one for one in free if self._is_days(one)), "")):
            self.roles["due"] = day
            self._say("due", "its values are days")

    def _is_days(self, column: str) -> bool:
        texts = [value for value in self.values[column] if isinstance(value, str)]
        if texts and all(text.replace(".", "").replace(",", "").isdigit() for text in texts):
            return False
        if not texts:
            # What a spreadsheet calls a day; neither its numbers nor the lists that repeated headers make.
            return bool(self.values[column]) and all(isinstance(value, date) for value in self.values[column])
        return find_form(texts) is not None

    def _say(self, role: str, why: str) -> None:
        self.told.append(f"“{self.roles[role]}” is the {_CALLED.get(role, role)}, because {why}.")

    def _days(self) -> dict[str, Any]:
        fields = {}
        for role, field in _DAYS.items():
            if column := self.roles.get(role):
                texts = [value for value in self.values[column] if isinstance(value, str)]
                form = find_form(texts) if texts else None
                if texts and form is None:
                    self.told.append(f"“{column}” holds no days that can be read, so it was left out.")
                    continue
                fields[field] = {"column": column, "as": "date", **({"form": form.form} if form else {})}
                self.told.append(
                    f"“{column}” is the {_CALLED[role]}{f', read as {_spelled(form.form)}' if form else ''}."
                )
                if form and form.ambiguous:
                    self.asked.append(
                        f"In “{column}” the day and the month cannot be told apart (“{form.example}”). "
                        f"It is read as {_spelled(form.form)}; is that right?"
                    )
        if "baseline_on" in fields:
            self.told.append("Due days are kept as the plan; nobody has promised them until a date is agreed.")
        return fields

    def _texts(self) -> dict[str, Any]:
        return {
            field: {"column": self.roles[role], "as": "text"} for role, field in _TEXTS.items() if role in self.roles
        }

    def _estimate(self) -> dict[str, Any]:
        if "points" in self.roles:
            self.asked.append(
                f"“{self.roles['points']}” counts points, and points are no days, so they are left out. "
                "How many days is one? Then read it as a range with “times”."
            )
        return self._effort("estimate", "estimate", "estimate", "range")

    def _spent(self) -> dict[str, Any]:
        return self._effort("spent", "spent_days", "time people have put in", "days")

    def _effort(self, role: str, field: str, called: str, kind: str) -> dict[str, Any]:
        """The field of a column of efforts under its role, with the unit its header or its numbers tell."""
        column = self.roles.get(role)
        if not column:
            return {}
        header, unit, times = column.casefold(), "d", 1.0
        numbers = [number for value in self.values[column] if (number := plain_number(value)) is not None]
        if "hour" in header:
            unit = "h"
        elif "week" in header:
            unit = "w"
        elif numbers and min(number for number in numbers) >= 600 and all(number % 60 == 0 for number in numbers):
            times = 1 / _DAY_SECONDS
        told = {"d": "days", "h": "hours", "w": "weeks"}[unit] if times == 1 else "seconds, 8 hours a day"
        self.told.append(f"“{column}” is the {called}, in {told} where a cell does not say its unit.")
        options = {"unit": unit} | ({"times": times} if times != 1 else {})
        return {field: {"column": column, "as": kind, **options}}

    def _state(self) -> dict[str, Any]:
        column = self.roles.get("status")
        if not column:
            return {}
        seen = {in_words(value): state_of(in_words(value)) for value in self.values[column]}
        words = {word: state for word, state in sorted(seen.items()) if state}
        odd = sorted(word for word, state in seen.items() if not state)
        pairs = ", ".join(f"{word} → {state}" for word, state in list(words.items())[:12])
        self.told.append(f"“{column}” is the state: {pairs or 'none of its words is known'}.")
        if odd:
            these = ", ".join(f"“{word[:30]}”" for word in odd[:8])
            self.asked.append(f"What does “{column}” mean by {these}? Until you say it, such work is still to do.")
        return {"state": {"column": column, "as": "words", "words": words, "else": "todo"}}

    def _people(self, work: dict[str, Any]) -> list[dict[str, Any]]:
        column = self.roles.get("owner")
        if not column:
            self.told.append("No column names who does the work.")
            return []
        separator = self._separator(column)
        each = {"column": column, "as": "list", "separator": separator}
        self.told.append(f"“{column}” makes the people; the first one named does the work.")
        several = next((text for value in self.values[column] if separator in (text := in_words(value))), "")
        if several and separator == ",":
            self.asked.append(f"In “{column}”, “{several[:60]}” is read as several people. Is it, or is it one name?")
        work["assignee"] = {"column": column, "as": "first", "separator": separator}
        fields = {"id": {"column": "it", "as": "slug"}, "name": "it"}
        return [{"noun": "person", "table": ROWS, "each": each, "fields": fields, "repeat": "merge"}]

    def _groups(self, work: dict[str, Any]) -> list[dict[str, Any]]:
        nouns: list[dict[str, Any]] = []
        for role in ("team", "project", "milestone"):
            if column := self.roles.get(role):
                fields: dict[str, Any] = {"id": f"{role}_id", "name": f"{role}_name"}
                if role == "milestone" and "project" in self.roles:
                    fields["project"] = "project_id"
                when = {f"{role}_name": {"empty": False}}
                nouns.append({"noun": role, "table": ROWS, "when": when, "fields": fields, "repeat": "merge"})
                work[role] = f"{role}_id"
                several = any(isinstance(value, tuple) and len(value) > 1 for value in self.values[column])
                only = " Of several in one row only the first counts." if several else ""
                self.told.append(f"“{column}” makes a {role} of each of its values.{only}")
        return nouns

    def _ids(self) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for role in ("team", "project", "milestone"):
            if column := self.roles.get(role):
                values[f"{role}_name"] = {"column": column, "as": "first", "separator": ""}
                within = "{project_name|} " if role == "milestone" and "project" in self.roles else ""
                # Work and milestones share their ids; a milestone may well be called as a task is.
                mark = "m " if role == "milestone" else ""
                values[f"{role}_id"] = {"text": f"{mark}{within}{{{role}_name}}", "as": "slug"}
        return values

    def _dependencies(self) -> list[dict[str, Any]]:
        nouns = []
        for role in ("waits_for", "holds_up"):
            if column := self.roles.get(role):
                other = {"column": "it", "as": "link_key"}
                ends = ("before", "after") if role == "waits_for" else ("after", "before")
                fields = {
                    "id": {"text": f"{{work_id}} {role} {{it}}", "as": "slug"}, ends[0]: other, ends[1]: "work_id",
                    "kind": {"column": "it", "as": "link_kind"}, "lag_days": {"column": "it", "as": "link_lag"},
                }  # fmt: skip
                each = {"column": column, "as": "list", "separator": self._separator(column)}
                nouns.append({"noun": "dependency", "table": ROWS, "each": each, "fields": fields, "repeat": "merge"})
                self.told.append(f"“{column}” makes dependencies: {_CALLED[role]}.")
        return nouns

    def _separator(self, column: str) -> str:
        """The sign between several values of a cell: the one that most of the cells with any such sign have."""
        texts = [in_words(value) for value in self.values[column]]
        return max((";", ",", "|"), key=lambda sign: sum(sign in text for text in texts))


_CALLED = {
    "name": "name of the work", "key": "key", "due": "day it is planned for", "not_before": "day it can start",
    "created": "day it was created", "started": "day it was started", "done": "day it was done",
    "waits_for": "the row waits for what it names", "holds_up": "what it names waits for the row",
}  # fmt: skip


def _spelled(form: str) -> str:
    return "-".join({"d": "day", "m": "month", "y": "year"}[part] for part in form.split("-"))
