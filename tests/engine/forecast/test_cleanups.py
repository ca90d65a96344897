"""Much old work closed in one go is tidying up; much work done in one week is not."""

from datetime import date, timedelta

import numpy as np
import pytest

from leadline.engine.forecast.cleanups import cleaned_up
from leadline.engine.forecast.history import History, foresee
from leadline.engine.forecast.truth import Truth
from leadline.program import document
from leadline.program.snapshot import Snapshot

Item = tuple[float, float]
"""Day created, day resolved."""

STEADY: list[Item] = [(7.0 * week + n - 10, 7.0 * week + n) for week in range(2, 42) for n in range(2)]
"""Two done in each of forty weeks, each after ten days. The last ones on days 287 and 288."""

DAY = 294.0
"""A week after the last ones but one."""


def flags(items: list[Item]) -> list[bool]:
    created, resolved = (np.array(column, dtype=np.float64) for column in zip(*items, strict=True))
    return [bool(one) for one in cleaned_up(created, resolved)]


def closed(count: int, age: float, day: float = DAY) -> list[Item]:
    return [(day - age, day)] * count


def test_eleven_old_items_closed_on_a_day_are_more_than_five_usual_weeks() -> None:
    # The week up to day 294 begins on day 288, on which one was done: 12 of 5 x 2, and 11 of them, 92 %, on one day.
    found = flags([*STEADY, *closed(11, 100)])
    assert sum(found) == 11
    assert all(found[len(STEADY) :])


@pytest.mark.parametrize(
    "more",
    [
        closed(9, 100),
        closed(11, 10),
        [*closed(11, 100), *closed(3, 5, DAY - 1)],
        [*closed(5, 100), *closed(6, 5)],
        [(DAY - 100, float("nan"))] * 50,
        [],
    ],
    ids=["too-few", "young", "spread-over-the-week", "mostly-young", "still-open", "nothing"],
)
def test_what_is_no_clean_up_counts(more: list[Item]) -> None:
    assert not any(flags([*STEADY, *more]))


def test_young_items_of_the_day_were_done() -> None:
    found = flags([*STEADY, *closed(12, 100), *closed(4, 5)])
    assert found[len(STEADY) :] == [True] * 12 + [False] * 4


def test_a_team_that_always_closes_in_one_go_has_no_clean_ups() -> None:
    # Twelve on one day of every fourth week: so many are usual in a week with something done.
    assert not any(flags([(28.0 * n - 20, 28.0 * n) for n in range(1, 13) for _ in range(12)]))


def test_without_eight_weeks_before_nobody_knows_what_is_usual() -> None:
    assert not any(flags([*STEADY[:14], *closed(50, 100, 70)]))
    assert any(flags([*STEADY[:18], *closed(50, 100, 80)]))


def test_what_comes_later_changes_nothing() -> None:
    before = flags([*STEADY, *closed(11, 100)])
    after = flags([*STEADY, *closed(11, 100), *closed(40, 3, DAY + 1), *closed(300, 20, DAY + 70)])
    assert after[: len(before)] == before


def test_all_at_once_and_nothing_at_all_break_nothing() -> None:
    assert not any(flags([(5.0, 5.0)] * 200))
    assert cleaned_up(np.zeros(0), np.zeros(0)).tolist() == []


BEGAN = date(2025, 1, 6)


def program(items: list[Item]) -> Snapshot:
    work = [
        {
            "id": f"w{n}", "state": "done", "created_on": (BEGAN + timedelta(days=created)).isoformat(),
            "done_on": (BEGAN + timedelta(days=resolved)).isoformat(),
        }
        for n, (created, resolved) in enumerate(items)
    ]  # fmt: skip
    still = {"id": "open", "state": "doing", "created_on": (BEGAN + timedelta(days=DAY - 4)).isoformat()}
    return document.read({"id": "p", "as_of": (BEGAN + timedelta(days=DAY + 1)).isoformat(), "work": [*work, still]})


def test_the_pace_the_usual_duration_and_outcomes_leave_a_clean_up_out() -> None:
    seen = program([*STEADY, *closed(50, 200)])
    history = History.of(seen)
    found = {one.question: one for one in foresee(history, seen.as_of.toordinal())}
    # Twelve weeks before day 295 begin on day 211: one done on it, and 22 in the eleven weeks from day 217 on. All took ten days,
    # and the open one is five days old.
    assert found["pace"].count == 23
    assert found["item"].naive == 5
    truth = Truth(seen, history)
    assert truth.of("item", f"w{len(STEADY)}", (), None, BEGAN) == ("dropped", None)
    assert truth.of("pace", "", (), len(STEADY) + 1, BEGAN) == ("", None)


def test_a_clean_up_makes_no_item_look_quicker() -> None:
    days = [
        next(one for one in foresee(History.of(seen), seen.as_of.toordinal()) if one.question == "item").days
        for seen in (program(STEADY), program([*STEADY, *closed(50, 200)]))
    ]
    # Fifty that were open for 200 days make it look slower if anything.
    assert all(late is None or (early is not None and early <= late) for early, late in zip(*days, strict=True))
