"""A program with readers, a round that has drafted their letters, and a folder for what goes out."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from leadline.program import document
from leadline.program.snapshot import Snapshot
from leadline.record.access import Who
from leadline.record.doors import Done, open_rooms, perform
from leadline.record.models import Account, Program
from leadline.record.snapshots import load_snapshot, store
from leadline.rounds.round import Asked, run_round

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)

CHECKOUT: dict[str, Any] = {
    "id": "checkout",
    "name": "Checkout",
    "as_of": "2026-03-02",
    "tpm": "noor",
    "sponsor": "ines",
    "people": [
        {"id": "noor", "name": "Noor"}, {"id": "mara", "name": "Mara"}, {"id": "ines", "name": "Ines"},
        {"id": "tomas", "name": "Tomas", "outside": True},
    ],
    "milestones": [{"id": "live", "name": "Pilot with 12 shops"}],
    "work": [{"id": "A", "name": "Payments", "milestone": "live", "assignee": "mara", "estimate": "5-10d"}],
    "promises": [{"id": "p1", "milestone": "live", "due": "2026-03-20", "set_on": "2026-02-02", "doers": [{"person": "mara", "answer": "accepted"}]}],
    "stakeholders": [{"id": "s-ines", "person": "ines", "altitude": "sponsor", "cadence_days": 7}],
    "requirements": [{"id": "fast", "text": "A payment shall take at most 2 s.", "work": ["A"]}],
    "asks": [{"id": "slot", "text": "When is the slot?", "asker": "mara", "owed_by": "tomas", "asked_on": "2026-02-20", "due": "2026-02-25"}],
}  # fmt: skip


@pytest.fixture
def program(db: None) -> Program:
    open_rooms()
    made = store(document.read(CHECKOUT), NOON, pinned=True)
    run_round(made, NOON, lambda: NOON, asked=Asked(futures=200, threads=1))
    return made


@pytest.fixture
def noor(db: None) -> Who:
    return Who("Noor", account=Account.objects.create_account("noor@example.com", "Noor", owner=True))


@pytest.fixture
def act(noor: Who) -> Callable[..., Done]:
    def do(program: Program, verb: str, *, who: Who | None = None, **given: Any) -> Done:
        return perform(verb, who or noor, NOON, program, given)

    return do


@pytest.fixture
def plan() -> Callable[[Program], Snapshot]:
    return lambda program: load_snapshot(program, NOON.date())


@pytest.fixture
def folder(tmp_path: Path, settings: Any) -> Path:
    settings.HOME = tmp_path
    return tmp_path / "letters"
