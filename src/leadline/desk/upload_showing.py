"""A file that was read, as the page shows it before anything is kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from leadline.charts import words
from leadline.charts.parts import Banner, Cell, Column, Field, Form, Option, Row, Table
from leadline.desk.column_choices import FORMS, SAYS
from leadline.desk.past_imports import PROBLEM_COLUMNS, counted, problem_rows, spelled
from leadline.desk.uploads import Upload

MOST_FIELDS, MOST_CANDIDATES = 6, 50
_DAYS = ("due", "not_before", "created", "started", "done")


@dataclass(frozen=True)
class ColumnLine:
    """One column of the file: what stands in it and what it is taken for."""

    name: str
    examples: str
    role: Field
    form: Field | None


@dataclass(frozen=True)
class Shown:
    """What would change, how the file was read, what could not be used, and the buttons."""

    banners: tuple[Banner, ...]
    changes: tuple[Table, ...]
    explanation: tuple[str, ...]
    columns: tuple[ColumnLine, ...]
    questions: tuple[Field, ...]
    problems: Table | None
    problems_says: str
    reasons: tuple[tuple[str, str], ...]
    samples: tuple[Table, ...]
    unused: tuple[str, ...]
    change_url: str
    token: str
    keep: Form
    drop: Form


def shown(upload: Upload, base: str) -> Shown:
    """An upload that was read."""
    found = upload.found
    return Shown(
        banners=_banners(upload, base),
        changes=tuple(_changes(one) for one in found["programs"]),
        explanation=(*found["explanation"], *found["notes"]),
        columns=tuple(_column(number, one) for number, one in enumerate(found["columns"])),
        questions=tuple(_question(number, one) for number, one in enumerate(found["questions"])),
        problems=_problems(found),
        problems_says=_problems_says(found),
        reasons=_reasons(found),
        samples=tuple(_sample(noun, rows) for noun, rows in found["samples"].items()),
        unused=tuple(f"{table}: {', '.join(columns)}" for table, columns in found["unused"].items()),
        change_url=f"{base}/change",
        token=upload.token,
        keep=_button(upload, base, "keep", "Keep it", "strong"),
        drop=_button(upload, base, "drop", "Put it away", "bare"),
    )


def _button(upload: Upload, base: str, step: str, verb: str, kind: str) -> Form:
    fields = [Field(id=f"{step}-upload", name="upload", label="", kind="hidden", value=upload.token)]
    return Form(id=step, title=verb, action=f"{base}/{step}", verb=verb, fields=fields, kind=kind)


def _banners(upload: Upload, base: str) -> tuple[Banner, ...]:
    made = [Banner("Look at this first", says, status="at-risk") for says in upload.found["confirm"]]
    if seen := upload.found["seen"]:
        when = words.moment(datetime.fromisoformat(seen))
        made.append(Banner("This very file was imported before", f"On {when} (UTC).", icon="done"))
    for one in upload.found["programs"]:
        if one["new"]:
            made.append(Banner(f"It becomes a program of its own: {one['name']}", icon="program"))
        elif one["id"] != upload.program:
            says = "What it says goes there, not here."
            made.append(Banner(f"It is the program “{one['name']}”", says, status="at-risk"))
        if one["elsewhere"]:
            told = counted(one["elsewhere"])
            says = "They came from another file or were typed in here, so this file does not change them."
            made.append(Banner(f"{told} stay as they are", says, status="unknown"))
    return tuple(made)


def _changes(program: Mapping[str, Any]) -> Table:
    kinds = ("added", "changed", "gone", "elsewhere")
    nouns = list(dict.fromkeys(noun for kind in kinds for noun in program[kind]))
    rows = [
        Row([Cell(spelled(noun, 2)), *(_count(program[kind].get(noun, 0), kind) for kind in kinds)]) for noun in nouns
    ]
    if program["head"] and not program["new"]:
        said = words.listed([name.replace("_", " ").removesuffix(" cents") for name in program["head"]])
        rows.append(Row([Cell("the program itself", sub=said), Cell(), Cell("yes"), Cell(), Cell()]))
    numbers = [Column(says, number=True) for says in ("New", "Changed", "Gone", "Left alone")]
    return Table(f"What it would change in {program['name']}", [Column("What"), *numbers], rows)


def _count(number: int, kind: str) -> Cell:
    look = "strong" if number and kind == "gone" else "" if number else "quiet"
    return Cell(words.number(number) if number else "0", kind=look)


def _column(number: int, one: Mapping[str, Any]) -> ColumnLine:
    options = [
        Option("", "not used", not one["role"]),
        *(Option(role, says, role == one["role"]) for role, says in SAYS.items()),
    ]
    role = Field(
        id=f"role-{number}", name=f"role-{number}", label=f"What “{one['name']}” is", kind="select", options=options
    )
    form = None
    if one["role"] in _DAYS and one["form"]:
        ways = [Option(value, says, value == one["form"]) for value, says in FORMS.items()]
        form = Field(
            id=f"form-{number}",
            name=f"form-{number}",
            label=f"How days are written in “{one['name']}”",
            kind="select",
            options=ways,
        )
    return ColumnLine(one["name"], " · ".join(one["examples"]) or "empty", role, form)


def _question(number: int, one: Mapping[str, Any]) -> Field:
    options = [
        Option("", "leave it out", True),
        *(Option(id, says) for id, says in one["candidates"][:MOST_CANDIDATES]),
    ]
    lines = ", ".join(str(line) for line in one["lines"][:5])
    return Field(
        id=f"answer-{number}",
        name=f"answer-{number}",
        label=f"Which {one['noun']} is “{one['name']}”?",
        kind="select",
        options=options,
        hint=f"{'Line' if len(one['lines']) == 1 else 'Lines'} {lines}",
    )


def _problems(found: Mapping[str, Any]) -> Table | None:
    if not found["problems"]:
        return None
    return Table("Rows that cannot be used", PROBLEM_COLUMNS, problem_rows(found["problems"]))


def _problems_says(found: Mapping[str, Any]) -> str:
    more = found["problem_count"] - len(found["problems"])
    rest = f" The first {len(found['problems'])} are shown; all are kept with the import." if more > 0 else ""
    return f"{words.plural(found['problem_count'], 'thing')}. Everything else is used.{rest}"


def _reasons(found: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    told = [(number, f"will have no odds: {reason}") for reason, number in found["without_odds"].items()]
    told += [(number, f"left out: {reason}") for reason, number in found["skipped"].items()]
    return tuple((words.number(number), says) for number, says in sorted(told, key=lambda pair: -pair[0]))


def _sample(noun: str, rows: list[Mapping[str, Any]]) -> Table:
    names = [name for name in dict.fromkeys(name for row in rows for name in row) if name != "id"][:MOST_FIELDS]
    columns = [Column("Id"), *(Column(name.replace("_", " ").capitalize()) for name in names)]
    made = [Row([Cell(str(row["id"])), *(Cell(_said(row.get(name))) for name in names)]) for row in rows]
    return Table(f"First {spelled(noun, 2)}", columns, made)


def _said(value: Any) -> str:
    if isinstance(value, list):
        return words.listed([_said(one) for one in value[:3]])
    if isinstance(value, dict):
        return ", ".join(_said(one) for one in value.values())
    return "" if value is None else str(value)[:80]
