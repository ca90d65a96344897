"""The journal: what was done, by whom, and how to take it back."""

from dataclasses import dataclass
from datetime import date

from leadline.charts import words
from leadline.charts.parts import Empty, Field, Form, Pager
from leadline.record.access import PLANS, for_
from leadline.record.doors import Page, Visit, page
from leadline.record.models import Acceptance, JournalLine

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
    rows = for_(visit.who).journal(visit.program).select_related("undone_by", "undoes", "acceptance")
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
    undo = _undo(row, base) if may and row.edits and not undone else None
    return Line(
        row.pk,
        words.dated(row.says, visit.today),
        row.who,
        words.moment(row.at, visit.at.date()),
        _note(row, visit),
        undo,
    )


def _note(row: JournalLine, visit: Visit) -> str:
    if getattr(row, "undone_by", None):
        return "taken back"
    if row.undoes_id:
        return f"takes back line {row.undoes_id}"
    acceptance = getattr(row, "acceptance", None)
    return looked_back(acceptance, visit.today) if acceptance else ""


def looked_back(acceptance: Acceptance, today: date) -> str:
    """What was promised of an accepted remedy, and what came of it once a round has looked back."""
    promised = (
        f"Promised {words.plural(round(acceptance.price['days']), 'day')}" if acceptance.price else "Promised no days"
    )
    if acceptance.state != "verified":
        return f"{promised}; looked back at on {words.day(acceptance.look_back_on, today)}."
    true = [one["true"] for one in acceptance.came_true or []]
    plain = f"{sum(true)} of {words.plural(len(true), 'agreed change')} stand"
    delivered = acceptance.delivered or {}
    computed = (
        f"computed {words.plural(round(delivered['days']), 'day')}"
        if "days" in delivered
        else delivered.get("says", "not computed")
    )
    return f"{promised}. Looked back on {words.day(acceptance.verified_on, today)}: {computed}; {plain}."


def _undo(row: JournalLine, base: str) -> Form:
    fields = [
        Field(id=f"line-{row.pk}", name="line", label="", kind="hidden", value=str(row.pk)),
        Field(id=f"next-{row.pk}", name="next", label="", kind="hidden", value=f"{base}/journal"),
    ]
    return Form(id=f"undo-{row.pk}", title="Undo", action=f"{base}/do/undo", verb="Undo", fields=fields, kind="bare")
