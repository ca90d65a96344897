"""Each round says why its forecasts moved since the week before, with sentences that name work and never people."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from leadline.desk.moved import moved
from leadline.desk.questions import standing
from leadline.direction.pages.milestone import milestone
from leadline.program import document
from leadline.record.access import SYSTEM
from leadline.record.doors import Visit
from leadline.record.models import Program, Round
from leadline.record.results import movement_of
from leadline.record.snapshots import store
from leadline.rounds.round import Asked, run_round

MONDAY = date(2026, 3, 2)
FEW = Asked(futures=300, threads=1)

WORK: list[dict[str, Any]] = [
    {"id": "a", "name": "Payments", "milestone": "live", "assignee": "mara", "estimate": "5-10d"},
    {"id": "z", "name": "Something else", "assignee": "ines", "estimate": "2d"},
]

pytestmark = pytest.mark.django_db


def told(day: date, work: list[dict[str, Any]] = WORK, **more: Any) -> Program:
    plain = {
        "id": "checkout",
        "name": "Checkout",
        "as_of": str(day),
        "people": [{"id": "mara", "name": "Mara"}, {"id": "ines", "name": "Ines"}],
        "milestones": [{"id": "live", "name": "Checkout live"}],
        "promises": [{"id": "p1", "milestone": "live", "due": "2026-03-20", "set_on": "2026-02-02"}],
        "work": work,
        **more,
    }
    return store(document.read(plain), noon(day), pinned=True)


def noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


def run(program: Program, day: date) -> Round:
    return run_round(program, noon(day), lambda: noon(day), asked=FEW)


def test_the_first_round_has_nothing_to_compare_with() -> None:
    assert "moved" not in run(told(MONDAY), MONDAY).statuses["live"]


def test_causes_are_kept_with_the_round_and_add_up_to_what_both_rounds_published() -> None:
    first = run(told(MONDAY), MONDAY)
    tuesday = MONDAY + timedelta(days=1)
    second = run(
        told(
            tuesday,
            [*WORK, {"id": "b", "name": "Refunds", "milestone": "live", "assignee": "mara", "estimate": "6d"}],
        ),
        tuesday,
    )

    found = movement_of(second.statuses["live"])

    published = second.statuses["live"]["p80_days"] + 1 - first.statuses["live"]["p80_days"]
    assert found is not None
    assert (found.round, found.since, found.days) == (1, MONDAY, pytest.approx(published, abs=1e-3))
    assert sum(one.days for one in found.causes) == pytest.approx(published, abs=1e-2)
    # Six days on Mara's hands are the large cause; a day in which nothing was done the small one.
    assert [one.cause for one in found.causes] == ["scope", "progress"]
    assert found.mainly == "“Refunds” is new."
    assert found.causes[1].says == "1 day went by, and nothing it waits for was done."


def test_work_it_does_not_wait_for_is_not_named() -> None:
    run(told(MONDAY), MONDAY)
    changed = [{**WORK[0], "estimate": "9-14d"}, {**WORK[1], "estimate": "20d"}]

    found = movement_of(run(told(MONDAY, changed), MONDAY).statuses["live"])

    assert found is not None
    assert [one.says for one in found.causes] == ["The estimate of “Payments” went from 5-10d to 9-14d."]


def test_what_moved_it_from_elsewhere_is_named_as_such() -> None:
    run(told(MONDAY), MONDAY)
    first = {"id": "y", "name": "Urgent things", "assignee": "mara", "estimate": "6d", "priority": 9}

    found = movement_of(run(told(MONDAY, [*WORK, first]), MONDAY).statuses["live"])

    assert found is not None
    assert found.mainly == "Elsewhere: “Urgent things” is new."


def test_an_earlier_day_of_leave_is_people_and_names_nobody() -> None:
    run(told(MONDAY), MONDAY)
    away = [
        {"id": "mara", "name": "Mara", "absences": [{"first": "2026-03-04", "last": "2026-03-13"}]},
        {"id": "ines", "name": "Ines"},
    ]

    found = movement_of(run(told(MONDAY, people=away), MONDAY).statuses["live"])

    assert found is not None
    assert [(one.cause, one.says) for one in found.causes] == [("people", "Who is there and when changed.")]
    assert found.causes[0].days > 5


def test_a_round_of_another_engine_leaves_a_rest_that_nothing_in_the_program_caused() -> None:
    first = run(told(MONDAY), MONDAY)
    first.engine, first.statuses["live"]["p80_days"] = "old", first.statuses["live"]["p80_days"] - 3.0
    first.save()

    found = movement_of(run(told(MONDAY), MONDAY).statuses["live"])

    assert found is not None
    assert [(one.cause, round(one.days, 3)) for one in found.causes] == [("engine", 3.0)]
    assert "Nothing in the program caused this" in found.mainly


def test_where_nothing_moved_nothing_is_said() -> None:
    program = told(MONDAY)
    run(program, MONDAY)

    assert "moved" not in run(program, MONDAY).statuses["live"]


def test_a_round_whose_snapshot_is_not_kept_any_more_is_not_compared_with() -> None:
    first = run(told(MONDAY), MONDAY)
    Round.objects.filter(pk=first.pk).update(snapshot=None)

    again = run(told(MONDAY, [{**WORK[0], "estimate": "9-14d"}, WORK[1]]), MONDAY)

    assert "moved" not in again.statuses["live"]


def test_the_page_of_the_milestone_draws_the_causes_and_the_desk_says_the_main_one() -> None:
    run(told(MONDAY), MONDAY)
    program = told(MONDAY, [{**WORK[0], "estimate": "9-14d"}, WORK[1]])
    run(program, MONDAY)
    visit = Visit(SYSTEM, noon(MONDAY), program)

    drawn = milestone(visit, "live").moved
    now = standing(visit)
    assert now is not None
    assert drawn is not None
    (row,) = moved(now, "/p/checkout").rows

    says = "The estimate of “Payments” went from 5-10d to 9-14d."
    assert (drawn.title, [one.says for one in drawn.rows]) == ("Why the forecast moved since 2 Mar", [says])
    assert drawn.total == drawn.rows[0].days
    assert row.cells[0].sub.endswith(f" · {says}")
    assert row.cells[3].url == "/p/checkout/milestones/live#why-moved"
