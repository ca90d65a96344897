"""Changes that no source dates are noticed between two hearings: once, for good, and never of Leadline's own facts."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from leadline.program import document
from leadline.program.plain import write_noun
from leadline.program.revisions import Revision
from leadline.program.snapshot import Snapshot
from leadline.record import snapshots
from leadline.record.snapshots import load_snapshot, store

pytestmark = pytest.mark.django_db

FIRST = datetime(2026, 3, 2, 9, tzinfo=UTC)
LATER = FIRST + timedelta(days=14)
SOURCE = "file:tracker"


def heard(item: dict[str, Any], *revisions: dict[str, Any]) -> Snapshot:
    """A program of one item that may move between two milestones."""
    milestones = [{"id": "beta"}, {"id": "live", "baseline_on": "2026-06-01"}]
    own = {"id": "p", "as_of": "2026-03-02", "milestones": milestones, "work": [{"id": "A", **item}]}
    return document.read({**own, "revisions": list(revisions)})


def told(at: datetime) -> Sequence[tuple[str, str, date | None, str, str]]:
    """The changes on record, as plain values."""
    from leadline.record.models import Program

    found = load_snapshot(Program.objects.get(key="p"), at.date()).revisions
    return sorted((one.subject, one.field, one.changed_on, one.was, one.became) for one in found)


EARLY = {"estimate": "3d", "milestone": "beta", "baseline_on": "2026-04-01"}
LATE = {"estimate": "5-8d", "milestone": "live", "baseline_on": "2026-05-01", "state": "doing"}


def test_what_a_source_says_otherwise_is_dated_the_day_of_hearing() -> None:
    store(heard(EARLY), FIRST, heard_from=SOURCE)
    assert told(FIRST) == []

    store(heard(LATE), LATER, heard_from=SOURCE)

    assert told(LATER) == [
        ("A", "due", LATER.date(), "2026-04-01", "2026-05-01"),
        ("A", "estimate", LATER.date(), "3d", "5-8d"),
        ("A", "milestone", LATER.date(), "beta", "live"),
        ("A", "state", LATER.date(), "todo", "doing"),
    ]


def test_hearing_the_same_again_notices_nothing_new_and_forgets_nothing() -> None:
    store(heard(EARLY), FIRST, heard_from=SOURCE)
    store(heard(LATE), LATER, heard_from=SOURCE)
    before = told(LATER)

    for days in (0, 7):
        store(heard(LATE), LATER + timedelta(days=days), heard_from=SOURCE)

    assert told(LATER) == before


def test_what_was_said_by_mistake_and_taken_back_the_same_day_is_no_change() -> None:
    store(heard(EARLY), FIRST, heard_from=SOURCE)
    store(heard(LATE), LATER, heard_from=SOURCE)
    store(heard(EARLY), LATER, heard_from=SOURCE)
    assert told(LATER) == []

    store(heard({**EARLY, "estimate": "4d"}), LATER, heard_from=SOURCE)
    assert told(LATER) == [("A", "estimate", LATER.date(), "3d", "4d")]


def test_what_the_source_dates_itself_is_not_noticed_as_well() -> None:
    store(heard(EARLY), FIRST, heard_from=SOURCE)
    own = {"id": "log-1", "subject": "A", "changed_on": "2026-03-10", "was": "3d", "became": "5-8 d"}

    store(heard({**EARLY, "estimate": "5-8d"}, own), LATER, heard_from=SOURCE)

    assert told(LATER) == [("A", "estimate", date(2026, 3, 10), "3d", "5-8 d")]


def test_a_log_that_comes_later_takes_the_place_of_what_was_noticed() -> None:
    store(heard(EARLY), FIRST, heard_from=SOURCE)
    store(heard({**EARLY, "estimate": "5-8d"}), LATER, heard_from=SOURCE)
    own = {"id": "log-1", "subject": "A", "changed_on": "2026-03-10", "was": "3d", "became": "5-8d"}

    store(heard({**EARLY, "estimate": "5-8d"}, own), LATER + timedelta(days=1), heard_from=SOURCE)

    assert [day for _, _, day, _, _ in told(LATER)] == [date(2026, 3, 10)]


def test_leadlines_own_facts_and_a_hearing_that_goes_back_in_time_are_not_watched() -> None:
    store(heard(EARLY), FIRST)
    store(heard(LATE), LATER)
    assert told(LATER) == []


def test_a_program_that_is_held_on_an_earlier_day_has_not_changed() -> None:
    early, late = (
        document.read({**document.write(heard(one)), "as_of": day}, as_of=date.fromisoformat(day))
        for one, day in ((EARLY, "2026-01-05"), (LATE, "2026-02-02"))
    )
    store(late, FIRST, heard_from=SOURCE, pinned=True)
    store(early, FIRST, heard_from=SOURCE, pinned=True)
    assert told(FIRST) == []

    store(late, FIRST, heard_from=SOURCE, pinned=True)
    assert {day for _, _, day, _, _ in told(FIRST)} == {date(2026, 2, 2)}, "dated the day it is held on"


def test_a_snapshot_carries_the_newest_changes_of_what_is_in_the_plan(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(snapshots, "MOST_REVISIONS", 2)
    own = [Revision(f"r{day}", "A", "estimate", date(2026, 2, day), f"{day}d", f"{day + 1}d") for day in (3, 1, 2)]
    program = store(heard(EARLY, *(write_noun(one) for one in own)), FIRST, heard_from=SOURCE)
    assert [one.id for one in load_snapshot(program, FIRST.date()).revisions] == ["r2", "r3"]

    # The item leaves its source: what was changed of it tells nothing of the plan any more.
    less = document.read(
        {"id": "p", "as_of": "2026-03-02", "milestones": [{"id": "live", "baseline_on": "2026-06-01"}]}
    )
    assert load_snapshot(store(less, LATER, heard_from=SOURCE), FIRST.date()).revisions == ()
