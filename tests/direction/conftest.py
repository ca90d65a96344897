"""The ground of this room's tests: the program on record with one round, and its people at the door."""

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from leadline.record.access import Who
    from leadline.record.models import Program

# Models are imported inside the fixtures: pytest reads this file before Django is set up.


@pytest.fixture
def program(db: None) -> "Program":
    """The checkout program on 2 March 2026, with one round that gives Iberia live 60 % odds for 30 April."""
    from tests.direction import built

    from leadline.record.doors import open_rooms
    from leadline.record.snapshots import store

    open_rooms()
    made = store(built.snapshot(), built.NOON, pinned=True)
    built.keep_round(made, built.outlook(), built.snapshot())
    return made


@pytest.fixture
def noor(program: "Program") -> "Who":
    """The TPM."""
    from tests.direction import built

    return built.account(program, "tpm", "noor")


@pytest.fixture
def mara(program: "Program") -> "Who":
    """A member who does the work."""
    from tests.direction import built

    return built.account(program, "member", "mara")
