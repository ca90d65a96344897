"""Every date ever named for a milestone: promises, targets, proposals, with the odds of their day and who said what."""

from datetime import date

from leadline.charts import words
from leadline.charts.parts import Cell, Column, Row, Table
from leadline.direction.proposing import said
from leadline.direction.questions import Standing
from leadline.program.promises import Promise

KINDS = {"commitment": "Promise", "target": "Target", "delivery": "Delivery"}
STATES = {
    "agreed": "stands", "proposed": "proposed", "replaced": "replaced", "kept": "kept", "missed": "missed",
    "withdrawn": "withdrawn",
}  # fmt: skip


def history(now: Standing, id: str) -> Table | None:
    """The table, oldest first; None where nothing was ever named."""
    own = [one for one in now.snapshot.promises if one.milestone == id]
    if not own:
        return None
    columns = [
        Column("Set on"), Column("Kind"), Column("Date", number=True), Column("Odds that day", number=True, short="Odds"),
        Column("State"), Column("Set by", drop=True), Column("Answers", drop=True),
    ]  # fmt: skip
    rows = sorted(own, key=lambda one: (one.set_on or date.min, one.id))
    return Table(f"Every date named for {now.name('milestone', id)}", columns, [_row(now, one) for one in rows])


def _row(now: Standing, one: Promise) -> Row:
    fixed = f"fixed by {one.fixed_outside}" if one.fixed_outside else ""
    answers = [f"{now.name('person', answer.person)} {said(answer, now.today)}" for answer in one.doers]
    return Row(
        [
            Cell(words.day(one.set_on, now.today) if one.set_on else "day unknown", url=now.url("promise", one.id)),
            Cell(KINDS[one.kind], kind="quiet"),
            Cell(words.day(one.due, now.today), kind="promised" if one.state in ("agreed", "kept") else "quiet"),
            Cell(words.share(one.odds), kind="" if one.odds is not None else "quiet"),
            Cell(STATES[one.state], sub=fixed),
            Cell(now.name("person", one.set_by) or "nobody named", kind="quiet"),
            Cell("; ".join(answers) or "nobody was asked", kind="quiet"),
        ],
        id=f"promise-{one.id}",
    )
