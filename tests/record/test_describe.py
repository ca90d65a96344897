"""Edits as lines of a diff: names, money and days as people say them, and no id that only a machine knows."""

import pytest

from leadline.program import document
from leadline.program.edits import Add, Change, Edit, Retire
from leadline.program.snapshot import Snapshot
from leadline.record.describe import described, said


@pytest.fixture
def plan() -> Snapshot:
    """Refunds waits for Payments, which Mara does."""
    return document.read(
        {
            "id": "checkout",
            "as_of": "2026-03-02",
            "people": [{"id": "mara", "name": "Mara"}],
            "work": [
                {"id": "PAY-1", "name": "Payments", "assignee": "mara", "estimate": "3-8d"},
                {"id": "refunds", "name": "Refunds"},
            ],
            "dependencies": [{"id": "pay-refunds", "before": "PAY-1", "after": "refunds"}],
            "decisions": [
                {
                    "id": "d",
                    "question": "Where?",
                    "options": [
                        {
                            "name": "Here",
                            "cost_cents": 300_000,
                            "edits": [
                                {"kind": "change", "noun": "work", "id": "PAY-1", "fields": {"estimate": "1-2d"}}
                            ],
                        },
                        "There",
                    ],
                }
            ],
        }
    )


def lines(edits: list[Edit], plan: Snapshot) -> list[tuple[str, str, str, str]]:
    """Sign, reference, words and what is struck."""
    return [(one.kind, one.ref, one.says, one.struck) for one in described(edits, plan)]


def test_a_change_says_the_old_value_and_the_new_one_in_words(plan: Snapshot) -> None:
    assert lines([Change("dependency", "pay-refunds", {"kind": "SS"})], plan) == [
        ("drop", "dependency", "Refunds waits for Payments", "kind: starts when the other has finished"),
        ("add", "dependency", "Refunds waits for Payments, kind: starts when the other has started", ""),
    ]


def test_the_key_of_a_tracker_stands_beside_the_line_and_ids_of_ours_do_not(plan: Snapshot) -> None:
    assert lines([Change("work", "PAY-1", {"state": "doing"})], plan) == [
        ("drop", "PAY-1", "Payments", "state: not begun"),
        ("add", "PAY-1", "Payments, state: under way", ""),
    ]


def test_what_was_empty_has_no_line_that_goes(plan: Snapshot) -> None:
    assert lines([Change("work", "refunds", {"assignee": "mara"})], plan) == [
        ("add", "work", "Refunds, assignee: Mara", "")
    ]


def test_what_is_added_is_called_by_its_name_in_the_lines_that_follow(plan: Snapshot) -> None:
    stub = Add("work", {"id": "pay-stub", "name": "Stand-in", "estimate": "2-3d", "assignee": "mara"})
    link = Add("dependency", {"id": "pay-stub-first", "before": "pay-stub", "after": "refunds", "lag_days": 2})

    assert lines([stub, link], plan) == [
        ("add", "work", "New piece of work: Stand-in (assignee Mara, estimate 2-3d)", ""),
        ("add", "dependency", "New dependency: Refunds waits for Stand-in (days between 2)", ""),
    ]


def test_what_leaves_the_plan_is_struck_by_its_name(plan: Snapshot) -> None:
    assert lines([Retire("dependency", "pay-refunds")], plan) == [
        ("drop", "dependency", "Leaves the plan", "Refunds waits for Payments")
    ]


def test_an_edit_of_something_gone_is_still_said(plan: Snapshot) -> None:
    assert lines([Change("work", "GONE-1", {"assignee": "mara"})], plan) == [
        ("add", "GONE-1", "GONE-1, assignee: Mara", "")
    ]


def test_parts_are_said_with_money_and_what_their_edits_would_do(plan: Snapshot) -> None:
    options = plan.decisions[0].options

    assert said(type(plan.decisions[0]), "options", options, plan) == (
        "Here, cost €3k, edits Payments, estimate: 1-2d; There"
    )
