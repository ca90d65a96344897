"""The journal: what was done, by whom, and how to take it back."""

from dataclasses import dataclass

from leadline.charts import words
from leadline.charts.parts import Empty, Field, Form, Pager
from leadline.record.access import PLANS, for_
from leadline.record.doors import Page, Visit, page
from leadline.record.models import JournalLine

A_PAGE = 50


@dataclass(frozen=True)
class Line:
    """One line, with the way back where there is one."""

    number: int
    says: str
    who: str
    when: str
    note: str
    undo: Form | None


@dataclass(frozen=True, kw_only=True)
class JournalPage(Page):
    """What the template reads."""

    says: str
    lede: str
    lines: tuple[Line, ...]
    pager: Pager | None
    empty: Empty | None


@page("journal")
def journal(visit: Visit) -> JournalPage:
    """What was done in this program, newest first."""
    number = int(visit.query["page"]) if visit.query.get("page", "").isdigit() else 1
    rows = for_(visit.who).journal(visit.program).select_related("undone_by", "undoes")
    start = (max(1, number) - 1) * A_PAGE
    may = visit.who.role_in(visit.program) in PLANS
    base = f"/p/{visit.program.key}"
    return present(list(rows[start : start + A_PAGE]), rows.count(), start, base, visit, may=may)


def present(rows: list[JournalLine], total: int, start: int, base: str, visit: Visit, *, may: bool) -> JournalPage:
    """The page out of its lines."""
    here = f"{base}/journal?page="
    page_number = start // A_PAGE + 1
    pager = Pager(
        start + 1,
        start + len(rows),
        total,
        f"{here}{page_number - 1}" if page_number > 1 else "",
        f"{here}{page_number + 1}" if start + A_PAGE < total else "",
    )
    return JournalPage(
        title="Journal",
        says=f"{words.plural(total, 'thing')} done in this program." if total else "Nothing has been done here yet.",
        lede="Lines are only ever added. What changed the plan can be taken back, and that is a line as well.",
        lines=tuple(_line(row, base, visit, may=may) for row in rows),
        pager=pager if total > A_PAGE else None,
        empty=None
        if rows
        else Empty(
            "No line yet",
            "Accept a remedy, add a milestone or propose a date: each leaves a line here.",
            icon="journal",
        ),
    )


def _line(row: JournalLine, base: str, visit: Visit, *, may: bool) -> Line:
    undone = getattr(row, "undone_by", None)
    note = "taken back" if undone else f"takes back line {row.undoes_id}" if row.undoes_id else ""
    undo = None
    if may and row.edits and not undone:
        fields = [
            Field(id=f"line-{row.pk}", name="line", label="", kind="hidden", value=str(row.pk)),
            Field(id=f"next-{row.pk}", name="next", label="", kind="hidden", value=f"{base}/journal"),
        ]
        undo = Form(
            id=f"undo-{row.pk}", title="Undo", action=f"{base}/do/undo", verb="Undo", fields=fields, kind="bare"
        )
    return Line(row.pk, row.says, row.who, words.moment(row.at, visit.at.date()), note, undo)
