"""A first mapping for a table of changes, as trackers export them: of what, which field, when, from what, to what."""

from collections.abc import Callable
from typing import Any

from leadline.sources.file.column_values import KEPT, plain_number
from leadline.sources.file.dates import find_form
from leadline.sources.file.headers import plain_header, state_of
from leadline.sources.file.row import Cell, in_words
from leadline.sources.file.table import Table

_HEADERS = {
    "subject": ("issue key", "key", "issue", "item", "item key", "work item", "task", "ticket", "issue id", "id"),
    "field": ("field", "field name", "changed field", "attribute", "property", "what changed"),
    "on": ("changed on", "changed at", "changed", "date of change", "change date", "created", "created at", "date", "when", "updated", "time"),
    "was": ("from", "fromstring", "from string", "from value", "old value", "old", "was", "before"),
    "became": ("to", "tostring", "to string", "to value", "new value", "new", "became", "after"),
}  # fmt: skip
"""What the columns of a table of changes are called, the surest first; what was may be missing."""

_FIELDS = {
    "estimate": ("estimate", "original estimate", "timeoriginalestimate", "time estimate", "effort", "days", "duration"),
    "due": ("due", "due date", "duedate", "deadline", "target date", "baseline", "baseline_on", "target end"),
    "milestone": ("milestone", "fix version", "fix versions", "fix version/s", "fixversion", "version", "release", "epic link"),
    "state": ("state", "status", "workflow state"),
    "blocked": ("blocked", "flagged", "impediment", "on hold"),
}  # fmt: skip

_DAY_SECONDS = 8 * 3600


def columns_of(table: Table) -> dict[str, str]:
    """The columns by what they say; empty where it is no table of changes."""
    plain = {plain_header(column): column for column in reversed(table.columns)}
    found = {
        role: plain[name]
        for role, names in _HEADERS.items()
        if (name := next((one for one in names if one in plain), ""))
    }
    return found if {"subject", "field", "on", "became"} <= set(found) else {}


def propose_changes(table: Table, columns: dict[str, str], rows: str) -> tuple[dict[str, Any], list[str], list[str]]:
    """
    The plain form of a mapping, why it is so, and what only a person can answer.

    Args:
        table: of changes.
        columns: as `columns_of` gives them.
        rows: what the mapping calls its one table.
    """
    words, values, days = _seen(table, columns)
    told = [f"It is a table of changes: “{columns['field']}” of “{columns['subject']}”, dated “{columns['on']}”."]
    told.append("Changes belong to work that is there already: import them into its program (--program).")
    asked: list[str] = []
    kinds: dict[str, Callable[[list[Cell]], dict[str, Any]]] = {
        "estimate": _estimate, "due": _due, "milestone": lambda own: {"as": "text"}, "state": lambda own: _state(own, asked),
        "blocked": _blocked,
    }  # fmt: skip
    read = {name: kind(values.get(name, [])) for name, kind in kinds.items()}
    form = find_form(in_words(one) for one in days if isinstance(one, str))
    if form and form.ambiguous:
        asked.append(f"In “{columns['on']}” the day and the month cannot be told apart (“{form.example}”). It is read as {form.form}; is that right?")  # fmt: skip
    table_values: dict[str, Any] = {
        "about": {"column": columns["field"], "as": "words", "words": words, "else": ""},
        "day": {"column": columns["on"], "as": "date", **({"form": form.form} if form else {})},
        "change": {"text": f"{{{columns['subject']}}} {{about}} {{day}} {{{columns['became']}|}}", "as": "slug"},
    }
    fields: dict[str, Any] = {
        "id": "change", "subject": {"column": columns["subject"], "as": "text"}, "field": "about", "changed_on": "day",
    }  # fmt: skip
    for name in ("was", "became"):
        if column := columns.get(name):
            fields[name] = {
                "case": [{"when": {"about": about}, "column": column, **how} for about, how in read.items()]
            }
    skip = [
        {"when": {"about": {"empty": True}}, "because": "a change of another field is not kept"},
        {"when": {"day": {"after": {"as_of": 0}}}, "because": "it is dated after today"},
    ]
    nouns = [{"noun": "revision", "table": rows, "fields": fields, "repeat": "merge"}]
    return {"name": table.name, "tables": {rows: {"values": table_values, "skip": skip}}, "nouns": nouns}, told, asked


def _seen(table: Table, columns: dict[str, str]) -> tuple[dict[str, str], dict[str, list[Cell]], list[Cell]]:
    """Which word of a field is which, the different values each takes, and the different days."""
    place = {role: table.columns.index(column) for role, column in columns.items()}
    known = {name: about for about, names in _FIELDS.items() for name in names}
    words: dict[str, str] = {}
    values: dict[str, dict[Cell, None]] = {}
    days: dict[Cell, None] = {}
    for row in table.rows():
        if row.trouble:
            continue
        word = in_words(row.cells[place["field"]]).strip()
        if about := known.get(plain_header(word)):
            words[word.casefold()] = about
            own = values.setdefault(about, {})
            for role in ("was", "became"):
                if role in place and len(own) < KEPT and row.cells[place[role]] not in ("", ()):
                    own[row.cells[place[role]]] = None
        if len(days) < KEPT:
            days[row.cells[place["on"]]] = None
    return words, {about: list(own) for about, own in values.items()}, list(days)


def _estimate(values: list[Cell]) -> dict[str, Any]:
    numbers = [number for value in values if (number := plain_number(value)) is not None]
    seconds = bool(numbers) and all(number % 60 == 0 for number in numbers) and max(numbers) >= 600
    return {"as": "range", "unit": "d", **({"times": 1 / _DAY_SECONDS} if seconds else {})}


def _due(values: list[Cell]) -> dict[str, Any]:
    form = find_form(in_words(value) for value in values if isinstance(value, str))
    return {"as": "date", **({"form": form.form} if form else {})}


def _state(values: list[Cell], asked: list[str]) -> dict[str, Any]:
    seen = {in_words(value): state_of(in_words(value)) for value in values}
    if odd := sorted(word for word, state in seen.items() if not state):
        asked.append(
            f"What state is {', '.join(f'“{word[:30]}”' for word in odd[:8])}? Until you say it, it is still to do."
        )
    return {"as": "words", "words": {word: state for word, state in sorted(seen.items()) if state}, "else": "todo"}


def _blocked(values: list[Cell]) -> dict[str, Any]:
    """A flag that is set says what it likes; one that is taken away says nothing, or no."""
    return {"as": "words", "words": {"no": "", "false": "", "0": "", "none": "", "unblocked": ""}, "else": "blocked"}
