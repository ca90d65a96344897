"""Objections: filed by their author, answered by somebody who may, and shown with the change they are about."""

from datetime import UTC, datetime
from typing import Any

import pytest

from leadline.change.pages import changes
from leadline.program import document
from leadline.record.access import SYSTEM
from leadline.record.doors import Refused, open_rooms, perform
from leadline.record.models import Program
from leadline.record.snapshots import load_snapshot, store
from leadline.record.standing import Standing

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
PLAIN: dict[str, Any] = {
    "id": "checkout",
    "as_of": "2026-03-02",
    "tpm": "noor",
    "people": [
        {"id": "noor", "name": "Noor"},
        *({"id": f"m{n}", "name": f"Member {n}", "team": "core"} for n in range(4)),
    ],
    "teams": [{"id": "core", "name": "Core"}],
    "changes": [{"id": "form", "name": "New release form", "teams": ["core"]}],
    "pledges": [
        {"id": "one", "text": "use it", "team": "core", "change": "form", "done_on": "2026-02-20"},
        {"id": "two", "text": "say what is missing", "team": "core", "change": "form"},
    ],
}


@pytest.fixture
def program(db: None) -> Program:
    open_rooms()
    return store(document.read(PLAIN), NOON, pinned=True)


def do(program: Program, verb: str, **given: Any) -> Any:
    return perform(verb, SYSTEM, NOON, program, given)


def test_an_objection_goes_to_the_tpm_unless_somebody_else_is_named(program: Program) -> None:
    do(program, "object", subject="form", text="The form takes an hour.")

    filed = load_snapshot(program, NOON.date()).objections[0]
    assert (filed.text, filed.owed_by, filed.filed_on) == ("The form takes an hour.", "noor", NOON.date())


def test_an_objection_to_nothing_is_refused(program: Program) -> None:
    with pytest.raises(Refused, match="nothing called"):
        do(program, "object", subject="ghost", text="No.")


def test_an_objection_is_answered_once(program: Program) -> None:
    do(program, "object", subject="form", text="The form takes an hour.")
    id = load_snapshot(program, NOON.date()).objections[0].id

    do(program, "answer_objection", objection=id, answer="Half of its fields are gone.")

    with pytest.raises(Refused, match="It was answered on 2026-03-02"):
        do(program, "answer_objection", objection=id, answer="Again.")


def test_a_group_of_fewer_than_five_is_never_named() -> None:
    page = changes.present(Standing("/p/checkout", document.read(PLAIN)), may=True)

    assert page.changes[0].pledges == ("A group: 1 of 2 things done that it said it would do.",)


def test_a_group_of_five_is_named() -> None:
    plain = {**PLAIN, "teams": [{"id": "core", "name": "Core", "size": 5}]}

    page = changes.present(Standing("/p/checkout", document.read(plain)), may=True)

    assert page.changes[0].pledges == ("Core: 1 of 2 things done that it said it would do.",)


def test_what_the_plan_of_a_change_lacks_is_listed() -> None:
    page = changes.present(Standing("/p/checkout", document.read(PLAIN)), may=True)

    assert page.changes[0].missing == "Still missing: reason, sponsor, stays, training, feedback and starts on."
