"""Which of the ways out that a round priced do most together. Pure, as a look is."""

from collections.abc import Sequence
from typing import Protocol

from leadline.engine.best_set import Step, best_set
from leadline.engine.calibrate import calibrate
from leadline.engine.price import Candidate, Scales
from leadline.program.edits import Edit
from leadline.program.snapshot import Snapshot
from leadline.rounds.look import SEED

TRIED = 30
"""Ways out that are tried together: those that gain most alone."""

FUTURES = 2_000


class WayOut(Protocol):
    """What can be carried out: its edits, and what it costs besides."""

    @property
    def edits(self) -> tuple[Edit, ...]:
        """What it changes."""

    @property
    def cost_cents(self) -> int:
        """What it costs."""


def choose[Way: WayOut](
    snapshot: Snapshot, ways: Sequence[Way], *, budget_cents: int | None, most: int, threads: int = 1
) -> list[tuple[Way, Step]]:
    """
    The ways out to take together, in the order in which each adds most, with the price of all up to it.

    Args:
        snapshot: the program as it stands.
        ways: those that gain most alone first.
        budget_cents: what they may cost together; no limit where nothing is said.
        most: how many at most.
        threads: how many to use; they never change the answer.
    """
    scales = Scales(snapshot, seed=SEED, futures=FUTURES, calibration=calibrate(snapshot), threads=threads)
    candidates = [Candidate("program:", one.edits, one.cost_cents) for one in ways[:TRIED]]
    steps = best_set(scales, candidates, budget_cents=budget_cents, most=most, threads=threads)
    return [(ways[step.number], step) for step in steps]
