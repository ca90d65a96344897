"""The rounds so far, how the running one is getting on, and a button for another."""

from dataclasses import dataclass

from leadline.charts import words
from leadline.charts.parts import Cell, Column, Form, Progress, Row, Table
from leadline.desk.progress import progress
from leadline.desk.questions import running
from leadline.record.access import PLANS, for_
from leadline.record.doors import Page, Visit, page
from leadline.record.models import Job


@dataclass(frozen=True, kw_only=True)
class RoundsPage(Page):
    """What the template reads."""

    says: str
    lede: str
    progress: Progress | None
    table: Table
    problem: str
    run: Form | None


@page("rounds")
def rounds(visit: Visit) -> RoundsPage:
    """When Leadline looked, at what, and how long it took."""
    found = list(for_(visit.who).rounds(visit.program).order_by("-number").defer("snapshot", "outlook")[:30])
    live = running(visit)
    base = f"/p/{visit.program.key}"
    failed = for_(visit.who).jobs(visit.program).filter(kind="round").order_by("-id").first()
    rows = [
        Row(
            [
                Cell(f"Round {one.number}"),
                Cell(words.moment(one.finished_at, visit.at.date())),
                Cell(words.day(one.as_of)),
                Cell(f"{(one.finished_at - one.started_at).total_seconds():.1f} s"),
                Cell(f"{one.futures:,}"),
                Cell(words.share(one.totals.get("joint"))),
            ]
        )
        for one in found
    ]
    columns = [
        Column("Round"),
        Column("Ended"),
        Column("As of"),
        Column("Took", number=True),
        Column("Futures", number=True, drop=True),
        Column("All promises hold", number=True),
    ]
    return RoundsPage(
        title="Rounds",
        says=f"{words.plural(found[0].number, 'round')} so far." if found else "No round has run yet.",
        lede="A round hears the sources, looks back, simulates, looks for trouble, prices what could be done and drafts letters. It runs every morning and after changes.",
        progress=progress(live, base) if live else None,
        table=Table("Rounds, newest first", columns, rows),
        problem=f"The last one did not end: {failed.error}" if failed and failed.state == Job.FAILED else "",
        run=Form(
            id="run",
            title="Run a round now",
            action=f"{base}/do/run_round?next={base}/rounds",
            verb="Run a round now",
            kind="strong",
        )
        if visit.who.role_in(visit.program) in PLANS and not live
        else None,
    )
