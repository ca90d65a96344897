"""The record keeps a program: rows and snapshot are two forms of one thing."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from leadline.program import document, edits
from leadline.program.plain import DocumentError
from leadline.program.snapshot import NOUNS, Snapshot
from leadline.record.edits.carry_out import carry_out, carry_out_all
from leadline.record.models import Intent
from leadline.record.snapshots import load_snapshot, store

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
MONDAY = date(2026, 3, 2)

pytestmark = pytest.mark.django_db


def full() -> Snapshot:
    """One of nearly everything, so that no table is forgotten."""
    return document.read(
        {
            "id": "checkout",
            "name": "Checkout",
            "as_of": "2026-03-02",
            "budget_cents": 100_00,
            "sponsor": "ines",
            "calendars": [{"id": "five", "holidays": ["2026-04-03"]}],
            "teams": [{"id": "core", "calendar": "five", "size": 5}],
            "people": [
                {"id": "mara", "name": "Mara", "team": "core", "skills": ["python", {"name": "sql", "level": 3}]},
                {"id": "ines", "name": "Ines", "absences": [{"first": "2026-03-09", "last": "2026-03-13"}]},
                {"id": "tomas", "name": "Tomas", "outside": True},
            ],
            "allocations": [{"id": "a1", "person": "mara", "project": "core", "share": 0.5}],
            "goals": [
                {"id": "g", "name": "Sell", "measures": [{"name": "sales", "target": 5}], "cost_of_delay_cents": 7}
            ],
            "projects": [{"id": "core", "name": "Core", "goals": ["g"]}],
            "milestones": [{"id": "live", "name": "Live", "project": "core"}],
            "work": [
                {"id": "A", "milestone": "live", "assignee": "mara", "estimate": "3-8d", "state": "doing"},
                {"id": "B", "milestone": "live", "estimate": "2-3-9d"},
            ],
            "dependencies": [{"id": "d", "before": "A", "after": "B", "kind": "SS", "lag_days": 2}],
            "references": [{"id": "r", "source": "A", "target": "B"}],
            "promises": [
                {"id": "p", "milestone": "live", "due": "2026-03-31", "doers": [{"person": "mara", "range": "3-4d"}]}
            ],
            "judgements": [{"id": "j", "milestone": "live", "reason": "demo"}],
            "targets": [
                {
                    "id": "g",
                    "name": "Live",
                    "milestone": "live",
                    "release": "v2",
                    "release_on": "2026-02-20",
                    "carried": 1,
                    "outcome": "kept",
                }
            ],
            "revisions": [{"id": "v", "subject": "A", "changed_on": "2026-02-20", "was": "2d", "became": "3-8d"}],
            "components": [
                {
                    "id": "m",
                    "name": "checkout: pay",
                    "path": "pay",
                    "serves": "live",
                    "files": 7,
                    "changes": 5,
                    "usual_changes": 3.5,
                    "hotspot": 0.4,
                    "hot_files": ["pay/card.py"],
                    "truck_factor": 1,
                    "orphaned": 0.25,
                    "touched_on": "2026-02-20",
                    "mentions": ["acme/checkout#12", "PAY-7"],
                }
            ],
            "releases": [{"id": "w", "name": "v1", "component": "m", "released_on": "2026-02-20", "lead_days": 3.5}],
            "risks": [
                {"id": "k", "event": "rain", "probability": 0.3, "delay": "2-4d", "response": {"action": "tent"}}
            ],
            "roadblocks": [{"id": "b", "name": "no key", "work": ["A"], "expected": "3-9d"}],
            "requirements": [{"id": "q", "text": "shall", "acknowledged": ["mara"]}],
            "decisions": [{"id": "e", "question": "which?", "options": ["x", {"name": "y", "cost_cents": 5}]}],
            "changes": [{"id": "c", "name": "forms", "teams": ["core"]}],
            "pledges": [{"id": "l", "text": "use it", "team": "core", "change": "c", "moved": 2}],
            "objections": [
                {
                    "id": "o",
                    "text": "too slow",
                    "subject": "c",
                    "claims": [{"kind": "retire", "noun": "work", "id": "B"}],
                }
            ],
            "stakeholders": [{"id": "s", "person": "ines", "cadence_days": 7}],
            "letters": [{"id": "t", "to": ["s"], "told": [{"milestone": "live", "odds": 0.4}]}],
            "estimations": [
                {
                    "id": "n",
                    "work": "A",
                    "team": "core",
                    "asker": "ines",
                    "asked": ["mara"],
                    "answered": 1,
                    "kept": "3-5-8d",
                }
            ],
            "asks": [{"id": "i", "text": "when?", "asker": "mara", "owed_by": "tomas", "work": "A"}],
        }
    )


def test_a_stored_program_loads_as_the_same_snapshot() -> None:
    program = store(full(), NOON, pinned=True)

    assert load_snapshot(program, MONDAY) == full()


def test_every_noun_is_in_the_program_that_proves_it() -> None:
    assert {noun for noun, _ in full().everything()} == set(NOUNS)


def test_storing_twice_changes_nothing_and_a_fact_that_left_the_source_leaves_the_plan() -> None:
    store(full(), NOON, heard_from="file")
    program = store(full(), NOON, heard_from="file")
    less = edits.apply(full(), edits.Retire("ask", "i"))

    assert load_snapshot(program, MONDAY) == full()
    assert load_snapshot(store(less, NOON, heard_from="file"), MONDAY) == less


def test_loading_takes_as_many_queries_for_ten_rows_as_for_three_hundred() -> None:
    program = store(full(), NOON)
    with CaptureQueriesContext(
        connection,
    ) as few:
        load_snapshot(program, MONDAY)
    many = [edits.Add("work", {"id": f"w{n}", "milestone": "live"}) for n in range(300)]
    program = store(edits.apply_all(full(), many), NOON)

    with CaptureQueriesContext(connection) as lots:
        load_snapshot(program, MONDAY)

    assert len(lots) == len(few) == len(NOUNS) + 1


EDITS: list[Any] = [
    edits.Add("milestone", {"id": "new", "name": "New"}),
    edits.Change("work", "A", {"estimate": "5-9d", "assignee": ""}),
    edits.Change("risk", "k", {"response": None}),
    edits.Change("calendar", "five", {"week": [1, 1, 1, 1, 0.5, 0, 0]}),
    edits.Change("program", "checkout", {"budget_cents": None}),
    edits.Retire("dependency", "d"),
    edits.Retire("work", "B"),
]


@pytest.mark.parametrize("heard_from", ["", "file"])
@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: f"{type(edit).__name__} {edit.noun}")
def test_carrying_out_an_edit_is_applying_it_and_its_inverse_brings_everything_back(edit: Any, heard_from: str) -> None:
    program = store(full(), NOON, heard_from=heard_from)

    back = carry_out(program, edit, NOON, MONDAY)
    assert load_snapshot(program, MONDAY) == edits.apply(full(), edit)

    carry_out(program, back, NOON, MONDAY)
    assert load_snapshot(program, MONDAY) == full()


def week_by_week(first: int) -> list[edits.Edit]:
    """A plan for both pieces of work, one a week after the other."""
    days = {"A": date(2026, 3, first), "B": date(2026, 3, first + 7)}
    return [
        edits.Change("work", id, {"planned_from": day.isoformat(), "planned_for": ["mara"]}) for id, day in days.items()
    ]


@pytest.mark.parametrize("heard_from", ["", "file"])
def test_many_changes_at_once_are_the_same_as_one_after_the_other(heard_from: str) -> None:
    program = store(full(), NOON, heard_from=heard_from)
    for first in (2, 9):
        before = load_snapshot(program, MONDAY)

        back = carry_out_all(program, week_by_week(first), NOON, MONDAY)

        assert load_snapshot(program, MONDAY) == edits.apply_all(before, week_by_week(first))
        assert load_snapshot(program, MONDAY) != before

    # The second plan is taken back to the first.
    carry_out_all(program, list(reversed(back)), NOON, MONDAY)
    assert load_snapshot(program, MONDAY) == edits.apply_all(full(), week_by_week(2))
    assert Intent.objects.filter(state=Intent.OPEN).count() == (4 if heard_from else 0)


@pytest.mark.parametrize("fields", [{"planned_from": "someday"}, {"nonsense": 1}])
def test_one_change_that_does_not_fit_stops_them_all(fields: dict[str, Any]) -> None:
    program = store(full(), NOON)
    first = week_by_week(2)[0]

    with pytest.raises(DocumentError):
        carry_out_all(program, [first, edits.Change("work", "B", fields)], NOON, MONDAY)
    with pytest.raises(edits.UnknownSubject, match="There is no work “gone”"):
        carry_out_all(program, [first, edits.Change("work", "gone", {"name": "Gone"})], NOON, MONDAY)

    assert load_snapshot(program, MONDAY) == full()


def test_many_changes_take_as_many_queries_as_two() -> None:
    many = [edits.Add("work", {"id": f"w{n}", "milestone": "live"}) for n in range(200)]
    program = store(edits.apply_all(full(), many), NOON, heard_from="file")

    def queries(count: int) -> int:
        wanted = [edits.Change("work", f"w{n}", {"planned_from": "2026-03-09"}) for n in range(count)]
        with CaptureQueriesContext(connection) as taken:
            carry_out_all(program, wanted, NOON, MONDAY)
        return len(taken)

    queries(2)  # what was laid over before is taken back first: one more
    assert queries(2) == queries(200)


def test_an_edit_of_a_trackers_fact_is_laid_over_it_and_never_alters_the_row() -> None:
    program = store(full(), NOON, heard_from="jira")

    carry_out(program, edits.Change("work", "A", {"assignee": "ines"}), NOON, MONDAY)

    from leadline.record.models import WorkItem

    assert WorkItem.objects.get(key="A").assignee == "mara"
    assert [(one.field, one.value, one.heard) for one in Intent.objects.all()] == [("assignee", "ines", "mara")]
