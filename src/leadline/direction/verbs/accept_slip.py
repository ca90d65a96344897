"""A slip is true: it becomes part of the plan, and what to do about it is to be decided."""

from datetime import date, timedelta
from typing import Any

from leadline.charts import words
from leadline.direction.slips import answer_of, called, in_plan, later, slip_at
from leadline.program.edits import Add, Edit, read_edit
from leadline.program.slip import Slipped
from leadline.program.snapshot import Snapshot, label
from leadline.record.access import RUNS, for_
from leadline.record.doors import Act, Done, Refused, verb
from leadline.record.models import JournalLine, Slip
from leadline.record.snapshots import load_snapshot

BOX_DAYS = 2
MOST_OPTIONS = 5
LATER_DATES, NOTHING = "Give later dates, in the open", "Do nothing about it"


@verb(roles=RUNS)
def accept_slip(act: Act, *, slip: str) -> Done:
    """
    Take a slip into the plan: a risk that has become certain, and a decision on what to do, open for two days, with the ways out.

    Raises `Refused` when it is not computed yet, is in the plan already, or its milestone has been reached.
    """
    row = slip_at(act.who, act.program, slip)
    found, snapshot = answer_of(row), load_snapshot(act.program, act.today)
    if found is None:
        raise Refused(row.problem or "It is not computed yet. Wait until the page shows what it does.", "slip")
    if in_plan(snapshot, found):
        raise Refused(f"{called(snapshot, row)} is in the plan already. The journal can take it back.", "slip")
    milestone = snapshot.find("milestone", row.milestone)
    if milestone is None or milestone.done_on:
        raise Refused(f"{called(snapshot, row)}: it has been reached, or is gone from the plan.", "slip")
    decision = _decision(act, snapshot, row, found)
    edits: list[Edit] = [*(read_edit(one) for one in found.edits), Add("decision", decision)]

    def keep(_: JournalLine) -> None:
        own = for_(act.who).into(Slip, act.program).filter(pk=row.pk)
        own.update(state=Slip.ACCEPTED, decision=decision["id"])

    until = words.day(date.fromisoformat(decision["needed_by"]), act.today)
    says = f"It is true: {called(snapshot, row)}. What to do is to be decided until {until}."
    return Done(says, edits, after=keep)


def _decision(act: Act, snapshot: Snapshot, row: Slip, found: Slipped) -> dict[str, Any]:
    milestone = snapshot.find("milestone", row.milestone)
    name = label("milestone", milestone) if milestone else row.milestone
    value: dict[str, Any] = {
        "id": _free(snapshot, f"slip-{row.milestone}"),
        "question": f"{name} comes {later(row.days)}. What do we do?",
        "opened_on": act.today.isoformat(),
        "needed_by": _box(act.today).isoformat(),
        "options": _options(found),
        "default": LATER_DATES if found.later_dates else NOTHING,
        "work": [row.milestone],
    }
    value |= {"approver": snapshot.sponsor} if snapshot.sponsor else {}
    driver = act.person or snapshot.tpm
    return value | ({"driver": driver} if driver else {})


def _options(found: Slipped) -> list[dict[str, Any]]:
    ways = [
        {"name": one.says, "cost_cents": one.cost_cents, "edits": list(one.edits)} for one in found.ways[:MOST_OPTIONS]
    ]
    later_dates = [{"name": LATER_DATES, "edits": list(found.later_dates)}] if found.later_dates else []
    return [*ways, *later_dates, {"name": NOTHING}]


def _box(today: date) -> date:
    """Two working days on: a box that ends on a Sunday is no box."""
    day, left = today, BOX_DAYS
    while left:
        day += timedelta(days=1)
        left -= day.weekday() < 5
    return day


def _free(snapshot: Snapshot, wanted: str) -> str:
    taken = {one.id for one in snapshot.decisions}
    return next(id for id in (wanted, *(f"{wanted}-{n}" for n in range(2, len(taken) + 3))) if id not in taken)
