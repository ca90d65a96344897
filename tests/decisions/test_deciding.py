"""Deciding: the option's edits become the plan, once, and undo brings the question back."""

from datetime import UTC, datetime
from typing import Any

import pytest

from leadline.decisions.pages import decisions
from leadline.program import document
from leadline.program.outlook import DecisionOutlook, OptionOutlook, Outlook
from leadline.record.access import SYSTEM, Who
from leadline.record.doors import Refused, open_rooms, perform
from leadline.record.models import Account, Program, Role
from leadline.record.snapshots import load_snapshot, store
from leadline.record.standing import Standing

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
PLAIN: dict[str, Any] = {
    "id": "checkout",
    "as_of": "2026-03-02",
    "people": [{"id": "ines", "name": "Ines"}],
    "milestones": [{"id": "live", "name": "Checkout live"}],
    "work": [
        {"id": "A", "name": "Payments", "milestone": "live", "estimate": "5-10d"},
        {"id": "B", "name": "Instalments", "milestone": "live", "estimate": "15-20d"},
    ],
    "decisions": [
        {"id": "instalments", "question": "Ship with instalments?", "approver": "ines", "needed_by": "2026-02-20", "work": ["B"], "default": "Later",
         "options": ["Now", {"name": "Later", "edits": [{"kind": "change", "noun": "work", "id": "B", "fields": {"milestone": ""}}]},
                     {"name": "Never", "meets_musts": False}]},
    ],
}  # fmt: skip


@pytest.fixture
def program(db: None) -> Program:
    open_rooms()
    return store(document.read(PLAIN), NOON, pinned=True)


def do(program: Program, verb: str, **given: Any) -> Any:
    return perform(verb, SYSTEM, NOON, program, given)


def test_the_chosen_options_edits_become_the_plan_and_undo_brings_the_question_back(program: Program) -> None:
    before = load_snapshot(program, NOON.date())

    do(program, "decide", decision="instalments", option="Later", rationale="Brazil can wait")
    after = load_snapshot(program, NOON.date())
    assert after.find("work", "B").milestone == ""
    assert after.find("decision", "instalments").chosen == "Later"

    do(program, "undo")
    assert load_snapshot(program, NOON.date()) == before


@pytest.mark.parametrize(
    ("option", "says"), [("Never", "does not meet every must"), ("Maybe", "Its options are Now, Later, Never")]
)
def test_an_option_that_is_none_is_refused(program: Program, option: str, says: str) -> None:
    with pytest.raises(Refused, match=says):
        do(program, "decide", decision="instalments", option=option)


def test_a_settled_question_is_not_settled_again(program: Program) -> None:
    do(program, "decide", decision="instalments", option="Now")

    with pytest.raises(Refused, match="It was decided on 2026-03-02: Now"):
        do(program, "decide", decision="instalments", option="Later")


def test_parking_needs_a_day_that_is_still_to_come(program: Program) -> None:
    with pytest.raises(Refused, match="has passed"):
        do(program, "park", decision="instalments", until="2026-03-02")

    do(program, "park", decision="instalments", until="2026-03-30")
    assert load_snapshot(program, NOON.date()).find("decision", "instalments").parked_until.isoformat() == "2026-03-30"


def test_the_page_compares_the_options_and_says_what_is_overdue() -> None:
    snapshot = document.read(PLAIN)
    seen = DecisionOutlook(
        "instalments",
        "live",
        (OptionOutlook("Now", 0.0, None), OptionOutlook("Later", 12.4, None)),
        worth_knowing_days=0.2,
    )
    outlook = Outlook(as_of=snapshot.as_of, seed=1, futures=100, engine="1", decisions={"instalments": seen})

    page = decisions.present(Standing("/p/checkout", snapshot, outlook=outlook), may=True)

    assert page.says == "1 decision overdue."
    options = page.open[0].options
    assert options is not None
    assert [row.cells[1].says for row in options.rows] == ["no measurable effect", "−12.4", "not tried"]


@pytest.mark.parametrize(
    ("worth", "says"),
    [(0.2, "0.2 days at most"), (1.04, "1 day at most"), (0.04, "nothing: the same option stays best")],
)
def test_what_knowing_is_worth_is_said_in_words(worth: float, says: str) -> None:
    snapshot = document.read(PLAIN)
    seen = DecisionOutlook("instalments", "live", (OptionOutlook("Now", 0.0, None),), worth_knowing_days=worth)
    outlook = Outlook(as_of=snapshot.as_of, seed=1, futures=100, engine="1", decisions={"instalments": seen})

    page = decisions.present(Standing("/p/checkout", snapshot, outlook=outlook), may=True)

    assert ("Knowing for sure is worth", says) in page.open[0].facts


def somebody(program: Program, person: str, role: str = "lead") -> Who:
    account = Account.objects.create_account(f"{person or role}@example.com", person or role)
    Role.objects.create(account=account, program=program, role=role, person=person)
    return Who(person or role, account=account)


def test_only_the_approver_decides_or_who_runs_the_program(program: Program) -> None:
    given = {"decision": "instalments", "option": "Later"}
    with pytest.raises(Refused, match="Ines decides that"):
        perform("decide", somebody(program, "mara"), NOON, program, given)
    with pytest.raises(Refused, match="Ines decides that"):
        perform("decide", somebody(program, ""), NOON, program, given)

    perform("decide", somebody(program, "ines"), NOON, program, given)
    assert load_snapshot(program, NOON.date()).find("decision", "instalments").chosen == "Later"
