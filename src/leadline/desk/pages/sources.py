"""Sources: every tracker the program is heard from, how it stands, and who must do what."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from leadline.charts import words
from leadline.charts.parts import Cell, Column, Empty, Row, Table
from leadline.desk.source_saying import budget, counted, lag, left, stands
from leadline.record.access import RUNS, for_
from leadline.record.doors import Page, Visit, page
from leadline.record.models import Job, Source


@dataclass(frozen=True, kw_only=True)
class SourcesPage(Page):
    """What the template reads."""

    says: str
    lede: str
    connect_url: str
    table: Table | None = None
    empty: Empty | None = None


@page("sources", roles=RUNS)
def sources(visit: Visit) -> SourcesPage:
    """The connected trackers of the program."""
    found = list(for_(visit.who).rows(Source, visit.program).filter(retired_at=None).order_by("address"))
    live = for_(visit.who).jobs(visit.program).filter(kind="hear", state=Job.RUNNING)
    return present(found, {one.body.get("source"): one for one in live}, visit.at, f"/p/{visit.program.key}")


def present(found: Sequence[Source], reading: Mapping[int, Job], at: datetime, base: str) -> SourcesPage:
    """The page out of the sources and what is read now."""
    connect = f"{base}/connect"
    lede = "A tracker is read and never written to, unless you switch writing on for it and approve each change."
    if not found:
        says = "Connect the tracker the program lives in: its token is sealed, and nothing is read before you have seen what."
        empty = Empty("No tracker yet", says, icon="import", url=connect, verb="Connect a tracker", strong=True)
        return SourcesPage(title="Sources", says="No tracker is connected", lede=lede, connect_url="", empty=empty)
    stuck = sum(one.state == Source.STOPPED for one in found)
    says = f"{words.plural(len(found), 'tracker')} connected"
    if stuck:
        says += f", {stuck} of them {'waits' if stuck == 1 else 'wait'} for somebody"
    columns = (Column("Source"), Column("State"), Column("Last heard"), Column("What there is"), Column("Requests"))
    rows = [_row(one, reading.get(one.pk), at, base) for one in found]
    table = Table("Connected trackers", columns, rows)
    return SourcesPage(title="Sources", says=says, lede=lede, connect_url=connect, table=table)


def _row(one: Source, job: Job | None, at: datetime, base: str) -> Row:
    status, word = stands(one)
    if job is not None:
        word = f"Reading, {words.share(job.share)}"
    more = left(job, at) if job else one.says
    title = one.title if one.title != one.address else ""
    return Row(
        (
            Cell(one.address, f"{base}/source/{one.pk}", sub=title),
            Cell(word, status=status, sub=more),
            Cell(lag(one, at)),
            Cell(counted(one) or "not known yet", kind="quiet"),
            Cell(budget(one) or "not said", kind="quiet"),
        )
    )
