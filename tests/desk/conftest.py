"""A program that has had one round, and the people who may open its doors."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from leadline.program import document
from leadline.program.snapshot import Snapshot
from leadline.record.access import Who
from leadline.record.doors import Done, open_rooms, perform
from leadline.record.models import Account, Program, Role
from leadline.record.snapshots import load_snapshot, store
from leadline.rounds.round import Asked, run_round

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)

CHECKOUT = {
    "id": "checkout",
    "name": "Checkout",
    "as_of": "2026-03-02",
    "people": [
        {"id": "mara", "name": "Mara"},
        {"id": "ines", "name": "Ines"},
        {"id": "tomas", "name": "Tomas", "outside": True},
    ],
    "projects": [{"id": "core", "name": "Core", "owner": "mara"}],
    "milestones": [{"id": "live", "name": "Checkout live", "project": "core", "owner": "ines"}],
    "work": [
        {
            "id": "A",
            "name": "Payments",
            "milestone": "live",
            "project": "core",
            "assignee": "mara",
            "estimate": "5-10d",
        },
        {"id": "B", "name": "Refunds", "milestone": "live", "project": "core", "assignee": "mara", "estimate": "5-10d"},
    ],
    "dependencies": [{"id": "a-b", "before": "A", "after": "B"}],
    "promises": [
        {
            "id": "p1",
            "milestone": "live",
            "due": "2026-03-20",
            "set_by": "ines",
            "set_on": "2026-02-02",
            "doers": [{"person": "mara", "answer": "accepted"}],
        }
    ],
    "roadblocks": [
        {
            "id": "key",
            "name": "No signing key",
            "work": ["A"],
            "since": "2026-02-16",
            "expected": "10-20d",
            "unblocker": "ines",
        }
    ],
}


@pytest.fixture
def program(db: None) -> Program:
    """The checkout program, pinned to 2 March."""
    open_rooms()
    return store(document.read(CHECKOUT), NOON, pinned=True)


@pytest.fixture
def round_of() -> Callable[[Program], Any]:
    """Runs a round with few futures."""
    return lambda program: run_round(program, NOON, lambda: NOON, asked=Asked(futures=400, threads=1))


@pytest.fixture
def owner(db: None) -> Who:
    """The owner of the installation."""
    account = Account.objects.create_account("noor@example.com", "Noor", owner=True)
    return Who("Noor", account=account)


@pytest.fixture
def act(owner: Who) -> Callable[..., Done]:
    """Does a verb as the owner."""

    def do(program: Program, verb: str, **given: Any) -> Done:
        return perform(verb, owner, NOON, program, given)

    return do


@pytest.fixture
def plan() -> Callable[[Program], Snapshot]:
    """The plan as it stands now."""
    return lambda program: load_snapshot(program, NOON.date())


@pytest.fixture
def somebody(db: None) -> Callable[[Program, str], Who]:
    """An account with a role in a program."""

    def make(program: Program, role: str) -> Who:
        account = Account.objects.create_account(f"{role}@example.com", role.title())
        Role.objects.create(account=account, program=program, role=role)
        return Who(role.title(), account=account)

    return make
