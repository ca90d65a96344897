"""Every promise of the program in one row each: first date, present date, moves, forecast, odds, and who made it."""

from leadline.charts import words
from leadline.charts.parts import Cell, Column, Row, Table
from leadline.charts.together import crowded, together
from leadline.desk.landing import foreseen, near
from leadline.desk.questions import Standing
from leadline.program.commitments import commitments, line
from leadline.program.promises import Promise
from leadline.program.snapshot import label

COLUMNS = (
    Column("Milestone"), Column("Status"), Column("First promise", number=True, short="First"), Column("Promise", number=True),
    Column("Moves", number=True), Column("P50", number=True), Column("P80", number=True), Column("Odds"), Column("Promised by", drop=True),
)  # fmt: skip


def table(now: Standing, base: str) -> Table | None:
    """A row a promise, in the order they are due; None where nothing is promised."""
    rows = [_row(now, id, promise, base) for id, promise in commitments(now.snapshot).items()]
    return Table("All promises with odds and history", COLUMNS, rows, look="promises-table") if rows else None


def odds(now: Standing) -> list[float]:
    """The odds of each promise that has some."""
    each = [_odds(now, promise) for promise in commitments(now.snapshot).values()]
    return [one for one in each if one is not None]


def together_says(now: Standing) -> str:
    """How the promises hold together, over the table."""
    count, joint = len(commitments(now.snapshot)), now.outlook.joint
    if not count:
        return "Nothing is promised. Open a milestone and propose a date."
    if joint is None or not odds(now):
        return "How likely they hold together is unknown."
    said = together(odds(now), joint)
    if count == 1 or crowded(odds(now), joint):
        return said
    return f"{said} Late projects are late together, so never multiply."


def rest(now: Standing) -> str:
    """How many open milestones carry no promise."""
    known = commitments(now.snapshot)
    others = sum(one.done_on is None and one.id not in known for one in now.snapshot.milestones)
    return f"{words.plural(others, 'more milestone')} without a promise" if others else ""


def _odds(now: Standing, promise: Promise) -> float | None:
    seen = foreseen(now, promise)
    return seen.odds_of(promise.due) if seen and promise.due else None


def _row(now: Standing, id: str, promise: Promise, base: str) -> Row:
    stood, seen, as_of = line(now.snapshot, id), foreseen(now, promise), now.snapshot.as_of
    by, share = now.snapshot.find("person", promise.set_by), _odds(now, promise)
    p50, p80 = ((near(seen.date_at(level), as_of) if seen else words.UNKNOWN) for level in (0.5, 0.8))
    computed = "computed" if seen else "quiet"
    return Row(
        [
            Cell(now.names.get(id, id), f"{base}/milestones/{id}"),
            Cell(status=str(now.round.statuses.get(id, {}).get("status", "unknown"))),
            Cell(words.day(stood.first.due, as_of) if stood else "none", kind="quiet"),
            Cell(words.day(promise.due, as_of), kind="promised"),
            Cell(str(stood.moves) if stood else "0"),
            Cell(p50, kind=computed),
            Cell(p80, kind=computed),
            Cell(odds=share) if share is not None else Cell("blind", kind="quiet", sub=_why(now, id)),
            Cell(label("person", by) if by else "nobody named", kind="quiet"),
        ]
    )


def _why(now: Standing, id: str) -> str:
    seen = now.outlook.milestones.get(id)
    return seen.blind if seen else "It is newer than the last round."
