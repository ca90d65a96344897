"""What could help, tried: best first, and honest about what brings nothing."""

from typing import Any

from tests.engine.programs import SEED, program

from leadline.engine.calibrate import calibrate
from leadline.engine.simulate import simulate
from leadline.program.case import Case
from leadline.rounds.solving import Tried, solve

FUTURES = 500


def held_up(**rest: Any) -> Case:
    """Ten days of work wait for a roadblock of four weeks, which Ines can clear; the milestone is promised for 27 March."""
    snapshot = program(
        [{"id": "c", "estimate": "10d", "assignee": "mara"}],
        roadblocks=[{"id": "slot", "name": "No slot", "work": ["c"], "expected": "28d", "unblocker": "ines"}],
        promises=[{"id": "p", "milestone": "live", "due": "2026-03-27", "set_by": "ines"}],
        **rest,
    )
    return Case(snapshot, simulate(snapshot, seed=SEED, futures=FUTURES, calibration=calibrate(snapshot)))


def solved(case: Case, subject: str, threads: int = 1) -> list[Tried]:
    return solve(case, subject, seed=SEED, futures=FUTURES, threads=threads)


def test_what_gains_most_comes_first_and_what_only_moves_the_odds_after_it() -> None:
    found = solved(held_up(), "milestone:live")
    gains = [one.gain for one in found]

    assert found[0].way.solution.name == "resolve_today"
    assert gains == sorted(gains, reverse=True)
    moved = next(one for one in found if one.way.solution.name == "move_commitment_openly")
    assert moved.gain == 0
    assert moved.price is not None
    line = moved.price.lines[0]
    assert (line.odds_before or 0) < (line.odds_after or 0)


def test_where_every_gain_has_a_value_in_money_that_decides() -> None:
    milestones = [{"id": "live", "name": "Checkout live", "cost_of_delay_cents": 1_000}]
    roadblocks = [
        {"id": "slot", "work": ["c"], "expected": "28d", "unblocker": "ines", "cost_to_resolve_cents": 10_000_000}
    ]
    found = solved(held_up(milestones=milestones), "roadblock:slot")

    dear = Case(program(
        [{"id": "c", "estimate": "10d", "assignee": "mara"}], milestones=milestones, roadblocks=roadblocks
    ))  # fmt: skip

    assert [one.way.solution.name for one in found] == ["resolve_today", "escalate_with_proposal"]
    # To clear it today costs far more than its days are worth; the escalation costs nothing.
    assert [one.way.solution.name for one in solved(dear, "roadblock:slot")] == [
        "escalate_with_proposal",
        "resolve_today",
    ]


def test_what_cannot_be_tried_says_why() -> None:
    ask = {"id": "a", "kind": "review", "work": "c", "asker": "mara", "owed_by": "ines", "asked_on": "2026-02-23"}
    found = solved(held_up(asks=[ask]), "work:c")

    (review,) = [one for one in found if one.way.solution.name == "time_box_review"]
    assert review.price is None
    assert review.why_unpriced.startswith("It moves no date by itself")


def test_the_answer_is_the_same_on_two_threads() -> None:
    case = held_up()

    assert solved(case, "milestone:live") == solved(case, "milestone:live", threads=2)
