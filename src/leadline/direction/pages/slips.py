"""Slips that somebody asked about, side by side: what each breaks, and what could be done."""

from dataclasses import dataclass
from datetime import date

from leadline.charts import words
from leadline.charts.parts import Cell, Column, Empty, Field, Form, Option, Row, Table
from leadline.direction.slips import answer_of, ask_form, called, in_plan
from leadline.program.snapshot import Snapshot, label
from leadline.record.access import RUNS, for_
from leadline.record.doors import Page, Visit, page
from leadline.record.models import Slip
from leadline.record.snapshots import load_snapshot

MOST_SHOWN, MOST_OFFERED = 50, 500
STATES = {
    Slip.ASKED: ("unknown", "Being computed"),
    Slip.ANSWERED: ("unknown", "Beside the plan"),
    Slip.ACCEPTED: ("on-track", "Taken back"),
    Slip.DROPPED: ("unknown", "Dropped"),
}


@dataclass(frozen=True, kw_only=True)
class SlipsPage(Page):
    """What the template reads."""

    says: str
    lede: str
    ask: Form | None = None
    table: Table | None = None
    empty: Empty | None = None


@page("slips", roles=RUNS)
def slips(visit: Visit) -> SlipsPage:
    """The slips of the program, the newest first."""
    snapshot = load_snapshot(visit.program, visit.today)
    rows = list(for_(visit.who).rows(Slip, visit.program).order_by("-id")[:MOST_SHOWN])
    return present(snapshot, rows, f"/p/{visit.program.key}")


def present(snapshot: Snapshot, rows: list[Slip], base: str) -> SlipsPage:
    """The page out of the slips that were asked about."""
    options = [
        Option(one.id, label("milestone", one)) for one in snapshot.milestones[:MOST_OFFERED] if one.done_on is None
    ]
    which = Field("slip-milestone", "milestone", "Milestone", "select", options=options, required=True)
    ask = ask_form(base, milestones=(which,)) if options else None
    lede = "Each is a branch beside the plan: on the same futures, with what it breaks and what could be done. One is accepted, the others are dropped."
    if not rows:
        says = (
            "A milestone comes three weeks later: whom does it hit, which promises break, and what could be done about it?"
            if options
            else "There is no open milestone that could slip."
        )
        empty = Empty("No slip was asked about", says, icon="slips")
        return SlipsPage(title="Slips", says="What if something slips?", lede=lede, ask=ask, empty=empty)
    live = sum(one.state in (Slip.ASKED, Slip.ANSWERED) for one in rows)
    columns = (
        Column("Slip"), Column("State"), Column("Promises that break", number=True, short="Breaks"),
        Column("Milestones later", number=True, short="Later", drop=True), Column("Best way out"), Column("Asked", drop=True),
    )  # fmt: skip
    table = Table("Slips that were asked about", columns, [_row(snapshot, one, base) for one in rows], look="sentences")
    return SlipsPage(
        title="Slips",
        says=f"{words.plural(live, 'slip')} beside the plan" if live else "No slip beside the plan",
        lede=lede,
        ask=ask,
        table=table,
    )


def state_of(snapshot: Snapshot, slip: Slip) -> tuple[str, str]:
    """The status and the word of where it stands."""
    if slip.problem:
        return "unknown", "Not computed"
    return ("at-risk", "In the plan") if in_plan(snapshot, answer_of(slip)) else STATES[slip.state]


def _row(snapshot: Snapshot, slip: Slip, base: str) -> Row:
    found = answer_of(slip)
    status, word = state_of(snapshot, slip)
    best = next((one for one in found.ways), None) if found else None
    gain = f"{words.days(-best.price.days)} days" if best and best.price else ""
    return Row(
        (
            Cell(called(snapshot, slip), f"{base}/slips/{slip.pk}", sub=slip.because),
            Cell(word, status=status),
            Cell(str(len(found.broken)) if found else "–"),
            Cell(str(sum((one.days or 0) > 0 for one in found.hits)) if found else "–"),
            Cell(words.dated(best.says, snapshot.as_of) if best else "none found" if found else "–", sub=gain),
            Cell(_asked(slip, snapshot.as_of), kind="quiet"),
        )
    )


def _asked(slip: Slip, today: date) -> str:
    return words.day(slip.asked_at.date(), today)
