"""The ledger: how forecasts and promises ended, and whether accepted remedies brought what they were priced at."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from leadline.engine.calibrate import calibrate
from leadline.engine.price import Candidate, price
from leadline.program.codec import plain
from leadline.program.commitments import commitment
from leadline.program.edits import Change, Edit, UnknownSubject, apply_all, read_edit, write_edit
from leadline.program.finding import Price
from leadline.program.finished import reached_on
from leadline.program.outlook import MilestoneOutlook
from leadline.program.plain import DocumentError, write_field
from leadline.program.snapshot import Snapshot
from leadline.program.status import critical_about, status_of
from leadline.record.access import SYSTEM, for_
from leadline.record.models import Acceptance, Program, Promise, Round
from leadline.record.snapshots import load_snapshot, touch
from leadline.rounds.forecasts import resolve
from leadline.rounds.look import Look


def statuses(seen: Look, last: Round | None) -> dict[str, dict[str, Any]]:
    """Colour, odds and dates of each milestone in this round; the last round's colour keeps small noise from flipping it."""
    was = last.statuses if last else {}
    alive = (one.finding for one in seen.seen if one.state != "gone")
    critical = critical_about(alive, seen.snapshot)
    rows = {}
    for milestone in seen.snapshot.milestones:
        foreseen = seen.outlook.milestones.get(milestone.id)
        promise = commitment(seen.snapshot, milestone.id)
        earlier = was.get(milestone.id, {}).get("status")
        status = status_of(foreseen, promise, earlier, milestone.id in critical, done=milestone.done_on is not None)
        rows[milestone.id] = {"status": status, **_dates(foreseen, promise.due if promise else None)}
    return rows


def _dates(foreseen: MilestoneOutlook | None, due: date | None) -> dict[str, Any]:
    if foreseen is None or foreseen.blind:
        return {"odds": None, "p50": None, "p80": None, "due": plain(due), "p80_days": None}
    return {
        "odds": foreseen.odds_of(due) if due else None,
        "p50": plain(foreseen.date_at(0.5)),
        "p80": plain(foreseen.date_at(0.8)),
        "p80_days": foreseen.p80_days,
        "due": plain(due),
    }


def verify(program: Program, today: date) -> None:
    """Resolve forecasts and promises that are due, and look back at accepted remedies whose day has come."""
    snapshot = load_snapshot(program, today)
    resolve(program, snapshot)
    _resolve_promises(program, snapshot, today)
    for acceptance in for_(SYSTEM).rows(Acceptance, program).filter(state="open", look_back_on__lte=today):
        _look_back(acceptance, snapshot, today)


def _resolve_promises(program: Program, snapshot: Snapshot, today: date) -> None:
    reached = reached_on(snapshot)
    for promise in snapshot.promises:
        if promise.state != "agreed" or promise.due is None or not promise.milestone:
            continue
        done = reached.get(promise.milestone)
        state = "kept" if done and done <= promise.due else "missed" if done or promise.due < today else ""
        if state:
            closed = done or promise.due
            own = for_(SYSTEM).into(Promise, program).filter(key=promise.id)
            own.update(state=state, closed_on=closed)
            touch(program)


def _look_back(acceptance: Acceptance, snapshot: Snapshot, today: date) -> None:
    """
    Re-price a remedy: the facts as they turned out, against the values that would have stood without it.

    Same engine, same futures (DESIGN.md, idea 5). Beside it, the plain observation: which edited facts became true.
    """
    agreed = [read_edit(one) for one in acceptance.edits]
    acceptance.came_true = [_observed(snapshot, edit) for edit in agreed]
    acceptance.delivered = _delivered(acceptance, snapshot)
    acceptance.state, acceptance.verified_on = "verified", today
    acceptance.save()


def _delivered(acceptance: Acceptance, snapshot: Snapshot) -> dict[str, Any]:
    try:
        without = apply_all(snapshot, [read_edit(one) for one in acceptance.before])
        back = [_as_it_is(snapshot, read_edit(one)) for one in acceptance.edits]
        candidate = Candidate(_subject(acceptance), tuple(one for one in back if one), 0)
        seed, futures = acceptance.seed, acceptance.futures
        found = price(without, [candidate], seed=seed, futures=futures, calibration=calibrate(without))[0]
    except (UnknownSubject, DocumentError) as problem:
        return {"says": f"It cannot be looked back at: {problem}"}
    return plain(found) if isinstance(found, Price) else {"says": found}


def _subject(acceptance: Acceptance) -> str:
    edit = read_edit(acceptance.edits[0])
    return f"{edit.noun}:{edit.value['id'] if hasattr(edit, 'value') else edit.id}"


def _as_it_is(snapshot: Snapshot, edit: Edit) -> Edit | None:
    """The edited fact as it turned out, as an edit of the plan without the remedy."""
    if not isinstance(edit, Change):
        return edit
    now = snapshot if edit.noun == "program" else snapshot.find(edit.noun, edit.id)
    if now is None:
        return None
    return replace(edit, fields={name: write_field(type(now), name, getattr(now, name)) for name in edit.fields})


def _observed(snapshot: Snapshot, edit: Edit) -> Mapping[str, Any]:
    """Did the edited fact become true?"""
    if isinstance(edit, Change):
        now = _as_it_is(snapshot, edit)
        true = isinstance(now, Change) and dict(now.fields) == dict(edit.fields)
        return {"edit": write_edit(edit), "true": true, "is": plain(now) if now else None}
    id = edit.value["id"] if hasattr(edit, "value") else edit.id
    there = snapshot.find(edit.noun, id) is not None
    return {"edit": write_edit(edit), "true": there == hasattr(edit, "value"), "is": None}
