"""What a noun is called: its own words, or the names of what it joins."""

import pytest

from leadline.program import document
from leadline.program.snapshot import Snapshot
from leadline.program.titles import name_of, named_by, title


@pytest.fixture
def plan() -> Snapshot:
    """Refunds waits for Payments; Checkout live is promised; Mara builds and reads."""
    return document.read(
        {
            "id": "checkout",
            "as_of": "2026-03-02",
            "people": [{"id": "mara", "name": "Mara"}],
            "projects": [{"id": "core", "name": "Core"}],
            "milestones": [{"id": "live", "name": "Checkout live"}],
            "work": [{"id": "A", "name": "Payments"}, {"id": "B", "name": "Refunds"}, {"id": "C"}],
            "dependencies": [
                {"id": "a-b", "before": "A", "after": "B"},
                {"id": "c-live", "before": "C", "after": "live"},
            ],
            "references": [{"id": "ref", "source": "A", "target": "B"}],
            "promises": [{"id": "p", "milestone": "live"}, {"id": "d", "kind": "delivery", "dependency": "a-b"}],
            "judgements": [{"id": "j", "milestone": "live"}],
            "allocations": [{"id": "m", "person": "mara", "project": "core"}],
            "stakeholders": [{"id": "s", "person": "mara"}],
            "risks": [{"id": "r", "event": "The key is late"}],
        }
    )


@pytest.mark.parametrize(
    ("noun", "id", "says"),
    [
        ("work", "A", "Payments"),
        ("work", "C", "C"),
        ("risk", "r", "The key is late"),
        ("dependency", "a-b", "Refunds waits for Payments"),
        ("dependency", "c-live", "Checkout live waits for C"),
        ("reference", "ref", "Payments, see also Refunds"),
        ("promise", "p", "Commitment: Checkout live"),
        ("promise", "d", "Delivery: Refunds waits for Payments"),
        ("judgement", "j", "Judgement of Checkout live"),
        ("allocation", "m", "Mara on Core"),
        ("stakeholder", "s", "Mara, stakeholder"),
    ],
)
def test_it_is_called_as_people_call_it(noun: str, id: str, says: str, plan: Snapshot) -> None:
    assert title(plan, noun, plan.find(noun, id)) == says


def test_what_is_not_in_the_plan_keeps_its_id(plan: Snapshot) -> None:
    assert name_of(plan, "work|milestone", "GONE-1") == "GONE-1"


def test_the_fields_a_title_is_made_of_are_known() -> None:
    assert named_by("objection") == ("text",)
    assert named_by("dependency") == ("before", "after")
    assert named_by("program") == ("name",)
