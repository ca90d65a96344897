"""What finished work took, when a milestone was reached, and which teams may be told apart."""

from datetime import date
from typing import Any

import pytest

from leadline.program import document
from leadline.program.finished import all_over, days_put_in, reached_on
from leadline.program.snapshot import Snapshot
from leadline.program.work import WorkItem


def plan(*work: dict[str, Any], done_on: str | None = None, as_of: str = "2026-03-02") -> Snapshot:
    stone = {"id": "live", "done_on": done_on} if done_on else {"id": "live"}
    own = [{"id": f"w{n}", "milestone": "live", **one} for n, one in enumerate(work)]
    return document.read({"id": "p", "as_of": as_of, "milestones": [stone], "work": own})


DONE = {"state": "done", "done_on": "2026-02-06"}


@pytest.mark.parametrize(
    ("work", "as_of", "day"),
    [
        ([DONE, {**DONE, "done_on": "2026-02-10"}], "2026-03-02", date(2026, 2, 10)),
        ([DONE, {"state": "dropped"}], "2026-03-02", date(2026, 2, 6)),
        # Thirteen days after the last of it: more may still come.
        ([DONE], "2026-02-19", None),
        ([DONE], "2026-02-20", date(2026, 2, 6)),
        ([DONE, {"state": "todo"}], "2026-03-02", None),
        ([DONE, {"state": "done"}], "2026-03-02", None),
        ([{"state": "dropped"}], "2026-03-02", None),
        ([], "2026-03-02", None),
    ],
)
def test_a_milestone_without_a_day_is_reached_with_the_last_of_its_work_once_that_has_settled(
    work: list[dict[str, Any]], as_of: str, day: date | None
) -> None:
    assert reached_on(plan(*work, as_of=as_of)) == {"live": day}


def test_its_own_day_counts_before_that_of_its_work() -> None:
    assert reached_on(plan(DONE, {"state": "todo"}, done_on="2026-02-27")) == {"live": date(2026, 2, 27)}


def test_of_a_milestone_whose_work_is_over_nothing_is_left_to_foresee() -> None:
    assert all_over(plan(DONE, {"state": "dropped"})) == {"live"}
    assert all_over(plan(DONE, {"state": "doing"})) == all_over(plan()) == frozenset()


@pytest.mark.parametrize(
    ("started", "until", "days"),
    [
        ("2026-01-05", "2026-01-05", 1.0),
        ("2026-01-09", "2026-01-12", 2.0),
        ("2026-01-10", "2026-01-11", 0.5),
        ("2026-01-05", "2026-02-01", 20.0),
        ("2026-01-12", "2026-01-05", None),
    ],
)
def test_days_put_in_are_weekdays_with_both_ends(started: str, until: str, days: float | None) -> None:
    item = WorkItem("a", started_on=date.fromisoformat(started))
    assert days_put_in(item, date.fromisoformat(until)) == days


def test_a_time_sheet_says_it_and_an_empty_one_says_nothing() -> None:
    assert days_put_in(WorkItem("a", spent_days=2.5), date(2026, 1, 5)) == 2.5
    assert days_put_in(WorkItem("a", spent_days=0.0), date(2026, 1, 5)) is None


def test_days_on_which_it_was_blocked_are_none_of_work() -> None:
    # Ten weekdays from Monday the 5th to Friday the 16th; blocked from Thursday to Tuesday: Thursday, Friday and Monday.
    item = WorkItem("A", started_on=date(2026, 1, 5))
    blocked = [(date(2026, 1, 8), date(2026, 1, 13))]

    assert days_put_in(item, date(2026, 1, 16), blocked) == 7.0


def test_only_what_lies_between_its_start_and_its_end_counts_as_blocked_and_half_a_day_is_left() -> None:
    item = WorkItem("A", started_on=date(2026, 1, 7))
    early_and_late = [(date(2025, 12, 1), date(2026, 1, 8)), (date(2026, 1, 9), date(2026, 3, 1))]

    # Wednesday to Friday: blocked on Wednesday and on Friday.
    assert days_put_in(item, date(2026, 1, 9), early_and_late) == 1.0
    assert days_put_in(item, date(2026, 1, 9), [(date(2025, 12, 1), date(2026, 3, 1))]) == 0.5
