"""What is published of a plan, and how another one departs from it: days and people by hand."""

from datetime import date
from typing import Any

import pytest

from leadline.program import document, edits
from leadline.program.plan import Plan, PlannedItem, StartReason
from leadline.program.published import departures, is_published, publishing
from leadline.program.snapshot import Snapshot

MONDAY, FRIDAY, NEXT_FRIDAY = date(2026, 3, 2), date(2026, 3, 6), date(2026, 3, 13)


def program(**payments: Any) -> Snapshot:
    work: list[dict[str, Any]] = [
        {"id": "pay", "name": "Payments", **payments},
        {"id": "old", "name": "Old", "state": "done", "planned_from": "2026-02-02", "planned_to": "2026-02-06"},
    ]
    people = [{"id": "mara", "name": "Mara"}, {"id": "ines", "name": "Ines"}]
    return document.read({"id": "checkout", "as_of": "2026-03-02", "people": people, "work": work})


def plan(*people: str, last: date = FRIDAY) -> Plan:
    item = PlannedItem("pay", 0.0, 5.0, MONDAY, last, people, StartReason("at once", "It starts at once."))
    return Plan(MONDAY, 1, 1, 5.0, last, {"pay": item}, ("pay",))


EMPTY = Plan(MONDAY, 1, 0, 0.0, MONDAY)
WEEK: dict[str, Any] = {"planned_from": "2026-03-02", "planned_to": "2026-03-06", "planned_for": ["mara"]}


def test_a_plan_that_was_never_published_is_all_new() -> None:
    (only,) = departures(program(), plan("mara"))

    assert only.was is None
    assert (only.moved, only.handed_over) == (True, False)
    assert publishing(program(), plan("mara"))[0].fields == WEEK


def test_after_it_is_published_nothing_departs_from_it() -> None:
    after = edits.apply_all(program(), publishing(program(), plan("mara")))

    assert is_published(after)
    assert departures(after, plan("mara")) == ()
    assert publishing(after, plan("mara")) == ()


def test_only_what_differs_is_written() -> None:
    (later,) = publishing(program(**WEEK), plan("mara", last=NEXT_FRIDAY))

    assert later.fields == {"planned_to": "2026-03-13"}


def test_other_people_on_the_same_days_are_handed_over_and_not_moved() -> None:
    (only,) = departures(program(**WEEK), plan("ines"))

    assert (only.moved, only.handed_over) == (False, True)


def test_what_cannot_be_planned_any_more_is_not_published_any_longer() -> None:
    (gone,) = publishing(program(**WEEK), EMPTY)

    assert gone.fields == {"planned_from": None, "planned_to": None, "planned_for": []}


def test_what_nobody_of_the_program_begins_has_an_end_and_no_beginning() -> None:
    (train,) = publishing(program(), plan())

    assert train.fields == {"planned_to": "2026-03-06"}


@pytest.mark.parametrize("state", ["done", "dropped"])
def test_what_is_over_keeps_what_was_published_of_it(state: str) -> None:
    assert publishing(program(state=state, **WEEK), EMPTY) == ()
    assert not is_published(program(state=state, **WEEK))
