"""Risks and goals on their pages, and what can be done to a risk."""

from datetime import UTC, datetime
from typing import Any

import pytest

from leadline.program import document
from leadline.program.outlook import MilestoneOutlook, Outlook, RiskOutlook
from leadline.record.access import SYSTEM
from leadline.record.doors import Refused, open_rooms, perform
from leadline.record.models import Program
from leadline.record.snapshots import load_snapshot, store
from leadline.record.standing import Standing
from leadline.strategy.pages import goals, risks

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
PLAIN: dict[str, Any] = {
    "id": "checkout",
    "as_of": "2026-03-02",
    "currency": "EUR",
    "people": [{"id": "mara", "name": "Mara"}, {"id": "ines", "name": "Ines"}],
    "goals": [
        {"id": "sell", "name": "Sell abroad", "owner": "ines", "cost_of_delay_cents": 1_200_000,
         "measures": [{"name": "share abroad", "unit": "%", "baseline": 4, "target": 12, "due": "2026-12-31", "source": "ledger"}]},
        {"id": "trust", "name": "Be trusted", "measures": ["trust"]},
    ],
    "projects": [{"id": "core", "name": "Core", "goals": ["sell"]}, {"id": "avatars", "name": "Avatars"}],
    "milestones": [{"id": "live", "name": "Checkout live", "project": "core"}],
    "work": [{"id": "A", "name": "Payments", "milestone": "live", "assignee": "mara", "estimate": "5-10d"}],
    "promises": [{"id": "p", "milestone": "live", "due": "2026-04-30"}],
    "risks": [
        {"id": "small", "event": "Rain", "probability": 0.1, "delay": "1-2d", "work": ["A"]},
        {"id": "big", "event": "The bank moves the slot", "cause": "Its freeze", "probability": 0.4, "delay": "10-20d", "work": ["A"],
         "owner": "mara"},
    ],
}  # fmt: skip


@pytest.fixture
def program(db: None) -> Program:
    open_rooms()
    return store(document.read(PLAIN), NOON, pinned=True)


def do(program: Program, verb: str, **given: Any) -> Any:
    return perform(verb, SYSTEM, NOON, program, given)


def plan(program: Program) -> Any:
    return load_snapshot(program, NOON.date())


def with_outlook(**seen: RiskOutlook) -> Standing:
    snapshot = document.read(PLAIN)
    outlook = Outlook(as_of=snapshot.as_of, seed=1, futures=100, engine="1", risks=seen)
    return Standing("/p/checkout", snapshot, outlook=outlook)


def test_the_dearest_risk_stands_first_and_in_the_headline() -> None:
    page = risks.present(
        with_outlook(big=RiskOutlook("big", "live", 6.4, 0), small=RiskOutlook("small", "live", 0.1, 0))
    )

    assert page.says == "The bank moves the slot costs 6 days at P80."
    assert page.table is not None
    assert [row.cells[3].says for row in page.table.rows] == ["6 days", "no measurable effect"]


def test_a_risk_has_its_date_with_it_and_without_it_its_money_and_what_the_response_leaves() -> None:
    plain = {
        **PLAIN,
        "risks": [
            {**PLAIN["risks"][1], "response": {"action": "Book a second slot", "due": "2026-03-20", "probability": 0.1}}
        ],
    }
    snapshot = document.read(plain)
    # Eight in ten reach it by day 59, Thursday 30 April; ten days less is Monday the 20th.
    live = MilestoneOutlook("live", snapshot.as_of, 10, (40, 59), (5, 5))
    seen = RiskOutlook("big", "live", 10.2, 120_000_00, mitigated_days=2.8)
    outlook = Outlook(snapshot.as_of, 1, 10, "1", milestones={"live": live}, risks={"big": seen})

    page = risks.present(Standing("/p/checkout", snapshot, outlook=outlook))

    assert page.table is not None
    (row,) = page.table.rows

    assert (row.cells[3].says, row.cells[3].sub) == ("10 days and €120k", "Checkout live: 30 Apr, without it 20 Apr")
    assert row.cells[4].sub == "by 20 Mar, would leave 3 of 10 days"


def test_a_risk_that_costs_money_only_is_not_without_effect() -> None:
    page = risks.present(
        with_outlook(big=RiskOutlook("big", "", 0.0, 5_000_00), small=RiskOutlook("small", "", 0.0, 9))
    )

    assert page.table is not None
    assert [row.cells[3].says for row in page.table.rows] == ["€5k", "no measurable effect"]


def test_before_the_first_round_no_risk_claims_to_cost_nothing() -> None:
    page = risks.present(Standing("/p/checkout", document.read(PLAIN)))

    assert page.table is not None
    assert {row.cells[3].says for row in page.table.rows} == {"not simulated"}


def test_a_goal_says_what_its_measure_lacks() -> None:
    page = goals.present(with_outlook())

    assert page.says == "2 goals, 1 of them measurable as they stand."
    trust = next(one for one in page.goals if one.name == "Be trusted")
    assert trust.measures[0].says == "trust: from an unknown start to no target yet, by no date yet, with no source."
    assert not trust.measures[0].complete


def test_a_project_without_a_goal_is_named() -> None:
    assert [one.says for one in goals.present(with_outlook()).orphans] == ["Avatars"]


def test_a_risk_that_happened_becomes_a_roadblock_on_the_same_work_and_undo_brings_it_back(program: Program) -> None:
    before = plan(program)

    do(program, "close_risk", risk="big", outcome="happened")
    roadblock = plan(program).find("roadblock", "big-happened")
    assert (roadblock.work, str(roadblock.expected), roadblock.unblocker) == (("A",), "10-20d", "mara")
    assert plan(program).find("risk", "big").state == "happened"

    do(program, "undo")
    assert plan(program) == before


def test_a_response_is_recorded_with_what_it_leaves_of_the_risk(program: Program) -> None:
    do(
        program,
        "respond",
        risk="big",
        kind="mitigate",
        action="Book a second slot",
        owner="ines",
        due="2026-03-20",
        probability="0.1",
    )

    response = plan(program).find("risk", "big").response
    assert (response.kind, response.owner, response.probability, response.done) == ("mitigate", "ines", 0.1, False)


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"kind": "mitigate", "owner": "ines"}, "Say by when"),
        ({"kind": "pray", "owner": "ines", "due": "2026-03-20"}, "A response is one of"),
        ({"kind": "accept", "owner": "zoe"}, "no person “zoe”"),
        ({"kind": "accept", "owner": "ines", "probability": "1.5"}, "between 0 and 1"),
    ],
)
def test_a_response_that_is_not_one_is_refused(program: Program, given: dict[str, str], says: str) -> None:
    with pytest.raises(Refused, match=says):
        do(program, "respond", risk="big", action="x", **given)


def test_a_closed_risk_is_not_closed_again(program: Program) -> None:
    do(program, "close_risk", risk="small", outcome="closed")

    with pytest.raises(Refused, match="no open risk"):
        do(program, "close_risk", risk="small", outcome="closed")
