"""Imports that were kept: what they brought, and every row they could not use."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from leadline.charts import words
from leadline.charts.parts import Cell, Column, Pager, Row, Table
from leadline.record.access import for_
from leadline.record.doors import Visit
from leadline.record.models import Import

A_PAGE, PROBLEMS_A_PAGE = 10, 100


@dataclass(frozen=True)
class Past:
    """The imports of a program, newest first; `problems` are those of the one that was asked for."""

    table: Table | None
    problems: Table | None = None
    problems_says: str = ""
    facts: tuple[tuple[str, str], ...] = ()


def past(visit: Visit, base: str) -> Past:
    """What the address asks for: `import` is the number of one, `page` and `row` say how far down."""
    rows = for_(visit.who).rows(Import, visit.program).order_by("-id")
    start = _number(visit.query, "page")
    shown = list(rows[start * A_PAGE : (start + 1) * A_PAGE])
    total = rows.count()
    chosen = rows.filter(pk=int(visit.query["import"])).first() if visit.query.get("import", "").isdigit() else None
    table = _table(shown, visit, base, chosen, _pager(start, len(shown), total, f"{base}?page=", A_PAGE))
    if chosen is None:
        return Past(table if shown else None)
    return Past(table, *_of_one(chosen, _number(visit.query, "row"), base))


def problem_rows(problems: list[Mapping[str, Any]]) -> list[Row]:
    """Rows of a file that could not be used, with their line and the reason."""
    return [Row([Cell(f"{one['table']}:{one['line']}", sub=one["column"]), Cell(one["says"])]) for one in problems]


PROBLEM_COLUMNS = (Column("Line"), Column("What is wrong, and what to do", short="Why"))


def counted(counts: Mapping[str, int]) -> str:
    """Counts by noun in words: “12 work items, 3 people”."""
    return words.listed([f"{words.number(number)} {spelled(noun, number)}" for noun, number in counts.items()])


def spelled(noun: str, number: int) -> str:
    """A noun as people say it: one person, two people; work is counted in items."""
    if number == 1:
        return {"work": "work item"}.get(noun, noun)
    irregular = {"work": "work items", "person": "people", "dependency": "dependencies"}
    return irregular.get(noun, f"{noun}s")


def _table(rows: list[Import], visit: Visit, base: str, chosen: Import | None, pager: Pager | None) -> Table:
    columns = (
        Column("File"),
        Column("When"),
        Column("What changed"),
        Column("Not used", number=True, short="Rows not used"),
    )
    return Table(
        caption="Imports, newest first",
        columns=columns,
        rows=[_row(one, visit, base, chosen) for one in rows],
        pager=pager,
    )


def _row(one: Import, visit: Visit, base: str, chosen: Import | None) -> Row:
    changed = [
        f"{words.number(sum(one.counts.get(kind, {}).values()))} {says}"
        for kind, says in (("added", "new"), ("changed", "changed"), ("gone", "gone"))
        if one.counts.get(kind)
    ]
    return Row(
        [
            Cell(one.file_name, f"{base}?import={one.pk}#import", sub=counted(one.counts.get("read", {}))),
            Cell(words.moment(one.at, visit.at.date()), kind="quiet"),
            Cell(", ".join(changed) or "nothing"),
            Cell(words.number(len(one.problems)) if one.problems else "none", kind="" if one.problems else "quiet"),
        ],
        chosen=chosen is not None and one.pk == chosen.pk,
    )


def _of_one(one: Import, start: int, base: str) -> tuple[Table | None, str, tuple[tuple[str, str], ...]]:
    reasons = [*one.counts.get("without_odds", {}).items()]
    facts = tuple((words.number(number), f"without odds: {reason}") for reason, number in reasons)
    facts += tuple((words.number(number), f"left out: {why}") for why, number in one.counts.get("skipped", {}).items())
    if not one.problems:
        return None, f"{one.file_name}: every row was used.", facts
    part = one.problems[start * PROBLEMS_A_PAGE : (start + 1) * PROBLEMS_A_PAGE]
    pager = _pager(start, len(part), len(one.problems), f"{base}?import={one.pk}&row=", PROBLEMS_A_PAGE, "#import")
    table = Table("Rows that could not be used", PROBLEM_COLUMNS, problem_rows(part), pager)
    return table, f"{one.file_name}: {words.plural(len(one.problems), 'thing')} could not be used.", facts


def _number(query: Mapping[str, str], name: str) -> int:
    """How many pages down, from 0; addresses count from 1."""
    given = query.get(name, "")
    return max(int(given) - 1, 0) if given.isdigit() and len(given) < 8 else 0


def _pager(start: int, shown: int, total: int, url: str, size: int, anchor: str = "") -> Pager | None:
    if total <= size:
        return None
    return Pager(
        start * size + 1,
        start * size + shown,
        total,
        f"{url}{start}{anchor}" if start else "",
        f"{url}{start + 2}{anchor}" if (start + 1) * size < total else "",
    )
