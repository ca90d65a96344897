"""Futures that need not be played once more are not, and the answer is the same."""

import numpy as np
import pytest
from tests.engine.programs import SEED, dependency, play, program

from leadline.engine.exposure import exposures
from leadline.engine.futures import Ends, first_of, play_again, play_all, play_ends
from leadline.engine.rows import Source
from leadline.program.snapshot import Snapshot

STORM = {"id": "storm", "probability": 0.3, "delay": "5-20d", "work": ["a", "c"]}
RAIN = {"id": "rain", "probability": 0.6, "delay": "1-9d", "work": ["b"], "cost_low_cents": 100, "cost_high_cents": 900}


def risky(**more: object) -> Snapshot:
    items = [
        {"id": id, "estimate": "2-10d", "assignee": who} for id, who in (("a", "mara"), ("b", "ines"), ("c", "mara"))
    ]
    risks = [{**one, **more} for one in (STORM, RAIN)]
    return program(items, dependencies=[dependency("a", "b")], risks=risks)


def same(one: Ends, other: Ends) -> None:
    for id in one.network.milestones:
        assert (one.finish_of(id) == other.finish_of(id)).all()
    assert (one.spend == other.spend).all()
    assert (one.end == other.end).all()


def test_the_first_futures_are_those_that_fewer_would_have_been() -> None:
    many = play(risky(), futures=300)

    few = first_of(many, 40)

    alone = play_all(many.network, Source(SEED, 40, "checkout"))
    same(few, alone)
    assert few.count == 40
    for part in ("start", "finish", "driver", "worker"):
        assert (getattr(few, part) == getattr(alone, part)).all()
    assert (few.effort(0) == alone.effort(0)).all()


@pytest.mark.parametrize("threads", [1, 3])
def test_only_the_futures_in_which_something_differs_are_played_again(threads: int) -> None:
    played = play(risky(), futures=300)
    row = next(row for subject, row in played.network.delays[played.network.place["a"]] if subject == "risk:storm")
    where = played.source.row(row) > 0

    again = play_again(played, played.network, where, threads=threads, counts=lambda one: one != "risk:storm")

    assert 0 < where.sum() < 300
    same(again, play_ends(played.network, played.source, counts=lambda one: one != "risk:storm"))


def test_where_nothing_differs_nothing_is_played() -> None:
    played = play(risky(), futures=50)

    same(play_again(played, played.network, np.zeros(50, bool)), played)


def test_what_a_response_leaves_of_a_risk_is_less_and_not_nothing() -> None:
    answer = {"action": "Look at the sky", "probability": 0.1}
    found = exposures(play(risky(response=answer), futures=2_000))

    assert found["storm"].mitigated_days is not None
    assert 0 < found["storm"].mitigated_days < found["storm"].days
