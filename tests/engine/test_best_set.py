"""Which few remedies do most together, by hand."""

from dataclasses import replace
from typing import Any

import pytest
from tests.engine.programs import SEED, dependency, program

from leadline.engine.best_set import best_set
from leadline.engine.calibrate import exactly
from leadline.engine.price import Candidate, Scales
from leadline.program.edits import Change
from leadline.program.finding import Glimpse
from leadline.program.snapshot import Snapshot

ALWAYS: dict[str, Any] = {"calendars": [{"id": "all", "week": [1] * 7}], "calendar": "all"}


def shorter(item: str, days: int, cost: int = 0) -> Candidate:
    return Candidate("program:", (Change("work", item, {"estimate": f"{days}d"}),), cost)


def chosen(snapshot: Snapshot, *candidates: Candidate, **limits: Any) -> list[tuple[int, float]]:
    scales = Scales(snapshot, seed=SEED, futures=50, calibration=exactly())
    return [(step.number, step.price.days) for step in best_set(scales, candidates, **limits)]


def two_ways() -> Snapshot:
    """a then b, ten days and six, beside c of twelve; each with somebody of their own."""
    return program(
        [
            {"id": "a", "estimate": "10d", "assignee": "mara"},
            {"id": "b", "estimate": "6d", "assignee": "ines"},
            {"id": "c", "estimate": "12d", "assignee": "tomas"},
        ],
        people=[{"id": who} for who in ("mara", "ines", "tomas")],
        dependencies=[dependency("a", "b")],
        **ALWAYS,
    )


def test_the_second_remedy_is_the_one_that_adds_most_to_the_first() -> None:
    # 16 days by a and b, 12 by c. Ten days off a leave 12, ruled by c: four days. Then c, worth nothing alone, leaves 6 by b:
    # ten days. Then b leaves 5 by c: eleven.
    found = chosen(two_ways(), shorter("a", 0), shorter("b", 3), shorter("c", 5))

    assert found == [(0, 4.0), (2, 10.0), (1, 11.0)]


def test_what_adds_nothing_to_those_chosen_is_left_out() -> None:
    found = chosen(two_ways(), shorter("a", 6), shorter("b", 2))

    # Each alone gains four days, and c holds the end at twelve: the second adds nothing.
    assert found == [(0, 4.0)]


def test_the_budget_is_kept() -> None:
    candidates = (shorter("a", 0, cost=900), shorter("b", 3, cost=100), shorter("c", 5, cost=100))

    assert chosen(two_ways(), *candidates, budget_cents=500) == [(1, 3.0)]


def test_no_more_than_asked_for_are_chosen() -> None:
    assert len(chosen(two_ways(), shorter("a", 0), shorter("c", 5), most=1)) == 1


def test_where_nothing_gains_nothing_is_chosen() -> None:
    assert chosen(two_ways(), shorter("c", 11), shorter("a", 12)) == []


def test_a_remedy_that_cannot_be_carried_out_after_another_is_passed_over() -> None:
    gone = Candidate("program:", (Change("work", "nowhere", {"estimate": "1d"}),))

    assert chosen(two_ways(), gone, shorter("b", 3)) == [(1, 3.0)]


def test_a_glimpse_says_at_once_what_it_would_gain_with_somebody_always_free() -> None:
    both = program(
        [{"id": "a", "estimate": "5d", "assignee": "mara"}, {"id": "b", "estimate": "10d", "assignee": "mara"}]
    )
    scales = Scales(both, seed=SEED, futures=50, calibration=exactly())

    # Without people the longer of the two decides: ten working days are fourteen, five are seven.
    assert scales.fine.glimpse(shorter("b", 5))["live"] == pytest.approx(7.0)
    assert scales.fine.first_look(shorter("b", 5)) == Glimpse("live", pytest.approx(7.0))


def test_of_what_nobody_can_foresee_there_is_no_first_look() -> None:
    empty = program([])
    scales = Scales(empty, seed=SEED, futures=50, calibration=exactly())

    assert scales.fine.first_look(Candidate("program:", ())) is None


def test_the_best_one_alone_is_given_up_where_two_others_do_more() -> None:
    # a then b then c, ten days each, alone on the way to the end. To halve all of them at once cannot be had with anything else.
    three = program(
        [
            {"id": id, "estimate": "10d", "assignee": who}
            for id, who in zip("abc", ("mara", "ines", "tomas"), strict=True)
        ],
        people=[{"id": who} for who in ("mara", "ines", "tomas")],
        dependencies=[dependency("a", "b"), dependency("b", "c")],
        **ALWAYS,
    )
    everything = Candidate("program:", tuple(Change("work", id, {"estimate": "6d"}) for id in "abc"), 1_000)

    # 30 days: all three at six are 18, twelve days; then a at 0 in place of six, 18. a at 0 and b at 0 are 20 of 30.
    found = chosen(three, everything, shorter("a", 0, 600), shorter("b", 0, 600), budget_cents=1_200)

    assert found == [(1, 10.0), (2, 20.0)]


def many_promises(count: int) -> tuple[Snapshot, list[Candidate]]:
    """So many promised milestones, each with ten days of work of somebody of its own, and a way to do each in six."""
    ids = [f"m{n}" for n in range(count)]
    snapshot = program(
        [{"id": f"w{n}", "estimate": "10d", "assignee": f"p{n}", "milestone": ids[n]} for n in range(count)],
        people=[{"id": f"p{n}"} for n in range(count)], milestones=[{"id": id} for id in ids],
        promises=[
            {"id": f"c{id}", "kind": "commitment", "milestone": id, "due": "2026-06-01", "state": "agreed"} for id in ids
        ], **ALWAYS,
    )  # fmt: skip
    return snapshot, [shorter(f"w{n}", 6) for n in range(count)]


def test_of_many_promises_each_remedy_counts_although_the_mean_moves_little() -> None:
    # Each wins four days for one of twelve promises: a third of a day on the mean of all.
    snapshot, remedies = many_promises(12)
    assert chosen(snapshot, *remedies) == [(n, pytest.approx((n + 1) / 3)) for n in range(5)]


def test_remedies_of_different_promises_are_set_against_each_other_by_one_measure() -> None:
    snapshot, remedies = many_promises(2)
    own = [replace(one, subject=f"milestone:m{n}") for n, one in enumerate(remedies)]
    assert chosen(snapshot, *own) == [(0, 2.0), (1, 4.0)]
