"""A program between two days is a mixture of both, and everything that changed belongs to one cause."""

from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from tests.program.worlds import snapshots

from leadline.program import document
from leadline.program.mixed import CAUSES, mixed
from leadline.program.snapshot import Snapshot


def program(**more: Any) -> Snapshot:
    return document.read(
        {
            "id": "checkout",
            "as_of": "2026-03-02",
            "people": [{"id": "mara"}],
            "milestones": [{"id": "live"}],
            "work": [{"id": "a", "milestone": "live", "estimate": "5d"}],
            **more,
        }
    )


@given(snapshots(), snapshots())
@hypothesis_settings(max_examples=60)
def test_with_nothing_taken_it_is_the_earlier_one_and_with_everything_the_later(
    before: Snapshot, now: Snapshot
) -> None:
    now = replace(now, id=before.id, elsewhere=before.elsewhere)

    assert mixed(before, now, set()) == before
    assert mixed(before, now, set(CAUSES)) == now


@given(snapshots(), st.sets(st.sampled_from(CAUSES)))
@hypothesis_settings(max_examples=40)
def test_between_a_program_and_itself_there_is_nothing(one: Snapshot, taken: set[str]) -> None:
    assert mixed(one, one, taken) == one


def test_of_one_item_each_field_follows_its_own_cause() -> None:
    before = program()
    now = program(
        as_of="2026-03-09",
        work=[{"id": "a", "milestone": "live", "estimate": "8d", "assignee": "mara", "state": "doing", "started_on": "2026-03-05"}],
    )  # fmt: skip

    (worked,) = mixed(before, now, {"progress"}).work
    (given,) = mixed(before, now, {"people", "estimates"}).work

    assert (worked.state, str(worked.estimate), worked.assignee) == ("doing", "5d", "")
    assert (given.state, str(given.estimate), given.assignee) == ("todo", "8d", "mara")


def test_what_is_dropped_or_taken_up_again_is_scope_and_no_progress() -> None:
    before, now = program(), program(work=[{"id": "a", "milestone": "live", "estimate": "5d", "state": "dropped"}])

    assert mixed(before, now, {"progress"}) == before
    assert mixed(before, now, {"scope"}) == now
    assert mixed(now, before, {"scope"}) == before


def test_what_other_programs_claim_moves_nothing() -> None:
    before = program()

    assert mixed(before, replace(before, elsewhere=(object(),)), set(CAUSES)) == before  # type: ignore[arg-type]
