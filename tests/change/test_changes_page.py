"""The page of changes says what is owed, and does not praise what nobody did."""

from typing import Any

import pytest

from leadline.change.pages.changes import present
from leadline.program import document
from leadline.record.standing import Standing

CHANGE: dict[str, Any] = {"id": "form", "name": "The new form"}
OPEN = {"id": "o", "text": "It takes a week longer.", "subject": "form", "filed_by": "mara", "filed_on": "2026-02-16"}
ANSWERED = {**OPEN, "answer": "We keep the old one.", "answered_on": "2026-02-20"}


@pytest.mark.parametrize(
    ("objections", "says"),
    [
        ([], "1 change under way. Nobody has objected."),
        ([OPEN], "1 change under way. 1 objection waiting for an answer."),
        ([ANSWERED], "1 change under way. Every objection has its answer."),
    ],
)
def test_it_says_what_is_owed_to_those_who_object(objections: list[dict[str, Any]], says: str) -> None:
    plain = {
        "id": "checkout",
        "as_of": "2026-03-02",
        "people": [{"id": "mara", "name": "Mara"}],
        "changes": [CHANGE],
        "objections": objections,
    }

    assert present(Standing("/p/checkout", document.read(plain)), may=False).says == says
